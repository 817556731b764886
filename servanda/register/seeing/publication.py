"""What the world could have known by a day (rules 8 and 10), as SQL: sources that were out, closers that count.

It stands in for ``kernel.publishing``. Conditions begin with " AND " where they may be empty.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from servanda.kernel.entries import Temporal
from servanda.kernel.identity import aliases
from servanda.kinds import KINDS
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, within
from servanda.register.seeing.knowing import Condition, Knowing

# kinds that are told whatever source is out: what records are called, ranks, choices (Entry.is_sourced)
_UNSOURCED = ", ".join(
    f"'{kind}'" for kind, made in sorted(KINDS.items()) if made.structural and made.temporal is not Temporal.RECORD
)
_STRUCTURAL = ", ".join(f"'{kind}'" for kind, made in sorted(KINDS.items()) if made.structural)
# word for word the condition of the index entry_closer
_CLOSERS = "noted.kind IN ('erased', 'replaces', 'withdraws') AND noted.kind <> 'erased'"


class Publication:
    """Conditions for one day, if one is asked. Sources that were joined are few, and worked out beforehand."""

    def __init__(self, knowing: Knowing, by: date | None) -> None:
        self._knowing = knowing
        self._by = by
        self._joined: set[str] = set()
        self._out: set[str] = set()
        if by is not None:
            self._work_out_joined(by.toordinal())

    @property
    def is_asked(self) -> bool:
        """Whether a day was asked for."""
        return self._by is not None

    def prelude(self) -> Condition:
        """The common table expressions that the conditions speak of, and their parameters; nothing without a day.

        They are never made whole: a database reads of each what a row asks for, by index.
        """
        if self._by is None:
            return "", []
        made: list[str] = []
        parameters: list[Any] = []
        for name, (sql, more) in self._expressions().items():
            made.append(f"{name} AS NOT MATERIALIZED ({sql})")
            parameters += more
        return ", ".join(made), parameters

    def _expressions(self) -> dict[str, Condition]:
        known, parameters = self._knowing.known("cites")
        out, more = self.of_link("cites")
        in_force, of_force = self._knowing.in_force("closer")
        cites = f"SELECT cites.target FROM link AS cites WHERE cites.kind = 'citation' AND {known}"  # noqa: S608
        entry = "SELECT own.tick FROM entry AS own WHERE"
        closers = (
            "SELECT noted.about FROM entry AS noted LEFT JOIN link AS closer ON closer.entry = noted.tick"  # noqa: S608
            f" AND closer.kind IN ('replaces', 'withdraws') WHERE {_CLOSERS} AND noted.tick <= %s"
            # one whose content was erased counts at any day
            f" AND (closer.entry IS NULL OR ({in_force} AND {_rests('noted.id')} AND {_rests('closer.other')}))"
        )
        return {
            "by_cited(entry)": (cites, parameters),
            "by_supported(entry)": (f"{cites}{out}", [*parameters, *more]),
            "by_sourced(tick)": (f"{entry} {_is('by_supported')}", []),
            "by_structural(tick)": (f"{entry} own.kind IN ({_STRUCTURAL}) OR {_is('by_supported')}", []),
            "by_standing(tick)": (f"{entry} own.kind IN ({_UNSOURCED}) OR {_rests('own.id')}", []),
            "by_closed(entry)": (closers, [self._knowing.tick, *of_force]),
            "by_opened(tick)": (f"{entry} own.kind NOT IN ({_UNSOURCED}) AND NOT {_is('by_closed')}", []),
        }

    def of_fact(self, tick: str, *, or_structural: bool = False) -> str:
        """The condition that the fact at a tick has a source that was out; what says what a record is may have none."""
        if self._by is None:
            return ""
        among = "by_structural" if or_structural else "by_sourced"
        return f" AND EXISTS (SELECT 1 FROM {among} WHERE {among}.tick = {tick})"  # noqa: S608

    def of_link(self, link: str) -> Condition:
        """The condition that a citation's source was out by the day."""
        if self._by is None:
            return "", []
        known, parameters = self._knowing.known("dated")
        first = "MIN(CASE WHEN dated.kind = '{}' THEN dated.day END)"
        sql = (
            f"(SELECT COALESCE({first.format('published')}, {first.format('captured')}) FROM link AS dated"  # noqa: S608
            f" WHERE dated.target = {link}.other AND dated.kind IN ('captured', 'published') AND {known}) <= %s"
        )
        parameters = [*parameters, self._by.toordinal()]
        if self._joined:
            among, more = within(f"{link}.other", self._joined)
            sql, parameters = f"(NOT ({among}) AND {sql})", [*more, *parameters]
        if self._out:
            among, more = within(f"{link}.other", self._out)
            sql, parameters = f"({sql} OR {among})", [*parameters, *more]
        return f" AND {sql}", parameters

    def of_closer(self, link: str) -> str:
        """The condition that a closer counts by the day: its own ground was out, and that of what it puts in place."""
        if self._by is None:
            return ""
        own, put = _rests("noted.id"), _rests(f"{link}.other")
        return f" AND EXISTS (SELECT 1 FROM entry AS noted WHERE noted.tick = {link}.entry AND {own} AND {put})"  # noqa: S608

    def of_row(self, row: str, table: str) -> Condition:
        """The condition that a fact's row is known and readable, and stands by the day.

        A fact has a row for each stretch in which it was open; of one that is closed and opened again by the day,
        only the last stretch begun counts, for it to count once.
        """
        tick = self._knowing.tick
        last = (
            f"NOT EXISTS (SELECT 1 FROM {table} AS later WHERE later.entry = {row}.entry"  # noqa: S608
            f" AND later.known_from > {row}.known_from AND later.known_from <= %s)"
        )
        sql = (
            f"{row}.known_from <= %s AND {self._knowing.readable(row)}"  # noqa: S608
            f" AND ({row}.known_to IS NULL OR {row}.known_to > %s"
            f" OR ({last} AND EXISTS (SELECT 1 FROM by_opened WHERE by_opened.tick = {row}.entry)))"
            f" AND EXISTS (SELECT 1 FROM by_standing WHERE by_standing.tick = {row}.entry)"
        )
        return sql, [tick, tick, tick]

    def _work_out_joined(self, day: int) -> None:
        known, parameters = self._knowing.known("q")
        sql = (
            "SELECT q.target, q.other FROM joining AS q JOIN record AS r ON r.id = q.target"  # noqa: S608
            f" WHERE r.kind = 'source' AND {known}"
        )
        joined = aliases(_pairs(rows(sql, parameters)))
        self._joined = {*joined.to, *joined.to.values()}
        if not self._joined:
            return
        condition, more = within("q.target", self._joined)
        sql = (
            "SELECT q.target, q.kind, q.day FROM link AS q"  # noqa: S608
            f" WHERE {condition} AND q.kind IN ('published', 'captured') AND {known}"
        )
        days: dict[str, dict[str, int]] = defaultdict(dict)
        for target, kind, found in rows(sql, [*more, *parameters]):
            own = days[joined[hex_of(target) or ""]]
            own[kind] = min(found, own.get(kind, found))
        self._out = {name for name in self._joined if _counts_from(days.get(joined[name], {})) <= day}


def _is(name: str, entry: str = "own.id") -> str:
    return f"EXISTS (SELECT 1 FROM {name} WHERE {name}.entry = {entry})"  # noqa: S608


def _rests(entry: str) -> str:
    """The condition that an entry is not cited, or that one of its citations' sources was out."""
    return f"(NOT {_is('by_cited', entry)} OR {_is('by_supported', entry)})"


def _counts_from(days: dict[str, int]) -> int:
    return days.get("published", days.get("captured", date.max.toordinal() + 1))


def _pairs(found: Sequence[tuple[Any, ...]]) -> list[tuple[str, str]]:
    return [(hex_of(one) or "", hex_of(other) or "") for one, other in found]
