"""Without scripts everything that can be done on a page can be done. (That each reads as well: test_every_page.)"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import PAGES, Site


@pytest.fixture
def plain(opened: Callable[..., Page]) -> Page:
    """A browser that runs no script."""
    return opened(java_script_enabled=False)


def test_the_standpoint_is_changed(site: Site, plain: Page) -> None:
    plain.goto(site.url("partnership"))
    plain.locator(".stand summary").click()
    plain.get_by_role("textbox", name="As of, a date").fill("2013-04-30")
    plain.get_by_role("button", name="Show this standpoint").click()
    expect(plain.locator(".stand [data-as-of]")).to_have_text("30 April 2013")
    plain.get_by_role("link", name="Change after:").click()
    assert "as_of=" in plain.url


def test_a_source_opens_and_closes(site: Site, plain: Page) -> None:
    plain.goto(site.url("partnership of 2016"))
    plain.locator("main .src").first.click()
    expect(plain.locator(".pop:popover-open")).to_be_visible()
    plain.keyboard.press("Escape")
    expect(plain.locator(".pop:popover-open")).to_have_count(0)


def test_search_and_compare_answer(site: Site, plain: Page) -> None:
    plain.goto(f"{site.address}{PAGES['search']}?as_of=2016-11-15")
    plain.get_by_role("searchbox").fill("Алиев")
    plain.get_by_role("button", name="Search").click()
    plain.get_by_role("link", name="Heydar Aliyev").first.click()
    expect(plain.locator("h1")).to_have_text("Heydar Aliyev")
    expect(plain.locator(".stand [data-as-of]")).to_have_text("15 November 2016")
    plain.goto(site.url("compare"))
    plain.get_by_role("textbox", name="From").fill("2016")
    plain.get_by_role("button", name="Compare").click()
    assert "from=2016" in plain.url
    assert "as_of=2016-11-15" in plain.url


def test_a_fact_is_recorded_and_then_withdrawn(own_site: Site, plain: Page) -> None:
    plain.goto(own_site.url("record, choose"))
    plain.locator("main [name=scope]").select_option(label="Ruritania and open government")
    plain.locator("main [name=kind][value=tally]").check()
    plain.locator("main form").get_by_role("button").last.click()
    _fill(plain, "Commitments of 2022", "14")
    expect(plain.locator("main")).to_contain_text("14")
    plain.goto(f"{own_site.address}/package/package-2022/")
    expect(plain.locator("main")).to_contain_text("14 commitments")
    plain.go_back()
    plain.get_by_role("link", name="Withdraw it").click()
    form = plain.locator("form.entry").last
    form.get_by_label("Reason for the withdrawal").fill("Misread")
    form.get_by_label("Your name").fill("Ali")
    form.get_by_role("button", name="Withdraw this statement").click()
    expect(plain.locator("main")).to_contain_text("withdrawn")
    plain.goto(f"{own_site.address}/package/package-2022/")
    expect(plain.locator("main")).not_to_contain_text("14 commitments")


def _fill(page: Page, about: str, total: str) -> None:
    form: Any = page.locator("form.entry")
    form.get_by_label("About").select_option(label=about)
    form.get_by_label("Total: the number").fill(total)
    form.locator("[name='c.word.lines.0.text']").fill("commitments")
    form.locator("[name=as_of]").fill("2025-06-30")
    form.get_by_label("Source needed", exact=True).select_option(index=2)
    form.get_by_label("Your name").fill("Ali")
    form.get_by_label("Your name").press("Enter")
