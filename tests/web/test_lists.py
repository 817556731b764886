"""Plans of all parties and lists of items: every count opens what it counts, from the same standpoint."""

import csv
import html
import io
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.register import Draft
from tests.register.test_growth import grown
from tests.support import quarters, world
from tests.support.databases import Databases
from tests.support.registers import an_id, kind
from tests.web.conftest import Pages


@pytest.fixture
def plans(databases: Databases, client: Client) -> Iterator[Pages]:
    """Give the pages of the whole world: four partnerships, two of them with graded items."""
    with databases.fresh("sqlite", "world", world.build):
        yield Pages(client)


def table(page: str, name: str) -> list[str]:
    """The rows of a table in plain words."""
    found = re.search(rf'<table class="{name}[^"]*">.*?</table>', page, re.S)
    rows = re.findall(r"<tr><th scope=.row.*?</tr>", found[0], re.S) if found else []
    return [" ".join(html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", row, flags=re.S)).split()) for row in rows]


def total(page: str) -> int:
    """How many items a list says it has."""
    found = re.search(r"(\d+) items?, seen from here\.", page)
    assert found, page
    return int(found[1])


def test_all_plans_stand_with_their_items_by_grade_and_the_last_said(plans: Pages) -> None:
    rows = table(plans.get("/portfolio/"), "port")
    (fifth,) = [row for row in rows if "Fifth plan" in row]
    assert fifth == (
        "Freedonia Fifth plan, 2022-2024 OGP action plan 2022-2024 8 5 Complete , 1 Substantial , 2 Limited"
        " not known 31 December 2024"
    )
    assert sum(row.startswith("Azerbaijan ") for row in rows) > 5


def test_where_no_item_is_held_a_number_that_a_source_gives_stands_as_reported(plans: Pages) -> None:
    rows = table(plans.get("/portfolio/?party=azerbaijan"), "port")
    told = {name: row for row in rows for name in ("2016", "2013", "without a date", "fourth stage") if name in row}
    assert "41 reported" in told["2016"]
    assert "44 reported" in told["2013"]
    assert "up to 40 reported" in told["without a date"]
    assert "reported" not in told["fourth stage"]
    assert "44 reported" in " ".join(table(plans.get("/portfolio/?as_of=2014-01-01"), "port"))


def test_every_count_opens_the_items_behind_it(plans: Pages) -> None:
    for address in ("/portfolio/", "/portfolio/?as_of=2023-03-31", "/portfolio/?published_by=2024-12-31"):
        page = plans.get(address)
        links = re.findall(r'<a href="(/items/\?[^"]+)"[^>]*>(?:<span class="num">)?(\d+)', page)
        assert len(links) > 4, address
        for href, count in links:
            assert total(plans.get(html.unescape(href))) == int(count), href


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("framework=ogp-action-plan&q=statistics", ["F01.2.1"]),
        ("q=F03.1.2", ["F03.1.2"]),
        (f"plan={an_id(quarters.PLAN)}&grade=completion/self/limited", ["F02.1.2", "F03.1.2"]),
        (f"plan={an_id(quarters.PLAN)}&grade=completion/self/none", []),
        (f"holder={an_id('archives')}", ["F03.1.1", "F03.1.2"]),
        (f"party={an_id('freedonia')}&grade=completion/self/substantial", ["F02.1.1"]),
        (f"plan={an_id(quarters.PLAN)}&order=due&q=are", ["F02.1.1", "F01.1.2", "F03.1.1", "F02.1.2", "F03.1.2"]),
    ],
)
def test_a_list_is_narrowed_and_put_in_order(plans: Pages, asked: str, codes: list[str]) -> None:
    rows = table(plans.get(f"/items/?{asked}"), "items")
    assert [row.split()[0] for row in rows] == codes


def test_the_past_lists_the_grades_of_the_past(plans: Pages) -> None:
    asked = f"/items/?plan={an_id(quarters.PLAN)}&grade=completion/self/complete"
    assert total(plans.get(f"{asked}&as_of=2022-12-31")) == 1
    assert total(plans.get(asked)) == 5


def test_a_list_is_had_as_a_file_from_the_same_standpoint(plans: Pages) -> None:
    page = plans.get("/items/?plan=freedonia-plan&grade=completion/self/complete&order=due&as_of=2024-12-31")
    href = re.search(r'href="(/items/items.csv[^"]+)"', page)
    assert href
    response = plans.client.get(html.unescape(href[1]))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [row["code"] for row in rows] == [row.split()[0] for row in table(page, "items")]
    assert {row["seen_as_of"] for row in rows} == {"2024-12-31"}


@pytest.mark.parametrize("asked", ["", "&as_of=2023-03-31", "&published_by=2023-03-31"])
def test_the_file_of_the_columns_of_the_list_says_what_the_whole_one_says(plans: Pages, asked: str) -> None:
    whole, listed = (
        list(csv.DictReader(io.StringIO(plans.client.get(f"/items/items.csv?{columns}{asked}").content.decode())))
        for columns in ("", "columns=list")
    )
    assert len(whole) > 5
    assert {"code", "text", "part_of", "holder", "target", "record", "seen_as_of"} < listed[0].keys() < whole[0].keys()
    assert [{name: row[name] for name in listed[0]} for row in whole] == listed


