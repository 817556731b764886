"""The shapes beside the sentences: what charts and tables are drawn from, made of the same facts."""
