"""Pages of reviews: beginning one, leading it, answering in it."""
