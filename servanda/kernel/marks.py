"""Marking anew (rule 13): disclosing, downgrading and upgrading are entries of their own, dated, with a reason.

An entry is marked by its header until a ``marked`` entry about it arrives; then as that says. Of several the one
recorded last counts, in whatever order they came. Permission asks for the marking now, selection for the marking as
known at the tick: an entry is seen by whoever may read both, so that an old brief does not gain what was disclosed
later, and loses what was closed since. A ``marked`` entry is itself seen by whoever may see what it marks, and is
neither closed nor marked: one marks its target again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from servanda.kernel.entries import Entry
from servanda.kernel.marking import Marking, readable_wherever

MARKED = "marked"


class Mark(NamedTuple):
    """One ``marked`` entry: when it was recorded (in an order that all registers share), its id, tick, marking."""

    recorded: Any
    id: str
    tick: int
    to: Marking


class Stretch(NamedTuple):
    """Ticks in which an entry counts, ``[start, end)``, for readers of all the markings; equal ones never count."""

    start: int
    end: int | None
    markings: tuple[Marking, ...]


class Markings:
    """The markings of a ledger's entries, as known at a tick, and now."""

    def __init__(self, entries: Sequence[Entry], ticks: Mapping[str, int]) -> None:
        self._now = max(ticks.values(), default=0)
        self._marks: dict[str, list[Mark]] = defaultdict(list)
        self._noted: dict[str, str] = {}
        for entry in entries:
            if entry.kind == MARKED and entry.id in ticks:
                payload: Any = entry.payload
                to = Marking.parse(payload.to)
                self._marks[entry.about].append(Mark(entry.recorded_at, entry.id, ticks[entry.id], to))
                self._noted[entry.id] = entry.about
        noted = set(self._noted.values())
        self._own = {entry.id: entry.marking for entry in entries if entry.id in noted}

    def known(self, entry: Entry, tick: int) -> Marking:
        """How an entry is marked as known at a tick."""
        target = self._noted.get(entry.id)
        own = entry.marking if target is None else self._own.get(target, entry.marking)
        return marking_at(self._marks.get(target or entry.id, ()), own, tick)

    def now(self, entry: Entry) -> Marking:
        """How it is marked now, whatever tick is asked for."""
        return self.known(entry, self._now)


def marking_at(marks: Iterable[Mark], own: Marking, tick: int) -> Marking:
    """The marking at a tick, of all the marks of an entry and its own marking."""
    return max((mark for mark in marks if mark.tick <= tick), key=lambda one: one[:2], default=Mark("", "", 0, own)).to


def both(one: Marking, other: Marking) -> tuple[Marking, ...]:
    """The markings that a reader must be allowed to read to read both: one, where it includes the other."""
    if readable_wherever(one, other):
        return (other,)
    return (one,) if readable_wherever(other, one) else tuple(sorted((one, other), key=lambda marking: marking.text))


def stretches(
    first: int, known: Sequence[tuple[int, int | None]], marks: Sequence[Mark], own: Marking
) -> tuple[Stretch, ...]:
    """Cut the ticks in which an entry is known and open where its marking changes.

    ``first`` is its arrival, ``known`` what ``kernel.closing`` gives. While it is closed there is a stretch that never
    counts where its marking changes, and at its arrival: a day of publication may open it.
    """
    now = marking_at(marks, own, max((mark.tick for mark in marks), default=first))
    turns = {first, *(mark.tick for mark in marks), *(tick for span in known for tick in span if tick is not None)}
    cut: list[Stretch] = []
    for start, end in pairwise([*sorted(tick for tick in turns if tick >= first), None]):
        assert start is not None
        markings = both(marking_at(marks, own, start), now)
        is_open = any(opened <= start and (closed is None or start < closed) for opened, closed in known)
        if not is_open and (not cut or cut[-1].markings != markings):
            cut.append(Stretch(start, start, markings))
        elif is_open and cut and cut[-1].end == start and cut[-1].markings == markings and cut[-1].start != start:
            cut[-1] = Stretch(cut[-1].start, end, markings)
        elif is_open:
            cut.append(Stretch(start, end, markings))
    return tuple(cut)
