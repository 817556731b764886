"""How a workbook looks: fonts, colours, widths, paper. One place for all workbooks that go out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from servanda.policies import Marks

INK, INK_2, INK_3 = "#16191D", "#454B54", "#8A8D8C"
BLUE, BLUE_WASH = "#173F73", "#E7EDF5"
RULE, SUNK = "#DCDCD4", "#F1F1EC"
# from the least grade of a scale to the most, as the pages have them
SHADES = ("#ECEAE1", "#B5CED6", "#88B2BE", "#5B95A7", "#357082", "#0F4A5C")
DARK = 4  # from which of them on letters are white
FONT, SIZE = "Calibri", 10
A4 = 9
LONGEST_HEADER = 255
LONGEST_CELL = 32_767  # characters; more is not a workbook
MOST_ROWS = 1_048_576
TALLEST = 409  # points; no row can be taller
WIDEST, USUAL, NARROW = 58, 18, 11

WIDTHS: Mapping[str, float] = {
    "code": 9, "text": 50, "title": 36, "public_text": 44, "reasoning": 46, "note": 28, "quote": WIDEST,
    "sources": 28, "holder": 24, "participants": 22, "part_of": 30, "subject": 36, "concerns": 30, "source": 44,
    "frameworks": 20, "publisher": 26, "url": 44, "said_by": 24, "body": 26, "venue": 20, "parties": 32,
    "operations": 26, "grade_label": 18, "class": 30, "value": 14, "line": 18, "measure": 12, "answer": 9,
    "kind": 13, "amount": 14, "measures": 40, "party": 30, "flow": 16, "currency": 9, "axis": 15, "track": 13,
    "period": NARROW, "target": NARROW, "as_of": 12, "planned_for": 13, "rank": 7, "address": 30, "at": 24,
    "votes_for": 10, "votes_against": 10, "abstentions": 10, "step_label": 24, "supports": 16, "disputed": 10,
}  # fmt: skip
_TYPES: Mapping[str, float] = {"text": USUAL, "whole": NARROW, "number": 14, "day": 12, "truth": 9}


def width(name: str, kind: str) -> float:
    """The width of a column, in characters."""
    if name.startswith("grade/"):
        return 15
    if name in {"fact", "record", "citation", "parent", "continues"} or name.endswith("_record"):
        return 34
    return WIDTHS.get(name, _TYPES[kind])


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def make(self, **properties: Any) -> Format:
        """A format with some properties, beside what all cells have."""
        usual = {"font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "top"}
        wanted = {**usual, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]

    def header(self, *, aside: bool = False) -> Format:
        """A cell of the header row; ``aside`` for the columns that are not printed."""
        colours = {"bg_color": SUNK, "font_color": INK_2} if aside else {"bg_color": BLUE, "font_color": "#FFFFFF"}
        return self.make(bold=True, text_wrap=True, valign="vcenter", bottom=1, bottom_color=BLUE, **colours)

    def cell(self, kind: str, *, aside: bool = False, quoted: bool = False, **more: Any) -> Format:
        """A cell of a type; ``quoted`` for a text that would be a formula if it were typed in again."""
        properties: dict[str, Any] = {"bottom": 1, "bottom_color": RULE, **more}
        if kind == "text":
            properties.setdefault("text_wrap", not aside)
            properties.setdefault("num_format", "@")
        elif kind == "day":
            properties |= {"num_format": "yyyy-mm-dd", "align": "left"}
        elif kind == "whole":
            properties |= {"num_format": "#,##0"}
        elif kind == "number":
            properties |= {"num_format": "#,##0.##########"}
        if aside:
            properties.setdefault("font_color", INK_3)
        if quoted:
            properties["quote_prefix"] = True
        return self.make(**properties)


def shade(place: int, steps: int) -> dict[str, str]:
    """The colours of a grade by its place on a scale, from 0."""
    nth = round(place * (len(SHADES) - 1) / max(steps - 1, 1))
    return {"bg_color": SHADES[nth], "font_color": "#FFFFFF" if nth >= DARK else INK}


def begun(book: Workbook, title: str, comments: str, created: datetime) -> None:
    """Say in the workbook's properties what it is; equal exports have equal properties."""
    book.set_properties({"title": title[:255], "subject": "Servanda", "comments": comments[:255], "created": created})


def on_paper(sheet: Worksheet, head: str, foot: str, *, repeat: int = 0) -> None:
    """Make a sheet printable: A4 across, as wide as the page, its header row on each page, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(repeat)
    sheet.set_header(_cut("&L&8" + _plain(head) + "&R&8&A"))
    sheet.set_footer(_cut("&L&8" + _plain(foot) + "&R&8&P / &N"))
    sheet.hide_gridlines(1)


def marked(sheet: Worksheet, head: str, foot: str, marks: Marks) -> None:
    """Put a marking in the middle of the head and foot of each page; it is never cut, what stands beside it is."""
    for put, text, mark, side in (
        (sheet.set_header, head, marks.head, "&R&8&A"),
        (sheet.set_footer, foot, marks.foot, "&R&8&P / &N"),
    ):
        words = f"&C&8{_plain(mark)}"
        room = max(0, LONGEST_HEADER - len(words) - len(side) - len("&L&8") - 1)
        put(_cut(f"&L&8{_plain(text, room)}{words}{side}"))


def _plain(text: str, room: int = LONGEST_HEADER - 40) -> str:
    """A text for the header of a page: a number after the size of the font would be taken as part of it."""
    cut = text if len(text) <= room else text[: max(0, room - 1)] + "…"
    return (" " if cut[:1].isdigit() else "") + cut.replace("&", "&&")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_HEADER else text[: LONGEST_HEADER - 1].rstrip("&") + "…"


def safe_text(text: str) -> str:
    """A text that stays a text: xlsxwriter takes what stands between ``<r>`` and ``</r>`` for markup of its own."""
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text


def height(cells: Iterable[tuple[str, float]], size: float = SIZE) -> float:
    """The height of a row whose wrapped texts stand in columns of some widths, in points.

    Excel works it out by itself, others do not; so it is always said. An estimate: letters differ in width.
    """
    lines = 1
    for text, wide in cells:
        room = max(int(wide * 1.06), 1)
        lines = max(lines, sum(max(1, -(-len(line) // room)) for line in text.split("\n")))
    return min(lines * size * 1.34 + 3, TALLEST)
