"""What a foreign file says, once it is mapped: statements that know their places, and what could not be placed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from servanda.exchange.registerfile.item import Item
from servanda.kinds.source import Source


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: sheet (if it has any), row as a person counts it, and column as its header has it."""

    sheet: str = ""
    row: int = 0
    column: str = ""


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


@dataclass
class Reading:
    """A file as mapped. ``items`` may be a stream; ``refused`` and ``notes`` are full once it is consumed.

    ``series`` is the scheme of its identifiers and of the file's later states: what it said before and says
    otherwise now is changed. ``source`` is the file as a source, with the hash of its bytes. Records come
    before what is said about them.
    """

    series: str
    source: Source
    items: Iterable[Item]
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
