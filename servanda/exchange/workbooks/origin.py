"""Whether a workbook that came back is this register's, and from where it and the present are seen."""

from datetime import date

from servanda.errors import Refused
from servanda.exchange.workbooks.marks import Marks
from servanda.exchange.workbooks.plan import PlanCells
from servanda.frameworks import Frameworks
from servanda.kernel.marking import Reader
from servanda.kernel.standpoint import Standpoint
from servanda.register.keeping.upkeep import info
from servanda.register.seeing.standpoint import resolve


def refuse_stranger(marks: Marks, reader: Reader) -> None:
    """Raise ``Refused`` for a workbook of another register, of a later state of this one, or for another reader."""
    if marks.origin != info().origin:
        sentence = f"This workbook was written by another register ({marks.origin})."
        raise Refused("other-register", sentence, "read it with the register that wrote it")
    if marks.tick > resolve(Standpoint()).tick:
        sentence = f"It was written at arrival {marks.tick}, which this register has not reached."
        raise Refused("later-state", sentence, "this is an older copy of the register: use the one that wrote it")
    if (marks.reader.clearance, marks.reader.groups) != (reader.clearance, reader.groups):
        sentence = f"It was written for the reader {marks.reader.name!r}, and is read for {reader.name!r}."
        raise Refused("other-reader", sentence, "give the --clearance and --group that it was written with")


def both(marks: Marks, frameworks: Frameworks) -> tuple[PlanCells, PlanCells]:
    """The plan as it was when the workbook was written, and as it is now.

    A workbook that looked at the day it was written on is compared with today; one that looked into the past, with
    what is now known of that day.
    """
    then = marks.then()
    now = resolve(Standpoint(as_of=_day(marks), reader=marks.reader))
    seen = (PlanCells(marks.container, at, marks.language, frameworks) for at in (then, now))
    return next(seen), next(seen)


def _day(marks: Marks) -> date | None:
    if marks.as_of < marks.written:
        return marks.as_of
    return max(marks.as_of, _today())


def _today() -> date:
    return resolve(Standpoint()).today


def same_plan(one: Marks, other: Marks) -> bool:
    """Whether two workbooks were written in one go: of one plan, for one period, at one state."""
    return (one.container, one.tick, one.as_of, one.period) == (other.container, other.tick, other.as_of, other.period)
