"""Cell by cell: what there was, what is written now, and what there is in the register meanwhile.

A cell that nobody wrote in says nothing. One that was written in is taken if the register still says what was seen
when the workbook went out; if it says otherwise meanwhile, neither answer is preferred: the cell is refused, and both
are told. The day and the reasoning of a grade go with it: they are taken or refused together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from servanda.exchange.exports.sheetstyle import LONGEST_CELL
from servanda.exchange.workbooks.plan import AS_OF, GRADE, OBJECTIVE, TARGET, Group, Line
from servanda.exchange.workbooks.returned import Odd, Returned, Spot, Written
from servanda.exchange.workbooks.words import Field, PlanWords, folded
from servanda.kernel.dates import DateFault, PartialDate

TAKEN, ALREADY = "taken", "already"


@dataclass(frozen=True)
class Cell:
    """One cell that was written in: what was seen, what is there now, what was written; all as people read it.

    ``who`` and ``when`` are of whoever recorded what is there now, where that is not what was seen.
    """

    at: Spot
    record: str
    field: Field
    saw: str
    now: str
    wrote: str
    value: str
    verdict: str
    who: str = ""
    when: datetime | None = None
    sentence: str = ""
    remedy: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether it is not recorded, and not because it is recorded already."""
        return self.verdict not in (TAKEN, ALREADY)


@dataclass(frozen=True)
class Edit:
    """The cells of one fact that are taken: with the fact's group as it is now, and its objective."""

    line: Line
    group: str
    now: Group
    cells: tuple[Cell, ...]


@dataclass
class Compared:
    """What a workbook changes: its cells, and the edits they come to."""

    cells: list[Cell] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True)
class Sides:
    """One objective as it was when the workbook went out, and as it is now, if it is there still."""

    then: Line
    now: Line | None


def is_touched(back: Returned, words: PlanWords, then: Line) -> bool:
    """Whether anything of an objective's row is otherwise than it went out."""
    row = back.rows.get(then.record)
    if row is None:
        return then.record in back.missing
    if any(locked_cells(back, row, then)):
        return True
    return any(_written(row, name, group, words) for name, group in then.groups.items())


def compare(back: Returned, words: PlanWords, sides: Mapping[str, Sides]) -> Compared:
    """Compare what came back with what went out and what there is, of the objectives whose rows were touched."""
    found = Compared(rows=len(back.rows))
    for record, side in sides.items():
        row = back.rows.get(record)
        if row is None:
            if record in back.missing:
                found.odd.append(_gone(back, side.then))
            continue
        found.odd += locked_cells(back, row, side.then)
        for name in side.then.groups:
            _group(found, back, words, row, side, name)
    return found


def _gone(back: Returned, then: Line) -> Odd:
    sentence = f"The row of {then.code or then.title[:60]} is missing; nothing is changed by that."
    remedy = "a deleted row withdraws nothing: withdraw on its page what is to be taken back"
    return Odd(Spot(back.sheet, 0), "row-missing", sentence, remedy)


def locked_cells(back: Returned, row: Written, then: Line) -> Iterator[Odd]:
    """What was written into locked cells."""
    shown = {"code": then.code, "title": then.title[:LONGEST_CELL]}
    for name in shown:
        if name in row.cells and folded(row.cells[name]) != folded(shown[name]):
            sentence = (
                f"This cell is locked and was changed from {shown[name]!r} to {row.cells[name]!r}; it is not read."
            )
            yield Odd(back.at(then.record, name), "locked", sentence, "correct the objective on its page")


def _group(found: Compared, back: Returned, words: PlanWords, row: Written, side: Sides, name: str) -> None:
    then = side.then.groups[name]
    if back.noted.get((side.then.record, name)) != then.digest:
        found.cells += [_unproved(back, side, name, one, row, words) for one in _written(row, name, then, words)]
        return
    now = side.now.groups[name] if side.now and name in side.now.groups else None
    cells = [_cell(back, words, row, side, (name, one), then, now) for one in _written(row, name, then, words)]
    if name != OBJECTIVE and any(cell.verdict == "changed-underneath" for cell in cells):
        cells = [_goesreplace(cell, cells) for cell in cells]
    found.cells += cells
    taken = tuple(cell for cell in cells if cell.verdict == TAKEN)
    if taken and side.now is not None and now is not None:
        found.edits.append(Edit(side.now, name, now, taken))


