"""Which cells of a spreadsheet show an error (``#REF!``) in place of a value: the reader of cells leaves them empty.

Known of XLSX and ODS. The old binary formats do not say it in a form that is read here.
"""

import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from servanda.errors import worded
from servanda.exchange.formats.archives import PIECE, damaged, read_part

Errors = dict[tuple[int, int], str]
MOST = 10_000  # of one sheet; more than that are told all the same, as one fault of the file each
_XLSX_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_ODS_ERROR = re.compile(rb"""value-type\s*=\s*["']error["']""")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def xlsx_errors(archive: zipfile.ZipFile, name: str) -> dict[str, Errors]:
    """The cells with errors of each sheet of an XLSX file, by row and column from 0."""
    found: dict[str, Errors] = {}
    for sheet, part in _xlsx_sheets(archive, name).items():
        if _holds(archive, part, _XLSX_ERROR, name):
            reader = _Xlsx()
            _parse(archive, part, reader.start, reader.end, reader.text, name)
            found[sheet] = reader.errors
    return found


def ods_errors(archive: zipfile.ZipFile, name: str) -> dict[str, Errors]:
    """The same of an ODS file."""
    if not _holds(archive, "content.xml", _ODS_ERROR, name):
        return {}
    reader = _Ods()
    _parse(archive, "content.xml", reader.start, reader.end, reader.text, name)
    return reader.errors


def _xlsx_sheets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The part in which each sheet stands, by the name of the sheet."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            identifier = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            sheets[attributes.get("name", "")] = identifier

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        data = read_part(archive, part, name)
        if data:
            parser = expat.ParserCreate()
            parser.StartElementHandler = handler
            try:
                parser.Parse(data, True)
            except expat.ExpatError:
                raise damaged(name, worded("its part {part!r} is no XML", part=part)) from None
    return {title: targets[identifier] for title, identifier in sheets.items() if identifier in targets}


def _holds(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes], name: str) -> bool:
    last = b""
    try:
        with archive.open(part) as file:
            while piece := file.read(PIECE):
                if pattern.search(last + piece):
                    return True
                last = piece[-64:]
    except KeyError:
        return False
    except (zipfile.BadZipFile, EOFError, OSError):
        raise damaged(name, worded("its part {part!r} cannot be unpacked", part=part)) from None
    return False


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[..., Any],
    end: Callable[..., Any],
    text: Callable[..., Any],
    name: str,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError, OSError):
        raise damaged(name, worded("its part {part!r} is no XML", part=part)) from None


class _Xlsx:
    """Notes ``<c r="B5" t="e"><v>#REF!</v></c>``."""

    def __init__(self) -> None:
        self.errors: Errors = {}
        self._row, self._column = -1, -1
        self._at: tuple[int, int] | None = None
        self._in_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() and len(number) < 8 else self._row + 1
            self._column = -1
        elif tag == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            row = int(place[2]) - 1 if place else self._row
            self._at = (row, self._column) if attributes.get("t") == "e" else None
            if self._at:
                self.errors[self._at] = ""
        self._in_value = tag == "v" and self._at is not None

    def end(self, tag: str) -> None:
        self._in_value = False

    def text(self, data: str) -> None:
        if self._in_value and self._at:
            self.errors[self._at] = (self.errors[self._at] + data)[:20]


class _Ods:
    """Notes cells whose value is of the type ``error``, going by the repetitions of rows and cells."""

    def __init__(self) -> None:
        self.errors: dict[str, Errors] = {}
        self._sheet: Errors = {}
        self._row, self._column = 0, 0
        self._rows = 1
        self._inside: list[tuple[int, int]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        named = {_local(key): value for key, value in attributes.items()}
        if tag == "table":
            self._sheet = self.errors.setdefault(named.get("name", ""), {})
            self._row = 0
        elif tag == "table-row":
            self._rows = _repeated(named, "number-rows-repeated")
            self._column = 0
        elif tag in {"table-cell", "covered-table-cell"}:
            many = _repeated(named, "number-columns-repeated")
            # libreoffice writes value-type twice: office's, which says string, and its own, which says error
            if any(_local(key) == "value-type" and value == "error" for key, value in attributes.items()):
                self._note(many)
            self._column += many

    def _note(self, many: int) -> None:
        self._inside = [
            (row, column)
            for row in range(self._row, self._row + min(self._rows, MOST))
            for column in range(self._column, self._column + min(many, MOST))
        ][:MOST]
        for place in self._inside:
            self._sheet[place] = ""

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag == "table-row":
            self._row += self._rows
        elif tag in {"table-cell", "covered-table-cell"}:
            self._inside = []

    def text(self, data: str) -> None:
        for place in self._inside:
            self._sheet[place] = (self._sheet[place] + data.strip())[:20]


def _repeated(named: dict[str, str], key: str) -> int:
    said = named.get(key, "1")
    return int(said) if said.isdecimal() and len(said) < 8 else 1


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
