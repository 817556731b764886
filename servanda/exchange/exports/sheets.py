"""Tables as one workbook (XLSX): typed, styled, its headers frozen and filtered, printable; texts never formulas.

The first sheet says what it is and from where it is seen, the last what each column means. Rows go to the disk as
they come: a workbook of any length takes the memory of one piece.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from servanda.exchange.exports.dictionary import Column, Table
from servanda.exchange.exports.gather import Export
from servanda.exchange.exports.guard import is_formula_like
from servanda.exchange.exports.rows.objectives import AND
from servanda.exchange.exports.seen import Seen, seen
from servanda.exchange.exports.sheetstyle import (
    BLUE,
    INK_2,
    LONGEST_CELL,
    MOST_ROWS,
    Styles,
    begun,
    height,
    marked,
    on_paper,
    safe_text,
    shade,
    width,
)
from servanda.exchange.exports.telling import Cell
from servanda.i18n import Translator
from servanda.kernel.marking import PUBLIC, Marking, high_water
from servanda.policies import Marks
from servanda.register import policy

FIRST_DAY = date(1900, 3, 1)  # spreadsheets disagree about the days before it
NOTHING = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CUT = "…"
ANSWERS = 72  # characters that the answers of the first sheet are wide


def write(export: Export, names: Sequence[str], path: Path) -> dict[str, int]:
    """Write some tables; gives the number of rows of each. Tables without rows get no sheet."""
    told = seen(export)
    with Workbook(str(path), {"constant_memory": True, **NOTHING}) as book:
        begun(book, told.title, told.sentence, datetime.combine(export.at.as_of, time()))
        writer = _Book(book, export, told)
        for name, row in export.rows(names):
            writer.write(name, row)
        writer.finish(names)
        return {name: writer.rows.get(name, 0) for name in names}


class _Book:
    """The workbook being written: a sheet for each table, begun by its first row."""

    def __init__(self, book: Workbook, export: Export, told: Seen) -> None:
        self._book, self._export, self._told = book, export, told
        self._t = Translator(export.language)
        self._styles = Styles(book)
        self._tables = export.tables()
        self._first = book.add_worksheet(self._t.pgettext("sheet", "About"))
        self._sheets: dict[str, _Sheet] = {}
        self._filled: list[_Sheet] = []
        self._cut = 0
        self._markings: set[str] = set()
        self._policy = policy()
        self.rows: dict[str, int] = {}

    def write(self, name: str, row: Mapping[str, Cell]) -> None:
        sheet = self._sheets.get(name)
        if sheet is None or sheet.is_full:
            sheet = self._begin(name, 1 if sheet is None else sheet.number + 1)
        sheet.write(row)
        self._markings.add(str(row.get("marking") or PUBLIC.text))
        self.rows[name] = self.rows.get(name, 0) + 1

    def _begin(self, name: str, number: int) -> "_Sheet":
        table = self._tables[name]
        title = table.label(self._export.language)[:27] + (f" {number}" if number > 1 else "")
        worksheet = self._book.add_worksheet(title)
        on_paper(worksheet, self._told.title, self._told.sentence)
        sheet = _Sheet(worksheet, table, self._export, self._styles, number)
        self._sheets[name] = sheet
        self._filled.append(sheet)
        return sheet

    def finish(self, names: Sequence[str]) -> None:
        """Close the tables, and write what stands before and after them."""
        for sheet in self._filled:
            sheet.finish()
            self._cut += sheet.cut
        mark = high_water(map(Marking.parse, self._markings))
        marks = self._policy.marks_of(mark, self._export.language)
        self._columns([self._tables[name] for name in names if name in self.rows])
        self._about(names, marks)
        self._put_in_order(names)
        for worksheet in self._book.worksheets():
            marked(worksheet, self._told.title, self._told.sentence, marks)

    def _put_in_order(self, names: Sequence[str]) -> None:
        """Put the sheets in the order of the tables, in whichever order their first rows came."""
        order = {sheet.worksheet.name: (names.index(sheet.name), sheet.number) for sheet in self._filled}
        sheets = self._book.worksheets_objs
        sheets[1:-1] = sorted(sheets[1:-1], key=lambda sheet: order[sheet.name])
        for place, sheet in enumerate(sheets):
            sheet.index = place
        self._first.activate()

    def _about(self, names: Sequence[str], marks: Marks) -> None:
        sheet, t, styles = self._first, self._t, self._styles
        on_paper(sheet, self._told.title, self._told.sentence)
        sheet.set_portrait()
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, ANSWERS)
        large = styles.make(font_size=20, bold=True, font_color=BLUE)
        what, answer = styles.make(font_color=INK_2), styles.make(text_wrap=True)
        head = styles.make(bold=True, font_color=BLUE, bottom=1, bottom_color=BLUE)
        sheet.set_row(0, 34)
        sheet.write_string(0, 0, safe_text(self._told.title), large)
        place = 2
        lines = [
            (t.gettext("Marking"), marks.head),
            *self._told.lines,
            ("", ""),
            (t.gettext("Sheets"), None),
            *self._listed(names),
        ]
        lines += [("", ""), (t.gettext("How to read it"), None), *(("", line) for line in self._remarks())]
        for label, said in lines:
            sheet.set_row(place, height([(said or "", ANSWERS)]) + 2)
            sheet.write_string(place, 0, label, head if said is None else what)
            sheet.write_string(place, 1, safe_text(said or ""), head if said is None else answer)
            place += 1

    def _listed(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each sheet, with how many rows it has and what they are."""
        for name in names:
            if name in self.rows:
                table, language = self._tables[name], self._export.language
                number = self._t.ngettext("{number} row", "{number} rows", self.rows[name])
                yield table.label(language), f"{number.format(number=self.rows[name])}. {table.meaning(language)}"

    def _remarks(self) -> list[str]:
        t = self._t
        remarks = [
            t.gettext(
                "An empty cell: nobody has said. The word none: somebody said there is none. 0: nought was counted."
            ),
            t.gettext("A number in words stays in words; what is given as about, or as a range, is not made exact."),
            t.gettext(
                "Dates are as precise as they were said; columns beside them give the first and last day they can be."
            ),
            t.gettext("The columns after the last blue heading have the identifiers; they are not printed."),
        ]
        if self._cut:
            remarks.append(
                t.ngettext(
                    "{number} text is longer than a cell can be and is cut off (…); JSON Lines has it whole.",
                    "{number} texts are longer than a cell can be and are cut off (…); JSON Lines has them whole.",
                    self._cut,
                ).format(number=self._cut)
            )
        return remarks

    def _columns(self, tables: Sequence[Table]) -> None:
        """The column dictionary as a sheet."""
        t, styles, language = self._t, self._styles, self._export.language
        sheet = self._book.add_worksheet(t.pgettext("sheet", "Columns"))
        on_paper(sheet, self._told.title, self._told.sentence)
        heads = (t.gettext("Sheet"), t.gettext("Column"), t.gettext("Name for programs"), t.gettext("What it means"))
        for place, (head, wide) in enumerate(zip(heads, (24, 26, 24, 90), strict=True)):
            sheet.set_column(place, place, wide)
            sheet.write_string(0, place, head, styles.header())
        sheet.freeze_panes(1, 0)
        row = 1
        for table in tables:
            for column in arranged(table):
                cells = (table.label(language), column.label(language), column.name, column.meaning(language))
                sheet.set_row(row, height([(cells[-1], 90)]))
                for place, text in enumerate(cells):
                    sheet.write_string(row, place, text, styles.cell("text"))
                row += 1
        sheet.autofilter(0, 0, row - 1, len(heads) - 1)