def test_a_date_is_shown_as_it_was_said(plans: Pages) -> None:
    page = plans.get(f"/items/?plan={an_id(quarters.PLAN)}")
    assert "“By fall 2022”" in page
    assert "“Ongoing”" in page


def test_what_narrows_a_list_can_be_left_out(plans: Pages) -> None:
    page = plans.get(f"/items/?holder={an_id('archives')}&grade=completion/self/limited&as_of=2024-12-31")
    assert total(page) == 1
    chosen = re.search(r'<ul class="chosen.*?</ul>', page, re.S)
    assert chosen
    without = [html.unescape(href) for href in re.findall(r'href="([^"]+)"', chosen[0])]
    assert len(without) == 2
    assert all("as_of=2024-12-31" in href for href in without)
    assert {total(plans.get(href)) for href in without} == {2, 3}


@pytest.mark.parametrize("asked", ["grade=x", "grade=a/b/c/d", "order=sideways", "first=-3", "first=٣", "q=%00"])
def test_what_cannot_be_read_narrows_nothing_or_leaves_nothing(plans: Pages, asked: str) -> None:
    plans.get(f"/items/?{asked}")
    plans.get(f"/portfolio/?{asked}")


@pytest.mark.parametrize("name", ["party", "holder", "plan"])
def test_a_record_that_is_not_seen_is_not_found(plans: Pages, name: str) -> None:
    plans.get(f"/items/?{name}=nobody-knows", 404)
    plans.get(f"/portfolio/?{name}={'0' * 32}", 404)


def test_records_are_named_by_their_short_names_too(plans: Pages) -> None:
    assert total(plans.get("/items/?plan=freedonia-plan")) == 8


def test_dates_that_moved_stand_with_both(plans: Pages) -> None:
    rows = table(plans.get("/plan/freedonia-plan/dates/"), "items moved")
    assert sorted(rows) == [
        "F01.1.2 Data are described in two languages Statistics Freedonia March 2023 June 2024 15 months later",
        "F02.1.1 Contracts are published Treasury of Freedonia December 2022 December 2023 12 months later",
        "F03.1.1 Meetings of ministers are listed National Archives December 2023 December 2024 12 months later",
    ]


def test_a_plan_leads_to_its_list_and_its_dates(plans: Pages) -> None:
    page = plans.get("/plan/freedonia-plan/")
    assert f"/items/?plan={an_id(quarters.PLAN)}" in page
    assert f"/plan/{an_id(quarters.PLAN)}/dates/" in page


PAGES = {
    "portfolio": "/portfolio/",
    "portfolio, narrowed": "/portfolio/?framework=ogp-action-plan&grade=completion/irm/complete",
    "disagreements": "/disagreements/",
    "items": "/items/",
    "items of a plan": f"/items/?plan={an_id('looked-at package')}",
    "items by grade": "/items/?framework=ogp-action-plan&grade=completion/irm/complete&order=said",
    "items by words": "/items/?q=commitment&order=due",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_the_same_queries_at_any_size(databases: Databases, client: Client, name: str) -> None:
    taken = []
    for others, more in ((1, 60), (8, 600)):
        build: Callable[[], None] = grown(others, more)
        with databases.fresh("sqlite", f"lists {others} {more}", build):
            client.get(PAGES[name])
            with CaptureQueriesContext(connection) as queries:
                assert client.get(PAGES[name]).status_code == 200
            taken.append(len(queries))
    assert taken[0] == taken[1]


def test_a_page_of_fifty_leads_to_the_next(databases: Databases, client: Client) -> None:
    with databases.fresh("sqlite", "lists 1 60", grown(1, 60)):
        pages = Pages(client)
        first = pages.get(f"/items/?plan={an_id('looked-at later')}")
        assert "1 to 50 of 60" in first
        after = re.search(r'<a href="([^"]+)" rel="next">', first)
        assert after
        second = pages.get(html.unescape(after[1]))
        assert "51 to 60 of 60" in second
        assert len(table(first, "items")) == 50
        assert len(table(second, "items")) == 10


def test_an_item_whose_grades_contradict_is_counted_and_listed_as_disputed(
    databases: Databases, client: Client
) -> None:
    def build() -> None:
        quarters.build()
        said = {"axis": "completion", "track": "self", "grade": "limited", "period": "2024-10/2024-12"}
        own = an_id("another voice")
        register.record(
            [
                Draft(
                    kind("assessment", **said),
                    an_id("F01.1.1"),
                    as_of=PartialDate("2024-12-31"),
                    scope=an_id(quarters.SCOPE),
                    id=own,
                ),
                Draft(kind("citation", source=an_id("second")), own),
            ],
            actor="tester",
        )

    with databases.fresh("sqlite", "quarters, disputed", build):
        pages = Pages(client)
        (row,) = table(pages.get("/portfolio/"), "port")
        assert "4 Complete , 1 Substantial , 2 Limited , 1 disputed" in row
        page = pages.get(f"/items/?plan={an_id(quarters.PLAN)}&grade=completion/self/disputed")
        (row,) = table(page, "items")
        assert "Complete, Limited" in row or "Limited, Complete" in row
