"""CSV and its kin: rows as they stream by, each with its number and its line.

A row's number is the one a spreadsheet shows: records are counted from 1, empty ones with them. Its line is where the
record begins in the file, whether lines end in LF, CRLF or a bare CR. A break inside a cell is read as LF.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from servanda.errors import InputError, worded
from servanda.exchange.formats.dialects import SAMPLE, Dialect, dialect_of
from servanda.exchange.formats.headers import (
    LOOKED_AT,
    SECTION,
    Section,
    header_index,
    joined_names,
    numbered,
    unique_names,
)
from servanda.exchange.formats.limits import cell_too_large, too_many_columns, too_many_rows
from servanda.exchange.formats.model import Flaw, Limits, Row, Table
from servanda.exchange.formats.options import ReadingOptions

RECORD = 10  # times the longest cell: the longest record
STRAY_QUOTE = Flaw(
    "stray-quote",
    worded("A quoted cell goes on after its closing quotation mark."),
    worded("double the quotation marks inside the cell, or name the right quote"),
)


class Record(NamedTuple):
    """A record as it stands: its number, its line, its cells, and what is wrong with it."""

    number: int
    line: int
    cells: list[str]
    flaw: Flaw | None = None


def read_delimited(
    path: Path, encoding: str, options: ReadingOptions, limits: Limits, notes: list[str], name: str
) -> Table:
    """Make the table of a CSV file; guesses go to ``notes``, ``name`` is what messages call the file."""
    with path.open(encoding=encoding, newline="") as text:
        sample = text.read(SAMPLE)
        whole = not text.read(1)
    dialect = dialect_of(sample, whole=whole, delimiter=options.delimiter, quote=options.quote)
    notes.append(dialect.note)
    source = _Source(path, encoding, dialect, limits, name)
    row, header = _header(source, options, notes)
    if options.sections == "first":
        return Table("", (*header, SECTION), _under_headings(_rows(source, header, row, notes), notes), row)
    return Table("", header, _rows(source, header, row, notes), row)


@dataclass(frozen=True)
class _Source:
    path: Path
    encoding: str
    dialect: Dialect
    limits: Limits
    name: str


def _header(source: _Source, options: ReadingOptions, notes: list[str]) -> tuple[int, tuple[str, ...]]:
    """The number of the header's last row, and the names of the columns."""
    if options.names:
        return 0, unique_names(options.names, notes)
    begin, many = options.header_row, options.header_rows or 1
    first = list(islice(_records(source), max(LOOKED_AT, begin + many)))
    if not any(record.cells for record in first):
        sentence = worded("The file holds no row.")
        raise InputError("no-table", sentence, worded("check that it is the file you mean"), file=source.name)
    if not begin:
        begin = first[header_index([record.cells for record in first])].number
        if any(any(record.cells) for record in first if record.number < begin):
            notes.append(worded("Row {row} is taken for the header; option header_row says otherwise.", row=begin))
    rows = [record for record in first if begin <= record.number < begin + many]
    if not rows or not any(record.cells for record in rows):
        sentence = worded("The file has no row {row} that could be its header.", row=begin)
        raise InputError("no-header", sentence, worded("correct header_row"), file=source.name, row=begin)
    cells = rows[0].cells if len(rows) == 1 else joined_names([record.cells for record in rows])
    if len(cells) > source.limits.columns:
        raise too_many_columns(source.name, source.limits, begin)
    return rows[-1].number, unique_names(cells, notes)


