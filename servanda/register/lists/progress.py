"""How the items of one plan stood by grade, day by day of reports: for a plan of any size, in one query."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.ledger.faults import explained
from servanda.projection.standings import DISPUTED
from servanda.register.seeing.plans import Plans
from servanda.register.seeing.sight import Sight


@dataclass(frozen=True, slots=True)
class Stood:
    """How many items stood at each grade by the end of a day, "disputed" where reports of one day differ."""

    day: date
    counts: dict[str, int]


def progress(question: str, at: Resolved, container: str) -> tuple[int, tuple[Stood, ...]]:
    """How many items a plan or package has, and how they stood after each day that was reported for.

    An item stands at its latest grade; one that was never graded stands nowhere. Items that were joined with
    others are left to the pages that compose a view of them.
    """
    with explained():
        plans = Plans(Sight.of(at), container)
        group = plans.group(container)
        items, parameters = plans.of_items(group)
        ((total,),) = plans.sight.rows(f"SELECT COUNT(*) FROM item AS i WHERE {items}", parameters)  # noqa: S608
        counts, more = plans.claims()
        each_day = (
            "SELECT k.about, q.day, q.latest_day,"  # noqa: S608
            f" CASE WHEN MIN(q.val) = MAX(q.val) THEN MIN(q.val) ELSE '{DISPUTED}' END AS val"
            f" FROM item AS i JOIN key AS k ON k.about = i.record JOIN claim AS q ON q.key_id = k.id"
            f" WHERE {items} AND k.question = %s AND {counts} GROUP BY k.about, q.day, q.latest_day"
        )
        moves = (
            "SELECT latest_day, val, LAG(val) OVER (PARTITION BY about ORDER BY day, latest_day) AS before"  # noqa: S608
            f" FROM ({each_day}) AS each_day"
        )
        sql = (
            f"SELECT latest_day, before, val, COUNT(*) FROM ({moves}) AS moves"  # noqa: S608
            " GROUP BY latest_day, before, val ORDER BY latest_day"
        )
        found = plans.sight.rows(sql, [*parameters, question, *more])
    return int(total), tuple(_summed(found))


def _summed(moves: list[tuple[Any, ...]]) -> list[Stood]:
    stand: Counter[str] = Counter()
    by_day: dict[int, dict[str, int]] = {}
    for day, before, value, number in moves:
        stand[value] += number
        if before is not None:
            stand[before] -= number
        by_day[day] = {grade: count for grade, count in stand.items() if count}
    return [Stood(date.fromordinal(day), counts) for day, counts in by_day.items()]
