"""Whether anything seen speaks of a record (rule 14): a record exists for a reader only through such facts.

``kernel.model`` decides it of the facts of one view; this asks the whole register, for records that a view is
opened by and for what a search finds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.ledger.columns import hex_of
from servanda.ledger.database import is_postgresql, rows, slices, within
from servanda.register.joined import joined_pairs, listed
from servanda.register.publication import Publication
from servanda.register.sight import Sight

_FACTS = "key AS k JOIN claim AS q ON q.key_id = k.id"


class Spoken:
    """Asks which records are spoken of, from one standpoint."""

    def __init__(self, sight: Sight, at: Resolved) -> None:
        self._sight = sight
        self._publication = Publication(sight, at.published_by)

    def of(self, records: Iterable[str]) -> set[str]:
        """Those of some records that something seen speaks of, itself or by way of what it is part of.

        Asks in rounds, outward: of the records, then of those that name them in saying what they are.
        """
        asked = set(records)
        speaks_for: dict[str, set[str]] = defaultdict(set)
        direct: set[str] = set()
        seen: set[str] = set()
        frontier = set(asked)
        while frontier:
            for record, other, _ in joined_pairs(self._sight, frontier):
                speaks_for[record].add(other)
                speaks_for[other].add(record)
                frontier |= {record, other} - seen
            seen |= frontier
            direct |= self._directly(frontier)
            spoken = _reached(direct, speaks_for)
            if asked <= spoken:
                break
            for supporter, record in self._supporters(frontier - spoken):
                speaks_for[supporter].add(record)
            frontier = set(speaks_for) - seen
        return asked & _reached(direct, speaks_for)

    def _directly(self, records: set[str]) -> set[str]:
        seen, parameters = self._sight.seen("q")
        counts, more = self._publication.of_fact("q.entry")
        known, also = self._sight.known("l")
        out, and_more = self._publication.of_link("l")
        facts = f"SELECT 1 FROM {_FACTS}"  # noqa: S608
        sql = (
            f"SELECT w.r FROM ({{}}) AS w WHERE"  # noqa: S608
            f" EXISTS ({facts} WHERE k.about = w.r AND NOT k.structural AND {seen}{counts})"
            f" OR EXISTS ({facts} WHERE k.scope = w.r AND NOT k.structural AND {seen}{counts})"
            f" OR EXISTS (SELECT 1 FROM mention AS m {_OF_MENTION} {_NAMING}"
            f" WHERE m.record = w.r AND NOT k.structural AND {seen}{counts} AND {_names()})"
            " OR EXISTS (SELECT 1 FROM link AS l JOIN entry AS f ON f.id = l.target JOIN claim AS q ON q.entry = f.tick"
            " JOIN key AS k ON k.id = q.key_id WHERE l.other = w.r AND l.kind = 'citation' AND NOT k.structural"
            f" AND {known}{out} AND {seen})"
        )
        fact = [*parameters, *more]
        return _each(records, sql, [*fact, *fact, *fact, *also, *and_more, *parameters])

    def _supporters(self, records: set[str]) -> Iterator[tuple[str, str]]:
        """Pairs of a record whose being spoken of makes another so: it names it, or the other is its item."""
        seen, parameters = self._sight.seen("q")
        known, more = self._sight.known("l")
        out, also = self._publication.of_link("l")
        for piece in slices(records):
            among, wanted = within("{}", piece)
            sql = (
                f"SELECT m.record, k.about FROM mention AS m {_OF_MENTION} {_NAMING}"  # noqa: S608
                f" WHERE {among.format('m.record')} AND k.structural AND {seen} AND {_names('m.record')}"
                " UNION SELECT q.target, q.other FROM link AS q"
                f" WHERE {among.format('q.target')} AND q.kind = 'item' AND {seen}"
                " UNION SELECT l.other, k.about FROM link AS l JOIN entry AS f ON f.id = l.target"
                " JOIN claim AS q ON q.entry = f.tick JOIN key AS k ON k.id = q.key_id"
                f" WHERE {among.format('l.other')} AND l.kind = 'citation' AND k.structural AND {known}{out} AND {seen}"
            )
            every = [*wanted, *parameters, *wanted, *parameters, *wanted, *more, *also, *parameters]
            for record, supporter in rows(sql, every):
                yield hex_of(supporter) or "", hex_of(record) or ""


_OF_MENTION = "JOIN key AS k ON k.id = m.key_id JOIN claim AS q ON q.key_id = k.id"
_NAMING = "JOIN entry AS e ON e.tick = q.entry JOIN content AS t ON t.tick = e.tick"


def _names(record: str = "w.r") -> str:
    """The condition that a fact on a key that is known to mention a record is one that does."""
    if is_postgresql():
        return f"(e.said_by = {record} OR position(replace({record}::text, '-', '') IN t.text) > 0)"
    return f"(e.said_by = {record} OR instr(t.text, lower(hex({record}))) > 0)"


def _each(records: set[str], sql: str, parameters: list[Any]) -> set[str]:
    found: set[str] = set()
    for piece in slices(sorted(records)):
        start, wanted = listed(piece)
        found.update(hex_of(own) or "" for (own,) in rows(sql.format(start), [*wanted, *parameters]))
    return found


def _reached(start: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    reached = set(start)
    frontier = list(start)
    while frontier:
        fresh = edges.get(frontier.pop(), set()) - reached
        reached |= fresh
        frontier.extend(fresh)
    return reached
