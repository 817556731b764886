"""Which cells of a spreadsheet hold a formula: of these only the result is seen, and nobody wrote it.

Known of XLSX and ODS, and asked for only where it matters (the option ``formulas: flaw``).
"""

import re
import zipfile
from typing import Any
from xml.parsers import expat

from servanda.exchange.formats.archives import PIECE, damaged, read_part

SHOWN = "="  # what such a cell is told to show
MOST = 100_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ANY = {"xlsx": re.compile(rb"<(?:\w+:)?f[\s>/]"), "ods": re.compile(rb":formula\s*=")}

Cells = dict[tuple[int, int], str]


def xlsx_formulas(archive: zipfile.ZipFile, name: str) -> dict[str, Cells]:
    """The cells with a formula of each sheet of an XLSX file, by row and column from 0."""
    parts = _parts(archive, name)
    return {sheet: _read(archive, part, _Xlsx(), name) for sheet, part in parts.items() if _has(archive, part, "xlsx")}


def ods_formulas(archive: zipfile.ZipFile, name: str) -> dict[str, Cells]:
    """The same of an ODS file."""
    if not _has(archive, "content.xml", "ods"):
        return {}
    reader = _Ods()
    _read(archive, "content.xml", reader, name)
    return reader.sheets


def _has(archive: zipfile.ZipFile, part: str, form: str) -> bool:
    if part not in archive.namelist():
        return False
    last = b""
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            if _ANY[form].search(last + piece):
                return True
            last = piece[-64:]
    return False


def _parts(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The part in which each sheet stands, by the name of the sheet."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def started(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        elif _local(tag) == "sheet":
            own = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            sheets[attributes.get("name", "")] = own

    for part in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        parser = expat.ParserCreate()
        parser.StartElementHandler = started
        try:
            parser.Parse(read_part(archive, part, name) or b"<none/>", True)
        except expat.ExpatError:
            raise damaged(name, f"its part {part} is no XML") from None
    return {title: targets[own] for title, own in sheets.items() if own in targets}


def _read(archive: zipfile.ZipFile, part: str, reader: Any, name: str) -> Cells:
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError, OSError):
        raise damaged(name, f"its part {part} is no XML") from None
    cells: Cells = reader.cells
    return cells


class _Xlsx:
    """Notes ``<c r="B5"><f>1+1</f><v>2</v></c>``."""

    def __init__(self) -> None:
        self.cells: Cells = {}
        self._row, self._column = -1, -1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = _local(tag)
        if tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() and len(number) < 8 else self._row + 1
            self._column = -1
        elif tag == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _index(place[1]) if place else self._column + 1
            self._row = int(place[2]) - 1 if place else self._row
        elif tag == "f" and len(self.cells) < MOST:
            self.cells[self._row, self._column] = SHOWN


class _Ods:
    """Notes cells with ``table:formula``, going by the repetitions of rows and cells."""

    def __init__(self) -> None:
        self.sheets: dict[str, Cells] = {}
        self.cells: Cells = {}
        self._row, self._column, self._rows = 0, 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = _local(tag)
        named = {_local(key): value for key, value in attributes.items()}
        if tag == "table":
            self.cells = self.sheets.setdefault(named.get("name", ""), {})
            self._row = self._rows = 0
        elif tag == "table-row":
            self._row += self._rows
            self._rows, self._column = _repeated(named, "number-rows-repeated"), 0
        elif tag in {"table-cell", "covered-table-cell"}:
            if "formula" in named and len(self.cells) < MOST:
                self.cells[self._row, self._column] = SHOWN
            self._column += _repeated(named, "number-columns-repeated")


def _repeated(named: dict[str, str], key: str) -> int:
    said = named.get(key, "1")
    return int(said) if said.isdecimal() and len(said) < 8 else 1


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
