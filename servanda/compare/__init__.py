"""Comparing: two standpoints in, and in sentences what changed between them."""

from servanda.compare.compose import compose
from servanda.compare.model import Comparison

__all__ = ["Comparison", "compose"]
