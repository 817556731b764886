"""What the reader of cells does not say of an ODS file, out of its content: errors, how numbers are shown, merges.

A cell has the style that it names, else that of its column; a style names how numbers and days are shown, or goes
back to another style. Rows and cells may stand for many; what is noted of those is bounded.
"""

import re
import zipfile
from dataclasses import dataclass, field

from servanda.exchange.formats.numberformats import MOST_PLACES, PER_CENT, Shown
from servanda.exchange.formats.sheetparts import Marks, Place, holds, local, parse, small

MOST = 10_000  # cells that one mark, which may be repeated, stands for
_WANTED = rb"""value-type\s*=\s*["'](?:error|percentage)["']|-(?:columns|rows)-spanned\s*=|data-style-name\s*="""
_FORMULA = rb":formula\s*="
_CELLS = {"table-cell", "covered-table-cell"}
_NUMBERS = {"number-style", "currency-style"}
_PARTS_OF_DAYS = {"day", "month", "year"}


def ods_marks(archive: zipfile.ZipFile, name: str, *, formulas: bool = False) -> dict[str, Marks]:
    """The marks of each sheet of an ODS file, by the name of the sheet; with its formulas if they are asked for."""
    wanted = b"|".join([_WANTED, *([_FORMULA] if formulas else [])])
    if not holds(archive, "content.xml", re.compile(wanted), name):
        return {}
    styles = _Styles()
    small(archive, "styles.xml", name, styles.start, styles.end)
    reader = _Content(styles, formulas=formulas)
    parse(archive, "content.xml", name, reader.start, reader.end, reader.text)
    return reader.marks


@dataclass
class _Styles:
    """How numbers and days are shown, by the name of the style of a cell."""

    formats: dict[str, Shown] = field(default_factory=dict)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)  # the format it names, the style it goes back to
    _within: str = ""
    _days: set[str] = field(default_factory=set)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag, said = local(tag), {local(key): value for key, value in attributes.items()}
        if tag == "style" and said.get("family") == "table-cell":
            self.cells[said.get("name", "")] = (said.get("data-style-name", ""), said.get("parent-style-name", ""))
        elif tag in _NUMBERS or tag == "date-style":
            self._within, self._days = said.get("name", ""), set()
        elif self._within and tag == "number" and "display-factor" not in said:
            places = said.get("min-decimal-places", said.get("decimal-places", ""))
            if places.isdecimal() and len(places) < 4 and int(places):
                self.formats[self._within] = Shown(places=min(int(places), MOST_PLACES))
        elif self._within and tag in _PARTS_OF_DAYS:
            self._days.add(tag)

    def end(self, tag: str) -> None:
        tag = local(tag)
        if tag == "date-style" and "year" in self._days and "day" not in self._days:
            self.formats[self._within] = Shown(unit="month" if "month" in self._days else "year")
        if tag in _NUMBERS or tag == "date-style":
            self._within = ""

    def of(self, style: str) -> Shown | None:
        """How a style of a cell shows numbers and days, if otherwise than they are."""
        for _ in range(10):
            if style not in self.cells:
                return None
            shown, style = self.cells[style]
            if shown:
                return self.formats.get(shown)
        return None


class _Content:
    """Notes errors, formulas, merges, and cells that are shown otherwise, going by how rows and cells repeat."""

    def __init__(self, styles: _Styles, *, formulas: bool) -> None:
        self.marks: dict[str, Marks] = {}
        self._styles = styles
        self._formulas = formulas
        self._sheet = Marks()
        self._columns: list[tuple[int, Shown | None]] = []  # up to where, and how what stands there is shown
        self._row, self._column = 0, 0
        self._rows = 1
        self._inside: list[Place] = []
        self._in_sheet = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag, said = local(tag), {local(key): value for key, value in attributes.items()}
        if tag == "table":
            self._sheet = self.marks.setdefault(said.get("name", ""), Marks())
            self._row, self._columns, self._in_sheet = 0, [], True
        elif not self._in_sheet:
            self._styles.start(tag, attributes)
        elif tag == "table-column":
            before = self._columns[-1][0] if self._columns else 0
            shown = self._styles.of(said.get("default-cell-style-name", ""))
            self._columns.append((before + _number(said, "number-columns-repeated"), shown))
        elif tag == "table-row":
            self._rows = _number(said, "number-rows-repeated")
            self._column = 0
        elif tag in _CELLS:
            self._cell(said, {value for key, value in attributes.items() if local(key) == "value-type"})

    def _cell(self, said: dict[str, str], types: set[str]) -> None:
        # LibreOffice writes the type twice: the standard's, a text, and its own, an error.
        many = _number(said, "number-columns-repeated")
        if "error" in types:
            self._inside = self._places(many)
            self._sheet.errors |= dict.fromkeys(self._inside, "")
        elif types and (shown := PER_CENT if "percentage" in types else self._shown(said, types)):
            for row, column in self._places(many):
                self._sheet.shown.setdefault(row, {})[column] = shown
        if self._formulas and "formula" in said:
            self._sheet.has_formula((self._row, self._column))
        down, across = _number(said, "number-rows-spanned"), _number(said, "number-columns-spanned")
        if down > 1 or across > 1:
            last = (self._row + down - 1, self._column + across - 1)
            self._sheet.merges.append(((self._row, self._column), last))
        self._column += many

    def _shown(self, said: dict[str, str], types: set[str]) -> Shown | None:
        if not types & {"float", "currency", "date"}:
            return None
        if "style-name" in said:
            return self._styles.of(said["style-name"])
        return next((shown for end, shown in self._columns if self._column < end), None)

    def _places(self, many: int) -> list[Place]:
        return [
            (row, column)
            for row in range(self._row, self._row + min(self._rows, MOST))
            for column in range(self._column, self._column + min(many, MOST // min(self._rows, MOST)))
        ]

    def end(self, tag: str) -> None:
        if not self._in_sheet:
            self._styles.end(tag)
            return
        tag = local(tag)
        if tag == "table-row":
            self._row += self._rows
        elif tag in _CELLS:
            self._inside = []

    def text(self, data: str) -> None:
        for place in self._inside:
            self._sheet.errors[place] = (self._sheet.errors[place] + data.strip())[:20]


def _number(said: dict[str, str], key: str) -> int:
    text = said.get(key, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 8 else 1
