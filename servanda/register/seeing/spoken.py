"""Whether anything seen speaks of a record (rule 14): a record exists for a reader only through such facts.

``kernel.model`` decides it of the facts of one view; this asks the whole register, for records that a view is
opened by and for what a search finds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from servanda.ledger.columns import hex_of
from servanda.ledger.database import is_postgresql, slices, within
from servanda.register.seeing.joined import joined_pairs, listed
from servanda.register.seeing.knowing import Condition
from servanda.register.seeing.sight import Sight

_FACTS = "key AS k JOIN claim AS q ON q.key_id = k.id"


class Spoken:
    """Asks which records are spoken of, from one standpoint."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._publication = sight.publication

    def of(self, records: Iterable[str]) -> set[str]:
        """Those of some records that something seen speaks of, itself or by way of what it is part of.

        Asks in rounds, outward: of the records, then of those that name them in saying what they are. That
        objectives name them is asked last: a party may hold any number.
        """
        asked = set(records)
        speaks_for: dict[str, set[str]] = defaultdict(set)
        direct: set[str] = set()
        spoken: set[str] = set()
        for detail in (False, True):
            seen: set[str] = set()
            frontier = set(asked) if not detail else set(asked) | set(speaks_for)
            while frontier and not asked <= spoken:
                frontier |= self._join(frontier, speaks_for)
                direct |= self._directly(frontier - direct)
                spoken = _reached(direct, speaks_for)
                seen |= frontier
                for supporter, record in self._supporters(frontier - spoken, detail=detail):
                    speaks_for[supporter].add(record)
                frontier = set(speaks_for) - seen
            spoken = _reached(direct, speaks_for)
        return asked & spoken

    def _join(self, records: set[str], speaks_for: dict[str, set[str]]) -> set[str]:
        joined = set()
        for record, other, _ in joined_pairs(self._sight, records):
            speaks_for[record].add(other)
            speaks_for[other].add(record)
            joined |= {record, other}
        return joined

    def _directly(self, records: set[str]) -> set[str]:
        """Those that a fact seen is about, or names; and partnerships that a fact seen belongs to.

        Whether one is about them is asked first: of most it is, and it is the least to ask.
        """
        seen, parameters = self._sight.seen("q")
        counts = self._publication.of_fact("q.entry")
        a_fact = f"SELECT 1 FROM claim AS q WHERE q.key_id = k.id AND {seen}{counts}"  # noqa: S608
        about = f"EXISTS (SELECT 1 FROM key AS k WHERE k.about = w.r AND NOT k.structural AND EXISTS ({a_fact}))"  # noqa: S608
        found = self._each(records, about, parameters)
        found |= self._named(records - found)
        in_scope = (
            f"EXISTS (SELECT 1 FROM key AS k WHERE k.scope = w.r AND {{}} AND NOT k.structural AND EXISTS ({a_fact}))"  # noqa: S608
        )
        whole, detail = (in_scope.format(f"k.detail = {which}") for which in ("FALSE", "TRUE"))
        of_scope = f"{_IS_PARTNERSHIP} AND ({whole} OR {detail})"
        return found | self._each(records - found, of_scope, [*parameters, *parameters])

    def _named(self, records: set[str]) -> set[str]:
        """Those that a fact seen names, or cites."""
        seen, parameters = self._sight.seen("q")
        counts = self._publication.of_fact("q.entry")
        known, also = self._sight.known("l")
        out, and_more = self._publication.of_link("l")
        naming = f"SELECT 1 FROM claim AS q {NAMING} WHERE q.key_id = m.key_id AND {seen}{counts} AND {names()}"  # noqa: S608
        named = f"SELECT 1 FROM mention AS m WHERE m.record = w.r AND m.manner = 0 AND {_any(naming)}"  # noqa: S608
        plain = _any("SELECT 1 FROM key AS k WHERE k.id = q.key_id AND NOT k.structural")
        told = _any(f"SELECT 1 FROM claim AS q WHERE q.entry = f.tick AND {seen} AND {plain}")  # noqa: S608
        fact = _any(f"SELECT 1 FROM entry AS f WHERE f.id = l.target AND {told}")  # noqa: S608
        cited = f"SELECT 1 FROM link AS l WHERE l.other = w.r AND l.kind = 'citation' AND {known}{out} AND {fact}"  # noqa: S608
        condition = f"({_any(named)} OR {_any(cited)})"
        return self._each(records, condition, [*parameters, *also, *and_more, *parameters])

    def _each(self, records: set[str], condition: str, parameters: list[Any]) -> set[str]:
        """Those of some records (``w.r``) that meet a condition."""
        found: set[str] = set()
        for piece in slices(sorted(records)):
            start, wanted = listed(piece)
            sql = f"SELECT w.r FROM ({start}) AS w WHERE {condition}"  # noqa: S608
            found.update(hex_of(own) or "" for (own,) in self._sight.rows(sql, [*wanted, *parameters]))
        return found

    def _supporters(self, records: set[str], *, detail: bool) -> Iterator[tuple[str, str]]:
        """Pairs of a record whose being spoken of makes another so: it names it, or the other is its item."""
        seen, parameters = self._sight.seen("q")
        item, of_item = self._sight.seen("q", "link")
        known, more = self._sight.known("l")
        out, also = self._publication.of_link("l")
        of_items, manners = ("TRUE", "1, 2") if detail else ("k.detail = FALSE", "1")
        for piece in slices(records):
            among, wanted = within("{}", piece)
            sql = (
                f"SELECT m.record, k.about FROM mention AS m {_OF_MENTION} {NAMING}"  # noqa: S608
                f" WHERE {among.format('m.record')} AND m.manner IN ({manners}) AND {seen} AND {names('m.record')}"
                " UNION SELECT q.target, q.other FROM link AS q"
                f" WHERE {among.format('q.target')} AND q.kind = 'item' AND {item}"
                " UNION SELECT l.other, k.about FROM link AS l JOIN entry AS f ON f.id = l.target"
                " JOIN claim AS q ON q.entry = f.tick JOIN key AS k ON k.id = q.key_id"
                f" WHERE {among.format('l.other')} AND l.kind = 'citation' AND k.structural AND {of_items}"
                f" AND {known}{out} AND {seen}"
            )
            every = [*wanted, *parameters, *wanted, *of_item, *wanted, *more, *also, *parameters]
            for record, supporter in self._sight.rows(sql, every):
                yield hex_of(supporter) or "", hex_of(record) or ""


