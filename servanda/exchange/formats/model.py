"""What is read from a foreign file before anyone says what it means: tables of cells that know their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

# An empty cell is None; "", 0 and False are answers. Whole numbers are int, others Decimal, never float.
Value = str | int | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a person counts it in the file or sheet (from 1), and a value for each column."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """One table of a file: the sheet or caption it stands under, its header, and its rows in order.

    ``rows`` can be gone through once. A row has as many values as the header has names.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    header_row: int = 1


@dataclass(frozen=True)
class Limits:
    """What is taken of a file at most. More is refused, naming the limit and how to raise it."""

    file_bytes: int = 256 * 1024 * 1024
    unpacked_bytes: int = 1024 * 1024 * 1024
    rows: int = 500_000
    columns: int = 1_000
    cell_characters: int = 1_000_000


@dataclass(frozen=True)
class Document:
    """A file as it was read: its format, the hash of its bytes, its tables, and what had to be guessed.

    ``notes`` are sentences for people ("read as MacRoman, for ..."; "parted by semicolons").
    """

    path: Path
    format: str
    sha256: str
    tables: Sequence[Table]
    notes: list[str] = field(default_factory=list)
