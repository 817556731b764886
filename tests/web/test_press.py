"""The page of lines for outside: what may be said stands first, with a paragraph to copy; clearing needs the role."""

from collections.abc import Iterator
from typing import Any

import pytest

from servanda import register
from servanda.accounts import changes
from servanda.accounts.models import Post
from servanda.ledger import clock
from servanda.register import Draft
from tests.access.register import OPENED, OTHER, OWN, build, cited, record_of
from tests.support.databases import Databases
from tests.support.people import KEEPER, a_person, signed_in
from tests.support.registers import kind

LINE, DRAFT, DOUBTED = (record_of(OWN, name) for name in ("line", "a draft", "a doubted line"))
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
        (DOUBTED, "press-line", {**usual, "text": "All goals were agreed.", "rests_on": []}),
        (DOUBTED, "line-cleared", {"clearer": "Press desk", "what": "cleared"}),
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


def a_desk(name: str) -> Post:
    """A post whose holders clear lines; made once for all tests."""
    found = Post.objects.filter(name=name).first()
    if found is None:
        found = changes.make_post(name, KEEPER)
        changes.grant("press-officer", found, KEEPER, clock.today(), place=record_of(OWN, "partnership"))
    return found


CLEARANCE = record_of(OWN, "said of a line 4")
CORRECT = f"/fact/{CLEARANCE}/correct/"
WITHDRAWN = {"act": "withdraw", "reason.lines.0.text": "a slip", "reason.lines.0.language": "en"}


def corrected(clearer: str) -> dict[str, str]:
    said = {**WITHDRAWN, "act": "correct", "keep.0": "none", "source": record_of(OWN, "source")}
    return {**said, "c.clearer": clearer, "c.what": "refused", "as_of": "2016-11-15T09:00Z"}


def test_a_clearance_is_corrected_and_withdrawn_only_by_who_may_give_it() -> None:
    place = record_of(OWN, "partnership")
    press, other = a_desk("Press desk"), a_desk("Other desk")
    officer, stranger = a_person("Leyla B", posts=[press]), a_person("Murad B", posts=[other])
    coordinator = a_person("Rauf B", roles=[("coordinator", place)])
    for person in (coordinator, stranger):
        tab = signed_in(person)
        assert CORRECT not in page(person, f"/fact/{CLEARANCE}/")
        for form_sent in (WITHDRAWN, corrected("Press desk"), corrected("Other desk")):
            assert tab.post(CORRECT, form_sent).status_code == 403
    assert CORRECT in page(officer, f"/fact/{CLEARANCE}/")
    assert signed_in(officer).post(CORRECT, corrected("Other desk")).status_code == 403, "in another's name"
    assert "All goals were agreed." in page().partition("Not to be said")[0]
    assert signed_in(officer).post(CORRECT, corrected("Press desk")).status_code == 303
    assert "All goals were agreed." in page().partition("Not to be said")[2]


def test_only_a_press_officer_clears_and_only_for_a_post_that_is_his() -> None:
    place = record_of(OWN, "partnership")
    address = f"/record/?kind=line-cleared&scope={place}"
    officer = a_person("Leyla", posts=[a_desk("Press desk")])
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
