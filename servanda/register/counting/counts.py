"""Counts over any number of records, by index: the same answer as ``kernel.asof.count_latest`` of a view."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.ledger.columns import hex_of
from servanda.ledger.database import is_postgresql, numbers_within, within
from servanda.ledger.faults import explained
from servanda.register.seeing import noted
from servanda.register.seeing.joined import joined_pairs, joined_records
from servanda.register.seeing.knowing import Condition
from servanda.register.seeing.sight import Sight

DISPUTED = "disputed"
Said = tuple[str, int, int, str]  # record, day, latest day, value


def count_by_value(
    question: str, at: Resolved, *, container: str | None = None, scope: str | None = None
) -> dict[str, int]:
    """Count records by the value of their latest placed fact on a question; "disputed" where values differ.

    Of all records, or the items of one plan or package, or what is said in one partnership's scope. Questions
    answered by what a record is or is called are not counted. Records that were joined are few and counted one by
    one; all others by the database.
    """
    with explained():
        counting = _Counting(question, at, container, scope)
        noted.whole(counting.knowing, at.reader)
        counts = Counter(counting.plain())
        counts.update(counting.joined())
        return dict(counts)


def days(at: Resolved, scope: str | None = None) -> list[tuple[date, int]]:
    """How many facts begin on each day, before and after the as-of date, in one partnership or all.

    Counts recordings of facts that the reader may see, without what is said about objectives.
    """
    with explained():
        sight = Sight.of(at)
        told, parameters = sight.told("o", "occasion")
        counts = sight.publication.of_fact("o.entry")
        within_scope, of_scope = _within_scope(sight, scope, "o.scope")
        where = f"{told}{counts}{within_scope}"
        # of a reader of more than what is public, which of it there is
        apart = ", o.audience" if not sight.knowing.is_of_all else ""
        sql = f"SELECT o.day, COUNT(*){apart} FROM occasion AS o WHERE {where} GROUP BY o.day{apart} ORDER BY o.day"  # noqa: S608
        found = sight.rows(sql, [*parameters, *of_scope])
    if apart:
        noted.audiences({row[2] for row in found}, sight.knowing, at.reader)
        found = _together(found)
    return [
        (date.fromordinal(day), number) for day, number in found if date.min.toordinal() < day < date.max.toordinal()
    ]


def said_of_items(scopes: Iterable[str], at: Resolved) -> dict[str, int]:
    """How many recordings of statements about items of plans are seen in each of some partnerships."""
    with explained():
        sight = Sight.of(at)
        seen, parameters = sight.seen("q")
        counts = sight.publication.of_fact("q.entry")
        in_scope, of_scope = within("k.scope", scopes)
        apart = ", q.audience" if not sight.knowing.is_of_all else ""
        found = sight.rows(
            f"SELECT k.scope, COUNT(DISTINCT q.entry){apart} FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE {in_scope} AND k.detail AND NOT k.structural AND {seen}{counts} GROUP BY k.scope{apart}",
            [*of_scope, *parameters],
        )
    if apart:
        noted.audiences({row[2] for row in found}, sight.knowing, at.reader)
    numbers: Counter[str] = Counter()
    for scope, number, *_audience in found:
        numbers[hex_of(scope) or ""] += number
    return dict(numbers)


def _together(found: Sequence[Any]) -> list[tuple[int, int]]:
    counts: Counter[int] = Counter()
    for day, number, _ in found:
        counts[day] += number
    return sorted(counts.items())


def graded_days(question: str, at: Resolved, container: str, beside: Iterable[date] = ()) -> list[tuple[date, date]]:
    """The days for which an item of a plan or package was answered on a question, in order.

    Each as its first and last day: an item that says nothing for one of them was not reported on then. ``beside``
    are last days that are known already, and not asked for.
    """
    with explained():
        found = _Counting(question, at, container, None).days(beside)
    return [(date.fromordinal(first), date.fromordinal(last)) for first, last in found]


class _Counting:
    """One count: its conditions as SQL, and the records that the database cannot count alone."""

    def __init__(self, question: str, at: Resolved, container: str | None, scope: str | None) -> None:
        self._sight = Sight.of(at)
        self.knowing = self._sight.knowing
        seen, self._of_seen = self._sight.seen("q")
        self._seen = f"q.latest_day IS NOT NULL AND {seen}{self._sight.publication.of_fact('q.entry')}"
        within_scope, of_scope = _within_scope(self._sight, scope)
        self._asked, self._of_asked = f"k.question = %s AND NOT k.structural{within_scope}", [question, *of_scope]
        self._where, self._parameters = f"{self._asked} AND {self._seen}", [*self._of_asked, *self._of_seen]
        self._container = container
        self._joined = joined_records(self._sight)

    def plain(self) -> dict[str, int]:
        """The records that are not joined, counted by the database."""
        standing, parameters = self._by_key() if is_postgresql() else self._from_the_latest()
        shared, more = self._of_several_scopes()
        both = f"SELECT v FROM ({standing}) AS each_key UNION ALL SELECT v FROM ({shared}) AS each_record"  # noqa: S608
        sql = f"SELECT v, COUNT(*) FROM ({both}) AS each_one GROUP BY v"  # noqa: S608
        return dict(self._sight.rows(sql, [*parameters, *more]))

    def _of_several_scopes(self) -> Condition:
        """Where each record stands that was ever spoken of in several scopes: its keys together."""
        keys, of_keys = self._keys()
        apart, more = self._not_joined()
        sql = (
            "SELECT CASE WHEN MIN(val) = MAX(val) THEN MIN(val) ELSE %s END AS v FROM"  # noqa: S608
            " (SELECT k.about, q.val, q.latest_day, MAX(q.day) OVER (PARTITION BY k.about) AS last_day"
            f" FROM {keys} JOIN claim AS q ON q.key_id = k.id WHERE k.shared AND {self._where}{apart})"
            " AS said WHERE latest_day >= last_day GROUP BY about"
        )
        return sql, [DISPUTED, *of_keys, *self._parameters, *more]

    def _by_key(self) -> Condition:
        """Where each key stands, by going through all claims once: the quickest on PostgreSQL."""
        keys, of_keys = self._keys()
        apart, more = self._not_joined()
        sql = (
            "SELECT CASE WHEN MIN(val) = MAX(val) THEN MIN(val) ELSE %s END AS v FROM"  # noqa: S608
            " (SELECT q.key_id, q.val, q.latest_day, MAX(q.day) OVER (PARTITION BY q.key_id) AS last_day"
            f" FROM {keys} JOIN claim AS q ON q.key_id = k.id WHERE NOT k.shared AND {self._where}{apart})"
            " AS said WHERE latest_day >= last_day GROUP BY key_id"
        )
        return sql, [DISPUTED, *of_keys, *self._parameters, *more]

    def _from_the_latest(self) -> Condition:
        """The same, from the latest claim of each key by index: the quickest on SQLite."""
        keys, of_keys = self._keys()
        apart, more = self._not_joined()
        latest = f"SELECT q.rowid FROM claim AS q WHERE q.key_id = k.id AND {self._seen} ORDER BY q.day DESC LIMIT 1"  # noqa: S608
        sql = (
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM claim AS q WHERE q.key_id = each.id AND q.latest_day >= a.day"  # noqa: S608
            f" AND q.val <> a.val AND {self._seen}) THEN %s ELSE a.val END AS v"
            f" FROM (SELECT k.id, ({latest}) AS latest FROM {keys} WHERE NOT k.shared AND {self._asked}{apart}) AS each"
            " JOIN claim AS a ON a.rowid = each.latest"
        )
        return sql, [*self._of_seen, DISPUTED, *self._of_seen, *of_keys, *self._of_asked, *more]

    def _keys(self) -> Condition:
        if self._container is None:
            return "key AS k", []
        items, parameters = self._items()
        # from the few items to their keys, not from all keys of the question to the items
        own = f"(SELECT DISTINCT item.target FROM ({items}) AS item) AS own"  # noqa: S608
        return f"{own} JOIN key AS k ON k.about = own.target", parameters

    def _not_joined(self) -> Condition:
        if not self._joined.to:
            return "", []
        apart, parameters = within("k.about", {*self._joined.to, *self._joined.to.values()})
        return f" AND NOT ({apart})", parameters

    def days(self, beside: Iterable[date]) -> Sequence[Any]:
        """The days that any item in the container was answered for, but for some last days."""
        items, parameters = self._items()
        known, of_known = numbers_within("q.latest_day", (day.toordinal() for day in beside))
        sql = (
            "SELECT DISTINCT q.day, q.latest_day FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE k.about IN ({items}) AND {self._where} AND NOT ({known}) ORDER BY q.day, q.latest_day"
        )
        return self._sight.rows(sql, [*parameters, *self._parameters, *of_known])

    def joined(self) -> dict[str, int]:
        """The records that were joined, counted by the kernel's rule."""
        if not self._joined.to:
            return {}
        condition, parameters = within("k.about", {*self._joined.to, *self._joined.to.values()})
        sql = (
            "SELECT k.about, q.day, q.latest_day, q.val FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE {condition} AND {self._where}"
        )
        found = [
            (self._joined[hex_of(own) or ""], *rest)
            for own, *rest in self._sight.rows(sql, [*parameters, *self._parameters])
        ]
        if found and self._container is not None:
            items, more = self._items()
            inside = {self._joined[hex_of(own) or ""] for (own,) in self._sight.rows(items, more)}
            found = [row for row in found if row[0] in inside]
        return _count(found)

    def _items(self) -> tuple[str, list[Any]]:
        own = {self._container or ""}
        own.update(*(pair[:2] for pair in joined_pairs(self._sight, own)))
        condition, parameters = within("i.other", own)
        seen, more = self._sight.seen("i", "link")
        return f"SELECT i.target FROM link AS i WHERE i.kind = 'item' AND {condition} AND {seen}", [*parameters, *more]  # noqa: S608


def _within_scope(sight: Sight, scope: str | None, column: str = "k.scope") -> tuple[str, list[Any]]:
    if scope is None:
        return "", []
    own = {scope}
    own.update(*(pair[:2] for pair in joined_pairs(sight, own)))
    condition, parameters = within(column, own)
    return f" AND {condition}", parameters


def _count(found: Sequence[Any]) -> dict[str, int]:
    said: dict[str, list[Said]] = defaultdict(list)
    for row in found:
        said[row[0]].append(row)
    counts: Counter[str] = Counter()
    for about in said.values():
        last = max(day for _, day, _, _ in about)
        values = {value for _, _, latest, value in about if latest >= last}
        counts[values.pop() if len(values) == 1 else DISPUTED] += 1
    return counts