def _written(row: Written, group: str, then: Group, words: PlanWords) -> list[str]:
    return [name for name in then.values if _is_written(row, group, name, then, words)]


def _is_written(row: Written, group: str, name: str, then: Group, words: PlanWords) -> bool:
    """Whether the cell holds something else than what it went out with."""
    field = f"{group}/{name}"
    if field not in row.cells:
        return False
    return not _same(row.cells[field], words.shown((group, name), then.values[name])[:LONGEST_CELL])


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _cell(
    back: Returned, words: PlanWords, row: Written, side: Sides, field: Field, then: Group, now: Group | None
) -> Cell:
    """One cell that was written in, and what becomes of it."""
    group, name = field
    wrote = row.cells[f"{group}/{name}"]
    saw = then.values[name]
    is_now = now.values[name] if now else ""
    cell = Cell(
        back.at(side.then.record, f"{group}/{name}"), side.then.record, field,
        words.shown(field, saw), words.shown(field, is_now), wrote, "", TAKEN,
    )  # fmt: skip
    if then.disputed:
        return _refused(cell, "disputed", "Sources contradict each other here, and the cell was locked.",
                        "choose which source is followed on the page of the objective")  # fmt: skip
    if not wrote:
        return _refused(cell, "emptied", "An empty cell withdraws nothing.", "withdraw the fact on its page")
    value = words.meant(field, wrote)
    if value is None:
        return _refused(
            cell, "not-in-list", f"{wrote!r} is none of what may be chosen.", "choose from the list of the cell"
        )
    if name in (AS_OF, TARGET):
        try:
            value = PartialDate(value).text
        except DateFault as fault:
            return _refused(cell, "bad-date", fault.sentence, fault.remedy)
    cell = replace(cell, value=value)
    if side.now is None or now is None:
        return _refused(cell, "gone", "The objective is not seen any more.", "look for it in the register")
    if value == is_now:
        return replace(cell, verdict=ALREADY)
    if is_now != saw or now.disputed:
        return _underneath(cell, now)
    if name == GRADE and _changed(then, now):
        return _underneath(cell, now)
    return cell


def _changed(then: Group, now: Group) -> bool:
    return dict(then.values) != dict(now.values)


def _underneath(cell: Cell, now: Group) -> Cell:
    last = max(now.entries, key=lambda entry: (entry.recorded_at, entry.id), default=None)
    who = last.actor if last else ""
    told = f"{cell.now or 'nothing'!r}" + (
        f", recorded by {who} on {last.recorded_at:%Y-%m-%d %H:%M} UTC" if last else ""
    )
    both = f"you saw {cell.saw or 'nothing'!r} and wrote {cell.wrote!r}"
    sentence = f"It changed meanwhile: {both}; the register now says {told}."
    found = _refused(cell, "changed-underneath", sentence, "look at both, and write a new workbook if yours is right")
    return replace(found, who=who, when=last.recorded_at if last else None)


def _goesreplace(cell: Cell, cells: list[Cell]) -> Cell:
    """A cell of a grade that was changed underneath is refused with it."""
    if cell.verdict != TAKEN:
        return cell
    first = next(one for one in cells if one.verdict == "changed-underneath")
    sentence = f"It goes with {first.at.column!r}, which changed meanwhile; you wrote {cell.wrote!r}."
    return _refused(cell, "changed-underneath", sentence, first.remedy)


def _unproved(back: Returned, side: Sides, group: str, name: str, row: Written, words: PlanWords) -> Cell:
    """What was written into a row that does not say it held what this register gave out."""
    field = (group, name)
    saw = words.shown(field, side.then.groups[group].values[name])
    sentence = "What the workbook says it held is not what this register gave out: it was altered, or is of a copy."
    cell = Cell(
        back.at(side.then.record, f"{group}/{name}"), side.then.record, field, saw, "",
        row.cells[f"{group}/{name}"], "", TAKEN,
    )  # fmt: skip
    return _refused(cell, "not-as-given-out", sentence, "write a new workbook, and take the changes over")


def _refused(cell: Cell, verdict: str, sentence: str, remedy: str) -> Cell:
    return replace(cell, verdict=verdict, sentence=sentence, remedy=remedy)