class _Sheet:
    """One sheet of one table."""

    def __init__(self, sheet: Worksheet, table: Table, export: Export, styles: Styles, number: int) -> None:
        self._export, self._styles = export, styles
        self.worksheet, self.name = sheet, table.name
        self._columns = arranged(table)
        self._printed = len(table.printed)
        self._row = 0
        self.number = number
        self.cut = 0
        sheet.freeze_panes(1, 1)
        labels = [(column.label(export.language), width(column.name, column.type)) for column in self._columns]
        sheet.set_row(0, max(height(labels[: self._printed]) + 6, 30))
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, width(column.name, column.type))
            header = styles.header(aside=place >= self._printed)
            sheet.write_string(0, place, column.label(export.language), header)

    @property
    def is_full(self) -> bool:
        """Whether a spreadsheet takes no more rows."""
        return self._row + 1 >= MOST_ROWS

    def write(self, row: Mapping[str, Cell]) -> None:
        """Write a row."""
        self._row += 1
        self.worksheet.set_row(self._row, height(self._wrapped(row)))
        for place, column in enumerate(self._columns):
            self._cell(place, column, row.get(column.name))

    def _wrapped(self, row: Mapping[str, Cell]) -> Iterator[tuple[str, float]]:
        for column in self._columns[: self._printed]:
            if isinstance(cell := row.get(column.name), str):
                yield cell, width(column.name, column.type)

    def _cell(self, place: int, column: Column, cell: Cell) -> None:
        aside = place >= self._printed
        if cell is None:
            self.worksheet.write_blank(self._row, place, None, self._styles.cell(column.type, aside=aside))
        elif isinstance(cell, bool):
            self.worksheet.write_boolean(self._row, place, cell, self._styles.cell("truth", aside=aside))
        elif isinstance(cell, int | Decimal):
            self.worksheet.write_number(self._row, place, cell, self._styles.cell(column.type, aside=aside))
        elif isinstance(cell, date):
            self._day(place, cell, aside=aside)
        else:
            text, colours = self._grades(column.name, cell) if column.name.startswith("grade/") else (cell, {})
            self._text(place, text, aside=aside, **colours)

    def _day(self, place: int, day: date, *, aside: bool) -> None:
        if day < FIRST_DAY:
            self._text(place, day.isoformat(), aside=aside)
        else:
            self.worksheet.write_datetime(self._row, place, day, self._styles.cell("day", aside=aside))

    def _text(self, place: int, text: str, *, aside: bool, **more: str) -> None:
        if len(text) > LONGEST_CELL:
            text = text[: LONGEST_CELL - 1] + CUT
            self.cut += 1
        style = self._styles.cell("text", aside=aside, quoted=is_formula_like(text), **more)
        self.worksheet.write_string(self._row, place, safe_text(text), style)

    def _grades(self, question: str, said: str) -> tuple[str, dict[str, str]]:
        """Grades in words, and the colours of one that stands alone."""
        grades = [self._export.grade(question, grade) for grade in said.split(AND)]
        _, place, steps = grades[0]
        colours = shade(place, steps) if len(grades) == 1 and place is not None else {}
        return AND.join(label for label, _, _ in grades), colours

    def finish(self) -> None:
        """Say what is filtered and what is printed."""
        self.worksheet.autofilter(0, 0, self._row, len(self._columns) - 1)
        self.worksheet.print_area(0, 0, self._row, self._printed - 1)


def arranged(table: Table) -> tuple[Column, ...]:
    """The columns as a workbook has them: those that are printed first."""
    by_name = {column.name: column for column in table.columns}
    first = [by_name[name] for name in table.printed]
    return (*first, *(column for column in table.columns if column.name not in table.printed))
