"""Where items stand, by what is kept of it (``projection.standings``); where that does not hold, the claims are asked.

A row that is kept (``s``) holds from a standpoint at or after its day and tick, unless it is mixed. Those that do not
hold are doubtful; mostly there are none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, within
from servanda.projection.standings import ITEM
from servanda.register.seeing.knowing import Condition
from servanda.register.seeing.plans import Plans


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
        return bool(self.plans.merged) or not self.plans.settled.all_hold(self.questions)

    def doubtful(self) -> Condition:
        """A query of the records that are not answered by it."""
        marks = ", ".join(["%s"] * len(self.questions))
        it_holds, parameters = self.plans.settled.holds("s")
        readable = self.plans.sight.knowing.readable("s")
        sql = f"SELECT s.record FROM standing AS s WHERE s.question IN ({marks}) AND {readable} AND NOT ({it_holds})"  # noqa: S608
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
        it_holds, parameters = self.plans.settled.holds(row)
        if self.plans.merged:
            apart, more = within(f"{row}.record", self.plans.merged)
            it_holds, parameters = f"{it_holds} AND NOT ({apart})", [*parameters, *more]
        return f"{sql} AND {it_holds}", parameters

    def answered(self, question: str, answer: str) -> Condition:
        """The condition that a row is of the items that stand so: with ``ITEM`` and no answer, of all."""
        seen, parameters = self.seen()
        # word for word: some indexes are of that question only
        asked = (f"s.question = '{ITEM}'", []) if question == ITEM else ("s.question = %s", [question])
        return f"{asked[0]} AND s.val = %s AND {seen}", [*asked[1], answer, *parameters]

    def unanswered(self, question: str) -> Condition:
        """The condition that a row is of the items that have no answer to a question."""
        of_items, parameters = self.answered(ITEM, "")
        has, more = self.plans.sight.knowing.readable("g"), [question]
        has = f"g.val IS NOT NULL AND {has}"
        if self.is_doubtful:
            it_holds, also = self.plans.settled.holds("g")
            has, more = f"(NOT ({it_holds}) OR {has})", [question, *also]
        none = f"NOT EXISTS (SELECT 1 FROM standing AS g WHERE g.record = s.record AND g.question = %s AND {has})"  # noqa: S608
        return f"{of_items} AND {none}", [*parameters, *more]

    def in_plans(self, among: Iterable[str] | None, question: str = ITEM) -> Condition:
        """The condition that a row is of a plan that is shown, one of some or any; begins with " AND " if not empty.

        An item that is seen to stand on a question is of a plan that is shown.
        """
        if among is None and question != ITEM:
            return "", []
        inside, parameters = self.plans.shown_within("s.container", among)
        return f" AND {inside}" if inside else "", parameters

    def number(self, question: str, answer: str | None, among: Iterable[str] | None) -> int:
        """How many items stand so, or have any answer: only where nothing is doubtful."""
        where, parameters = self._summed(question, answer, among)
        sql = f"SELECT COALESCE(SUM(s.number), 0) FROM standing_sum AS s WHERE {where}"  # noqa: S608
        ((number,),) = rows(sql, parameters)
        return int(number)

    def sums(self, among: Iterable[str] | None) -> tuple[dict[str, int], dict[str, dict[str, Counter[str]]]]:
        """By plan: how many items, and how many stand at which grade, by question; only where nothing is doubtful."""
        inside, parameters = self.in_plans(among)
        readable = self.plans.sight.knowing.readable("s")
        sql = (
            f"SELECT s.container, s.question, s.val, SUM(s.number) FROM standing_sum AS s WHERE {readable}{inside}"  # noqa: S608
            " GROUP BY s.container, s.question, s.val"
        )
        items: dict[str, int] = defaultdict(int)
        counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        named: dict[Any, str] = {}
        for container, question, answer, number in rows(sql, parameters):
            own = named.get(container) or named.setdefault(container, self.plans.joined[hex_of(container) or ""])
            if question == ITEM:
                items[own] += int(number)
            else:
                counts[own][question][answer] += int(number)
        return items, counts

    def before(self, place: int, question: str, answer: str, among: Iterable[str] | None) -> tuple[Any, int]:
        """The plan in which the item at a place stands, in the order of plans, and how many items come before it."""
        where, parameters = self._summed(question, answer, among)
        sql = (
            f"SELECT s.container, SUM(s.number) FROM standing_sum AS s WHERE {where}"  # noqa: S608
            " GROUP BY s.container ORDER BY s.container"
        )
        here, passed, reached = None, 0, 0
        for container, number in rows(sql, parameters):
            here, passed, reached = container, reached, reached + number
            if reached > place:
                break
        return here, passed

    def _summed(self, question: str, answer: str | None, among: Iterable[str] | None) -> Condition:
        inside, parameters = self.in_plans(among, question)
        so, said = ("s.val = %s", [answer]) if answer is not None else ("TRUE", [])
        readable = self.plans.sight.knowing.readable("s")
        return f"s.question = %s AND {so} AND {readable}{inside}", [question, *said, *parameters]
