"""The pages about people, as a person meets them: no violation, nothing runs over, by keyboard, and without scripts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from servanda.accounts import changes
from servanda.ledger import clock
from tests.access.register import OWN, build, record_of
from tests.browser.looking import LOOKS, look_at
from tests.support.databases import Databases
from tests.support.people import KEEPER, PASSWORD, a_person
from tests.support.serving import serving

OUTSIDE = ("/account/sign-in/", "/account/lost/", "/account/by-invitation/", "/why/")


@dataclass(frozen=True)
class People:
    """A served register with people: its address, and the pages that only a person signed in opens."""

    address: str
    inside: tuple[str, ...]


@pytest.fixture(scope="module")
def people(databases: Databases) -> Iterator[People]:
    """Serve a register with two people, a post, roles, clearances and a token."""
    with databases.fresh("sqlite") as database:
        build()
        here = record_of(OWN, "partnership")
        desk = changes.make_post("Planning desk", KEEPER)
        changes.grant("chair", desk, KEEPER, clock.today(), place=here)
        chief = a_person("Chief", roles=[("administrator", ""), ("coordinator", "")], password=PASSWORD)
        aysel = a_person("Aysel", roles=[("contributor", here)], cleared=[("restricted", ("A",))], posts=[desk])
        changes.make_token(chief, "nightly", KEEPER, days=9)
        inside = (
            "/account/", "/desk/", "/account/told/", f"/follow/{here}/", "/account/password/", "/account/factors/",
            "/account/passkeys/", "/account/sessions/", "/account/sign-out/", "/account/confirm/", "/people/",
            f"/people/person/{aysel.id}/", f"/people/post/{desk.id}/", "/people/log/", f"/partnership/{here}/people/",
            f"/why/?address=/partnership/{here}/", f"/record/?kind=statement&scope={here}",
            f"/people/audit/?record={record_of(OWN, 'objective')}",
        )  # fmt: skip
        with serving(database) as address:
            yield People(address, inside)


def sign_in(page: Page, address: str) -> None:
    """Sign in by keyboard alone."""
    page.goto(f"{address}/account/sign-in/?lang=en")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("chief@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")


def test_no_page_about_people_has_a_violation_or_runs_over(people: People, look: Callable[..., Page]) -> None:
    for width, scheme, language in LOOKS:
        page = look(width, scheme)
        for path in OUTSIDE:
            look_at(page, f"{people.address}{path}?lang={language}", language)
        sign_in(page, people.address)
        for path in people.inside:
            look_at(page, f"{people.address}{path}{'&' if '?' in path else '?'}lang={language}", language)


def test_without_scripts_one_signs_in_gives_a_role_and_signs_out(people: People, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, people.address)
    page.goto(people.address + next(path for path in people.inside if path.startswith("/people/person/")))
    page.get_by_role("radio", name="Assessor").check()
    page.get_by_label("Where").fill("own-partnership")
    page.get_by_role("button", name="Give the role").click()
    assert page.get_by_role("rowheader", name="Assessor").is_visible()
    page.get_by_role("button", name="Take back: Assessor").click()
    assert page.get_by_role("rowheader", name="Assessor").count() == 0
    page.goto(f"{people.address}/account/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in").is_visible()
    context.close()


def test_by_keyboard_and_without_scripts_one_follows_something_and_has_seen_ones_desk(
    people: People, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, people.address)
    page.goto(people.address + next(path for path in people.inside if path.startswith("/follow/")))
    page.get_by_role("button", name="Follow it").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Follow it no longer").wait_for()
    page.get_by_label("It is read as").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("/changes.atom").wait_for()
    page.goto(f"{people.address}/desk/")
    page.get_by_role("button", name="I have seen this").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Since you last looked").wait_for()
    page.goto(f"{people.address}/account/told/")
    page.get_by_label("Word of dates").focus()
    page.keyboard.type("by one mail a week")
    page.get_by_role("button", name="Keep this").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_label("Word of dates").input_value() == "weekly"
    context.close()
