"""What a door asks to be recorded, and what it is told back."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking
from servanda.kinds import Kind


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is recorded.

    ``about`` is a record, or for a citation, closing or erasure the id of an entry. ``as_of`` may be absent: a
    fact then takes the date of the source it is first cited to, and what a record is or is called is timeless.
    Of an entry about another, ``scope`` and ``marking`` are its target's unless given; a fact's marking is
    public unless given. ``id`` is random unless given. A ``late`` citation or closer may be of an entry that is
    closed already: it comes from a state of a source published earlier than what closed it, and counts from then.
    """

    payload: Kind
    about: str
    as_of: PartialDate | None = None
    scope: str | None = None
    said_by: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    marking: Marking | None = None
    id: str | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the entries' ids in the order of the drafts, the last tick, and the moment."""

    ids: tuple[str, ...]
    tick: int
    moment: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one draft: its index, the field, what and why, and what to do."""

    index: int
    field: str
    sentence: str
    remedy: str
    code: str = "bad-draft"
    refused: bool = False


class Found(NamedTuple):
    """What is wrong with a draft, before it is known which draft it is."""

    code: str
    field: str
    sentence: str
    remedy: str
    refused: bool = False

    def at(self, index: int) -> Fault:
        """The fault of the draft with this index."""
        return Fault(index, self.field, self.sentence, self.remedy, self.code, self.refused)
