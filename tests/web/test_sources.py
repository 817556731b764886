"""The pages of sources."""

import re

from django.test import Client

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.register import Draft
from servanda.web.pages.sources import MANY
from tests.support.databases import Database
from tests.support.registers import an_id, kind
from tests.support.small import PACKAGE, SCOPE, SOURCE, described, tally
from tests.web.conftest import Pages


def _report(pages: Pages) -> str:
    """The report of 2016 that Azernews took from Trend."""
    return next(one.about for one in pages.view().of_kind("source") if one.payload.author == "Laman Ismayilova")


def test_every_source_is_listed_with_what_it_carries(pages: Pages) -> None:
    page = pages.get("/source/")
    for partnership in ("azerbaijan-nato", "moldova-nato"):
        for source in pages.view(partnership).of_kind("source"):
            assert f'href="/source/{source.about}/"' in page
    view = pages.view()
    azernews = _report(pages)
    cited = sum(any(one.source == azernews for one in fact.citations) for fact in view.facts)
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.S) if azernews in row)
    assert f">{cited}</td>" in row
    assert "published 15 November 2016" in row


def test_fewer_sources_are_known_to_the_world_earlier(pages: Pages) -> None:
    def rows(address: str) -> int:
        return pages.get(address).count('<th scope="row">')

    assert 0 < rows("/source/?published_by=2016-12-31") < rows("/source/")
    assert "Nothing seen from here is cited" in pages.get("/source/?as_of=1950-01-01")


def test_a_source_shows_what_cites_it_with_place_and_quotation(pages: Pages) -> None:
    azernews = _report(pages)
    page = pages.get(f"/source/{azernews}/")
    for words in (
        "Trend",
        "Laman Ismayilova",
        "A total of 27 from 41 objectives",
        "paragraph 4",
        "counts from 15 November 2016",
    ):
        assert words in page
    for fact in pages.view().facts:
        if any(one.source == azernews for one in fact.citations):
            assert f'href="/fact/{fact.entry.id}/"' in page


def test_a_source_without_a_date_counts_from_its_capture(pages: Pages) -> None:
    undated = next(
        one for one in pages.view().of_kind("source") if one.payload.published is None and one.payload.captured
    )
    assert "It bears no date" in pages.get(f"/source/{undated.about}/")


def test_the_disputes_it_takes_part_in_name_both_sides(pages: Pages) -> None:
    page = pages.get(f"/source/{_report(pages)}/")
    disputes = page[page.index('id="disputes"') :]
    assert "servicemen: 90" in disputes
    assert "servicemen: 94" in disputes


def test_a_source_that_carries_many_statements_is_read_in_pages(sqlite_database: Database, client: Client) -> None:
    total = MANY + 3
    many = [draft for n in range(total) for draft in tally(n, f"number {n}", as_of=str(1900 + n))]
    register.record([*described(), *many], actor="tester")
    assert f">{total}</td>" in Pages(client).get("/source/")
    seen = []
    for first, there in ((0, MANY), (MANY, 3)):
        page = Pages(client).get(f"/source/{SOURCE}/?first={first}")
        assert f"{total} statements" in page
        assert f"{first + 1} to {first + there} of {total}" in page
        seen += [n for n in range(total) if f"/fact/{an_id(f'tally number {n}')}/" in page]
    assert seen == [*range(total)]


def test_what_says_what_a_record_is_stands_on_a_page_of_its_source(sqlite_database: Database, client: Client) -> None:
    """Though what speaks of the record stands on a later page."""
    items = [an_id(f"item {n}") for n in range(MANY)]
    drafts = [
        Draft(kind("objective", of=PACKAGE, code=str(n), text={"en": f"Goal {n}"}), one, scope=SCOPE, id=f"{n:032x}")
        for n, one in enumerate(items, 1)
    ]
    drafts += [Draft(kind("citation", source=SOURCE), one.id or "", scope=SCOPE) for one in drafts]
    register.record([*described(), *drafts, *tally(41, "last")], actor="tester")
    page = Pages(client).get(f"/source/{SOURCE}/")
    assert page.count('class="citing"') == 1
    assert all(f"/fact/{n:032x}/" in page for n in range(1, MANY + 1))


def test_an_unknown_source_is_not_found(pages: Pages) -> None:
    assert pages.client.get(f"/source/{'0' * 32}/").status_code == 404


def test_a_source_that_is_contradicted_in_what_happened_or_of_an_item_says_so(
    database: Database, client: Client
) -> None:
    drafts = described()
    for name, venue in (("one", "Oslo"), ("two", "Rome")):
        meeting = kind("meeting", partnership=SCOPE, body=an_id("B"), venue={"en": venue})
        drafts += [
            Draft(meeting, an_id("talks"), as_of=PartialDate("2016-10-05"), scope=SCOPE, id=an_id(f"meeting {name}")),
            Draft(kind("citation", source=SOURCE, at=name), an_id(f"meeting {name}"), id=an_id(f"cited {name}")),
        ]
    register.record(drafts, actor="tester")
    page = Pages(client).get(f"/source/{SOURCE}/")
    disputes = page[page.index('id="disputes"') :]
    assert "No other source contradicts it." not in disputes
    assert "(Oslo)" in disputes
    assert f'href="/meeting/{an_id("talks")}/"' in disputes
