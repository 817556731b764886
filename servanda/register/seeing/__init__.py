"""What can be seen from a standpoint, as SQL: the floor that everything read here stands on (rules 13, 14 and 19)."""
