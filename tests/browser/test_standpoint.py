"""The standpoint: typed, stepped, dragged, carried by every address and link, and asked for again to the byte."""

import re
import urllib.request
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import AZERBAIJAN, Site


def asked(page: Page) -> dict[str, str]:
    """What the address of a page asks for, without what it leaves open."""
    return {name: texts[0] for name, texts in parse_qs(urlsplit(page.url).query).items()}


def change(page: Page, **fields: str) -> None:
    """Open the panel, type, and show that standpoint."""
    page.locator(".stand summary").click()
    panel = page.get_by_role("form", name="Change the standpoint")
    for name, text in fields.items():
        panel.locator(f"[name={name}]").fill(text)
    panel.get_by_role("button", name="Show this standpoint").click()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2016-11-15", "15 November 2016"), ("2016-04", "30 April 2016"), ("2016", "31 December 2016")],
)
def test_a_day_a_month_or_a_year_is_typed(site: Site, page: Page, typed: str, said: str) -> None:
    page.goto(site.url("partnership"))
    change(page, as_of=typed)
    expect(page.locator(".stand [data-as-of]")).to_have_text(said)
    assert asked(page)["as_of"] == typed
    page.locator(".stand summary").click()
    assert page.get_by_role("textbox", name="As of, a date").input_value() == typed


def test_published_by_leaves_out_what_came_later(site: Site, page: Page) -> None:
    page.goto(site.url("partnership"))
    change(page, as_of="2021-01-01", published_by="2016-12-31")
    stand = page.locator(".stand")
    expect(stand).to_contain_text("1 January 2021")
    expect(stand).to_contain_text("by the world, published by 31 December 2016")
    brief = page.locator("main")
    expect(brief).to_contain_text("94")
    assert "120" not in brief.inner_text()


def test_known_at_goes_back_to_what_the_register_held(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/objective/owners/")
    first_said = page.get_by_role("row", name=re.compile(r"^2024 Substantial.* The register exists, but the law"))
    corrected = page.get_by_role("row", name=re.compile(r"^2024 Limited.* The register exists, but the law"))
    expect(corrected).to_have_count(1)
    expect(first_said).to_have_count(0)
    change(page, known_at="2026-04-01")
    expect(page.locator(".stand")).to_contain_text("by this register")
    expect(first_said).to_have_count(1)
    expect(corrected).to_have_count(0)
    change(page, known_at="2026-02-01")
    expect(page.locator("h1")).to_have_text("Not found")


def test_the_change_before_and_after_are_each_others_way_back(site: Site, page: Page) -> None:
    page.goto(site.url("partnership of 2016"))
    page.get_by_role("link", name="Change before:").click()
    assert asked(page)["as_of"] < "2016-11-15"
    page.get_by_role("link", name="Change after:").click()
    assert asked(page)["as_of"] == "2016-11-15"


def test_the_scrubber_is_dragged(site: Site, page: Page) -> None:
    page.goto(site.url("partnership"))
    slider = page.get_by_role("slider", name="As-of date")
    box = slider.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 14, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=5)
    shown = page.locator(".stand [data-as-of]").inner_text()
    assert not shown.endswith("2026")  # the day is named while it is dragged
    assert slider.get_attribute("aria-valuetext") == shown
    with page.expect_navigation():
        page.mouse.up()
    assert re.fullmatch(r"20(0|1)\d-\d\d-\d\d", asked(page)["as_of"])
    expect(page.locator(".stand [data-as-of]")).to_have_text(shown)


def test_the_scrubber_is_moved_by_keys_and_asked_by_enter(site: Site, page: Page) -> None:
    page.goto(site.url("partnership of 2016"))
    slider = page.get_by_role("slider", name="As-of date")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "12 November 2016"
    assert asked(page)["as_of"] == "2016-11-15"  # a press of a key does not take the page away
    with page.expect_navigation():
        slider.press("Enter")
    assert asked(page)["as_of"] == "2016-11-12"


def test_links_keep_the_standpoint_and_a_search_keeps_its_words(site: Site, page: Page) -> None:
    page.goto(f"{site.address}{AZERBAIJAN}?as_of=2016-11-15&published_by=2016-12-31")
    inside = page.locator("main a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(inside) > 20
    assert [one for one in inside if "as_of=2016-11-15" not in one or "published_by=2016-12-31" not in one] == []
    page.goto(f"{site.address}/search/?q=Aliyev")
    change(page, as_of="2017")
    assert asked(page) == {**asked(page), "q": "Aliyev", "as_of": "2017"}
    expect(page.get_by_role("searchbox")).to_have_value("Aliyev")


def test_a_bad_date_is_told_by_its_field_and_the_page_stays_of_use(site: Site, page: Page) -> None:
    page.goto(site.url("partnership"))
    change(page, as_of="2016-02-30", published_by="2016-12-31")
    field = page.get_by_role("textbox", name="As of, a date")
    expect(field).to_be_visible()  # the panel stands open
    expect(field).to_have_value("2016-02-30")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = (field.get_attribute("aria-describedby") or "").split()
    fault = page.locator(f"#{described[-1]}")
    expect(fault).to_contain_text("2016-02-30")
    expect(fault).to_contain_text("Until then this field is left open.")
    expect(page.locator(".stand summary")).to_contain_text("published by 31 December 2016")  # the other field counts
    expect(page.locator("h1")).to_have_text("Azerbaijan and NATO")
    field.fill("2016-02-29")
    field.press("Enter")
    expect(page.locator(".stand [data-as-of]")).to_have_text("29 February 2016")


def test_a_day_ahead_is_headed_as_decided_by_today(site: Site, page: Page) -> None:
    page.goto(f"{site.address}{AZERBAIJAN}?as_of=2099-01-01")
    expect(page.locator(".title .notice")).to_contain_text("As decided by today")
    page.goto(site.url("partnership of 2016"))
    expect(page.locator(".title .notice")).to_have_count(0)


def read(address: str) -> bytes:
    with urllib.request.urlopen(address) as response:
        body: bytes = response.read()
    return body


def cited(page: Page) -> str:
    return str(page.locator(".foot .cite a").get_attribute("href"))


@pytest.mark.parametrize("name", ["start", "partnership", "package, graded", "objective", "sources", "compare"])
def test_the_address_to_cite_gives_the_same_bytes_again(site: Site, page: Page, name: str) -> None:
    page.goto(site.url(name))
    address = cited(page)
    assert "known_at=" in address
    assert "as_of=" in address
    page.goto(address)
    assert cited(page) == address  # a page asked for by its permanent address cites itself
    assert read(address) == read(address)


@pytest.fixture
def before(own_site: Site, page: Page) -> tuple[Site, dict[str, bytes]]:
    """Pages cited before anything is corrected, as they were read then."""
    found = {}
    for name in ("start", "partnership of 2016", "package", "fact"):
        page.goto(own_site.url(name))
        found[cited(page)] = read(cited(page))
    return own_site, found


def test_what_was_cited_before_a_correction_stays_to_the_byte(before: Any, page: Page) -> None:
    own_site, cited_then = before
    page.goto(own_site.url("correct"))
    form = page.locator("form.entry").first
    form.get_by_label("Total: the number").fill("42")
    form.get_by_label("Reason for the correction").fill("Miscounted")
    form.get_by_label("Your name").fill("Aygün")
    form.get_by_role("button", name="Record the correction").click()
    assert "/fact/" in page.url
    page.goto(own_site.url("partnership of 2016"))
    expect(page.locator("main")).to_contain_text("42 objectives")
    for address, bytes_then in cited_then.items():
        assert read(address) == bytes_then, address
