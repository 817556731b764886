"""Who the people are, what roles they hold where, and what a role may do. Reading follows from markings alone."""
