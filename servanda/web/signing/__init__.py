"""Who signs in, and what a program's token or a feed's secret address opens."""
