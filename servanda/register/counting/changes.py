"""How often an answer changed from one period to the next, and which way by the framework's order of grades."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Literal

from servanda.frameworks import Framework
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.register.counting.units import Unit, together

Course = Literal["up", "down", "aside"]


def changes(units: Iterable[Unit], framework_of: Callable[[Unit], Framework | None]) -> Iterator[Unit]:
    """The changes of the answers to each question of a record: the later statement of each two that differ.

    They are taken in the order of the periods they are about, else of their dates; a period without a statement is
    passed over, and so is one whose statements differ among themselves.
    """
    asked: dict[tuple[str, str], dict[PartialDate, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for unit in units:
        if unit.entry.is_placed:
            asked[unit.about, unit.question][_period(unit.entry)].append(unit)
    for by_period in asked.values():
        before: Unit | None = None
        for period in sorted(by_period, key=lambda when: (when.earliest, when.latest, when.text)):
            found = by_period[period]
            if len({_value(unit) for unit in found}) > 1:
                continue
            now = together(found)
            if before is not None and _value(before) != _value(now):
                yield replace(now, course=_course(framework_of(now), before, now))
            before = now


def _period(entry: Entry) -> PartialDate:
    payload: Any = entry.payload
    return getattr(payload, "period", None) or entry.start


def _value(unit: Unit) -> str:
    answers = unit.entry.answers
    return answers[0].value.text if answers else ""


def _course(framework: Framework | None, before: Unit, now: Unit) -> Course:
    payload: Any = now.entry.payload
    axis = framework.axis(getattr(payload, "axis", "")) if framework else None
    ranks = [axis.rank(_value(unit)) if axis else None for unit in (before, now)]
    first, second = ranks
    if first is None or second is None or first == second:
        return "aside"
    return "up" if second > first else "down"