def touched_by_any(sight: Sight, record: str) -> Condition:
    """The condition that a record is said something of, or named, by any fact seen: else nothing can speak of it.

    Whoever asks of many records asks of these alone: what a reader may not see is not even looked at (rule 14).
    """
    seen, parameters = sight.seen("q")
    said = _any(f"SELECT 1 FROM claim AS q WHERE q.key_id = k.id AND {seen}")  # noqa: S608
    about = _any(f"SELECT 1 FROM key AS k WHERE k.about = {record} AND {said}")  # noqa: S608
    naming = f"SELECT 1 FROM claim AS q {NAMING} WHERE q.key_id = m.key_id AND {seen} AND {names(record)}"  # noqa: S608
    named = _any(f"SELECT 1 FROM mention AS m WHERE m.record = {record} AND {_any(naming)}")  # noqa: S608
    of_scope = _any(f"SELECT 1 FROM key AS k WHERE k.scope = {record} AND {said}")  # noqa: S608
    return f"COALESCE({about}, {named}, {of_scope}, FALSE)", parameters * 3


def records_of(sight: Sight, kind: str, *, many: int | None = None) -> set[str]:
    """The records of a kind that any fact seen says something of, or names; ``many`` at most."""
    touched, parameters = touched_by_any(sight, "r.id")
    most = "" if many is None else f" LIMIT {many}"
    sql = f"SELECT r.id FROM record AS r WHERE r.kind = %s AND {touched}{most}"  # noqa: S608
    return {hex_of(own) or "" for (own,) in sight.rows(sql, [kind, *parameters])}


_IS_PARTNERSHIP = "(SELECT p.kind FROM record AS p WHERE p.id = w.r) = 'partnership'"
_OF_MENTION = "JOIN key AS k ON k.id = m.key_id JOIN claim AS q ON q.key_id = k.id"
NAMING = "JOIN entry AS e ON e.tick = q.entry JOIN content AS t ON t.tick = e.tick"


def _any(sql: str) -> str:
    """The condition that a query gives anything, to be answered from its index, and planned, by itself.

    Asked whether any EXISTS, PostgreSQL weighs reading all claims, which takes longer than the answer.
    """
    return f"({sql} LIMIT 1) = 1"


def names(record: str = "w.r") -> str:
    """The condition that a fact on a key that is known to mention a record is one that does."""
    if is_postgresql():
        return f"(e.said_by = {record} OR position(replace({record}::text, '-', '') IN t.text) > 0)"
    return f"(e.said_by = {record} OR instr(t.text, lower(hex({record}))) > 0)"


def _reached(start: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    reached = set(start)
    frontier = list(start)
    while frontier:
        fresh = edges.get(frontier.pop(), set()) - reached
        reached |= fresh
        frontier.extend(fresh)
    return reached
