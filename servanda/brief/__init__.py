"""The brief: pure functions from a view to sentences. Sections are written in ``sections/``, one module each."""

from servanda.brief.compose import HAPPENED, ITEMS, compose
from servanda.brief.disagreements import disagreements, is_told
from servanda.brief.merging import merged
from servanda.brief.model import Brief
from servanda.brief.openings import openings
from servanda.brief.record import compose_record, title_of

__all__ = [
    "HAPPENED",
    "ITEMS",
    "Brief",
    "compose",
    "compose_record",
    "disagreements",
    "is_told",
    "merged",
    "openings",
    "title_of",
]
