"""What the workbooks that go out have in common: locked and open cells, lists, hidden sheets, a first page."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from servanda.exchange.exports.guard import is_formula_like
from servanda.exchange.exports.sheets import NOTHING
from servanda.exchange.exports.sheetstyle import (
    BLUE,
    BLUE_WASH,
    INK_2,
    LONGEST_CELL,
    RULE,
    SUNK,
    Styles,
    begun,
    height,
    on_paper,
    safe_text,
)
from servanda.exchange.workbooks.marks import LISTS, MARKS, MARKS_HEADER, ROWS, ROWS_HEADER, Marks

ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}
MOST_COMMENTS = 20_000  # beyond that a workbook with remarks opens slowly
LONGEST_COMMENT = 500
KEY_WIDTH = 5


@dataclass(frozen=True)
class Head:
    """A column: its heading, how wide it is, whether its cells may be written to."""

    label: str
    wide: float
    is_open: bool = False


class OutBook:
    """A workbook that goes out to be written in."""

    def __init__(self, path: Path, title: str, about: str, created: datetime) -> None:
        self.book = Workbook(str(path), {"constant_memory": True, **NOTHING})
        begun(self.book, title, about, created)
        self.styles = Styles(self.book)
        self.title = title
        self._lists: dict[str, str] = {}
        self._listed: list[Sequence[str]] = []
        self._rows: list[tuple[str, str, str, str]] = []
        self._comments = 0

    def first_page(self, name: str, lines: Iterable[tuple[str, str | None]], foot: str) -> Worksheet:
        """The page that says what it is and how to write in it; of a line without an answer a heading is made."""
        sheet, styles = self.book.add_worksheet(name), self.styles
        on_paper(sheet, self.title, foot)
        sheet.set_portrait()
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 72)
        sheet.set_row(0, max(34, height([(self.title, 44)], 20)))
        large = styles.make(font_size=20, bold=True, font_color=BLUE, text_wrap=True)
        sheet.merge_range(0, 0, 0, 1, "", large)
        sheet.write_string(0, 0, safe_text(self.title), large)
        what, answer = styles.make(font_color=INK_2), styles.make(text_wrap=True)
        head = styles.make(bold=True, font_color=BLUE, bottom=1, bottom_color=BLUE)
        for place, (label, said) in enumerate(lines, start=2):
            sheet.set_row(place, height([(said or "", 72)]) + 2)
            sheet.write_string(place, 0, safe_text(label), head if said is None else what)
            sheet.write_string(place, 1, safe_text(said or ""), head if said is None else answer)
        sheet.protect("", ALLOWED)
        return sheet

    def table(self, name: str, heads: Sequence[Head], foot: str) -> Worksheet:
        """The sheet to write in, with its headings."""
        sheet = self.book.add_worksheet(name)
        on_paper(sheet, self.title, foot)
        sheet.set_row(0, max(height([(head.label, head.wide) for head in heads[1:]]) + 6, 30))
        for place, head in enumerate(heads):
            sheet.set_column(place, place, head.wide)
            sheet.write_string(0, place, head.label, self.styles.header(aside=not head.is_open))
        sheet.protect("", ALLOWED)
        return sheet

    def locked(self, *, key: bool = False, **more: object) -> object:
        """The format of a cell that is not written to."""
        shown: dict[str, object] = {"bg_color": SUNK, "text_wrap": not key, "num_format": "@"}
        if key:
            shown |= {"font_color": SUNK, "font_size": 6}  # there to be kept, not to be read
        return self.styles.make(bottom=1, bottom_color=RULE, **{**shown, **more})

    def open(self, **more: object) -> object:
        """The format of a cell that is written to."""
        lines = {"border": 1, "border_color": RULE}
        return self.styles.make(locked=False, text_wrap=True, num_format="@", **{**lines, **more})

    def text(self, sheet: Worksheet, row: int, column: int, text: str, style: object, *, quoted: object = None) -> None:
        """Write a text; empty ones keep the format. ``quoted`` is the format of one that looks like a formula."""
        if not text:
            sheet.write_blank(row, column, None, style)
        else:
            shown = quoted if quoted is not None and is_formula_like(text) else style
            sheet.write_string(row, column, safe_text(text[:LONGEST_CELL]), shown)

    def comment(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        """Attach a remark, as long as there are not too many."""
        if text and self._comments < MOST_COMMENTS:
            self._comments += 1
            cut = text if len(text) <= LONGEST_COMMENT else text[: LONGEST_COMMENT - 1] + "…"
            sheet.write_comment(row, column, cut, {"x_scale": 2, "author": "Servanda", "color": BLUE_WASH})

    def choose(self, sheet: Worksheet, rows: tuple[int, int], column: int, choices: Sequence[str]) -> None:
        """Offer a list in a column."""
        if not choices or rows[1] < rows[0]:
            return
        name = "\x1f".join(choices)
        if name not in self._lists:
            place = len(self._listed)
            self._listed.append(choices)
            letter = xl_col_to_name(place)
            self._lists[name] = f"='{LISTS}'!${letter}$1:${letter}${len(choices)}"
        rule = {"validate": "list", "source": self._lists[name], "error_title": "?", "error_type": "stop"}
        sheet.data_validation(rows[0], column, rows[1], column, rule)

    def remember(self, record: str, group: str, entries: Sequence[str], digest: str) -> None:
        """Note what a row held."""
        self._rows.append((record, group, json.dumps(entries), digest))

    def close(self, marks: Marks) -> None:
        """Write the hidden sheets, and finish."""
        hidden = self.book.add_worksheet(MARKS)
        for row, cells in enumerate([MARKS_HEADER, *marks.plain()]):
            for column, cell in enumerate(cells):
                hidden.write_string(row, column, cell)
        remembered = self.book.add_worksheet(ROWS)
        for row, noted in enumerate([ROWS_HEADER, *self._rows]):
            for column, cell in enumerate(noted):
                remembered.write_string(row, column, cell)
        lists = self.book.add_worksheet(LISTS)
        for row in range(max(map(len, self._listed), default=0)):
            for column, choices in enumerate(self._listed):
                if row < len(choices):
                    lists.write_string(row, column, safe_text(choices[row]))
        if not self._listed:
            lists.write_string(0, 0, "-")
        for sheet in (hidden, remembered, lists):
            sheet.protect("")
            sheet.very_hidden()
        self.book.close()
