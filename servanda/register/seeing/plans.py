"""Which plans and packages are there from a standpoint (rule 14), and which of their items, as SQL."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from servanda.kernel.identity import Aliases
from servanda.kernel.model import statement_digest
from servanda.ledger.columns import hex_of
from servanda.ledger.database import numbers_within, within
from servanda.ledger.read import TABLES
from servanda.projection.marks import SEEN, seen_entry
from servanda.projection.standings import DISPUTED, ITEM
from servanda.projection.write import kinds_of
from servanda.register.seeing.joined import joined_records
from servanda.register.seeing.knowing import Condition
from servanda.register.seeing.settled import Settled
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import Spoken, touched_by_any

_PLANS = "r.kind IN ('package', 'plan')"
# the last day that is said and the entry that says so, in one number, for both to come out of one MAX
_DAYS_APART = 1 << 40
LAST_SAID = f"MAX(q.latest_day * {_DAYS_APART} + q.entry)"


def entry_last_said(number: int) -> int:
    """The tick of the entry in a ``LAST_SAID``."""
    return number % _DAYS_APART


class Plans:
    """The plans and packages that something seen speaks of, from one standpoint, and their items."""

    def __init__(self, sight: Sight, only: str = "") -> None:
        """Ask of all of them, or of ``only`` one, which then takes no longer however many others there are."""
        self.sight = sight
        self.joined: Aliases = joined_records(sight)
        self._only = self.group(only) if only else None
        merged = {*self.joined.to, *self.joined.to.values()}
        self.merged = {own for own, kind in (kinds_of(merged) if merged else {}).items() if kind == "objective"}
        self.first_of_merged = self._first_of_merged()

    @cached_property
    def settled(self) -> Settled:
        """Whether what is kept of where items stand holds from here."""
        return Settled.of(self.sight)

    @cached_property
    def _holds(self) -> bool:
        return self.settled.all_hold(self.settled.latest)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Those that nothing seen speaks of."""
        spoken_of, parameters = self._graded() if self._holds else self._spoken_of()
        there, wanted = self._there()
        sql = f"SELECT r.id FROM record AS r WHERE {there} AND NOT {spoken_of}"  # noqa: S608
        return self._unspoken(sql, [*wanted, *parameters])

    @cached_property
    def hidden_with_items(self) -> frozenset[str]:
        """Of these those with items that are seen, and perhaps others."""
        if not self._holds:
            return self.hidden
        among, wanted = self._asked("u.container")
        items = f"z.container = u.container AND z.question = '{ITEM}' AND {self.sight.knowing.readable('z')}"
        # who may read anything may read what is public: only where no grade is public there is something to ask
        sql = (
            f"SELECT u.container FROM unspoken AS u WHERE {among}"  # noqa: S608
            f" AND EXISTS (SELECT 1 FROM standing_sum AS z WHERE {items})"
        )
        return self._unspoken(sql, wanted)

    @cached_property
    def shown(self) -> frozenset[str]:
        """Those that there are for the reader."""
        there, wanted = self._there()
        every = self.sight.rows(f"SELECT r.id FROM record AS r WHERE {there}", wanted)  # noqa: S608
        return frozenset(hex_of(own) or "" for (own,) in every) - self.hidden

    def _asked(self, column: str) -> Condition:
        return within(column, self._only) if self._only is not None else ("TRUE", [])

    def _there(self) -> Condition:
        """The condition that a record (``r``) is a plan or package that can be spoken of: others are not looked at."""
        among, wanted = self._asked("r.id")
        touched, parameters = touched_by_any(self.sight, "r.id")
        if self.joined.to:
            one, more = within("r.id", {*self.joined.to, *self.joined.to.values()})
            touched, parameters = f"({touched} OR {one})", [*parameters, *more]
        return f"{_PLANS} AND {among} AND {touched}", [*wanted, *parameters]

    def _unspoken(self, sql: str, parameters: list[Any]) -> frozenset[str]:
        """Those of some plans that nothing speaks of: they are few, and asked one by one."""
        silent = {hex_of(own) or "" for (own,) in self.sight.rows(sql, parameters)}
        return frozenset(silent - Spoken(self.sight).of(silent)) if silent else frozenset()

    def group(self, record: str) -> set[str]:
        """A record with all that it was joined with."""
        return set(self.joined.group(record))

    def claims(self) -> Condition:
        """The condition that a claim (``q``) on a key (``k``) counts towards where an item stands."""
        seen, parameters = self.sight.seen("q")
        counts = self.sight.publication.of_fact("q.entry")
        return f"NOT k.structural AND q.latest_day IS NOT NULL AND {seen}{counts}", parameters

    def of_items(self, among: Iterable[str] | None = None) -> Condition:
        """The condition that a row of ``item`` (``i``) is seen, in a plan shown, and stands first of its item.

        ``among`` leaves only some plans.
        """
        seen, parameters = self._first("i")
        if self.merged:
            apart, more = within("i.record", self.merged)
            chosen, also = numbers_within("i.entry", self.first_of_merged)
            seen, parameters = f"{seen} AND (NOT ({apart}) OR {chosen})", [*parameters, *more, *also]
        inside, wanted = self.shown_within("i.container", among)
        return (f"{seen} AND {inside}", [*parameters, *wanted]) if inside else (seen, parameters)

    def shown_within(self, column: str, among: Iterable[str] | None) -> Condition:
        """The condition that a column is a plan that is shown, one of some or any; empty where all are."""
        if among is not None:
            return within(column, set(among) - self.hidden_with_items)
        if not self.hidden_with_items:
            return "", []
        apart, parameters = within(column, self.hidden_with_items)
        return f"NOT ({apart})", parameters

    def standings(
        self, question: str | None = None, among: Iterable[str] | None = None, asked_of: Condition | None = None
    ) -> Condition:
        """A query of where each record stands on a question (or on each grade): ``about``, ``question``, ``v``.

        The value of its latest placed facts, "disputed" where they differ (``kernel.asof``). Records that were joined
        are left to ``merged_standings``. ``asked_of`` is a condition on the keys (``k``) that are asked.
        """
        counts, parameters = self.claims()
        asked, wanted = ("k.question = %s", [question]) if question else ("k.question LIKE 'grade/%%'", [])
        if among is not None:
            inside, more = within("own.container", among)
            asked, wanted = (
                f"{asked} AND k.about IN (SELECT own.record FROM item AS own WHERE {inside})",  # noqa: S608
                [*wanted, *more],
            )
        if asked_of is not None:
            asked, wanted = f"{asked} AND {asked_of[0]}", [*wanted, *asked_of[1]]
        if self.merged:
            apart, more = within("k.about", self.merged)
            asked, wanted = f"{asked} AND NOT ({apart})", [*wanted, *more]
        sql = (
            f"SELECT about, question, CASE WHEN MIN(val) = MAX(val) THEN MIN(val) ELSE '{DISPUTED}' END AS v FROM"  # noqa: S608
            " (SELECT k.about, k.question, q.val, q.latest_day,"
            " MAX(q.day) OVER (PARTITION BY k.about, k.question) AS last_day"
            f" FROM key AS k JOIN claim AS q ON q.key_id = k.id WHERE {asked} AND {counts}) AS said"
            " WHERE latest_day >= last_day GROUP BY about, question"
        )
        return sql, [*wanted, *parameters]

    def merged_standings(self) -> dict[int, dict[str, str]]:
        """Of the items that were joined, by the tick of what is said first of them: where they stand on each grade."""
        return {tick: dict(standing) for tick, standing in self._merged_standing().items()}

    def merged_last(self) -> dict[int, int]:
        """Of the items that were joined, by the same: their ``LAST_SAID``."""
        if not self.merged:
            return {}
        counts, parameters = self.claims()
        among, wanted = within("k.about", self.merged)
        sql = (
            f"SELECT k.about, {LAST_SAID} FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE {among} AND {counts} GROUP BY k.about"
        )
        last: dict[str, int] = {}
        for own, number in self.sight.rows(sql, [*wanted, *parameters]):
            canonical = self.joined[hex_of(own) or ""]
            last[canonical] = max(number, last.get(canonical, 0))
        return {tick: last[own] for tick, own in self.first_of_merged.items() if own in last}

    def _first(self, row: str) -> Condition:
        seen, parameters = self.sight.seen(row, "item")
        other, more = self.sight.seen("o", "item")
        sql = (
            f"{seen} AND (NOT {row}.several OR NOT EXISTS (SELECT 1 FROM item AS o WHERE o.record = {row}.record"  # noqa: S608
            f" AND (o.day, o.latest_day, o.digest, o.entry) < ({row}.day, {row}.latest_day, {row}.digest, {row}.entry)"
            f" AND {other}))"
        )
        return sql, [*parameters, *more]

    def _graded(self) -> Condition:
        """The condition that an item of a plan has a grade, by what is kept."""
        where = f"z.container = r.id AND z.question <> '{ITEM}' AND {self.sight.knowing.readable('z')}"
        return f"EXISTS (SELECT 1 FROM standing_sum AS z WHERE {where})", []  # noqa: S608

    def _spoken_of(self) -> Condition:
        """The condition that a fact seen is about an item of a plan."""
        item, parameters = self.sight.seen("i", "item")
        fact, more = self.sight.seen("q")
        counts = self.sight.publication.of_fact("q.entry")
        # one at a time, each from its index: asked whether any EXISTS, PostgreSQL joins all keys with all claims
        said = f"(SELECT 1 FROM claim AS q WHERE q.key_id = k.id AND {fact}{counts} LIMIT 1) = 1"  # noqa: S608
        of_item = f"(SELECT 1 FROM key AS k WHERE k.about = i.record AND NOT k.structural AND {said} LIMIT 1) = 1"  # noqa: S608
        of_plan = f"(SELECT 1 FROM item AS i WHERE i.container = r.id AND {item} AND {of_item} LIMIT 1) = 1"  # noqa: S608
        return f"COALESCE({of_plan}, FALSE)", [*parameters, *more]

    def _first_of_merged(self) -> dict[int, str]:
        """What stands first of each group of items that were joined: the tick of the entry, and the record they are."""
        if not self.merged:
            return {}
        seen, parameters = self.sight.seen("i", "item")
        among, wanted = within("i.record", self.merged)
        inside = f"SELECT i.entry FROM item AS i WHERE {among} AND {seen}"  # noqa: S608
        found = self.sight.rows(
            f"SELECT {SEEN} FROM {TABLES} WHERE e.tick IN ({inside})", [*wanted, *parameters]  # noqa: S608
        )  # fmt: skip
        first: dict[str, tuple[Any, ...]] = {}
        for row in found:
            entry = seen_entry(row)
            latest = entry.start.latest if entry.is_placed else entry.begins
            order = (entry.begins, latest, statement_digest(entry, self.joined), row[15])
            own = self.joined[entry.about]
            first[own] = min(first.get(own, order), order)
        return {order[-1]: own for own, order in first.items()}

    def _merged_standing(self) -> dict[int, dict[str, str]]:
        if not self.merged:
            return {}
        counts, parameters = self.claims()
        among, wanted = within("k.about", self.merged)
        sql = (
            "SELECT k.about, k.question, q.day, q.latest_day, q.val FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE {among} AND k.question LIKE 'grade/%%' AND {counts}"
        )
        said: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
        for own, question, day, latest, value in self.sight.rows(sql, [*wanted, *parameters]):
            said[self.joined[hex_of(own) or ""], question].append((day, latest, value))
        standing: dict[str, dict[str, str]] = defaultdict(dict)
        for (own, question), found in said.items():
            standing[own][question] = stands(found)
        return {tick: standing[own] for tick, own in self.first_of_merged.items()}


def stands(said: Sequence[tuple[int, int, str]]) -> str:
    """Where a record stands by some answers (day, latest day, value): the value of those no other comes after."""
    last = max(day for day, _, _ in said)
    values = {value for _, latest, value in said if latest >= last}
    return values.pop() if len(values) == 1 else DISPUTED
