"""What is read from a foreign file before anyone says what it means: tables of cells that know their places."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

# An empty cell is None; "", 0 and False are answers. Whole numbers are int, others Decimal, never float.
Value = str | int | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Flaw:
    """What of a row cannot be read as it stands, and the way forward. Nothing of it is guessed.

    ``column`` is the name of the column at fault, whose value is then ``None``; without it the whole row is at fault.
    """

    code: str
    sentence: str
    remedy: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (from 1), and a value for each column.

    ``line`` is the line on which it begins, of files that have lines, else 0. In a CSV file the two differ after a
    cell of several lines.
    """

    number: int
    values: tuple[Value, ...]
    flaws: tuple[Flaw, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Table:
    """One table of a file: the sheet or caption it stands under, its header, and its rows in order.

    ``rows`` can be gone through once. A row has as many values as the header has names; names are unique. Going
    through it may raise ``InputError`` where nothing further can be read.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    header_row: int = 1
    hidden: bool = False


@dataclass(frozen=True)
class Limits:
    """What is taken of a file at most. More is refused, naming the limit and how to raise it.

    ``rows`` counts those of all tables. ``seconds`` and ``memory_bytes`` bound the process of its own in which
    spreadsheets, word-processor files and text lists are read.
    """

    file_bytes: int = 256 * 1024 * 1024
    unpacked_bytes: int = 1024 * 1024 * 1024
    memory_bytes: int = 2 * 1024 * 1024 * 1024
    rows: int = 500_000
    columns: int = 1_000
    cell_characters: int = 1_000_000
    seconds: int = 120


@dataclass(frozen=True)
class Document:
    """A file as it was read: its format, the hash of its bytes, its tables, and what had to be guessed.

    ``notes`` are sentences for people ("read as MacRoman, for ..."; "parted by semicolons"). Those that can be known
    only at the end ("3 empty rows are passed over") come while rows are gone through. ``again`` opens the file anew,
    for whoever has to look at other rows than the one at hand.
    """

    path: Path
    format: str
    sha256: str
    tables: Sequence[Table]
    notes: list[str] = field(default_factory=list)
    again: Callable[[], "Document"] | None = None
