"""A workbook that came back, read as it is: who wrote it when, its rows by their keys, and all that is odd about it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from servanda.errors import InputError
from servanda.exchange.formats.model import Document, Limits, Row, Table
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import ReadingOptions
from servanda.exchange.workbooks.marks import KEY, MARK, MARKS, MARKS_HEADER, ROWS, ROWS_HEADER, Marks, read_marks
from servanda.exchange.workbooks.words import plain

FIRST_ROW = ReadingOptions(header_row=1, formulas="flaw", hidden="read")
NO_WORKBOOK = "this is no workbook that Servanda wrote: its hidden sheets are missing"
_SHEET = re.compile(rb"""name\s*=\s*["']""" + MARKS.encode() + rb"""["']""")
_SAVED = re.compile(r"<dcterms:modified[^>]*>([^<]+)</dcterms:modified>|<dc:date>([^<]+)</dc:date>")
_MOST_LOOKED_AT = 4_000_000  # bytes of the part that names the sheets


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the workbook: its sheet, its row as a person counts it, the heading of its column."""

    sheet: str
    row: int
    column: str = ""

    def __str__(self) -> str:
        """Give the place in words."""
        named = (("sheet", self.sheet), ("row", self.row), ("column", self.column))
        return ", ".join(f"{name} {part}" for name, part in named if part)


@dataclass(frozen=True, slots=True)
class Odd:
    """What is odd about a cell, a row or the whole: where, a code, what it is, what to do. It is not recorded."""

    at: Spot
    code: str
    sentence: str
    remedy: str


@dataclass(frozen=True)
class Written:
    """A row as it came back: its number, and the text of each field ("" where the cell is empty)."""

    number: int
    cells: Mapping[str, str]


@dataclass
class Returned:
    """A workbook that came back. ``rows`` are by key; ``noted`` gives, by (record, group), what it says it held;
    ``missing`` are keys whose rows are gone, ``foreign`` rows with keys that were not in it."""

    path: Path
    sha256: str
    marks: Marks
    sheet: str
    rows: dict[str, Written] = field(default_factory=dict)
    noted: dict[tuple[str, str], str] = field(default_factory=dict)
    foreign: dict[str, Written] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    saved: datetime | None = None

    def at(self, record: str, name: str = "") -> Spot:
        """Where a field of a row stands."""
        row = self.rows[record].number if record in self.rows else 0
        return Spot(self.sheet, row, self.marks.columns.get(name, ""))


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook that went out from here, by the name of its hidden sheet; reads little of it."""
    try:
        with ZipFile(path) as archive:
            for part in ("xl/workbook.xml", "content.xml"):
                if part in archive.namelist():
                    with archive.open(part) as file:
                        return _SHEET.search(file.read(_MOST_LOOKED_AT)) is not None
    except (OSError, BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return False
    return False


def sort_of(path: Path) -> str | None:
    """Whether a workbook is a plan's or a body's; nothing of a file that is none."""
    if not path.is_file() or not is_workbook(path):
        return None
    options = ReadingOptions(header_row=1, tables=(MARKS,))
    document = open_document(path, options=options)
    return _marks(document.tables[0], path.name).sort


def read(path: Path, *, limits: Limits | None = None, name: str | None = None) -> Returned:
    """Read a workbook. Raises ``InputError`` where it is none, or what it says of itself cannot be read."""
    shown = name or path.name
    if path.is_file() and not is_workbook(path):
        # what is damaged or no spreadsheet at all is told as such
        open_document(path, limits=limits, name=name)
        raise _none(shown)
    document = open_document(path, options=FIRST_ROW, limits=limits, name=name)
    tables = {table.name: table for table in document.tables}
    if MARKS not in tables or ROWS not in tables:
        raise _none(shown)
    marks = _marks(tables[MARKS], shown)
    noted = _noted(tables[ROWS], shown)
    table, odd = _table(document, tables, marks, shown)
    back = Returned(path, document.sha256, marks, table.name, noted=noted, odd=odd, saved=_saved(path))
    back.notes += _notes(path)
    _read_rows(back, table)
    return back


def _none(name: str) -> InputError:
    remedy = "import it with a mapping, or send back the workbook that was written, saved as XLSX"
    return InputError("no-workbook", NO_WORKBOOK, remedy, file=name)


def _marks(table: Table, name: str) -> Marks:
    if table.header[:2] != MARKS_HEADER:
        raise _none(name)
    found = {plain(row.values[0]): plain(row.values[1]) for row in table.rows}
    if MARK not in found:
        raise _none(name)
    return read_marks(found, name)


def _noted(table: Table, name: str) -> dict[tuple[str, str], str]:
    if table.header[: len(ROWS_HEADER)] != ROWS_HEADER:
        raise _none(name)
    return {(plain(row.values[0]), plain(row.values[1])): plain(row.values[3]) for row in table.rows}


def _table(document: Document, tables: Mapping[str, Table], marks: Marks, name: str) -> tuple[Table, list[Odd]]:
    """The sheet that was written in, by its name, else by its headings."""
    if (table := tables.get(marks.sheet)) is not None:
        return table, []
    key = marks.columns.get(KEY, "")
    alike = [one for one in document.tables if not one.hidden and key in one.header]
    if len(alike) != 1:
        sentence = f"it has no sheet {marks.sheet!r}, and no other one sheet with its headings"
        remedy = "give the sheet its name and headings back"
        raise InputError("sheet-missing", sentence, remedy, file=name)
    sentence = f"The sheet {marks.sheet!r} is now called {alike[0].name!r}; it is read all the same."
    return alike[0], [Odd(Spot(alike[0].name, 0), "sheet-renamed", sentence, "give it its name back")]


def _read_rows(back: Returned, table: Table) -> None:
    by_label = {label: name for name, label in back.marks.columns.items()}
    fields = [by_label.get(label) for label in table.header]
    _tell_columns(back, table.header, fields)
    if KEY not in fields:
        sentence = f"its column {back.marks.columns.get(KEY, KEY)!r} is missing, so no row can be told from another"
        raise InputError(
            "column-missing", sentence, "take the column from the workbook that was written", sheet=table.name
        )
    known = {record for record, _ in back.noted}
    seen: dict[str, int] = {}
    for row in table.rows:
        cells = _cells(back, row, fields, table.header)
        key = cells.pop(KEY, "")
        place = Spot(back.sheet, row.number)
        if key not in known:
            if any(cells.values()):
                back.odd.append(_unknown_row(place, key, cells))
                if key:
                    back.foreign[key] = Written(row.number, cells)
        elif key in seen:
            sentence = f"Rows {seen[key]} and {row.number} have the same key; neither is recorded."
            back.odd.append(Odd(place, "row-twice", sentence, "take out the row that was copied"))
            back.rows.pop(key, None)
        else:
            seen[key] = row.number
            back.rows[key] = Written(row.number, cells)
    back.missing = sorted(known - seen.keys())


def _tell_columns(back: Returned, header: Sequence[str], fields: Sequence[str | None]) -> None:
    expected = list(back.marks.columns)
    present = [name for name in fields if name is not None]
    for name in expected:
        if name not in present and name != KEY:
            sentence = f"The column {back.marks.columns[name]!r} is missing; nothing of it is read."
            back.odd.append(Odd(Spot(back.sheet, 1), "column-missing", sentence, "give the column its heading back"))
    for label, found in zip(header, fields, strict=True):
        if found is None:
            sentence = f"The column {label!r} was added; nothing of it is read."
            back.odd.append(
                Odd(Spot(back.sheet, 1, label), "column-added", sentence, "put remarks into the columns there are")
            )
    if present != [name for name in expected if name in present]:
        back.notes.append(
            "The columns stand in another order than they were written in; they are read by their headings."
        )


def _cells(
    back: Returned,
    row: Row,
    fields: Sequence[str | None],
    header: Sequence[str],
) -> dict[str, str]:
    flaws = {flaw.column: flaw for flaw in row.flaws}
    cells: dict[str, str] = {}
    for name, label, value in zip(fields, header, row.values, strict=True):
        if name is None:
            continue
        if (flaw := flaws.get(label)) is not None:
            back.odd.append(Odd(Spot(back.sheet, row.number, label), flaw.code, flaw.sentence, flaw.remedy))
            continue
        cells[name] = plain(value)
    return cells


def _unknown_row(place: Spot, key: str, cells: Mapping[str, str]) -> Odd:
    said = "; ".join(islice((text for text in cells.values() if text), 3))[:200]
    if key:
        return Odd(
            place,
            "row-unknown",
            f"The row's key {key[:40]!r} is none of this workbook's: {said}",
            "give it its key back",
        )
    return Odd(
        place, "row-added", f"The row was added: {said}", "record a new objective on its page, or by importing a plan"
    )


def _notes(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield "The workbook has macros; they were not run and are not kept."
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield "The workbook has links to other files; they were not followed."


def _saved(path: Path) -> datetime | None:
    """When it was last saved, as the program that saved it says."""
    with ZipFile(path) as archive:
        for part in ("docProps/core.xml", "meta.xml"):
            if part in archive.namelist():
                with archive.open(part) as file:
                    found = _SAVED.search(file.read(100_000).decode("utf-8", "replace"))
                try:
                    said = next((one for one in found.groups() if one), "") if found else ""
                    return datetime.fromisoformat(said[:19]) if said else None
                except ValueError:
                    return None
    return None


def entries_of(text: str) -> list[str]:
    """The identifiers of entries that a row notes."""
    try:
        return [str(one) for one in json.loads(text)]
    except ValueError:
        return []
