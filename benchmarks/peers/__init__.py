"""Other programs that offices use for this, set up and measured on the same machine at the same work."""
