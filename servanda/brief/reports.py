"""What one voice reported of one item, period by period: silences, falls, and what came after it was done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from servanda.frameworks import Axis
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact

Move = Literal["", "lowered", "raised"]


@dataclass(frozen=True, slots=True)
class Report:
    """One period: what was said of it (nothing, if ``facts`` is empty), and how that stands to what was said before.

    ``grades`` are more than one where sources disagree; such a period is no fall and no rise. ``after_done``: an
    earlier period was graded as done already.
    """

    when: PartialDate
    facts: tuple[Fact, ...]
    move: Move = ""
    after_done: bool = False

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades given, each once."""
        return tuple(dict.fromkeys(fact.payload.grade for fact in self.facts))


def span_of(fact: Fact) -> PartialDate:
    """What a grade speaks of: its period, else the day it is attested for."""
    period: PartialDate | None = fact.payload.period
    return period or fact.as_of


def last_days(facts: Iterable[Fact]) -> set[date]:
    """The last days of what grades speak of, and of when they are attested: on these somebody reported."""
    return {day for fact in facts for day in (span_of(fact).latest, fact.as_of.latest)}


def reports(facts: Iterable[Fact], axis: Axis, others: Iterable[PartialDate] = ()) -> tuple[Report, ...]:
    """The periods that were reported on, and ``others`` in which no report came, in order of their last day."""
    by: dict[str, list[Fact]] = defaultdict(list)
    spans: dict[str, PartialDate] = {}
    for fact in facts:
        when = span_of(fact)
        spans[when.text] = when
        by[when.text].append(fact)
    taken = last_days(fact for found in by.values() for fact in found)
    for when in others:
        if when.latest not in taken:
            spans.setdefault(when.text, when)
    ordered = sorted(spans.values(), key=lambda when: (when.latest, when.earliest))
    return tuple(_told([(when, tuple(by[when.text])) for when in ordered], axis))


def _told(periods: Sequence[tuple[PartialDate, tuple[Fact, ...]]], axis: Axis) -> Iterable[Report]:
    last: int | None = None
    done = False
    for when, facts in periods:
        report = Report(when, facts, after_done=done and bool(facts))
        rank = axis.rank(report.grades[0]) if len(report.grades) == 1 else None
        move: Move = ""
        if rank is not None and last is not None and rank != last:
            move = "lowered" if rank < last else "raised"
        yield Report(when, facts, move, report.after_done)
        last = last if rank is None else rank
        done = done or any((grade := axis.grade(slug)) is not None and grade.done for slug in report.grades)
