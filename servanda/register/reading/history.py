"""Entries in two times: every recording about a record with when it was known; and what is live now, for files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from servanda.kernel.entries import Arrival, Entry
from servanda.kernel.standpoint import Resolved
from servanda.ledger import clock
from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, numbers_within, rows, within
from servanda.ledger.faults import explained
from servanda.ledger.read import COLUMNS, TABLES, header_of, stream
from servanda.ledger.reading import as_whole
from servanda.projection.closing import known_intervals
from servanda.projection.marks import SEEN, seen_entry
from servanda.register.seeing import noted
from servanda.register.seeing.joined import joined_pairs
from servanda.register.seeing.sight import Sight

Kept = tuple[dict[str, Any], bytes | None, str | None, str, Arrival]


@dataclass(frozen=True, slots=True)
class Recording:
    """One stretch in which an entry was known and open: the moments, and the ticks; open-ended while it is."""

    entry: Entry
    known_from: datetime
    known_to: datetime | None
    from_tick: int
    to_tick: int | None


def history(record: str, at: Resolved) -> list[Recording]:
    """Every recording about a record that the reader may see, in order of arrival, as known at the standpoint."""
    with explained():
        sight = Sight.of(at)
        own = {record}
        own.update(*(pair[:2] for pair in joined_pairs(sight, own)))
        return recordings(sight, *within("k.about", own))


def recordings(sight: Sight, condition: str, parameters: list[Any]) -> list[Recording]:
    """Every recording on the keys (``k``) that meet a condition, closed ones too, if the reader may see it."""
    tick, readable = sight.knowing.tick, sight.knowing.readable("q")
    spans = (
        "SELECT DISTINCT q.entry, q.known_from, q.known_to FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
        f" WHERE {condition} AND {readable} AND q.known_from <= %s"
        " AND (q.known_to IS NULL OR q.known_to > q.known_from)"
    )
    sql = (
        f"SELECT {SEEN}, s.known_from, s.known_to, a.at, z.at FROM {TABLES}"  # noqa: S608
        f" JOIN ({spans}) AS s ON s.entry = e.tick JOIN arrival AS a ON a.tick = s.known_from"
        " LEFT JOIN arrival AS z ON z.tick = s.known_to ORDER BY s.known_from, e.tick"
    )
    found = _together([_recording(row, tick) for row in rows(sql, [*parameters, tick])])
    for one in found:
        noted.entry(one.entry)
    return found


def _together(recordings: list[Recording]) -> list[Recording]:
    """Make one stretch of those that only follow on one another because the entry was marked anew."""
    whole: list[Recording] = []
    place: dict[tuple[str, int | None], int] = {}
    for one in recordings:
        before = place.pop((one.entry.id, one.from_tick), None)
        if before is None:
            before = len(whole)
            whole.append(one)
        else:
            whole[before] = replace(whole[before], known_to=one.known_to, to_tick=one.to_tick)
        place[one.entry.id, one.to_tick] = before
    return whole


def _recording(row: tuple[Any, ...], tick: int) -> Recording:
    start, end, opened, closed = row[-4:]
    if end is not None and end > tick:
        end = closed = None
    until = clock.from_number(closed) if closed is not None else None
    return Recording(seen_entry(row), clock.from_number(opened), until, start, end)


def entries_live(scope: str) -> Iterator[Entry]:
    """What is open now in a partnership's scope, in order of arrival: facts, their citations, joinings, closers."""
    with explained(), as_whole():
        own = an_id(scope)
        facts = (
            "SELECT q.entry FROM key AS k JOIN claim AS q ON q.key_id = k.id WHERE k.scope = %s AND q.known_to IS NULL"
        )
        cites = (
            "SELECT l.entry FROM key AS k JOIN claim AS q ON q.key_id = k.id JOIN entry AS f ON f.tick = q.entry"
            " JOIN link AS l ON l.target = f.id AND l.kind = 'citation'"
            " WHERE k.scope = %s AND q.known_to IS NULL AND l.known_to IS NULL"
        )
        joins = (
            "SELECT l.entry FROM joining AS l JOIN entry AS f ON f.tick = l.entry"
            " WHERE l.known_to IS NULL AND f.scope = %s"
        )
        closers = _closers_in_force(scope)
        among, parameters = numbers_within("e.tick", closers)
        sql = (
            f"SELECT {SEEN} FROM {TABLES} WHERE e.tick IN ({facts}) OR e.tick IN ({cites})"  # noqa: S608
            f" OR e.tick IN ({joins}) OR {among} ORDER BY e.tick"
        )
        for row in stream(sql, [own, own, own, *parameters]):
            entry = seen_entry(row)
            noted.entry(entry)
            yield entry


def _closers_in_force(scope: str) -> list[int]:
    sql = "SELECT id, tick, kind FROM entry WHERE scope = %s AND kind IN ('erased', 'replaces', 'withdraws')"
    found = rows(sql, [an_id(scope)])
    intervals = known_intervals(hex_of(own) or "" for own, _, kind in found if kind != "erased")
    return [
        tick for _, tick, kind in found if kind == "erased" or ((spans := intervals.get(tick)) and spans[-1][1] is None)
    ]


def all_entries() -> Iterator[Kept]:
    """Every entry in order of arrival: header, salt, content text (none once erased), commitment, arrival."""
    marks = COLUMNS.replace("c.text", "c.text, c.salt")
    sql = (
        f"SELECT {marks}, e.commitment, a.at FROM arrival AS a JOIN entry AS e ON e.tick = a.tick"  # noqa: S608
        " LEFT JOIN content AS c ON c.tick = a.tick ORDER BY a.tick"
    )
    with explained(), as_whole():
        for row in stream(sql):
            text, salt, tick, commitment, at = row[14:19]
            arrival = Arrival(tick, hex_of(row[0]) or "", clock.from_number(at))
            yield header_of(row), bytes(salt) if salt is not None else None, text, bytes(commitment).hex(), arrival
