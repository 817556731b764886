"""Writing a plan's workbook to be edited: its keys are locked, grades and bodies are chosen from lists."""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

from servanda.errors import UsageError
from servanda.exchange.exports.sheetstyle import height
from servanda.exchange.exports.telling import Telling
from servanda.exchange.workbooks.marks import KEY, Marks
from servanda.exchange.workbooks.plan import (
    AS_OF,
    GRADE,
    HOLDER,
    OBJECTIVE,
    REASONING,
    TARGET,
    TEXT,
    Line,
    PlanCells,
)
from servanda.exchange.workbooks.sheet import KEY_WIDTH, Head, OutBook
from servanda.exchange.workbooks.words import Field, PlanWords
from servanda.frameworks import Frameworks
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Resolved
from servanda.register.keeping.upkeep import info
from servanda.register.reading.listing import Piece
from servanda.register.reading.views import records_view

CODE, SOURCES = "code", "sources"
_WIDTHS = {TEXT: 52, HOLDER: 28, TARGET: 12, GRADE: 18, AS_OF: 12, REASONING: 36}


def fields(words: PlanWords) -> list[Field]:
    """The columns that may be written to, in order."""
    own = [(OBJECTIVE, name) for name in (TEXT, HOLDER, TARGET)]
    return [*own, *((group, name) for group in words.grades for name in (GRADE, AS_OF, REASONING))]


def write(
    container: str,
    at: Resolved,
    language: str,
    frameworks: Frameworks,
    path: Path,
    advance: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the workbook; gives the number of objectives. Raises ``UsageError`` where there is nothing to edit."""
    refuse_the_past(at)
    cells = PlanCells(container, at, language, frameworks)
    if not cells.items:
        raise UsageError(
            "nothing-to-edit", "It has no objectives that could be edited.", "name a plan or package that has some"
        )
    words = PlanWords(cells)
    title = title_of(cells)
    created = datetime.combine(at.today, time())
    book = OutBook(path, title, "", created)
    foot = f"{words.t.gettext('As of')}: {at.as_of.isoformat()} ({at.tick})"
    book.first_page(words.t.pgettext("sheet", "About"), _instructions(words, at), foot)
    columns = {KEY: words.t.gettext("Key"), CODE: words.t.gettext("Code")}
    asked = fields(words)
    columns |= {"/".join(field): words.heading(field) for field in asked}
    heads = [Head(columns[KEY], KEY_WIDTH), Head(columns[CODE], 9)]
    heads += [Head(columns["/".join(field)], _WIDTHS[field[1]], is_open=True) for field in asked]
    sheet = book.table(words.t.gettext("Objectives"), heads, foot)
    sheet.freeze_panes(1, 3)
    writer = _Rows(book, sheet, words, asked)
    for line in cells.lines():
        writer.write(line)
        advance(1)
    sheet.autofilter(0, 0, writer.row, len(heads) - 1)
    for place, field in enumerate(asked, start=2):
        offered = list(words.bodies.values()) if field[1] == HOLDER else []
        offered = list(words.grades[field[0]].values()) if field[1] == GRADE else offered
        book.choose(sheet, (1, writer.row), place, offered)
    book.close(
        Marks(
            "plan", info().origin, at.tick, at.as_of, at.today, container, language, sheet.name, columns, at.reader,
            questions=tuple(words.grades),
        )
    )  # fmt: skip
    return writer.row


def refuse_the_past(at: Resolved) -> None:
    """What is to be edited is seen as it is known now: raises ``UsageError`` for any other standpoint."""
    if at.known_at is not None or at.published_by is not None:
        raise UsageError(
            "edited-now",
            "What is to be edited is written as it is known now.",
            "leave --known-at and --published-by out; --as-of may stay",
        )


def title_of(cells: PlanCells) -> str:
    """What a plan is called."""
    view = records_view([cells.container], cells.at)
    return Telling(Piece(view, ()), cells.frameworks, cells.language).title(cells.container) or cells.container


class _Rows:
    """The rows of the sheet, one an objective."""

    def __init__(self, book: OutBook, sheet: Any, words: PlanWords, asked: list[Field]) -> None:
        self._book, self._sheet, self._words, self._fields = book, sheet, words, asked
        self._key, self._locked = book.locked(key=True), book.locked()
        self._open, self._quoted = book.open(), book.open(quote_prefix=True)
        self.row = 0

    def write(self, line: Line) -> None:
        """Write an objective."""
        self.row += 1
        shown = {field: self._shown(line, field) for field in self._fields}
        wide = [(text, _WIDTHS[field[1]]) for field, text in shown.items()]
        self._sheet.set_row(self.row, height(wide))
        self._book.text(self._sheet, self.row, 0, line.record, self._key)
        self._book.text(self._sheet, self.row, 1, line.code, self._locked)
        for place, (field, text) in enumerate(shown.items(), start=2):
            group = line.groups[field[0]]
            style = self._locked if group.disputed else self._open
            self._book.text(self._sheet, self.row, place, text, style, quoted=self._quoted)
            if field[1] in (TEXT, GRADE):
                self._book.comment(self._sheet, self.row, place, group.sources)
        for name, group in line.groups.items():
            self._book.remember(line.record, name, [entry.id for entry in group.entries], group.digest)

    def _shown(self, line: Line, field: Field) -> str:
        return self._words.shown(field, line.groups[field[0]].values[field[1]])


def _instructions(words: PlanWords, at: Resolved) -> list[tuple[str, str | None]]:
    t = words.t
    return [
        (t.gettext("As of"), t.date(PartialDate.of(at.as_of)).text),
        (t.gettext("Arrival"), str(at.tick)),
        (t.gettext("Reader"), t.gettext("anyone") if at.reader.name == "anyone" else at.reader.name),
        ("", ""),
        (t.gettext("How to write in it"), None),
        (
            "1",
            t.gettext("Write in the white cells; the grey ones are locked. Grades and bodies are chosen from lists."),
        ),
        (
            "2",
            t.gettext("A grade that is written over corrects the one before. A grade with another day is a new one."),
        ),
        ("3", t.gettext("A grade without a day is taken as of {day}.").format(day=at.as_of.isoformat())),
        ("4", t.gettext("Days are written 2026-03-31, months 2026-03, years 2026.")),
        ("5", t.gettext("An emptied cell changes nothing: what is to be taken back is withdrawn on its page.")),
        ("6", t.gettext("Save it as XLSX and import it. What others changed meanwhile is not written over, but told.")),
    ]
