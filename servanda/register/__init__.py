"""The register: ``record`` is the one way in, a view the one way out; both know nothing of how they are shown."""

from servanda.register.counting.counts import count_by_value, days, graded_days, said_of_items
from servanda.register.draft import Draft, Fault, Recorded
from servanda.register.editions import frameworks
from servanda.register.policy import policy
from servanda.register.reading.citing import carried_by, source_view, sources
from servanda.register.reading.finding import Hit, find, search
from servanda.register.reading.history import Recording, all_entries, entries_live, history
from servanda.register.reading.views import (
    container_view,
    partnership_view,
    partnerships_view,
    press_view,
    procedures_view,
    records_view,
    succession_view,
    whole_view,
)
from servanda.register.seeing.standpoint import resolve, untraced
from servanda.register.writing.record import Faults, Refusals, record, record_many

__all__ = [
    "Draft",
    "Fault",
    "Faults",
    "Hit",
    "Recorded",
    "Recording",
    "Refusals",
    "all_entries",
    "carried_by",
    "container_view",
    "count_by_value",
    "days",
    "entries_live",
    "find",
    "frameworks",
    "graded_days",
    "history",
    "partnership_view",
    "partnerships_view",
    "policy",
    "press_view",
    "procedures_view",
    "record",
    "record_many",
    "records_view",
    "resolve",
    "said_of_items",
    "search",
    "source_view",
    "sources",
    "succession_view",
    "untraced",
    "whole_view",
]
