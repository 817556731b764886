"""Pages of plans: their items, their text, their course, what became of objectives, and dates that moved."""
