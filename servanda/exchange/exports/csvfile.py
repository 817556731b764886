"""Tables as CSV (RFC 4180): UTF-8, commas, line ends of CR and LF, one header row, and nothing else.

A CSV file has no place for a remark, so from where it is seen stands in its last four columns: no row loses it, in
whatever file it ends up. Texts are guarded (``exports.guard``); whole numbers and days are written as they are.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import IO

from servanda.exchange.exports.dictionary import Table, seen
from servanda.exchange.exports.gather import Export
from servanda.exchange.exports.guard import guarded
from servanda.exchange.exports.seen import standpoint_cells
from servanda.exchange.exports.telling import Cell

BOM = "\ufeff"
_MOST_KEPT = 20_000
_LONGEST_KEPT = 40


class _Written(dict[Cell, str]):
    """How cells are written, quotes and all: worked out when one is asked for, and kept where it may come again.

    Numbers and truths are not kept, for one of them may equal another that is written otherwise.
    """

    def __init__(self) -> None:
        super().__init__({None: ""})

    def __missing__(self, cell: Cell) -> str:
        if type(cell) is str:
            if cell.isalnum():  # an identifier, as a rule: it comes once
                return cell
            text = _quoted(guarded(cell))
            # names and titles come again; what was agreed does not
            comes_again = len(cell) <= _LONGEST_KEPT
        else:
            text = _quoted(text_of(cell))
            comes_again = type(cell) is date
        if comes_again and len(self) < _MOST_KEPT:
            self[cell] = text
        return text


class CsvTable:
    """One table being written. ``out`` takes text and changes no line ends; ``rows`` counts what was written."""

    def __init__(self, table: Table, export: Export, out: IO[str], *, bom: bool = False) -> None:
        self.table = seen(table)
        self.rows = 0
        self._out = out
        self._names = table.names
        self._written = _Written()
        self._end = "".join(f",{_quoted(text_of(cell))}" for cell in standpoint_cells(export).values()) + "\r\n"
        if bom:
            out.write(BOM)
        out.write(",".join(map(_quoted, self.table.names)) + "\r\n")

    def write(self, row: Mapping[str, Cell]) -> None:
        """Write a row."""
        self._out.write(",".join(map(self._written.__getitem__, map(row.get, self._names))) + self._end)
        self.rows += 1


def _quoted(text: str) -> str:
    """A text as it stands between two commas. (``csv.writer`` asks of each letter what is asked here of the whole.)"""
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def text_of(cell: Cell) -> str:
    """A cell as CSV has it: empty where nothing was said, ``true`` and ``false``, ISO days, guarded texts."""
    if isinstance(cell, str):
        return guarded(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | Decimal):
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return cell.isoformat()


def write(export: Export, name: str, out: IO[str], *, bom: bool = False) -> int:
    """Write one table; gives the number of rows."""
    file = CsvTable(export.tables()[name], export, out, bom=bom)
    for _, row in export.rows([name]):
        file.write(row)
    return file.rows


def write_all(export: Export, files: Mapping[str, IO[str]], *, bom: bool = False) -> dict[str, int]:
    """Write several tables in one go, each into its file; gives the number of rows of each."""
    known = export.tables()
    open_files = {name: CsvTable(known[name], export, out, bom=bom) for name, out in files.items()}
    for name, row in export.rows(list(files)):
        open_files[name].write(row)
    return counted(open_files.values())


def counted(files: Iterable[CsvTable]) -> dict[str, int]:
    """How many rows were written of each table."""
    return {file.table.name: file.rows for file in files}
