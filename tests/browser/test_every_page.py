"""Every type of page: no violation of WCAG 2.0 to 2.2 (A, AA) or best practice, nothing runs over, nothing inline."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.looking import LOOKED_AT_ONCE, LOOKS, look_here, misfits, violations
from tests.browser.site import NAMES, SHAPES, Site

NARROW, WIDE = 320, 1280
# the words of a page as they came
WORDS = "sent => new DOMParser().parseFromString(sent, 'text/html').querySelector('main').textContent"


@pytest.mark.parametrize("name", NAMES)
def test_no_violation_and_nothing_runs_over(site: Site, look: Callable[..., Page], name: str) -> None:
    for width, scheme, language in LOOKS:
        page = look(width, scheme)
        response = page.goto(site.url(name, language))
        assert response
        has_its_policy_and_nothing_inline(response, name, site)
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate(WORDS, response.text()) == page.locator("main").text_content()
        if name in SHAPES:
            reads_the_same_without_scripts(page, look(width, scheme, scripts=False))
        look_here(page)
        if name in SHAPES:
            # in the other width it has the same elements and words: what may differ is fit and colours
            page.set_viewport_size({"width": NARROW if width == WIDE else WIDE, "height": 900})
            assert violations(page, [*LOOKED_AT_ONCE]) == []
            assert misfits(page) == []


def reads_the_same_without_scripts(page: Page, plain: Page) -> None:
    """A browser that runs no scripts shows the same words."""
    plain.goto(page.url)
    assert plain.locator("main").inner_text() == page.locator("main").inner_text()
    expect(plain.locator(".scrub input")).to_be_hidden()  # a control that could not answer is not shown


def has_its_policy_and_nothing_inline(response: Response, name: str, site: Site) -> None:
    """An answer has the strict policy, and nothing in it that the policy would stop."""
    page = response.text()
    assert response.status == (404 if name == "not found" else 200)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert all('src="/static/' in tag for tag in re.findall(r"<script[^>]*>", page))
    fetched = re.findall(r'<(?:link|script|img|iframe|use)[^>]*?(?:href|src)="([^"]+)"', page)
    own = ("/static/", "#", site.address)
    assert [one for one in fetched if not one.startswith(own)] == []


def test_what_opens_over_a_page_has_no_violation_either(site: Site, look: Callable[..., Page]) -> None:
    for width, scheme, _language in LOOKS:
        page = look(width, scheme)
        page.goto(site.url("contribution"))
        page.locator(".stand summary").click()
        assert page.get_by_role("form", name="Change the standpoint").is_visible()
        assert violations(page) == []
        page.locator(".stand summary").click()
        page.locator("main .src").first.click()
        assert page.locator(".pop:popover-open").count() == 1
        assert violations(page) == []
        assert misfits(page) == []


@pytest.mark.parametrize("name", ["start", "partnership of 2016", "package, graded", "sources"])
def test_a_page_holds_at_every_width_between(site: Site, page: Page, name: str) -> None:
    page.goto(site.url(name))
    for width in (320, 360, 480, 768, 1024, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
