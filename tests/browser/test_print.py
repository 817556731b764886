"""Paper: the standpoint is its first line, nothing on it waits for a click, and a brief is a few pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site

LEFT_OUT = (
    ".stand, .mast nav, .skip, .foot .links, .more, form, .btn, details.data:not(.further) > summary, .pop, .crumb"
)
FIRST_LINE = """() => [...document.querySelectorAll('main *')].find(one =>
  one.checkVisibility() && !one.classList.contains('vh')
  && one.getBoundingClientRect().height > 1).textContent.trim()"""


def pages_of(page: Page) -> int:
    """How many A4 pages it prints on."""
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))


def test_the_standpoint_is_the_first_line(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/partnership/azerbaijan-nato/?as_of=2016-11-15&published_by=2016-12-31")
    page.emulate_media(media="print")
    first = page.evaluate(FIRST_LINE)
    assert first.startswith("As of 15 November 2016.")
    assert "31 December 2016" in first
    assert first.endswith("Reader: anyone.")


@pytest.mark.parametrize("name", ["partnership of 2016", "package, graded", "compare", "search, found", "correct"])
def test_controls_are_left_out(site: Site, page: Page, name: str) -> None:
    page.goto(site.url(name))
    page.emulate_media(media="print")
    for control in page.locator(LEFT_OUT).all():
        expect(control).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_an_open_popover_is_not_printed(site: Site, page: Page) -> None:
    page.goto(site.url("partnership of 2016"))
    page.locator("main .src").first.click()
    expect(page.locator(".pop:popover-open")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".pop:popover-open")).to_be_hidden()


def test_marks_become_numbers_of_the_sources_at_the_foot(site: Site, page: Page) -> None:
    page.goto(site.url("partnership of 2016"))
    page.emulate_media(media="print")
    mark = page.locator("main .src:not(.none-yet)").first
    around = mark.evaluate(
        "one => getComputedStyle(one, '::before').content + getComputedStyle(one, '::after').content"
    )
    assert around == '"[""]"'
    expect(page.locator(f"#source-{mark.inner_text()}")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "most"),
    [("partnership of 2016", 2), ("partnership", 3), ("partnership, graded", 2), ("package, graded", 2)],
)
def test_a_brief_is_a_few_pages(site: Site, page: Page, name: str, most: int) -> None:
    page.goto(site.url(name))
    assert 1 <= pages_of(page) <= most
