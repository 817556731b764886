"""What the world could have known by a day (rule 10), as SQL: which citations' sources were out by then."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from servanda.kernel.identity import aliases
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, within
from servanda.register.sight import Sight


class Publication:
    """Conditions for one day and one sight. Sources that were joined are few, and worked out beforehand."""

    def __init__(self, sight: Sight, by: date | None) -> None:
        self._sight = sight
        self._by = by
        self._joined: set[str] = set()
        self._out: set[str] = set()
        if by is not None:
            self._work_out_joined(by.toordinal())

    def of_fact(self, tick: str) -> tuple[str, list[Any]]:
        """The condition that the fact at a tick counts by the day; nothing where no day was asked."""
        if self._by is None:
            return "", []
        known, parameters = self._sight.known("cites")
        out, more = self.of_link("cites")
        sql = (
            " AND EXISTS (SELECT 1 FROM entry AS cited JOIN link AS cites ON cites.target = cited.id"  # noqa: S608
            f" AND cites.kind = 'citation' WHERE cited.tick = {tick} AND {known}{out})"
        )
        return sql, [*parameters, *more]

    def of_link(self, link: str) -> tuple[str, list[Any]]:
        """The condition that a citation's source was out by the day; nothing where no day was asked."""
        if self._by is None:
            return "", []
        printed, day = self._dated(link, "published"), self._by.toordinal()
        captured = self._dated(link, "captured")
        known = self._sight.known("dated")[1]
        sql = (
            f"(EXISTS ({printed} AND dated.day <= %s)"
            f" OR (NOT EXISTS ({printed}) AND EXISTS ({captured} AND dated.day <= %s)))"
        )
        parameters: list[Any] = [*known, day, *known, *known, day]
        if self._joined:
            among, more = within(f"{link}.other", self._joined)
            sql, parameters = f"(NOT ({among}) AND {sql})", [*more, *parameters]
        if self._out:
            among, more = within(f"{link}.other", self._out)
            sql, parameters = f"({sql} OR {among})", [*parameters, *more]
        return f" AND {sql}", parameters

    def _dated(self, link: str, kind: str) -> str:
        known = self._sight.known("dated")[0]
        return f"SELECT 1 FROM link AS dated WHERE dated.target = {link}.other AND dated.kind = '{kind}' AND {known}"  # noqa: S608

    def _work_out_joined(self, day: int) -> None:
        known, parameters = self._sight.known("q")
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


def _counts_from(days: dict[str, int]) -> int:
    return days.get("published", days.get("captured", date.max.toordinal() + 1))


def _pairs(found: Sequence[tuple[Any, ...]]) -> list[tuple[str, str]]:
    return [(hex_of(one) or "", hex_of(other) or "") for one, other in found]
