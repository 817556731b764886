"""A review in a browser: every page clean, an answer by keyboard alone, drafts that a closed window does not lose."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from servanda.review import move, send_back
from tests.browser.conftest import Watch
from tests.browser.looking import LOOKS, look_at
from tests.support.databases import Databases
from tests.support.reviewed import CHAIR, FRAMEWORKS, STAFF, answered, build, known, opened, own_frameworks
from tests.support.serving import serving

REVIEW = "/review/works-review/"
ANSWERS = f"{REVIEW}answers/"
KEPT_WITHIN = 10_000  # milliseconds: a closed window loses no more than ten seconds of typing


def under_way() -> None:
    """A review whose second step is open: one answer departed from, one sent back, one not given."""
    build()
    with own_frameworks():
        review = opened()
        answered(review, "gauge", "holder", "done", reasoning="All four stand.")
        answered(review, "bridge", "holder", "done")
        move(review, "secretariat-looks", "open", CHAIR, even_so=True, words="The holders were late.")
        answered(review, "gauge", "secretariat", "not-begun", STAFF, reason="not-seen", departure="None was seen.")
        send_back(review, (known("bridge"), "state", "holder"), STAFF, reason="no-gauge", words="Which gauge?")


@pytest.fixture
def site(databases: Databases) -> Iterator[str]:
    """Serve the review to one test."""
    with (
        databases.fresh("sqlite", "five rivers, under way", under_way) as database,
        serving(database, SERVANDA_FRAMEWORKS=str(FRAMEWORKS)) as address,
    ):
        yield address


def test_no_violation_and_nothing_runs_over(site: str, look: Callable[..., Page]) -> None:
    paths = (REVIEW, f"{ANSWERS}?track=holder", f"{ANSWERS}ladder/?track=holder", f"{ANSWERS}bridge/?track=secretariat")
    for width, scheme, language in LOOKS:
        page = look(width, scheme)
        for path in paths:
            look_at(page, f"{site}{path}{'&' if '?' in path else '?'}lang={language}", language)


def test_a_window_closed_in_mid_form_loses_no_more_than_ten_seconds(site: str, opened: Callable[..., Page]) -> None:
    form = f"{site}{ANSWERS}ladder/?track=holder"
    first = opened()
    first.goto(form)
    first.get_by_label("Your name").fill("Ann")
    first.get_by_label("Reasoning").press_sequentially("The weir is cut.")
    expect(first.locator("[data-kept]")).to_contain_text("Kept as a draft", timeout=KEPT_WITHIN)
    # a second person types at the same answer: both texts stand side by side
    second = opened()
    second.goto(form)
    expect(second.locator("#drafts, textarea#f-reasoning").first).to_be_visible()
    stale = opened()
    stale.goto(form)
    second.get_by_label("Your name").fill("Bo")
    second.get_by_label("Reasoning").fill("Fish pass it.")
    expect(second.locator("[data-kept]")).to_contain_text("Kept as a draft", timeout=KEPT_WITHIN)
    stale.get_by_label("Your name").fill("Cy")
    stale.get_by_label("Reasoning").fill("It leaks.")
    expect(stale.locator("[data-kept]")).to_contain_text("side by side", timeout=KEPT_WITHIN)
    for page in (first, second, stale):
        page.close()
    after = opened()
    after.goto(form)
    said = after.locator("main").inner_text()
    typed = after.get_by_label("Reasoning").input_value()
    for words in ("Fish pass it.", "It leaks."):
        assert words in said or words == typed


def test_a_draft_that_is_not_kept_says_so_and_is_kept_as_soon_as_it_can_be(
    site: str, opened: Callable[..., Page], watch: Watch
) -> None:
    page, refusals = opened(), [503, 403, 200]  # away; a token that went stale; led to the page of signing in
    kept, form = page.locator("[data-kept]"), f"{site}{ANSWERS}ladder/?track=holder"

    def answer(route: Route) -> None:
        if route.request.method == "POST" and refusals:
            route.fulfill(status=refusals.pop(0), content_type="text/html", body="<h1>Sign in</h1>")
        else:
            route.continue_()

    page.clock.install()
    page.goto(form)
    page.route("**/answers/ladder/**", answer)
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Reasoning").fill("The weir is cut.")
    for seconds, left in ((3, 2), (5, 1), (9, 0)):  # the pauses grow
        with page.expect_response("**/answers/ladder/**"):
            page.clock.run_for(seconds * 1000)
        expect(kept).to_contain_text("Not kept since")
        assert len(refusals) == left
    page.context.add_cookies([{"name": "csrftoken", "value": "n" * 32, "url": site}])  # signed in, in another window
    with page.expect_response("**/answers/ladder/**"):
        page.clock.run_for(17_000)
    expect(kept).to_contain_text("Kept as a draft")
    assert page.get_by_label("Reasoning").input_value() == "The weir is cut."
    assert [wrong for wrong in watch.wrong if "status of 503" not in wrong] == []
    watch.wrong.clear()


def test_a_contributor_answers_by_keyboard_alone(site: str, opened: Callable[..., Page]) -> None:
    page = opened()
    page.goto(f"{site}{ANSWERS}?track=holder")
    _to(page, page.get_by_role("link", name=re.compile("fish ladder")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/answers/*/?track=holder")
    _to(page, page.get_by_label("Your name"))
    page.keyboard.type("Ann")
    _to(page, page.get_by_label("nothing seen"))
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    _to(page, page.get_by_label("Reasoning"))
    page.keyboard.type("The weir is cut.")
    _to(page, page.get_by_role("button", name="Submit", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/answers/?track=holder*")
    expect(page.locator("main")).to_contain_text("nearly done")


def _to(page: Page, wanted: Any) -> None:
    """Press Tab until something has the focus."""
    for _ in range(90):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("it cannot be reached by Tab")


def test_without_scripts_every_form_works(site: str, opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    page.goto(f"{site}{ANSWERS}ladder/?track=holder")
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Reasoning").fill("The weir is cut.")
    page.get_by_role("button", name="Keep as a draft").click()
    assert page.get_by_label("Reasoning").input_value() == "The weir is cut."
    page.get_by_label("done", exact=True).check()
    page.get_by_label("Your name").fill("Ann")
    page.get_by_role("button", name="Submit", exact=True).last.click()
    assert "answered; State of the work: done" in page.locator("main").inner_text()
    page.goto(f"{site}{ANSWERS}bridge/?track=holder")
    page.get_by_label("nearly done").check()
    page.get_by_label("Your name").fill("Ann")
    page.get_by_role("button", name="Submit", exact=True).last.click()
    page.goto(f"{site}{REVIEW}")
    page.get_by_label("Your name").first.fill("Ann")
    page.get_by_role("button", name="Close: holders report").click()
    assert "Open now: the secretariat looks." in page.locator("main").inner_text()
