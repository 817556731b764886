"""The page of an item that is reported on each quarter."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support import quarters
from tests.support.databases import Databases
from tests.web.conftest import Pages


@pytest.fixture
def plan(databases: Databases, client: Client) -> Iterator[Pages]:
    """Give the pages of the plan that is reported on each quarter."""
    with databases.fresh("sqlite", "quarters", quarters.build):
        yield Pages(client)


def rows(page: str) -> list[str]:
    """The rows of the table of periods, in plain words."""
    (table,) = re.findall(r'<table class="hist">.*?</table>', page, re.S)
    found = re.findall(r"<tr><th scope=.row.>.*?</tr>", table, re.S)
    return [" ".join(re.sub(r"<button.*?</button>|<[^>]+>", " ", row, flags=re.S).split()) for row in found]


def test_all_twelve_periods_stand_with_those_that_were_not_reported(plan: Pages) -> None:
    told = rows(plan.get("/objective/f01.1.1/"))
    assert len(told) == 12
    assert told[-1] == "to 31 March 2022 not known No report"
    assert told[-2] == "April-June 2022 Substantial The service is open to a first group of users."


def test_a_fall_is_a_fall_and_what_follows_completion_says_so(plan: Pages) -> None:
    page = plan.get("/objective/f01.1.1/")
    told = rows(page)
    assert [row for row in told if "lowered" in row] == [
        "October-December 2023 Substantial lowered after completion The service is open to a first group of users."
    ]
    assert sum("after completion" in row for row in told) == 8
    assert "12 periods, 10 reported on; lowered 1 time; 8 reports after Complete was first given" in page


def test_the_past_knows_only_its_own_periods(plan: Pages) -> None:
    told = rows(plan.get("/objective/f01.1.1/?as_of=2023-03-31"))
    assert len(told) == 5
    assert told[0].startswith("January-March 2023 Complete")


def test_what_the_world_could_know_before_the_last_state(plan: Pages) -> None:
    told = rows(plan.get("/objective/f01.1.1/?published_by=2024-12-31"))
    assert len(told) == 11
    assert told[0].startswith("July-September 2024")


def test_the_page_takes_the_same_queries_however_much_was_reported(plan: Pages) -> None:
    taken = []
    for as_of in ("2022-06-30", "2024-12-31"):
        plan.get(f"/objective/f01.1.1/?as_of={as_of}")
        with CaptureQueriesContext(connection) as queries:
            plan.get(f"/objective/f01.1.1/?as_of={as_of}")
        taken.append(len(queries))
    assert taken[0] == taken[1]