def _rows(source: _Source, header: Sequence[str], last: int, notes: list[str]) -> Iterator[Row]:
    width, most, taken, empty = len(header), source.limits.rows, 0, 0
    short: list[int] = []
    for record in _records(source):
        if record.number <= last:
            continue
        if record.flaw is None and not any(record.cells):
            empty += 1
            continue
        taken += 1
        if taken > most:
            raise too_many_rows(source.name, source.limits)
        cells = record.cells
        if record.flaw is None and len(cells) == width:
            yield Row(record.number, tuple([cell or None for cell in cells]), (), record.line)
        else:
            if record.flaw is None and len(cells) < width:
                short.append(record.number)
            yield _flawed(record, width)
    if short:
        notes.append(
            worded(
                "{number} rows have fewer cells than the header; the last ones are taken as empty: {rows}.",
                number=len(short),
                rows=numbered(short),
            )
        )
    if empty:
        notes.append(worded("Rows with nothing in them are passed over: {number}.", number=empty))


def _under_headings(rows: Iterator[Row], notes: list[str]) -> Iterator[Row]:
    """The rows, each with the heading it stands under: a row whose first cell alone holds anything."""
    section = Section()
    for row in rows:
        first, *others = row.values
        if first and not any(others) and not row.flaws:
            section.begins(" ".join(str(first).split()), row.number)
        else:
            yield replace(row, values=(*row.values, section.goes_on()))
    section.tell(notes)


def _flawed(record: Record, width: int) -> Row:
    """A row that does not fit the header: padded or cut to it, saying so if anything is cut off."""
    values = tuple([cell or None for cell in record.cells[:width]]) + (None,) * (width - len(record.cells))
    found = len(record.cells)
    flaw = record.flaw
    if flaw is None and any(record.cells[width:]):
        flaw = Flaw(
            "ragged-row",
            worded("The row has {found} cells, and the header {width}.", found=found, width=width),
            worded("correct the row: a delimiter in a cell needs quotation marks around the cell"),
        )
    return Row(record.number, values, (flaw,) if flaw else (), record.line)


def _records(source: _Source) -> Iterator[Record]:
    """Every record of the file, ``sep=`` aside counted with the rest; raises ``InputError`` where none can follow."""
    # The limit is one of the whole process; the exact one is held below.
    csv.field_size_limit(max(csv.field_size_limit(), source.limits.cell_characters))
    with source.path.open(encoding=source.encoding, newline="") as text:
        lines = _Lines(text, source)
        reader = csv.reader(lines, **source.dialect.keywords)
        number = 0
        while True:
            lines.begin(number + 1)
            line, flaw = reader.line_num + 1, None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                cells, flaw = [], _of_error(fault, source, number + 1, line)
            number += 1
            if lines.seen > source.limits.cell_characters:
                _hold_cells(cells, source, number)
            if reader.line_num > line:
                cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
            if number == 1 and source.dialect.told:
                cells = []
            yield Record(number, line, cells, flaw)


def _of_error(fault: csv.Error, source: _Source, number: int, line: int) -> Flaw:
    """What a fault of the parser means: a flaw of one row, or that nothing further can be read."""
    if "field limit" in str(fault):
        raise cell_too_large(source.name, source.limits, number) from None
    if "end of data" in str(fault):
        raise InputError(
            "open-quote",
            worded("A quotation mark opens a cell in this row and is never closed."),
            worded("close it; or, if cells are not quoted, say so with the option quote: none"),
            file=source.name,
            line=line,
            row=number,
        ) from None
    return STRAY_QUOTE


def _hold_cells(cells: Sequence[str], source: _Source, number: int) -> None:
    for index, cell in enumerate(cells):
        if len(cell) > source.limits.cell_characters:
            raise cell_too_large(source.name, source.limits, number, str(index + 1))


class _Lines:
    """The lines of a file, none longer, and no record of them longer, than is bearable."""

    def __init__(self, text: TextIO, source: _Source) -> None:
        self._text = text
        self._source = source
        self._most = RECORD * source.limits.cell_characters
        self._number = 0
        self.seen = 0  # characters of the record at hand

    def begin(self, number: int) -> None:
        self._number = number
        self.seen = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._most + 1)
        self.seen += len(line)
        if self.seen > self._most:
            raise cell_too_large(self._source.name, self._source.limits, self._number)
        if not line:
            raise StopIteration
        return line
