"""Where items stand, by what is kept of it (``projection.standings``); where that does not hold, the claims are asked.

A row that is kept (``s``) holds from a standpoint at or after its day and tick, unless it is mixed. Those that do not
hold are doubtful; mostly there are none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from servanda.ledger.database import rows, within
from servanda.projection.standings import ITEM
from servanda.register.knowing import Condition
from servanda.register.plans import Plans


@dataclass(frozen=True)
class Kept:
    """What is kept of some questions (``ITEM``: of what items there are) from the standpoint of ``plans``."""

    plans: Plans
    questions: tuple[str, ...] = (ITEM,)

    @property
    def is_asked(self) -> bool:
        """Whether it can be asked at all: by a day of publication the ground of each fact counts."""
        return not self.plans.sight.publication.is_asked

    @cached_property
    def is_doubtful(self) -> bool:
        """Whether anything is not answered by it."""
        tick, day = self.plans.sight.knowing.tick, self.plans.sight.day
        return bool(self.plans.merged) or any(self._has_doubtful(question, tick, day) for question in self.questions)

    def _has_doubtful(self, question: str, tick: int, day: int) -> bool:
        sql = (
            "SELECT (SELECT MAX(s.day) FROM standing AS s WHERE s.question = %s),"
            " (SELECT MAX(s.tick) FROM standing AS s WHERE s.question = %s),"
            " EXISTS (SELECT 1 FROM standing AS s WHERE s.question = %s AND s.mixed)"
        )
        ((last_day, last_tick, mixed),) = rows(sql, [question] * 3)
        return bool(mixed) or (last_day or 0) > day or (last_tick or 0) > tick

    def doubtful(self) -> Condition:
        """A query of the records that are not answered by it."""
        marks = ", ".join(["%s"] * len(self.questions))
        holds, parameters = self._holds("s")
        sql = f"SELECT s.record FROM standing AS s WHERE s.question IN ({marks}) AND NOT ({holds})"  # noqa: S608
        parameters = [*self.questions, *parameters]
        if self.plans.merged:
            apart, more = within("r.id", self.plans.merged)
            sql, parameters = f"{sql} UNION SELECT r.id FROM record AS r WHERE {apart}", [*parameters, *more]  # noqa: S608
        return sql, parameters

    def seen(self, row: str = "s") -> Condition:
        """The condition that a row holds, and is of what the reader may read."""
        sql, parameters = self.plans.sight.knowing.readable(row), list[Any]()
        if not self.is_doubtful:
            return sql, parameters
        holds, parameters = self._holds(row)
        if self.plans.merged:
            apart, more = within(f"{row}.record", self.plans.merged)
            holds, parameters = f"{holds} AND NOT ({apart})", [*parameters, *more]
        return f"{sql} AND {holds}", parameters

    def _holds(self, row: str) -> Condition:
        sight = self.plans.sight
        return f"NOT {row}.mixed AND {row}.day <= %s AND {row}.tick <= %s", [sight.day, sight.knowing.tick]

    def answered(self, question: str, answer: str) -> Condition:
        """The condition that a row is of the items that stand so: with ``ITEM`` and no answer, of all."""
        seen, parameters = self.seen()
        return f"s.question = %s AND s.val = %s AND {seen}", [question, answer, *parameters]

    def unanswered(self, question: str) -> Condition:
        """The condition that a row is of the items that have no answer to a question."""
        of_items, parameters = self.answered(ITEM, "")
        has, more = self.plans.sight.knowing.readable("g"), [question]
        has = f"g.val IS NOT NULL AND {has}"
        if self.is_doubtful:
            holds, also = self._holds("g")
            has, more = f"(NOT ({holds}) OR {has})", [question, *also]
        none = f"NOT EXISTS (SELECT 1 FROM standing AS g WHERE g.record = s.record AND g.question = %s AND {has})"  # noqa: S608
        return f"{of_items} AND {none}", [*parameters, *more]

    def in_plans(self, among: Iterable[str] | None) -> Condition:
        """The condition that a row is of a plan that is shown, one of some or any; begins with " AND " if not empty."""
        inside, parameters = self.plans.shown_within("s.container", among)
        return f" AND {inside}" if inside else "", parameters
