"""A view takes the same queries and touches the same rows however much else the register holds."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.register import Draft
from servanda.register.lists.items import Page, listed
from servanda.register.lists.moved import moved
from servanda.register.lists.progress import progress
from tests.support.databases import Database, Databases
from tests.support.registers import an_id, kind
from tests.support.whole import execute, rows

SMALL, LARGE = 1, 50


def partnership(name: str, objectives: int = 10) -> Iterator[Draft]:
    """One partnership with its own parties and one that all share, a package of objectives, each assessed twice."""
    scope, package, source = an_id(name), an_id(f"{name} package"), an_id(f"{name} source")
    yield Draft(kind("party", category="organisation"), an_id("shared"), scope=scope)
    yield Draft(kind("name", text="Shared organisation", language="en"), an_id("shared"), scope=scope)
    yield Draft(kind("party", category="state"), an_id(f"{name} party"), scope=scope)
    yield Draft(kind("partnership", parties=[an_id(f"{name} party"), an_id("shared")]), scope, scope=scope)
    yield Draft(kind("name", text=f"{name}", language="en", use="slug"), scope, scope=scope)
    yield Draft(kind("package", framework="ogp-action-plan", partnership=scope), package, scope=scope)
    yield Draft(kind("source", title=f"Report of {name}", publisher="Press", published="2016"), source, scope=scope)
    for year in range(2010, 2017):
        fact = an_id(f"{name} tally {year}")
        yield Draft(kind("tally", total=40 + year % 7), package, as_of=PartialDate(str(year)), scope=scope, id=fact)
        yield Draft(kind("citation", source=source), fact)
    for number in range(objectives):
        yield from objective(name, number)


def objective(name: str, number: int, of: str = "package") -> Iterator[Draft]:
    """An objective of a partnership's package, assessed twice."""
    scope, own = an_id(name), an_id(f"{name} {of} objective {number}")
    text = f"commitment {number} of {name}"
    yield Draft(kind("objective", of=an_id(f"{name} {of}"), text=text, holder=an_id(f"{name} party")), own, scope=scope)
    for year, grade in (("2015", "limited"), ("2016", "complete")):
        payload = kind("assessment", axis="completion", track="irm", grade=grade)
        yield Draft(payload, own, as_of=PartialDate(year), scope=scope, said_by=an_id("shared"))


def grown(partnerships: int, objectives: int) -> Callable[[], None]:
    """Build a register with this many other partnerships, and this many more objectives in the one looked at."""

    def build() -> None:
        register.record(list(partnership("looked-at")), actor="tester")
        others = (draft for n in range(partnerships) for draft in partnership(f"other-{n}"))
        register.record_many(others, actor="tester")
        scope = an_id("looked-at")
        package = Draft(
            kind("package", framework="ogp-action-plan", partnership=scope), an_id("looked-at later"), scope=scope
        )
        more = [draft for n in range(objectives) for draft in objective("looked-at", n, "later")]
        register.record([package, *more], actor="tester")
        execute("ANALYZE")

    return build


VIEWS: dict[str, Callable[[Resolved], Any]] = {
    "partnership": lambda at: register.partnership_view(an_id("looked-at"), at),
    "package": lambda at: register.container_view(an_id("looked-at package"), at),
    "objective": lambda at: register.records_view([an_id("looked-at package objective 3")], at),
    "party": lambda at: register.records_view([an_id("looked-at party")], at),
    "source": lambda at: register.source_view(an_id("looked-at source"), at),
    "page of a source": lambda at: register.source_view(an_id("looked-at source"), at, 2, 2),
    "days": lambda at: register.days(at, an_id("looked-at")),
    "count": lambda at: register.count_by_value("grade/completion/irm", at, container=an_id("looked-at package")),
    "history": lambda at: register.history(an_id("looked-at package objective 3"), at),
    "find": lambda at: register.find("looked-at", at),
    "items": lambda at: _told(listed(at, plan=an_id("looked-at package"), many=5)),
    "graded items": lambda at: _told(
        listed(at, plan=an_id("looked-at package"), question="grade/completion/irm", answer="complete", many=5)
    ),
    "first page": lambda at: len(listed(at, many=5).items),
    "first page of a grade": lambda at: len(
        listed(at, question="grade/completion/irm", answer="complete", many=5).items
    ),
    "progress": lambda at: progress("grade/completion/irm", at, an_id("looked-at package")),
    "moved": lambda at: moved(at, an_id("looked-at package"))[:2],
    "package by a day": lambda at: register.container_view(an_id("looked-at package"), _by_a_day(at)),
    "count by a day": lambda at: register.count_by_value("tally/objectives", _by_a_day(at), scope=an_id("looked-at")),
}


