"""Where sources disagree is what the kernel says, on random registers, from every standpoint, on both databases."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda import register
from servanda.kernel.dispute import Dispute, disputes
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.register.reading.disagreements import Disagreements, disagreements
from tests.register.test_views_equal_kernel import points, seen_from
from tests.support.databases import Database
from tests.support.examples import on_each_engine
from tests.support.registers import Drawn, an_id, registers
from tests.support.small import PACKAGE, SCOPE, described, now, tally


def told(one: Dispute) -> Any:
    sides = [tuple(sorted(fact.digest for fact, _ in side.answers)) for side in one.sides]
    followed = one.sides.index(one.followed) if one.followed else None
    return (one.about, one.question, sides, followed, one.rule)


def expected(view: View) -> list[Any]:
    return [told(one) for one in disputes(view) if not one.facts[0].payload.structural]


@on_each_engine(10, 3, drawn=registers(wide=True), wanted=points)
def test_they_are_the_kernels(shared_database: Database, drawn: Drawn, wanted: Any) -> None:
    with shared_database.rolled_back():
        for ledger in seen_from(drawn, wanted):
            found = disagreements(ledger.at)
            assert [told(one) for one in found.disputes] == expected(ledger.view)
            assert found.total == len(found.disputes)
            scopes = ledger.group(an_id("P1"))
            # ranks and choices count wherever they are said
            part = ledger.part(lambda e: e.scope in scopes or e.kind in ("rank", "choice"))  # noqa: B023
            inside = disagreements(ledger.at, an_id("P1"))
            assert {one[:2] for one in map(told, inside.disputes)} == {one[:2] for one in expected(part)}
            of_plans(ledger.at, found)


def of_plans(at: Resolved, found: Disagreements) -> None:
    """Each plan's and package's own, and those of its items, are those that are counted at it."""
    assert sum(found.places.values()) == found.total
    for record, count in found.places.items():
        if (what := found.view.record(record)) is not None and what.kind in ("plan", "package"):
            own = disagreements(at, plan=record)
            assert own.total >= count
            assert {own.view.aliases[one.about] for one in own.disputes} <= {one.about for one in found.disputes}


def test_one_may_ask_for_a_plan_and_for_some_only(database: Database) -> None:
    register.record([*described(), *tally(41, "one"), *tally(42, "other")], actor="tester")
    assert disagreements(now(), plan=PACKAGE).places == {PACKAGE: 1}
    assert disagreements(now(), SCOPE, plan=an_id("elsewhere")).total == 0
    assert disagreements(now(), wanted=lambda one: one.question != "tally/objectives").records == 0


def test_they_are_paged_and_take_the_same_queries(database: Database) -> None:
    register.record(described(), actor="tester")
    disagreements(now(), SCOPE)  # from the first question on the connection knows for whom it reads
    taken = []
    for year in range(2001, 2011):
        name = str(year)
        register.record([*tally(41, name, as_of=name), *tally(42, f"{name} other", as_of=name)], actor="tester")
        with CaptureQueriesContext(connection) as queries:
            found = disagreements(now(), SCOPE, first=2, many=3)
        taken.append(len(queries))
        assert found.total == year - 2000
        assert len(found.disputes) == min(3, max(0, found.total - 2))
    assert len(set(taken)) == 1
    assert {one.about for one in found.disputes} == {PACKAGE}
