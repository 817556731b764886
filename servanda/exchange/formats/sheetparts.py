"""What the reader of cells does not say, out of the parts of a workbook: errors, per cent, and formulas.

Which cells show an error (``#REF!``), which are shown in per cent, and, where it matters (the option ``formulas:
flaw``), which hold a formula: of these only the result is seen, and nobody wrote it. Known of XLSX and ODS. The old
binary formats do not say it in a form that is read here.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from servanda.errors import worded
from servanda.exchange.formats.archives import PIECE, damaged, read_part

SHOWN = "="  # what a cell with a formula is told to show
MOST = 10_000  # cells that one mark of ODS, which may be repeated, stands for
MOST_FORMULAS = 100_000
_XLSX_ERROR = rb"""\st\s*=\s*["']e["']"""
_XLSX_FORMULA = rb"<(?:\w+:)?f[\s>/]"
_ODS_MARK = rb"""value-type\s*=\s*["'](?:error|percentage)["']"""
_ODS_FORMULA = rb":formula\s*="
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PER_CENT = {"9", "10"}  # the formats of every workbook that end in %
_QUOTED = re.compile(r'"[^"]*"|\\.')
_CELLS = {"table-cell", "covered-table-cell"}

Handler = Callable[..., Any]
Place = tuple[int, int]


@dataclass
class Marks:
    """Of one sheet, by row and column from 0: what cells with an error show, and the columns in per cent of a row.

    A cell with a formula counts as one with an error that shows ``=``, where formulas are asked for.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    per_cent: dict[int, set[int]] = field(default_factory=dict)
    formulas: int = 0

    def has_formula(self, at: Place) -> None:
        """Note a formula; what the cell shows as an error goes before."""
        if self.formulas < MOST_FORMULAS:
            self.formulas += 1
            self.errors.setdefault(at, SHOWN)


def xlsx_marks(archive: zipfile.ZipFile, name: str, *, formulas: bool = False) -> dict[str, Marks]:
    """The marks of each sheet of an XLSX file, by the name of the sheet; with its formulas if they are asked for."""
    styles = _per_cent_styles(archive, name)
    wanted = [_XLSX_ERROR, *([_XLSX_FORMULA] if formulas else [])]
    wanted += [rb"""\ss\s*=\s*["'](?:%s)["']""" % "|".join(styles).encode()] if styles else []
    found: dict[str, Marks] = {}
    for sheet, part in _xlsx_sheets(archive, name).items():
        if _holds(archive, part, re.compile(b"|".join(wanted)), name):
            reader = _Xlsx(styles, formulas=formulas)
            _parse(archive, part, name, reader.start, reader.end, reader.text)
            found[sheet] = reader.marks
    return found


def ods_marks(archive: zipfile.ZipFile, name: str, *, formulas: bool = False) -> dict[str, Marks]:
    """The same of an ODS file."""
    wanted = b"|".join([_ODS_MARK, *([_ODS_FORMULA] if formulas else [])])
    if not _holds(archive, "content.xml", re.compile(wanted), name):
        return {}
    reader = _Ods(formulas=formulas)
    _parse(archive, "content.xml", name, reader.start, reader.end, reader.text)
    return reader.marks


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

    _small(archive, "xl/_rels/workbook.xml.rels", name, relation)
    _small(archive, "xl/workbook.xml", name, sheet)
    return {title: targets[identifier] for title, identifier in sheets.items() if identifier in targets}


def _per_cent_styles(archive: zipfile.ZipFile, name: str) -> list[str]:
    """The styles of cells whose numbers are shown in per cent, as cells name them."""
    formats = set(_PER_CENT)
    found: list[str] = []
    place: list[str] = []
    number = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal number
        tag = _local(tag)
        if tag == "numFmt" and "%" in _QUOTED.sub("", attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif tag == "xf" and place and place[-1] == "cellXfs":
            if attributes.get("numFmtId") in formats:
                found.append(str(number))
            number += 1
        place.append(tag)

    _small(archive, "xl/styles.xml", name, start, lambda _: place.pop())
    return found


def _small(archive: zipfile.ZipFile, part: str, name: str, start: Handler, end: Handler | None = None) -> None:
    """Go through a part that is read whole."""
    if data := read_part(archive, part, name):
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = start, end
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise damaged(name, worded("its part {part!r} is no XML", part=part)) from None


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


def _parse(archive: zipfile.ZipFile, part: str, name: str, start: Handler, end: Handler, text: Handler) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError, OSError):
        raise damaged(name, worded("its part {part!r} is no XML", part=part)) from None


class _Xlsx:
    """Notes ``<c r="B5" t="e"><v>#REF!</v></c>``, ``<c r="B6" s="3">`` where the style 3 is in per cent, ``<f>``."""

    def __init__(self, styles: list[str], *, formulas: bool) -> None:
        self.marks = Marks()
        self._styles = frozenset(styles)
        self._formulas = formulas
        self._row, self._column = -1, -1
        self._cell = (-1, -1)
        self._error: Place | None = None
        self._in_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() and len(number) < 8 else self._row + 1
            self._column = -1
        elif tag == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _index(place[1]) if place else self._column + 1
            row = int(place[2]) - 1 if place else self._row
            self._cell = (row, self._column)
            self._error = self._cell if attributes.get("t") == "e" else None
            if self._error:
                self.marks.errors[self._error] = ""
            elif attributes.get("s") in self._styles:
                self.marks.per_cent.setdefault(row, set()).add(self._column)
        elif tag == "f" and self._formulas:
            self.marks.has_formula(self._cell)
        self._in_value = tag == "v" and self._error is not None

    def end(self, tag: str) -> None:
        self._in_value = False

    def text(self, data: str) -> None:
        if self._in_value and self._error:
            self.marks.errors[self._error] = (self.marks.errors[self._error] + data)[:20]


class _Ods:
    """Notes values of the type ``error`` or ``percentage`` and formulas, going by how rows and cells repeat."""

    def __init__(self, *, formulas: bool) -> None:
        self.marks: dict[str, Marks] = {}
        self._formulas = formulas
        self._sheet = Marks()
        self._row, self._column = 0, 0
        self._rows = 1
        self._inside: list[Place] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "table":
            title = next((value for key, value in attributes.items() if _local(key) == "name"), "")
            self._sheet = self.marks.setdefault(title, Marks())
            self._row = 0
        elif tag == "table-row":
            self._rows = _repeated(attributes, "number-rows-repeated")
            self._column = 0
        elif tag in _CELLS:
            many = _repeated(attributes, "number-columns-repeated")
            # LibreOffice writes the type twice: the standard's, a text, and its own, an error.
            types = {value for key, value in attributes.items() if _local(key) == "value-type"}
            if "error" in types:
                self._inside = self._places(many)
                self._sheet.errors |= dict.fromkeys(self._inside, "")
            elif "percentage" in types:
                for row, column in self._places(many):
                    self._sheet.per_cent.setdefault(row, set()).add(column)
            if self._formulas and any(_local(key) == "formula" for key in attributes):
                self._sheet.has_formula((self._row, self._column))
            self._column += many

    def _places(self, many: int) -> list[Place]:
        return [
            (row, column)
            for row in range(self._row, self._row + min(self._rows, MOST))
            for column in range(self._column, self._column + min(many, MOST // min(self._rows, MOST)))
        ]

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag == "table-row":
            self._row += self._rows
        elif tag in _CELLS:
            self._inside = []

    def text(self, data: str) -> None:
        for place in self._inside:
            self._sheet.errors[place] = (self._sheet.errors[place] + data.strip())[:20]


def _repeated(attributes: dict[str, str], key: str) -> int:
    said = next((value for name, value in attributes.items() if _local(name) == key), "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 8 else 1


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
