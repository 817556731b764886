"""Writing a workbook for each responsible body: its objectives, last time's answers in grey, room for new ones."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from servanda.errors import UsageError
from servanda.exchange.exports.sheetstyle import INK, INK_3, height
from servanda.exchange.workbooks.editing import CODE, refuse_the_past, title_of
from servanda.exchange.workbooks.filenames import file_name
from servanda.exchange.workbooks.marks import KEY, Marks
from servanda.exchange.workbooks.plan import AS_OF, GRADE, REASONING, TARGET, Line, PlanCells, question
from servanda.exchange.workbooks.sheet import KEY_WIDTH, Head, OutBook
from servanda.exchange.workbooks.words import PlanWords
from servanda.frameworks import Frameworks
from servanda.kernel.dates import DateFault, PartialDate
from servanda.kernel.standpoint import Resolved
from servanda.register.keeping.upkeep import info

LAST, CONFIRM, EVIDENCE = "last", "confirm", "evidence"
OWN = ("title", TARGET)
ASKED = (LAST, AS_OF, GRADE, CONFIRM, REASONING, EVIDENCE)
_OPEN = frozenset((GRADE, CONFIRM, REASONING, EVIDENCE))
_WIDTHS = {"title": 48, TARGET: 11, LAST: 16, AS_OF: 12, GRADE: 18, CONFIRM: 11, REASONING: 42, EVIDENCE: 34}


@dataclass(frozen=True)
class Sent:
    """A workbook that was written: for which body, under what name, with how many objectives."""

    body: str
    name: str
    file: str
    objectives: int


@dataclass
class Round:
    """One round of asking: a plan, from a standpoint, about a period, by some voices."""

    cells: PlanCells
    period: str | None = None
    tracks: tuple[str, ...] = ()
    words: PlanWords = field(init=False)
    title: str = field(init=False)

    def __post_init__(self) -> None:
        self.words = PlanWords(self.cells)
        self.title = title_of(self.cells)

    @property
    def groups(self) -> tuple[str, ...]:
        """What is asked: the questions whose voice is the bodies' own, or those that were chosen."""
        asked = {track for _, track in self.cells.questions}
        if self.tracks:
            wanted = set(self.tracks)
        else:
            known = self.cells.frameworks.values()
            wanted = {one.slug for framework in known for one in framework.tracks if one.voice == "self"} & asked
        found = tuple(question(axis.slug, track) for axis, track in self.cells.questions if track in wanted)
        if not found:
            told = ", ".join(sorted(asked)) or "none"
            raise UsageError("no-track", "No voice of the plan's framework is asked.", f"choose with --track: {told}")
        return found

    def holders(self) -> Mapping[str, list[str]]:
        """The objectives of each body, in their order; those of none under ""."""
        found: dict[str, list[str]] = defaultdict(list)
        for line in self.cells.lines():
            found[line.holder].append(line.record)
        return found


def write_all(
    container: str,
    at: Resolved,
    language: str,
    frameworks: Frameworks,
    folder: Path,
    *,
    period: str | None = None,
    tracks: Sequence[str] = (),
    written: Callable[[Sent], None] = lambda _: None,
) -> tuple[list[Sent], int]:
    """Write the workbooks into a folder; gives them, and how many objectives no body is responsible for.

    ``written`` is told of each as soon as it is there.
    """
    refuse_the_past(at)
    asked = Round(PlanCells(container, at, language, frameworks), _period(period), tuple(tracks))
    holders = dict(asked.holders())
    orphans = holders.pop("", [])
    if not holders:
        raise UsageError("no-bodies", "No objective has a responsible body.", "record who holds them first")
    groups = asked.groups
    sent: list[Sent] = []
    for body, name in sorted(((one, asked.words.bodies.get(one, one)) for one in holders), key=lambda pair: pair[1]):
        file = file_name(name, {one.file for one in sent})
        _write(asked, groups, body, name, holders[body], folder / file)
        sent.append(Sent(body, name, file, len(holders[body])))
        written(sent[-1])
    return sent, len(orphans)


def _period(said: str | None) -> str | None:
    if said is None:
        return None
    try:
        when = PartialDate(said)
    except DateFault as fault:
        raise UsageError("bad-period", fault.sentence, fault.remedy) from None
    if when.is_open_end:
        raise UsageError(
            "bad-period", f"The period {said!r} has no last day.", "write a year, 2026, or a span, 2026-01/2026-06"
        )
    return when.text


def _write(asked: Round, groups: Sequence[str], body: str, name: str, records: Sequence[str], path: Path) -> None:
    words, at = asked.words, asked.cells.at
    t = words.t
    book = OutBook(path, name, asked.title, datetime.combine(at.today, time()))
    foot = f"{asked.title}; {t.gettext('As of')}: {at.as_of.isoformat()} ({at.tick})"
    book.first_page(t.pgettext("sheet", "About"), _instructions(asked), foot)
    columns = columns_of(words, groups)
    heads = [Head(columns[KEY], KEY_WIDTH), Head(columns[CODE], 9)]
    heads += [Head(columns[one], _WIDTHS[one]) for one in OWN]
    heads += [Head(columns[f"{group}/{one}"], _WIDTHS[one], one in _OPEN) for group in groups for one in ASKED]
    sheet = book.table(t.gettext("Answers"), heads, foot)
    sheet.freeze_panes(1, 3)
    writer = _Rows(book, sheet, asked, groups)
    for line in asked.cells.lines(records):
        writer.write(line)
    writer.finish(len(heads))
    book.close(
        Marks(
            "body", info().origin, at.tick, at.as_of, at.today, asked.cells.container, asked.cells.language,
            sheet.name, columns, at.reader, body=body, period=asked.period, questions=tuple(groups),
        )
    )  # fmt: skip


