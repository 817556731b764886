"""One statement by its own identifier, and what closed it: for its page, where its corrections are told in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from servanda.errors import NotFound
from servanda.kernel.closing import Closings
from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.standpoint import Resolved
from servanda.ledger import clock
from servanda.ledger.database import an_id, numbers_within, rows, slices, within
from servanda.ledger.faults import explained
from servanda.ledger.read import TABLES
from servanda.projection.marks import SEEN, seen_entry
from servanda.register.seeing import noted
from servanda.register.seeing.knowing import MARKED_ANEW, entries_of
from servanda.register.seeing.sight import Sight

_LENGTH = 32
_HEX = frozenset("0123456789abcdef")
_ARRIVED = f"SELECT {SEEN}, a.at FROM {TABLES} JOIN arrival AS a ON a.tick = e.tick"  # noqa: S608
_DEEPEST = 8  # a closer of a closer of a closer: nobody corrects that far


@dataclass(frozen=True)
class Arrived:
    """An entry with its arrival in this register."""

    entry: Entry
    tick: int
    at: datetime


@dataclass(frozen=True)
class Closing:
    """A closer with its arrival, and whether it closes its target as known at the standpoint."""

    entry: Entry
    tick: int
    at: datetime
    in_force: bool


def statement(identifier: str, at: Resolved) -> Arrived:
    """The statement of that identifier, open or closed.

    Raises ``NotFound`` alike where there is none, where it had not arrived, and where this reader may not see it.
    """
    if len(identifier) == _LENGTH and _HEX.issuperset(identifier):
        with explained():
            readable, of_reader = entries_of(Sight.of(at).knowing.markings) or ("FALSE", [])
            sql = f"{_ARRIVED}{MARKED_ANEW} WHERE e.id = %s AND e.tick <= %s AND {readable}"
            for row in rows(sql, [an_id(identifier), at.tick, *of_reader]):
                found = _arrived(row)
                if found.entry.temporal is not Temporal.ENTRY and at.reader.may_read(found.entry.marking):
                    noted.entries([found.entry], at.reader)
                    return found
    raise NotFound("no-such-entry", "No statement of that name is known.", "search for what it is about")


def closings(entries: Iterable[str], at: Resolved) -> dict[str, tuple[Closing, ...]]:
    """What replaced or withdrew each of some entries that the reader may see, in the order of arrival.

    With ``published_by``, only what counts by that day (rule 8).
    """
    targets = frozenset(entries)
    with explained():
        Sight.of(at)
        found = _closers(targets, at)
        counting = _counting(found, at)
    order = Closings((one.entry for one in found), {one.entry.id: one.tick for one in found})
    told: dict[str, tuple[Closing, ...]] = {}
    for one in found:
        if one.entry.about in targets and one.tick in counting:
            closing = Closing(one.entry, one.tick, one.at, not order.is_closed(one.entry.id, at.tick))
            told[one.entry.about] = (*told.get(one.entry.about, ()), closing)
    return told


def _closers(targets: frozenset[str], at: Resolved) -> list[Arrived]:
    found: dict[str, Arrived] = {}
    frontier = set(targets)
    for _ in range(_DEEPEST):
        if not frontier:
            break
        closers: list[Arrived] = []
        for piece in slices(sorted(frontier)):
            condition, parameters = within("e.about", piece)
            # the partial index is on these three kinds; an erasure closes nothing
            condition += " AND e.kind IN ('erased', 'replaces', 'withdraws') AND e.kind <> 'erased' AND e.tick <= %s"
            closers += [_arrived(row) for row in rows(f"{_ARRIVED} WHERE {condition}", [*parameters, at.tick])]
        frontier = {one.entry.id for one in closers} - found.keys()
        found |= {one.entry.id: one for one in closers}
    return sorted(found.values(), key=lambda one: one.tick)


def _counting(closers: Iterable[Arrived], at: Resolved) -> set[int]:
    ticks = {one.tick for one in closers}
    if at.published_by is None or not ticks:
        return ticks
    sight = Sight.of(at)
    among, parameters = numbers_within("q.entry", ticks)
    counts = sight.publication.of_closer("q")
    sql = f"SELECT q.entry FROM link AS q WHERE q.kind IN ('replaces', 'withdraws') AND {among}{counts}"  # noqa: S608
    return {tick for (tick,) in sight.rows(sql, parameters)}


def _arrived(row: tuple[object, ...]) -> Arrived:
    tick, moment = row[15], row[-1]
    assert isinstance(tick, int)
    assert isinstance(moment, int)
    return Arrived(seen_entry(row), tick, clock.from_number(moment))
