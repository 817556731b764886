"""Every type of page: no violation of WCAG 2.0 to 2.2 (A, AA) or best practice, nothing runs over, nothing inline."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.browser.site import NAMES, SHAPES, Site

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# width, colour scheme, language: every page in two looks, and one page of each shape in the two others
LOOKS = [(1280, "light", "en"), (320, "dark", "az")]
OTHER_LOOKS = [(1280, "dark", "az"), (320, "light", "en")]
# Colours are of a scheme and a shape, not of a page: that costly rule is asked of a page once, of a shape in all looks.
NO_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": ["color-contrast"]}
# Within a page it is asked of the first two of each look: the hundredth row of a table is coloured as the second is.
AXE = Axe(f"{AXE_SCRIPT}; axe.configure({{rules: [{{id: 'color-contrast', selector: '[data-of-its-look]'}}]}})")
MARK_LOOKS = """() => {
  const numbers = new Map(), seen = [];
  const walk = (one, above) => {
    const style = getComputedStyle(one);
    const worded = [...one.childNodes].some(part => part.nodeType === Node.TEXT_NODE && part.data.trim().length > 1);
    const look = [above, one.tagName, one.getAttribute('class'), style.color, style.backgroundColor, style.fontSize,
      style.fontWeight, style.opacity, worded, one.checkVisibility({visibilityProperty: true}),
      one.matches(':disabled, [aria-disabled]') || one.control?.disabled].join();
    const number = numbers.get(look) ?? seen.push(0) - 1;
    numbers.set(look, number);
    if (seen[number]++ < 2) one.dataset.ofItsLook = '';
    for (const child of one.children) walk(child, number);
  };
  walk(document.body, -1);
}"""
OPEN_ALL = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(one => {
  if (!one.checkVisibility({visibilityProperty: true}) || one.closest('p, li, dd, td, figcaption')) return false;
  const box = (one.closest('label') || one).getBoundingClientRect();  // a label is part of its control's target
  return box.width > 1 && (box.height < 24 || box.width < 24);
}).map(one => `${one.outerHTML.slice(0, 120)} ${Math.round(one.getBoundingClientRect().height)} px high`)"""


def violations(page: Page, **options: Any) -> list[str]:
    """What axe finds wrong, each with where it is."""
    page.evaluate(MARK_LOOKS)
    found = AXE.run(page, options={"runOnly": TAGS, "resultTypes": ["violations"], **options}).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"][:3]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_no_violation_and_nothing_runs_over(
    site: Site, look: Callable[[int, str], Page], name: str, width: int, scheme: str, language: str
) -> None:
    seen_in_light = scheme == "dark" and name not in SHAPES
    look_at(look(width, scheme), site.url(name, language), width, language, **(NO_COLOURS if seen_in_light else {}))


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(("width", "scheme", "language"), OTHER_LOOKS)
def test_no_violation_in_the_other_looks(
    site: Site, look: Callable[[int, str], Page], name: str, width: int, scheme: str, language: str
) -> None:
    look_at(look(width, scheme), site.url(name, language), width, language, **COLOURS)


def look_at(page: Page, url: str, width: int, language: str, **options: Any) -> None:
    page.goto(url)
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate(OPEN_ALL)
    assert violations(page, **options) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    if width == 320:
        assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_has_its_policy_and_nothing_inline(site: Site, name: str) -> None:
    status, headers, page = _asked(site.url(name))
    assert status == (404 if name == "not found" else 200)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert all('src="/static/' in tag for tag in re.findall(r"<script[^>]*>", page))
    fetched = re.findall(r'<(?:link|script|img|iframe|use)[^>]*?(?:href|src)="([^"]+)"', page)
    own = ("/static/", "#", site.address)
    assert [one for one in fetched if not one.startswith(own)] == []


def _asked(url: str) -> tuple[int, Message, str]:
    """Status, headers and text of a page, asked for without a browser."""
    try:
        with urllib.request.urlopen(url) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read().decode()


def test_what_opens_over_a_page_has_no_violation_either(site: Site, opened: Callable[..., Page]) -> None:
    for width, scheme in ((1280, "light"), (320, "dark")):
        page = opened(width, color_scheme=scheme)
        page.goto(site.url("contribution"))
        page.locator(".stand summary").click()
        assert page.get_by_role("form", name="Change the standpoint").is_visible()
        assert violations(page) == []
        page.locator(".stand summary").click()
        page.locator("main .src").first.click()
        assert page.locator(".pop:popover-open").count() == 1
        assert violations(page) == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["start", "partnership of 2016", "package, graded", "sources"])
def test_a_page_holds_at_every_width_between(site: Site, page: Page, name: str) -> None:
    page.goto(site.url(name))
    for width in (320, 360, 480, 768, 1024, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
