"""Tables as CSV (RFC 4180): UTF-8, commas, line ends of CR and LF, one header row, and nothing else.

A CSV file has no place for a remark, so from where it is seen stands in its last four columns: no row loses it, in
whatever file it ends up. Texts are guarded (``exports.guard``); whole numbers and days are written as they are.
"""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import IO, Any

from servanda.exchange.exports.dictionary import Table, seen
from servanda.exchange.exports.gather import Export
from servanda.exchange.exports.guard import guarded, is_suspect
from servanda.exchange.exports.seen import standpoint_cells
from servanda.exchange.exports.telling import Cell

BOM = "\ufeff"
_MOST_KEPT = 20_000


class CsvTable:
    """One table being written. ``out`` takes text and changes no line ends; ``rows`` counts what was written."""

    def __init__(self, table: Table, export: Export, out: IO[str], *, bom: bool = False) -> None:
        self.table = seen(table)
        self.rows = 0
        self._seen = [text_of(cell) for cell in standpoint_cells(export).values()]
        self._names = table.names
        self._plain: set[Cell] = {None}  # what is written as it is; the writer makes an empty text of nothing
        self._writer: Any = csv.writer(out, lineterminator="\r\n")
        if bom:
            out.write(BOM)
        self._writer.writerow(self.table.names)

    def write(self, row: Mapping[str, Cell]) -> None:
        """Write a row."""
        cells = [cell if cell in self._plain else self._text(cell) for cell in map(row.get, self._names)]
        self._writer.writerow(cells + self._seen)
        self.rows += 1

    def _text(self, cell: Cell) -> str:
        if type(cell) is not str:
            return text_of(cell)
        if cell.isalnum():  # an identifier, as a rule
            return cell
        if is_suspect(cell):
            return guarded(cell)
        if len(self._plain) < _MOST_KEPT:
            self._plain.add(cell)
        return cell


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
