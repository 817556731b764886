"""Dates due that moved, on both databases: what was first said, and what stands at the standpoint."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda import register
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.register import Draft
from servanda.register.lists.moved import moved
from tests.support import quarters
from tests.support.databases import Database, Databases
from tests.support.registers import an_id, kind

PLAN = an_id(quarters.PLAN)


@pytest.fixture
def plan(database: Database) -> Database:
    """A register with the plan that is reported on each quarter."""
    quarters.build()
    return database


def seen(at: Resolved) -> list[tuple[str, list[str], str]]:
    """The items that moved: code, the dates said before, the one that stands."""
    total, found, _view = moved(at, PLAN)
    assert total == len(found)
    return [
        (one.fact.payload.code, [entry.payload.target.text for entry in one.before], one.fact.payload.target.text)  # type: ignore[attr-defined]
        for one in found
    ]


def test_the_first_date_and_the_one_that_stands(plan: Database) -> None:
    assert seen(register.resolve(Standpoint())) == [
        ("F01.1.2", ["2023-03"], "2024-06"),
        ("F02.1.1", ["2022-12"], "2023-12"),
        ("F03.1.1", ["2023-12"], "2024-12"),
    ]


def test_before_the_world_could_know_nothing_had_moved(plan: Database) -> None:
    now = register.resolve(Standpoint())
    assert seen(Resolved(as_of=now.as_of, tick=now.tick, today=now.today, published_by=date(2024, 12, 31))) == []
    assert len(seen(Resolved(as_of=now.as_of, tick=now.tick, today=now.today, published_by=date(2025, 2, 11)))) == 3


def test_a_date_that_moves_twice_has_both(plan: Database) -> None:
    own = an_id("F02.1.1 is moved again")
    content = {"of": PLAN, "code": "F02.1.1", "text": "Contracts are published", "holder": an_id("treasury")}
    register.record(
        [
            Draft(
                kind("objective", **content, target="2025-06"), an_id("F02.1.1"), scope=an_id(quarters.SCOPE), id=own
            ),
            Draft(kind("citation", source=an_id("second"), at="F02.1.1"), own),
            Draft(kind("replaces", by=own, reason="moved again"), an_id("F02.1.1 is 2023-12")),
        ],
        actor="tester",
    )
    assert seen(register.resolve(Standpoint()))[1] == ("F02.1.1", ["2022-12", "2023-12"], "2025-06")


def test_it_takes_the_same_queries_however_many_moved(databases: Databases) -> None:
    taken = []
    for many in (1, 3):
        with databases.fresh("sqlite", "quarters", quarters.build):
            at = register.resolve(Standpoint())
            with CaptureQueriesContext(connection) as queries:
                assert len(moved(at, PLAN, many=many)[1]) == many
            taken.append(len(queries))
    assert taken[0] == taken[1]
