"""How many and how much, in groups, by index: the same answers as counting over a view."""
