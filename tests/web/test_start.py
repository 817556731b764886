"""The first page of a register."""

from django.test import Client

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.register import Draft
from servanda.web.pages.start import MANY
from tests.support.asked import asked
from tests.support.databases import Database
from tests.support.registers import an_id, kind
from tests.support.small import PACKAGE, SCOPE, described
from tests.web.conftest import Pages

DAY = PartialDate("2020-05-01")


def _partnerships(first: int, last: int) -> None:
    drafts = [Draft(kind("party", category="state"), an_id("A"), scope=an_id("P 0"))]
    for n in range(first, last):
        scope, other = an_id(f"P {n}"), an_id(f"B {n}")
        drafts += [
            Draft(kind("party", category="state"), other, scope=scope),
            Draft(kind("name", text=f"Land {n:03}", language="en", use="full"), other, scope=scope),
            Draft(kind("partnership", parties=[an_id("A"), other]), scope, scope=scope),
            Draft(kind("statement", topic="talks", text={"en": "They talk."}), scope, as_of=DAY, scope=scope),
        ]
    register.record(drafts, actor="tester")


def test_many_partnerships_are_read_in_pages_and_each_page_asks_as_much(
    sqlite_database: Database, client: Client
) -> None:
    _partnerships(0, MANY + 2)
    pages, took = Pages(client), []
    for first, there in ((0, MANY), (MANY, 2)):
        page = pages.get(f"/?first={first}")
        assert page.count('<article class="say first">') == there
        assert f"{first + 1} to {first + there} of {MANY + 2}" in page
        assert "1 statement" in page
    assert f"1 to {MANY} of {MANY + 2}" in pages.get("/?first=999"), "behind the last is the first page"
    for fewer, more in ((MANY + 2, 3 * MANY), (3 * MANY, 9 * MANY)):
        _partnerships(fewer, more)
        with asked() as taken:
            pages.get("/")
        took.append(taken.queries)
    assert took[0] == took[1]


def test_what_is_said_of_items_is_counted_too(sqlite_database: Database, client: Client) -> None:
    graded = [
        Draft(kind("objective", of=PACKAGE, code="1", text={"en": "A goal"}), an_id("O"), scope=SCOPE),
        Draft(kind("assessment", axis="completion", track="self", grade="complete"), an_id("O"), DAY, scope=SCOPE),
    ]
    register.record([*described(), *graded], actor="tester")
    assert "1 statement" in Pages(client).get("/")
