"""The brief: pure functions from a view to sentences. Sections are written in ``sections/``, one module each."""

from servanda.brief.compose import compose
from servanda.brief.model import Brief

__all__ = ["Brief", "compose"]
