"""What the reader of cells does not say, out of the parts of a workbook: errors, how numbers are shown, and formulas.

Which cells show an error (``#REF!``), which are shown otherwise than their bare number or day, and, where it matters
(the option ``formulas: flaw``), which hold a formula: of these only the result is seen, and nobody wrote it. Known of
XLSX here and of ODS (``odsparts``). The old binary formats do not say it in a form that is read here.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from servanda.errors import worded
from servanda.exchange.formats.archives import PIECE, damaged, read_part
from servanda.exchange.formats.numberformats import BUILT_IN, Shown, of_code

SHOWN = "="  # what a cell with a formula is told to show
SHARE = "%"  # what a cell is told to show of which it is not seen whether it shows per cent
MOST_FORMULAS = 100_000
_XLSX_ERROR = rb"""\st\s*=\s*["']e["']"""
_XLSX_FORMULA = rb"<(?:\w+:)?f[\s>/]"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Handler = Callable[..., Any]
Place = tuple[int, int]


@dataclass
class Marks:
    """Of one sheet, by row and column from 0: what cells with an error show, and how the columns of a row are shown.

    ``merges`` are first row and column, last row and column, where the reader of cells does not give them. A cell with
    a formula counts as one with an error that shows ``=``, where formulas are asked for.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    shown: dict[int, dict[int, Shown]] = field(default_factory=dict)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    formulas: int = 0

    def has_formula(self, at: Place) -> None:
        """Note a formula; what the cell shows as an error goes before."""
        if self.formulas < MOST_FORMULAS:
            self.formulas += 1
            self.errors.setdefault(at, SHOWN)


def xlsx_marks(archive: zipfile.ZipFile, name: str, *, formulas: bool = False) -> dict[str, Marks]:
    """The marks of each sheet of an XLSX file, by the name of the sheet; with its formulas if they are asked for."""
    styles = _styles(archive, name)
    wanted = [_XLSX_ERROR, *([_XLSX_FORMULA] if formulas else [])]
    wanted += [rb"""\ss\s*=\s*["'](?:%s)["']""" % "|".join(styles).encode()] if styles else []
    found: dict[str, Marks] = {}
    for sheet, part in _xlsx_sheets(archive, name).items():
        if holds(archive, part, re.compile(b"|".join(wanted)), name):
            reader = _Xlsx(styles, formulas=formulas)
            parse(archive, part, name, reader.start, reader.end, reader.text)
            found[sheet] = reader.marks
    return found


def _xlsx_sheets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The part in which each sheet stands, by the name of the sheet."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "sheet":
            identifier = next((value for key, value in attributes.items() if local(key) == "id"), "")
            sheets[attributes.get("name", "")] = identifier

    small(archive, "xl/_rels/workbook.xml.rels", name, relation)
    small(archive, "xl/workbook.xml", name, sheet)
    return {title: targets[identifier] for title, identifier in sheets.items() if identifier in targets}


def _styles(archive: zipfile.ZipFile, name: str) -> dict[str, Shown]:
    """How numbers and days are shown in the styles of cells, as cells name them; of those that show them otherwise."""
    formats: dict[str, Shown | None] = dict(BUILT_IN)
    found: dict[str, Shown] = {}
    place: list[str] = []
    number = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal number
        tag = local(tag)
        if tag == "numFmt":
            formats[attributes.get("numFmtId", "")] = of_code(attributes.get("formatCode", ""))
        elif tag == "xf" and place and place[-1] == "cellXfs":
            if shown := formats.get(attributes.get("numFmtId", "")):
                found[str(number)] = shown
            number += 1
        place.append(tag)

    small(archive, "xl/styles.xml", name, start, lambda _: place.pop())
    return found


def small(archive: zipfile.ZipFile, part: str, name: str, start: Handler, end: Handler | None = None) -> None:
    """Go through a part that is read whole."""
    if data := read_part(archive, part, name):
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = start, end
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise damaged(name, worded("its part {part!r} is no XML", part=part)) from None


def holds(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes], name: str) -> bool:
    """Whether a part has anything of the pattern, looked through piece by piece."""
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


def parse(archive: zipfile.ZipFile, part: str, name: str, start: Handler, end: Handler, text: Handler) -> None:
    """Go through a part of any size."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError, OSError):
        raise damaged(name, worded("its part {part!r} is no XML", part=part)) from None


class _Xlsx:
    """Notes ``<c r="B5" t="e"><v>#REF!</v></c>``, ``<c r="B6" s="3">`` where the style 3 is one of them, ``<f>``."""

    def __init__(self, styles: dict[str, Shown], *, formulas: bool) -> None:
        self.marks = Marks()
        self._styles = styles
        self._formulas = formulas
        self._row, self._column = -1, -1
        self._cell = (-1, -1)
        self._error: Place | None = None
        self._in_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
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
            elif shown := self._styles.get(attributes.get("s", "")):
                self.marks.shown.setdefault(row, {})[self._column] = shown
        elif tag == "f" and self._formulas:
            self.marks.has_formula(self._cell)
        self._in_value = tag == "v" and self._error is not None

    def end(self, tag: str) -> None:
        self._in_value = False

    def text(self, data: str) -> None:
        if self._in_value and self._error:
            self.marks.errors[self._error] = (self.marks.errors[self._error] + data)[:20]


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition(":")[2]


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
