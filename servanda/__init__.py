"""Servanda: what was agreed, what was done about it, who says so, and where we stood on that day."""

__version__ = "0.1.0"
