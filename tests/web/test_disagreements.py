"""Where sources disagree: everywhere, in a partnership, in a plan; every count opens what it counts."""

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.register import Draft
from tests.support import world
from tests.support.databases import Database, Databases
from tests.support.registers import an_id, kind
from tests.support.small import PACKAGE, SCOPE, described, tally
from tests.web.conftest import Pages

ITEM = an_id("item")


@pytest.fixture(scope="module")
def everything(databases: Databases) -> Iterator[Pages]:
    """Give the pages of the whole world."""
    with databases.fresh("sqlite", "world", world.build):
        yield Pages(Client())


def total(page: str) -> int:
    found = re.search(r'<p class="lede">(\d+) disagreements? ', page)
    return int(found[1]) if found else 0


def test_every_count_opens_as_many_from_the_same_standpoint(everything: Pages) -> None:
    for standpoint in ("", "?as_of=2016-11-15"):
        page = everything.get(f"/disagreements/{standpoint}")
        rows = re.findall(r'<td class="r num"><a href="([^"]+)">(\d+)</a>', page)
        assert rows, standpoint
        assert sum(int(count) for _, count in rows) == total(page)
        for href, count in rows:
            if "plan=" in href:
                assert total(everything.get(html.unescape(href))) == int(count), href


def test_a_partnership_has_those_of_its_disputes(everything: Pages) -> None:
    page = everything.get("/disagreements/?partnership=azerbaijan-nato")
    assert total(page) >= 1
    assert 'href="/partnership/' in page
    plain = everything.get("/partnership/azerbaijan-nato/disputes/")
    assert set(re.findall(r'<div class="two">\s*<p>(.*?)</p>', plain)) <= set(
        re.findall(r'<div class="two">\s*<p>(.*?)</p>', page)
    )


def test_plans_of_all_parties_and_each_plan_lead_to_it(everything: Pages) -> None:
    assert 'href="/disagreements/"' in everything.get("/portfolio/")
    page = everything.get("/plan/freedonia-plan/")
    (href,) = re.findall(r'href="(/disagreements/\?plan=[0-9a-f]{32})"', page)
    assert "Where sources disagree" in everything.get(href)


@pytest.mark.parametrize("asked", ["plan=nobody-knows", f"partnership={'0' * 32}", "partnership=freedonia-plan"])
def test_what_is_not_seen_is_not_found(everything: Pages, asked: str) -> None:
    everything.get(f"/disagreements/?{asked}", 404)


def test_each_side_says_its_value_who_says_it_since_when_and_which_is_followed(
    database: Database, client: Client
) -> None:
    drafts = [
        Draft(kind("objective", of=PACKAGE, code="G1", text="Train"), ITEM, scope=SCOPE),
        *(
            Draft(
                kind("assessment", axis="completion", track="self", grade=grade), ITEM, PartialDate("2016"), SCOPE, who
            )
            for grade, who in (("limited", an_id("A")), ("complete", an_id("B")))
        ),
    ]
    names = [Draft(kind("name", text=text, language="en"), an_id(text[0]), scope=SCOPE) for text in ("Ada", "Bor")]
    register.record([*described(), *names, *drafts, *tally(41, "one"), *tally(42, "two")], actor="tester")
    page = Pages(client).get(f"/disagreements/?plan={PACKAGE}")
    assert total(page) == 2
    (item,) = [part for part in re.findall(r'<div class="two">.*?</div>', page, re.S) if "G1: Train" in part]
    words = " ".join(re.sub(r"<[^>]+>", " ", item).split())
    said = "Complete, as of 2016 Bor Limited, as of 2016 Ada Neither is followed: both are shown."
    assert words == f"G1: Train: Completion, government&#x27;s self-assessment {said}"
    assert f'href="/objective/{ITEM}/"' in item
    everywhere = Pages(client).get("/disagreements/")
    assert re.findall(r'<a href="([^"]+)">2</a>', everywhere) == [f"/disagreements/?plan={PACKAGE}"]
