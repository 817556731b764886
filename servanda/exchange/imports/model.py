"""What a foreign file says, once it is mapped: statements that know their places, and what could not be placed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from servanda.exchange.registerfile.item import Item
from servanda.kinds.source import Source


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: sheet (if it has any), row as a person counts it, and column as its header has it."""

    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """Give the place in words: ``sheet Plan, row 12, column Deadline``."""
        named = (("sheet", self.sheet), ("row", self.row), ("column", self.column))
        return ", ".join(f"{name} {part}" for name, part in named if part)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row, or a cell of it, was not taken: where, the code of the fault, what is wrong, what to do.

    ``whole_row`` says whether nothing of the row was recorded, or just not this cell.
    """

    at: Spot
    code: str
    sentence: str
    remedy: str
    whole_row: bool = True


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures of one row that ought to agree and do not: which check, and both as they were written."""

    at: Spot
    check: str
    sentence: str


@dataclass
class Reading:
    """A file as mapped. ``items`` may be a stream; what else is here is full once it is consumed.

    ``series`` is whose states the file is one of: what it said before and says otherwise now is changed. ``source`` is
    the file as a source, with the hash of its bytes. Records come before what is said about them. An item is cited to
    the source at the label of its place, beside citations of its own.

    ``parameters`` are what it was read as; nobody said those ``by_default``.

    ``covers`` are the records that the file says all of: only what is in them can be missing; nothing means all that
    the series has. ``yields_to`` names, for a kind of record, the actors whose descriptions stand where there are any;
    ``outranks`` those whose descriptions this file's replace. ``by_state`` are the questions
    whose answers, where they have no day of their own, hold from the day on which a state that gives them was
    published. ``rows`` were read, ``placed`` of
    them say something. ``unsure`` are the records of what was refused: what was said of them before may still be in
    the file. Of ``untold`` rows with something refused it cannot be told which those are.
    ``departures`` tell how it departs from the standard of its format, and what was done about each.
    """

    series: str
    source: Source
    items: Iterable[Item]
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    departures: list[str] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    checked: dict[str, int] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    by_default: frozenset[str] = frozenset()
    covers: set[str] | None = None
    yields_to: Mapping[str, frozenset[str]] = field(default_factory=dict)
    outranks: frozenset[str] = frozenset()
    by_state: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    untold: int = 0
    rows: int = 0
    placed: int = 0

    def leaves(self, records: Iterable[str] | None) -> None:
        """Note of which records something was refused; ``None``: it cannot be told."""
        if records is None:
            self.untold += 1
        else:
            self.unsure.update(records)
