"""A plan's workbook that was edited comes back: compared, told cell by cell, and recorded unless only asked about."""

from collections.abc import Callable
from pathlib import Path

from servanda.errors import InputError
from servanda.exchange.formats.model import Limits
from servanda.exchange.workbooks import returned
from servanda.exchange.workbooks.comparing import Edit, Sides, compare, is_touched
from servanda.exchange.workbooks.editing import title_of
from servanda.exchange.workbooks.origin import both, refuse_stranger
from servanda.exchange.workbooks.plan import GRADE, OBJECTIVE, PlanCells
from servanda.exchange.workbooks.recording import Paper, Said, record_said
from servanda.exchange.workbooks.report import EditReport, report
from servanda.exchange.workbooks.returned import Returned
from servanda.exchange.workbooks.words import PlanWords
from servanda.frameworks import Frameworks
from servanda.kernel.marking import ANYONE, Reader

PLAN = "plan"


def take(
    path: Path,
    *,
    actor: str,
    frameworks: Frameworks,
    reader: Reader = ANYONE,
    dry_run: bool = False,
    limits: Limits | None = None,
    name: str | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> EditReport:
    """Read an edited workbook and record what was written in it; with ``dry_run`` only tell.

    Raises ``InputError`` for what is no workbook of a plan, ``Refused`` for one of another register or reader.
    """
    shown = name or path.name
    back = returned.read(path, limits=limits, name=name)
    refuse_stranger(back.marks, reader)
    if back.marks.sort != PLAN:
        raise InputError(
            "other-workbook", "it is a body's workbook", "read it with `servanda workbooks read`", file=shown
        )
    then, now = both(back.marks, frameworks)
    words = PlanWords(then)
    found = compare(back, words, _sides(back, words, then, now, advance))
    title = title_of(then)
    paper = Paper(back.sha256, shown, f"{title}: {shown}", actor, back.marks.language)
    said = [_said(back, paper, edit) for edit in found.edits]
    refused = {} if dry_run else record_said([paper], said, actor=actor)
    outcome = dict(zip([_place(edit) for edit in found.edits], (refused.get(one.id) for one in said), strict=True))
    return report(back, shown, title, found, outcome, recorded=not dry_run)


def _sides(
    back: Returned, words: PlanWords, then: PlanCells, now: PlanCells, advance: Callable[[int], None]
) -> dict[str, Sides]:
    """The objectives whose rows were touched, as they were and as they are."""
    touched = {}
    for line in then.lines():
        if is_touched(back, words, line):
            touched[line.record] = line
        advance(1)
    present = {line.record: line for line in now.lines([one for one in now.items if one in touched])}
    return {record: Sides(line, present.get(record)) for record, line in touched.items()}


def _said(back: Returned, paper: Paper, edit: Edit) -> Said:
    values = {cell.field[1]: cell.value for cell in edit.cells}
    first = next((cell for cell in edit.cells if cell.field[1] == GRADE), edit.cells[0])
    fallback = "" if edit.group == OBJECTIVE or edit.now.facts else back.marks.as_of.isoformat()
    return Said(paper, edit.line, edit.group, edit.now, values, first.at, back.marks.language, as_of=fallback)


def _place(edit: Edit) -> tuple[str, str]:
    return edit.line.record, edit.group
