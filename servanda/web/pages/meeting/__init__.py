"""Pages of meetings: planning, the table, the minutes."""
