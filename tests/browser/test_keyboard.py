"""By keyboard alone: every way through a page, and recording a fact from start to finish."""

import re

from playwright.sync_api import Page, expect

from tests.browser.site import Site

FOCUSED = "document.activeElement"
LABEL = f"({FOCUSED}.getAttribute('aria-label') || {FOCUSED}.textContent || {FOCUSED}.name || '').trim()"


def tabbed(page: Page, to: str, most: int = 60) -> None:
    """Press Tab until what has the focus matches a selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({to!r})"):
            return
    raise AssertionError(f"{most} times Tab did not lead to {to}; the focus is on {page.evaluate(LABEL)!r}")


def test_the_first_stop_skips_to_the_page(site: Site, page: Page) -> None:
    page.goto(site.url("partnership of 2016"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('main').contains({FOCUSED})")


def test_the_stops_are_in_the_order_of_reading_and_each_is_seen(site: Site, page: Page) -> None:
    page.goto(site.url("partnership of 2016"))
    stops = []
    for _ in range(18):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(LABEL))
        outline = page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle")
        assert outline != "none", stops[-1]
    rooms = ["Partnerships", "Plans", "Decisions", "Sources", "Search", "Record a fact", "Import"]
    assert stops[:9] == ["Skip to the page", "Servanda", *rooms]
    assert stops[9].startswith("As of")
    assert stops[10].startswith("Change before:")
    assert stops[11].startswith("Change after:")
    assert stops[12] == "As-of date"
    assert stops[13] == "Partnerships"  # where you are, at the head of the page


def test_a_source_mark_opens_and_gives_the_focus_back(site: Site, page: Page) -> None:
    page.goto(site.url("partnership of 2016"))
    mark = page.locator("main button.src").first
    mark.focus()
    page.keyboard.press("Enter")
    open_one = page.locator(".pop:popover-open")
    expect(open_one).to_have_count(1)
    expect(open_one).to_contain_text("Azernews")
    page.keyboard.press("Tab")
    assert page.evaluate(f"!!{FOCUSED}.closest('.pop')")  # what opened comes next
    page.keyboard.press("Escape")
    expect(open_one).to_have_count(0)
    expect(mark).to_be_focused()


def test_the_standpoint_is_changed(site: Site, page: Page) -> None:
    page.goto(site.url("partnership"))
    tabbed(page, ".stand summary")
    page.keyboard.press("Enter")
    tabbed(page, "[name=as_of]", 2)
    page.keyboard.type("2013-04-30")
    page.keyboard.press("Enter")
    expect(page.locator(".stand [data-as-of]")).to_have_text("30 April 2013")


def test_folds_open_and_close(site: Site, page: Page) -> None:
    page.goto(site.url("package, graded"))
    fold = page.locator("details.data", has_text="The same as a table").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.locator("table")).to_be_visible()
    page.keyboard.press("Tab")  # a table may be wider than the page: its region is scrolled by keyboard
    assert page.evaluate(f"{FOCUSED}.matches('.scroll[role=region]')")
    fold.locator("summary").focus()
    page.keyboard.press("Space")
    expect(fold.locator("table")).to_be_hidden()


def test_a_fact_is_recorded_from_start_to_finish(own_site: Site, page: Page) -> None:
    page.goto(own_site.url("start"))
    tabbed(page, "nav a[href='/record/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Record a fact")
    tabbed(page, "main [name=scope]")
    page.keyboard.type("Moldova")
    tabbed(page, "main [name=kind]")
    strength = page.locator("main [name=kind][value=strength]")
    for _ in range(60):
        if strength.is_checked():
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Moldova and NATO")
    tabbed(page, "main form.entry [name=about]")
    page.keyboard.type("Moldovan")
    tabbed(page, "[name='c.total.number']")
    page.keyboard.type("4321")
    tabbed(page, "main form.entry [name=as_of]", 200)
    page.keyboard.type("2020")
    source = page.get_by_label("Source needed", exact=True)
    tabbed(page, f"#{source.get_attribute('id')}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tabbed(page, "main form.entry [name=who]", 200)
    page.keyboard.type("Ion")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/fact/"))
    expect(page.locator("main")).to_contain_text("4321")


def test_an_objection_is_reached_and_written(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/procedure/silence-1/")
    tabbed(page, 'a[href*="c.what=objection"]')
    page.keyboard.press("Enter")
    expect(page.locator("select[name='c.what']")).to_have_value("objection")
    expect(page.locator("select[name='about'] option:checked")).to_contain_text("Adoption of the package")
    tabbed(page, "textarea[name='c.words.lines.0.text']")
    page.keyboard.type("Not paragraph 3.")
    expect(page.locator("textarea[name='c.words.lines.0.text']")).to_have_value("Not paragraph 3.")