def columns_of(words: PlanWords, groups: Sequence[str]) -> dict[str, str]:
    """The heading of every field; where several things are asked, each says which."""
    t = words.t
    shown = {
        LAST: t.gettext("Last time"), AS_OF: t.gettext("Last time, as of"), GRADE: t.gettext("Grade now"),
        CONFIRM: t.gettext("Still so?"), REASONING: t.gettext("What was done"), EVIDENCE: t.gettext("Evidence"),
    }  # fmt: skip
    columns = {
        KEY: t.gettext("Key"),
        CODE: t.gettext("Code"),
        "title": t.gettext("Text"),
        TARGET: t.gettext("Target date"),
    }
    for group in groups:
        before = f"{words.asked(group)}: " if len(groups) > 1 else ""
        columns |= {f"{group}/{one}": before + shown[one] for one in ASKED}
    return columns


def yes(words: PlanWords) -> str:
    """The word by which last time's answer is confirmed."""
    return words.t.pgettext("confirmed", "yes")


class _Rows:
    """The rows of the sheet, one an objective."""

    def __init__(self, book: OutBook, sheet: Any, asked: Round, groups: Sequence[str]) -> None:
        self._book, self._sheet, self._asked, self._groups = book, sheet, asked, groups
        self._key, self._locked = book.locked(key=True), book.locked()
        self._grey_locked = book.locked(font_color=INK_3, italic=True)
        self._grey = book.open(font_color=INK_3, italic=True)
        self._open = book.open()
        self._row = 0

    def write(self, line: Line) -> None:
        """Write an objective."""
        self._row += 1
        target = line.groups["objective"].values[TARGET]
        self._sheet.set_row(self._row, max(height([(line.title, _WIDTHS["title"])]), 32))
        for place, (text, style) in enumerate(
            ((line.record, self._key), (line.code, self._locked), (line.title, self._locked), (target, self._locked))
        ):
            self._book.text(self._sheet, self._row, place, text, style)
        for number, name in enumerate(self._groups):
            self._answer(line, name, 4 + number * len(ASKED))
            group = line.groups[name]
            self._book.remember(line.record, name, [entry.id for entry in group.entries], group.digest)

    def _answer(self, line: Line, name: str, place: int) -> None:
        group = line.groups[name]
        last = self._asked.words.shown((name, GRADE), group.values[GRADE])
        grade = "" if group.disputed else last
        cells = (
            (last, self._grey_locked),
            (group.values[AS_OF], self._grey_locked),
            (grade, self._grey),
            ("", self._open),
            ("", self._open),
            ("", self._open),
        )
        for step, (text, style) in enumerate(cells):
            self._book.text(self._sheet, self._row, place + step, text, style)
        if last:
            told = "; ".join(one for one in (group.values[REASONING], group.sources) if one)
            self._book.comment(self._sheet, self._row, place, told)

    def finish(self, width: int) -> None:
        """Offer the lists, and let an answer turn black once it is given."""
        words, sheet = self._asked.words, self._sheet
        sheet.autofilter(0, 0, self._row, width - 1)
        black = self._book.styles.make(font_color=INK, bold=True, italic=False)
        for number, name in enumerate(self._groups):
            place = 4 + number * len(ASKED)
            grade, confirm = place + ASKED.index(GRADE), place + ASKED.index(CONFIRM)
            self._book.choose(sheet, (1, self._row), grade, list(words.grades[name].values()))
            self._book.choose(sheet, (1, self._row), confirm, [yes(words)])
            last, now, sure = (f"${xl_col_to_name(column)}2" for column in (place, grade, confirm))
            rule = {"type": "formula", "criteria": f'=OR({now}<>{last},{sure}<>"")', "format": black}
            sheet.conditional_format(1, grade, self._row, grade, rule)


def _instructions(asked: Round) -> list[tuple[str, str | None]]:
    t, at = asked.words.t, asked.cells.at
    period = t.date(PartialDate(asked.period)).text if asked.period else t.date(PartialDate.of(at.as_of)).text
    return [
        (t.gettext("Plan"), asked.title),
        (t.gettext("Period"), period),
        ("", ""),
        (t.gettext("How to answer"), None),
        ("1", t.gettext("Last time's answers stand in grey and count as unanswered until they are confirmed.")),
        (
            "2",
            t.gettext("If it is still so, choose yes beside the grade; if not, choose the grade of now."),
        ),
        ("3", t.gettext("Say what was done, and what shows it: a document, its number, its address.")),
        (
            "4",
            t.gettext("Only the white cells are written in. Rows of other bodies are not taken from here."),
        ),
        (
            "5",
            t.gettext("Save it as XLSX and send it back. If two of you send one, what differs is asked about."),
        ),
    ]
