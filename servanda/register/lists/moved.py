"""Items whose date due was said otherwise later: the dates in the order in which the register learnt of them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from servanda.kernel.entries import Entry
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.ledger.columns import hex_of
from servanda.ledger.database import within
from servanda.ledger.faults import explained
from servanda.ledger.read import TABLES
from servanda.projection.marks import SEEN, seen_entry
from servanda.register.reading.views import records_view
from servanda.register.seeing.knowing import Condition
from servanda.register.seeing.plans import Plans
from servanda.register.seeing.sight import Sight


@dataclass(frozen=True, slots=True)
class Moved:
    """An item as it stands, and what described it before with another date due, the first first."""

    fact: Fact
    before: tuple[Entry, ...]


def moved(at: Resolved, container: str, *, first: int = 0, many: int = 50) -> tuple[int, tuple[Moved, ...], View]:
    """How many items of a plan or package have moved, some of them by their codes, and the view of these.

    What is asked of is what was known at any time up to the standpoint and may be read, also what was replaced since.
    """
    with explained():
        plans = Plans(Sight.of(at), container)
        total, records = _moved(plans, container, first, many)
        described = _described(plans, records)
    view = records_view([*records, container], at)
    found = []
    for record in records:
        fact = view.record(record)
        if fact is not None:
            found.append(Moved(fact, _otherwise(described[record], fact)))
    return total, tuple(found), view


def _moved(plans: Plans, container: str, first: int, many: int) -> tuple[int, list[str]]:
    group = plans.group(container)
    inside, parameters = within("d.container", group)
    ever, more = _ever_known(plans, "d")
    several = (
        f"SELECT d.record FROM item AS d WHERE {inside} AND d.several AND d.due IS NOT NULL AND {ever}"  # noqa: S608
        " GROUP BY d.record HAVING COUNT(DISTINCT d.due) > 1"
    )
    seen, of_seen = plans.of_items(group)
    where = f"FROM item AS i WHERE i.due IS NOT NULL AND i.record IN ({several}) AND {seen}"
    asked = [*parameters, *more, *of_seen]
    ((total,),) = plans.sight.rows(f"SELECT COUNT(*) {where}", asked)
    if not total:
        return 0, []
    sql = f"SELECT i.record {where} ORDER BY i.code, i.record LIMIT %s OFFSET %s"
    return int(total), [hex_of(own) or "" for (own,) in plans.sight.rows(sql, [*asked, many, first])]


def _ever_known(plans: Plans, row: str) -> Condition:
    """The condition that a row counted at some time up to the standpoint, and may be read and had begun."""
    sight = plans.sight
    sql = (
        f"{row}.known_from <= %s AND ({row}.known_to IS NULL OR {row}.known_to > {row}.known_from)"
        f" AND {sight.knowing.readable(row)} AND {row}.day <= %s"
    )
    if sight.publication.is_asked:
        sql += f" AND EXISTS (SELECT 1 FROM by_standing WHERE by_standing.tick = {row}.entry)"  # noqa: S608
    return sql, [sight.knowing.tick, sight.day]


def _described(plans: Plans, records: list[str]) -> dict[str, list[Entry]]:
    """All that ever described some items, in order of arrival."""
    described: dict[str, list[Entry]] = defaultdict(list)
    if records:
        among, parameters = within("d.record", records)
        ever, more = _ever_known(plans, "d")
        inside = f"SELECT d.entry FROM item AS d WHERE {among} AND {ever}"  # noqa: S608
        sql = f"SELECT {SEEN} FROM {TABLES} WHERE e.tick IN ({inside}) ORDER BY e.tick"  # noqa: S608
        for row in plans.sight.rows(sql, [*parameters, *more]):
            entry = seen_entry(row)
            described[entry.about].append(entry)
    return described


def _otherwise(described: list[Entry], fact: Fact) -> tuple[Entry, ...]:
    """Those that gave another date due than the one that stands, each date once."""
    stands = fact.payload.target
    found: dict[str, Entry] = {}
    for entry in described:
        target: Any = getattr(entry.payload, "target", None)
        if target is not None and (stands is None or target.text != stands.text):
            found.setdefault(target.text, entry)
    return tuple(found.values())
