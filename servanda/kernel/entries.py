"""Entries: what a ledger is made of, and the few things the rules need to know of their content.

The kernel does not know the kinds; it knows that a payload can name its kind and temporal class, give the
answers it makes, the records it refers to, and what it closes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cached_property, lru_cache
from typing import ClassVar, Protocol

from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kernel.values import Value


class Temporal(Enum):
    """The one temporal class that a kind declares (rule 1)."""

    RECORD = "record"  # says what a record is; timeless
    STATE = "state"  # holds from its beginning until another begins on the key, or the record ends
    EVENT = "event"  # happened on a date; never current
    ONCE = "once"  # an event that can happen only once: its date is its value
    PERIOD = "period"  # about a span; shown with it, never carried past it
    SNAPSHOT = "snapshot"  # true of that day; later only "last known"
    ENTRY = "entry"  # about another entry (citation, closing): not a fact of the world


@dataclass(frozen=True, slots=True)
class Answer:
    """One question that a fact answers about its record, and the value it gives.

    ``single``: of an event, what came of it, of which there can be only one on a day.
    """

    question: str
    value: Value
    single: bool = False

    @property
    def is_planned(self) -> bool:
        """Whether it says what is only planned, and so answers another question than what happened (rule 3)."""
        return self.question.startswith("planned/")


class Payload(Protocol):
    """What the kernel asks of a kind."""

    kind: ClassVar[str]
    version: ClassVar[int]
    temporal: ClassVar[Temporal]
    structural: ClassVar[bool]

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The answers it makes; ``when`` is the fact's date, which is the value of a once-only event."""

    def references(self) -> tuple[str, ...]:
        """The records its content refers to."""

    def belongs_to(self) -> str | None:
        """The record that its own record is an item of, and is shown with."""

    def content(self) -> Mapping[str, object]:
        """Its content as plain JSON."""

    @property
    def content_text(self) -> str:
        """The canonical text of its content."""


@dataclass(frozen=True)
class Entry:
    """One entry of a ledger: header and content. Dates are EDTF texts; ``recorded_at`` is UTC.

    ``about`` is a record for a fact, and an entry for a citation or a closer. As it is seen,
    ``marking`` is the one it has now (``kernel.marks``); in the ledger, and hashed, the one it came with.
    """

    id: str
    about: str
    payload: Payload
    as_of: PartialDate
    scope: str
    origin: str
    recorded_at: datetime
    actor: str
    marking: Marking = PUBLIC
    since: PartialDate | None = None
    until: PartialDate | None = None
    said_by: str | None = None
    on_behalf_of: str | None = None

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return self.payload.kind

    @property
    def temporal(self) -> Temporal:
        """The temporal class of its kind."""
        return self.payload.temporal

    @property
    def start(self) -> PartialDate:
        """When what it says begins to hold: ``since``, else ``as_of``."""
        return self.since or self.as_of

    @property
    def is_placed(self) -> bool:
        """Whether it has a date of its own; else it is only known to be no later than one (rule 6)."""
        return not self.start.is_open_start

    @property
    def is_timeless(self) -> bool:
        """Whether it says what a record is or is called, and not since when."""
        return self.payload.structural and self.since is None

    @property
    def is_sourced(self) -> bool:
        """Whether a day of publication asks for its source (rule 10): not of names, ranks and choices."""
        return self.temporal is Temporal.RECORD or not self.payload.structural

    @property
    def begins(self) -> date:
        """The first day it counts on (rule 6).

        What a record is, and what it is called, is timeless unless said otherwise. An undated fact counts
        from the date it is no later than: nothing places it earlier.
        """
        if self.is_timeless:
            return date.min
        return self.start.earliest if self.is_placed else self.start.latest

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The questions it answers, with their values."""
        return self.payload.answers(self.as_of)

    def header(self) -> dict[str, object]:
        """The header as plain JSON: everything that is hashed beside the content."""
        return {
            "id": self.id,
            "kind": self.payload.kind,
            "kind_version": self.payload.version,
            "about": self.about,
            "as_of": self.as_of.text,
            "since": self.since.text if self.since else None,
            "until": self.until.text if self.until else None,
            "origin": self.origin,
            "recorded_at": instant(self.recorded_at),
            "actor": self.actor,
            "on_behalf_of": self.on_behalf_of,
            "said_by": self.said_by,
            "marking": self.marking.text,
            "scope": self.scope,
        }

    def content_text(self) -> str:
        """The canonical text of the content."""
        return self.payload.content_text


@dataclass(frozen=True, slots=True)
class Arrival:
    """An entry's coming into one register: ticks are given in commit order and never go back (rule 9)."""

    tick: int
    entry: str
    at: datetime


@lru_cache(maxsize=65536)
def edtf(text: str) -> PartialDate:
    """Parse a date of the ledger; the same few dates come again and again."""
    return PartialDate.parse(text)


def instant(moment: datetime) -> str:
    """Write a moment as the ledger keeps it: UTC, milliseconds, "Z"."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is not kept")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
