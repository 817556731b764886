"""Joined records: which are seen to be the same as some, however many steps away."""

from collections.abc import Iterable
from typing import Any

from servanda.kernel.identity import Aliases, aliases
from servanda.ledger.columns import hex_of
from servanda.ledger.database import is_postgresql, rows, slices
from servanda.register.seeing.sight import Joinings, Sight


def joined_pairs(sight: Sight, records: Iterable[str]) -> list[tuple[str, str, int]]:
    """The pairs of records seen to be the same that are reached from some records, each with its entry's tick."""
    joinings = sight.joinings()
    if joinings is not None:
        return _walked(joinings, records)
    known, more = sight.known("q")
    found: list[tuple[str, str, int]] = []
    for piece in slices(records):
        start, parameters = listed(piece)
        sql = (
            f"WITH RECURSIVE reach(r) AS ({start} UNION SELECT q.other FROM reach JOIN joining AS q"  # noqa: S608
            f" ON q.target = reach.r AND {known})"
            f" SELECT q.target, q.other, q.entry FROM joining AS q JOIN reach ON q.target = reach.r WHERE {known}"
        )
        found += [(hex_of(a) or "", hex_of(b) or "", tick) for a, b, tick in rows(sql, [*parameters, *more, *more])]
    return found


def joined_records(sight: Sight) -> Aliases:
    """All records that are seen to be the same; they are few."""
    joinings = sight.joinings()
    if joinings is not None:
        return aliases(pair[:2] for pairs in joinings.values() for pair in pairs)
    known, parameters = sight.known("q")
    pairs = rows(f"SELECT q.target, q.other FROM joining AS q WHERE {known}", parameters)  # noqa: S608
    return aliases((hex_of(one) or "", hex_of(other) or "") for one, other in pairs)


def _walked(joinings: Joinings, records: Iterable[str]) -> list[tuple[str, str, int]]:
    reached = set(records)
    found: list[tuple[str, str, int]] = []
    frontier = [record for record in reached if record in joinings]
    while frontier:
        for pair in joinings.get(frontier.pop(), ()):
            found.append(pair)
            if pair[1] not in reached:
                reached.add(pair[1])
                frontier.append(pair[1])
    return found


def listed(records: list[str]) -> tuple[str, list[Any]]:
    """A query that gives these records as rows."""
    if is_postgresql():
        return "SELECT unnest(%s::uuid[]) AS r", [records]
    marks = ",".join(["(%s)"] * len(records))
    return f"SELECT column1 AS r FROM (VALUES {marks})", [bytes.fromhex(record) for record in records]  # noqa: S608
