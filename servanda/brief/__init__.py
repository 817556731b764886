"""The brief: pure functions from a view to sentences (who reads it: every renderer)."""
