"""Mappings: how the columns of a foreign file become records and facts, as data."""
