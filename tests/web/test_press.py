"""The page of lines for outside: what may be said stands first, with a paragraph to copy; clearing needs the role."""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from servanda import register
from servanda.accounts import changes
from servanda.accounts.models import Post
from servanda.ledger import clock
from servanda.register import Draft
from tests.access.register import OPENED, OTHER, OWN, build, cited, record_of
from tests.support.databases import Databases
from tests.support.people import KEEPER, a_person, signed_in
from tests.support.registers import an_id, kind

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
    assert "Open line of OTHER." in said
    assert "41 goals" not in said
    assert "Open line of OWN." not in said


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


def test_a_line_that_waits_is_on_the_desk_of_who_clears_it_and_of_nobody_else() -> None:
    place, waits = record_of(OWN, "partnership"), f"/press/#line-{DRAFT}"
    officer = a_person("Leyla H", posts=[a_desk("Press desk")])
    told = page(officer, "/desk/")
    assert waits in told
    assert "There are 41 goals." in told
    assert "not cleared yet by Press desk" in told
    of_another_post = a_person("Murad H", posts=[a_desk("Other desk")])
    without_the_role = a_person("Press desk", roles=[("coordinator", place)])
    elsewhere = a_person("Aysu", roles=[("press-officer", record_of(OTHER, "partnership"))])
    for person in (of_another_post, without_the_role, elsewhere):
        assert waits not in page(person, "/desk/")


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


def test_nobody_clears_in_the_name_of_a_post_by_being_called_so() -> None:
    place = record_of(OWN, "partnership")
    address = f"/record/?kind=line-cleared&scope={place}"
    a_desk("Press desk")
    tab = signed_in(a_person("Samir P", roles=[("press-officer", place)]))
    told = tab.post(reverse("me"), {"act": "rename", "name": "press  DESK", "language": ""}).content.decode()
    assert "A post or another person bears the name" in told
    assert tab.post(reverse("me"), {"act": "rename", "name": "Samir Q", "language": ""}).status_code == 303
    namesake = changes.create("namesake@example.org", "Press desk", KEEPER)
    changes.grant("press-officer", namesake, KEEPER, clock.today(), place=place)
    assert signed_in(namesake).post(address, form("Press desk")).status_code == 403


FORM = f"/record/?kind=press-line&scope={record_of(OWN, 'partnership')}"
TALLY, STRENGTH = record_of(OWN, "the tally"), record_of(OWN, "the strength")


def line(words: str, *ticked: str, **more: str) -> dict[str, str]:
    """A form of a line filled in."""
    facts = {f"c.rests_on.{number}": one for number, one in enumerate(ticked)}
    said = {"c.text.lines.0.text": words, "c.text.lines.0.language": "en", "c.audience": "press", "about": "new"}
    where = {"as_of": "2016-11-16T10:00Z", "source": record_of(OWN, "source"), "c.clearers.0": "Press office"}
    return {**said, **where, "c.partnership": record_of(OWN, "partnership"), **facts, **more}


def box(entry: str, *, ticked: bool) -> str:
    return f'value="{entry}"{" checked" if ticked else ""}>'


def test_facts_are_ticked_by_what_they_say_and_narrowed_by_a_word() -> None:
    officer = a_person("Leyla C", posts=[a_desk("Press desk")])
    every = page(officer, FORM)
    assert box(TALLY, ticked=False) in every
    assert box(STRENGTH, ticked=False) in every
    assert record_of(OWN, "said of a line 0") not in every, "a line rests on no line"
    narrowed = page(officer, f"{FORM}&find=41")
    assert box(TALLY, ticked=False) in narrowed
    assert box(STRENGTH, ticked=False) not in narrowed
    typed = line("Half a sentence", STRENGTH, find="41", found="")
    kept = signed_in(officer).post(FORM, {**typed, "more": "c.rests_on"}).content.decode()
    assert box(STRENGTH, ticked=True) in kept
    assert "Half a sentence" in kept
    entered = signed_in(officer).post(FORM, typed)
    assert entered.status_code == 200, "Enter in the field that narrows records nothing"


def test_a_fact_leads_to_the_form_with_itself_ticked_and_words_proposed() -> None:
    officer = a_person("Leyla D", posts=[a_desk("Press desk")])
    fact = page(officer, f"/fact/{TALLY}/")
    assert "Say this to the press" in fact
    assert "Say this to the press" not in page(None, f"/fact/{TALLY}/")
    asked = fact.partition("Say this to the press")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    form_shown = page(officer, asked)
    assert box(TALLY, ticked=True) in form_shown
    words = html.unescape(form_shown.partition('name="c.text.lines.0.text"')[2].partition(">")[2].partition("<")[0])
    assert "41" in words
    assert "15 November 2016" in words
    assert "Press, “Report of OWN”" in words
    checked = signed_in(officer).post(FORM, line(words, TALLY, act="check")).content.decode()
    assert "Every figure has its date, and a fact gives it." in checked


def test_a_line_is_warned_of_before_it_is_drafted_and_drafted_when_it_is_sent_once_more() -> None:
    tab = signed_in(a_person("Leyla E", posts=[a_desk("Press desk")]))
    for act in ("check", "record"):
        told = tab.post(FORM, line("There are 41 goals and 17 wishes.", TALLY, act=act)).content.decode()
        assert "The figure 41 would lose its date" in told
        assert "No fact that the line rests on gives the figure 17." in told
        assert "17 wishes" not in page()
    token = told.partition('name="warned" value="')[2].partition('"')[0]
    other = tab.post(FORM, line("There are 41 goals and 18 wishes.", TALLY, act="record", warned=token))
    assert other.status_code == 200, "of other words it is warned anew"
    drafted = tab.post(FORM, line("There are 41 goals and 17 wishes.", TALLY, act="record", warned=token))
    assert drafted.status_code == 303
    assert drafted["Location"].startswith(f"/partnership/{record_of(OWN, 'partnership')}/press/#line-")
    assert "17 wishes" in page()
    assert "Press office: no answer" in page()


def test_a_date_that_no_fact_gives_is_no_figure() -> None:
    tab = signed_in(a_person("Leyla G", posts=[a_desk("Press desk")]))
    told = tab.post(FORM, line("We met on 30 June 2025, and on 3 iyul.", TALLY, act="check")).content.decode()
    assert "No fact that the line rests on gives" not in told


def test_a_fact_that_is_not_there_cannot_be_ticked() -> None:
    tab = signed_in(a_person("Leyla F", posts=[a_desk("Press desk")]))
    for entry in (an_id("nothing"), "none"):
        told = tab.post(FORM, line("Words alone.", entry, act="record")).content.decode()
        assert "A fact that was ticked is not seen here" in told
        assert "Words alone." not in page()
