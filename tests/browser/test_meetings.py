"""A meeting in a browser: every page clean, outcomes by keyboard, drafts kept, every form without scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from servanda.meeting import Wanted, put
from tests.browser.looking import LOOKS, look_at
from tests.support.databases import Databases
from tests.support.meetings import planned, put_on, reviewed, said
from tests.support.reviewed import CHAIR, FRAMEWORKS, build, known, own_frameworks
from tests.support.serving import serving

MEETING = "/meeting/table-2026/"
KEPT_WITHIN = 10_000  # milliseconds: a closed window loses no more than ten seconds of typing


def at_the_table() -> None:
    """A meeting with an item that is settled, and two that are open."""
    build()
    with own_frameworks():
        meeting = planned(reviewed())
        put_on(meeting, "A second boat")
        put(meeting, [Wanted("disagreement", known("gauge"), "state")], CHAIR)
        put_on(meeting, "Dates of the next round")
        said(meeting, 1, "decided", text="A second boat is bought.")


@pytest.fixture
def site(databases: Databases) -> Iterator[str]:
    """Serve the meeting to one test."""
    with (
        databases.fresh("sqlite", "five rivers, at the table", at_the_table) as database,
        serving(database, SERVANDA_FRAMEWORKS=str(FRAMEWORKS)) as address,
    ):
        yield address


def test_no_violation_and_nothing_runs_over(site: str, look: Callable[..., Page]) -> None:
    paths = (MEETING, f"{MEETING}agenda/", f"{MEETING}table/", f"{MEETING}minutes/", "/review/works-review/meeting/")
    for width, scheme, language in LOOKS:
        page = look(width, scheme)
        for path in paths:
            look_at(page, f"{site}{path}?lang={language}", language)


def test_outcomes_are_recorded_by_keyboard_alone_and_drafts_are_kept(site: str, opened: Callable[..., Page]) -> None:
    page, other = opened(), opened()
    for one in (page, other):
        one.goto(f"{site}{MEETING}table/")
        expect(one.locator("#item-h")).to_contain_text("Gauges on the Aun")
    other.get_by_label("Your name").fill("Bo")
    other.get_by_label("In words").press_sequentially("Four stand.")
    expect(other.locator("[data-kept]")).to_contain_text("Kept as a draft", timeout=KEPT_WITHIN)
    other.close()
    _to(page, page.get_by_label("Your name"))
    page.keyboard.type("Ann")
    _to(page, page.get_by_label("Grade agreed"))
    page.keyboard.press("Space")
    page.get_by_label("Agreed grade").select_option("state=under-way")
    page.get_by_label("Reason, if").select_option("agreed")
    _to(page, page.get_by_label("In words"))
    page.keyboard.type("Two of four stand.")
    _to(page, page.get_by_role("button", name="Record the outcome").last)
    page.keyboard.press("Enter")
    expect(page.locator("#item-h")).to_contain_text("Dates of the next round")
    page.goto(f"{site}{MEETING}table/")
    page.get_by_role("link", name="Gauges on the Aun").last.click()
    expect(page.locator("main")).to_contain_text("Two of four stand.")
    said_ = page.locator("main").inner_text() + page.get_by_label("In words").input_value()
    assert "Four stand." in said_


def _to(page: Page, wanted: Any) -> None:
    """Press Tab until something has the focus."""
    for _ in range(90):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("it cannot be reached by Tab")


def test_without_scripts_every_form_works(site: str, opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    page.goto(f"{site}{MEETING}agenda/")
    page.get_by_label("Your name").first.fill("Ann")
    page.get_by_role("button", name="Up: Dates of the next round").click()
    expect(page.locator(".agenda li").nth(1)).to_contain_text("Dates of the next round")
    page.get_by_label("Place of item 1").fill("3")
    page.get_by_role("button", name="Order by the numbers").last.click()
    expect(page.locator(".agenda li").nth(2)).to_contain_text("A second boat")
    page.get_by_label("A bridge that lets ice pass").check()
    page.get_by_role("button", name="Put on the agenda").click()
    expect(page.locator(".agenda li").nth(3)).to_contain_text("A bridge that lets ice pass")
    for _ in range(3):
        page.goto(f"{site}{MEETING}table/")
        page.get_by_label("Noted").check()
        page.get_by_role("button", name="Record the outcome").last.click()
    page.goto(f"{site}{MEETING}minutes/")
    page.get_by_role("button", name="Adopt the minutes").click()
    expect(page.locator("main")).to_contain_text("These minutes were adopted")