def _told(page: Page) -> tuple[int, list[str]]:
    return page.total, [item.record for item in page.items]


def _by_a_day(at: Resolved) -> Resolved:
    return replace(at, published_by=date(2017, 1, 1))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


def measured(
    databases: Databases, engine: str, template: str, build: Callable[[], None]
) -> dict[str, tuple[int, int, str]]:
    """Of each view: how many queries, how many rows the database touched, and what came out."""
    with databases.fresh(engine, template, build) as database:
        return {name: _measured(view, database) for name, view in VIEWS.items()}


def _measured(view: Callable[[Resolved], Any], database: Database) -> tuple[int, int, str]:
    at = register.resolve(Standpoint())
    told = view(at)
    with CaptureQueriesContext(connection) as queries:
        view(at)
    statements = [query["sql"] for query in queries.captured_queries]
    touched = _rows_touched(lambda: view(at), database)
    text = told.canonical() if hasattr(told, "canonical") else re.sub(r"datetime[^)]*\)|tick=\d+", "", repr(told))
    return len(statements), touched, text if "view" not in text else ""


def _rows_touched(view: Callable[[], Any], database: Database) -> int:
    if database.engine == "postgresql":
        return _postgresql_rows(view)
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    # SQLite's virtual machine steps, in hundreds: each row touched costs some
    connection.connection.set_progress_handler(step, 100)
    view()
    connection.connection.set_progress_handler(None, 0)
    return steps


def _postgresql_rows(view: Callable[[], Any]) -> int:
    touched = 0
    # reading a small table whole is cheap by the page; by the row it is not, and rows are what is counted here
    execute("SET seq_page_cost = 0")
    execute("SET random_page_cost = 0")

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal touched
        if sql.startswith(("SELECT", "WITH")):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                touched += sum(_rows_of(cursor.fetchone()[0][0]["Plan"]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        view()
    return touched


def _rows_of(plan: dict[str, Any]) -> Iterable[int]:
    filtered = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Join Filter", 0)
    yield int((plan["Actual Rows"] + filtered) * plan["Actual Loops"])
    for below in plan.get("Plans", ()):
        yield from _rows_of(below)


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("more", ["partnerships", "objectives"])
def test_a_view_takes_what_it_took(engine: str, databases: Databases, name: str, more: str) -> None:
    small = _measurement(databases, engine, SMALL, SMALL)
    size = (LARGE, SMALL) if more == "partnerships" else (SMALL, LARGE * 10)
    large = _measurement(databases, engine, *size)
    assert large[name][0] == small[name][0], "more queries"
    assert large[name][1] <= small[name][1] * 2 + 60, "more rows touched"
    assert large[name][2] == small[name][2]


_MEASURED: dict[tuple[str, int, int], dict[str, tuple[int, int, str]]] = {}


def _measurement(
    databases: Databases, engine: str, partnerships: int, objectives: int
) -> dict[str, tuple[int, int, str]]:
    key = (engine, partnerships, objectives)
    if key not in _MEASURED:
        _MEASURED[key] = measured(databases, engine, f"grown {key}", grown(partnerships, objectives))
    return _MEASURED[key]


def test_search_takes_the_same_queries(engine: str, databases: Databases) -> None:
    taken = []
    for size in ((SMALL, SMALL), (LARGE, SMALL)):
        with databases.fresh(engine, f"grown {(engine, *size)}", grown(*size)):
            at = register.resolve(Standpoint())
            with CaptureQueriesContext(connection) as queries:
                assert register.search("commitment 3 looked", at)
            taken.append(len(queries))
            assert rows("SELECT COUNT(*) FROM entry")[0][0] > 0
    assert taken[0] == taken[1]
