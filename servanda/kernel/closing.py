"""Closing (rule 8): which entries are closed, at which tick, by entries of their own.

A closer (``replaces``, ``withdraws``) closes what it is about from its arrival on. A closer that is itself
closed closes nothing, so a withdrawn withdrawal opens its target again. What is in force is decided by knowledge
alone; which of it counts by a day of publication is decided in ``kernel.publishing``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from servanda.kernel.entries import Entry

CLOSERS = frozenset({"replaces", "withdraws"})


class Closings:
    """The closers of a ledger, and what they make of an entry at a tick.

    ``ticks`` gives the arrival of each entry in this register; an entry without one has not arrived.
    """

    def __init__(self, entries: Iterable[Entry], ticks: Mapping[str, int]) -> None:
        self._ticks = ticks
        self._by_target: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.kind in CLOSERS:
                self._by_target[entry.about].append(entry)

    def closers(self, target: str) -> tuple[Entry, ...]:
        """All closers of an entry, in force or not."""
        return tuple(self._by_target.get(target, ()))

    def in_force(self, target: str, tick: int) -> tuple[Entry, ...]:
        """The closers of an entry that close it as known at ``tick``."""
        return tuple(
            closer
            for closer in self._by_target.get(target, ())
            if self._ticks.get(closer.id, tick + 1) <= tick
            and not self._is_closed(closer.id, tick, frozenset({closer.id}))
        )

    def is_closed(self, target: str, tick: int) -> bool:
        """Say whether an entry is closed as known at ``tick``."""
        return self._is_closed(target, tick, frozenset())

    def _is_closed(self, target: str, tick: int, path: frozenset[str]) -> bool:
        # closers that close each other in a ring can only come from outside; a ring closes nothing
        return any(
            closer.id not in path
            and self._ticks.get(closer.id, tick + 1) <= tick
            and not self._is_closed(closer.id, tick, path | {closer.id})
            for closer in self._by_target.get(target, ())
        )

    def known(self, entry: str) -> tuple[tuple[int, int | None], ...]:
        """Give the intervals of ticks in which an arrived entry is known and open: ``[from, to)``, ``None`` is now.

        Closing does not depend on the reader (a closer is readable by all who may read its target), so one
        set of intervals serves everyone and may be stored.
        """
        first = self._ticks.get(entry)
        if first is None:
            return ()
        turns = sorted({first, *(tick for tick in self._turning_points(entry, set()) if tick > first)})
        intervals: list[tuple[int, int | None]] = []
        opened: int | None = None
        for tick in turns:
            closed = self.is_closed(entry, tick)
            if not closed and opened is None:
                opened = tick
            elif closed and opened is not None:
                intervals.append((opened, tick))
                opened = None
        if opened is not None:
            intervals.append((opened, None))
        return tuple(intervals)

    def _turning_points(self, target: str, seen: set[str]) -> Iterable[int]:
        for closer in self._by_target.get(target, ()):
            if closer.id in seen:
                continue
            seen.add(closer.id)
            if closer.id in self._ticks:
                yield self._ticks[closer.id]
            yield from self._turning_points(closer.id, seen)
