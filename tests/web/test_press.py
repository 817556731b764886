"""The page of lines for outside: what may be said stands first, with a paragraph to copy; clearing needs the role."""

from collections.abc import Iterator
from typing import Any

import pytest

from servanda import register
from servanda.accounts import changes
from servanda.ledger import clock
from servanda.register import Draft
from tests.access.register import OPENED, OTHER, OWN, build, cited, record_of
from tests.support.databases import Databases
from tests.support.people import KEEPER, a_person, signed_in
from tests.support.registers import kind

LINE, DRAFT = record_of(OWN, "line"), record_of(OWN, "a draft")
PAGE = "/partnership/own-partnership/press/"


def with_lines() -> None:
    """The two partnerships of the access matrix, and in one of them a line that is cleared and one that is not."""
    build()
    scope = record_of(OWN, "partnership")
    usual = {"partnership": scope, "clearers": ["Press desk"], "rests_on": [record_of(OWN, "the tally")]}
    said: list[tuple[str, str, dict[str, Any]]] = [
        (LINE, "press-line", {**usual, "text": "In 2016 there were 41 goals."}),
        (LINE, "line-cleared", {"clearer": "Press desk", "what": "cleared"}),
        (DRAFT, "press-line", {**usual, "text": "There are 41 goals."}),
    ]
    for number, (about, name, content) in enumerate(said):
        own = record_of(OWN, f"said of a line {number}")
        register.record(cited(Draft(kind(name, **content), about, OPENED, scope, id=own), OWN), actor="tester")


@pytest.fixture(scope="module")
def register_with_lines(databases: Databases) -> Iterator[None]:
    """One register for all tests of the file."""
    with databases.fresh("sqlite", "lines for outside", with_lines):
        yield


@pytest.fixture(autouse=True)
def settled(register_with_lines: None, settings: Any) -> None:
    """Sign in quickly."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["localhost"]


def page(person: Any = None, address: str = PAGE) -> str:
    return str(signed_in(person).get(address).content.decode())


def test_what_may_be_said_stands_first_with_a_paragraph_to_copy() -> None:
    said = page()
    first, _, second = said.partition("Not to be said")
    assert "In 2016 there were 41 goals. [41 as of 15 November 2016 (Press, “Report of OWN”" in first
    assert "readonly" in first
    assert "recorded by tester" in first
    assert "There are 41 goals." in second
    assert "A draft: not cleared yet by Press desk." in second
    assert "The figure 41 would lose its date" in second
    assert "readonly" not in second
    assert PAGE[:-1] in page(address="/partnership/own-partnership/")


def test_of_another_partnership_nothing_is_cleared() -> None:
    said = page(address=f"/partnership/{record_of(OTHER, 'partnership')}/press/")
    assert "Nothing is cleared to be said from here." in said
    assert "41 goals" not in said


def form(clearer: str) -> dict[str, str]:
    return {
        "c.clearer": clearer,
        "c.what": "refused",
        "about": DRAFT,
        "as_of": "2016-11-15T10:00Z",
        "source": record_of(OWN, "source"),
    }


def test_only_a_press_officer_clears_and_only_for_a_post_that_is_his() -> None:
    place = record_of(OWN, "partnership")
    address = f"/record/?kind=line-cleared&scope={place}"
    desk = changes.make_post("Press desk", KEEPER)
    changes.grant("press-officer", desk, KEEPER, clock.today(), place=place)
    officer = a_person("Leyla", posts=[desk])
    other = a_person("Murad", roles=[("press-officer", place)])
    coordinator = a_person("Rauf", roles=[("coordinator", place)])
    assert "Clear it, or refuse" in page(officer)
    assert "Clear it, or refuse" not in page(coordinator)
    assert "Draft a line" in page(coordinator)
    assert signed_in(coordinator).post(address, form("Press desk")).status_code == 403
    assert "A line is cleared by whoever holds the post" in str(
        signed_in(other).post(address, form("Press desk")).content.decode()
    )
    assert "no answer" in page()
    assert signed_in(officer).post(address, form("Press desk")).status_code == 303
    said = page()
    assert "Refused on 15 November 2016" in said
    assert "recorded by pages: Leyla" in said
