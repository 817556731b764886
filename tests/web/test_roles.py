"""Roles at the doors: who records what where, and the pages on which roles are given and taken."""

import re
from datetime import timedelta
from typing import Any

import pytest

from servanda import register
from servanda.accounts import changes, listing
from servanda.accounts.models import Grant, Person
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register.reading import statements
from tests.access.register import OTHER, OWN, record_of
from tests.support.databases import Database
from tests.support.people import KEEPER, a_person, signed_in


def statement(place: str, about: str = "objective", **more: str) -> dict[str, str]:
    """A form that records a statement."""
    return {
        "c.topic": "progress",
        "c.text.lines.0.text": "it was said",
        "c.text.lines.0.language": "en",
        "about": record_of(place, about),
        "as_of": "2016-11-20",
        "source": record_of(place, "source"),
        **more,
    }


def form(place: str, kind: str = "statement") -> str:
    """The address of a form."""
    return f"/record/?kind={kind}&scope={record_of(place, 'partnership')}"


def entry_at(answer: Any) -> Any:
    """The entry that was recorded, by the address that one is led to."""
    assert answer.status_code == 303, re.findall(r'class="what">([^<]+)', answer.content.decode())
    ident = answer["Location"].strip("/").split("/")[-1]
    return statements.statement(ident, register.resolve(Standpoint())).entry


def test_what_is_recorded_bears_the_person_and_the_post_that_gave_the_right(two: Database) -> None:
    desk = changes.make_post("Planning desk", KEEPER)
    changes.grant("contributor", desk, KEEPER, clock.today(), place=record_of(OWN, "partnership"))
    person = a_person("Aysel", posts=[desk])
    page = signed_in(person).get(form(OWN)).content.decode()
    assert "Recorded by you, Aysel." in page
    assert 'name="who"' not in page
    entry = entry_at(signed_in(person).post(form(OWN), statement(OWN, who="Somebody else")))
    assert entry.actor == f"pages: Aysel ({person.id[:8]})"
    assert entry.on_behalf_of == "Planning desk"


@pytest.mark.parametrize(
    ("role", "at", "about", "kind", "status"),
    [
        ("contributor", "partnership", "objective", "statement", 303),
        ("contributor", "plan", "objective", "statement", 403),
        ("contributor", "package", "objective", "statement", 303),
        ("contributor", "objective", "objective", "statement", 303),
        ("contributor", "objective", "package", "statement", 403),
        ("delegate", "partnership", "objective", "statement", 303),
        ("reader", "partnership", "objective", "statement", 403),
        ("auditor", "partnership", "objective", "statement", 403),
        ("assessor", "partnership", "plan", "step", 403),
        ("chair", "partnership", "plan", "step", 303),
    ],
)
def test_a_role_reaches_what_lies_in_its_place(
    two: Database, role: str, at: str, about: str, kind: str, status: int
) -> None:
    person = a_person("Aysel", roles=[(role, record_of(OWN, at))])
    typed = statement(OWN, about, **({"c.step": "in-force"} if kind == "step" else {}))
    if kind == "step":
        typed = {key: value for key, value in typed.items() if not key.startswith(("c.topic", "c.text"))}
    answer = signed_in(person).post(form(OWN, kind), typed)
    assert answer.status_code == status, re.findall(r'class="what">([^<]+)', answer.content.decode())


def test_what_lies_in_anothers_plan_is_not_reached_by_naming_ones_own_partnership(two: Database) -> None:
    tab = signed_in(a_person("Aysel", roles=[("coordinator", record_of(OWN, "partnership"))]))
    before = register.resolve(Standpoint()).tick
    elsewhere = {**statement(OWN), "about": record_of(OTHER, "objective")}
    assert tab.post(form(OWN), elsewhere).status_code == 403
    assert tab.post(form(OTHER), statement(OTHER)).status_code == 403
    assert register.resolve(Standpoint()).tick == before


def test_an_objective_is_not_put_into_anothers_package(two: Database) -> None:
    tab = signed_in(a_person("Aysel", roles=[("coordinator", record_of(OWN, "partnership"))]))
    goal = {
        "about": "new",
        "c.text.lines.0.text": "mine",
        "c.text.lines.0.language": "en",
        "source": record_of(OWN, "source"),
    }
    assert tab.post(form(OWN, "objective"), {**goal, "c.of": record_of(OTHER, "package")}).status_code == 403
    assert tab.post(form(OWN, "objective"), {**goal, "c.of": record_of(OWN, "package")}).status_code == 303


def test_one_corrects_ones_own_and_a_coordinator_corrects_all(two: Database) -> None:
    here = record_of(OWN, "partnership")
    aysel, bob = (a_person(name, roles=[("contributor", here)]) for name in ("Aysel", "Bob"))
    boss = a_person("Boss", roles=[("coordinator", here)])
    entry = entry_at(signed_in(aysel).post(form(OWN), statement(OWN)))
    path = f"/fact/{entry.id}/correct/"
    withdrawal = {"act": "withdraw", "reason.lines.0.text": "wrong", "reason.lines.0.language": "en"}
    for person, sees in ((aysel, True), (bob, False), (boss, True)):
        page = signed_in(person).get(f"/fact/{entry.id}/").content.decode()
        assert ("Correct this statement" in page) is sees
    assert signed_in(bob).get(path).status_code == 200, "the form may be looked at"
    assert signed_in(bob).post(path, withdrawal).status_code == 403
    assert signed_in(aysel).post(path, withdrawal).status_code == 303
    other = entry_at(signed_in(bob).post(form(OWN), statement(OWN)))
    assert signed_in(boss).post(f"/fact/{other.id}/correct/", withdrawal).status_code == 303


def test_the_setting_that_closes_the_pages_closes_them_for_every_role(
    two: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = signed_in(a_person("Aysel", roles=[("coordinator", "")]))
    assert tab.get(form(OWN)).status_code == 200
    monkeypatch.setenv("SERVANDA_PAGES_WRITE", "0")
    assert tab.get(form(OWN)).status_code == 403
    monkeypatch.setenv("SERVANDA_PAGES_WRITE", "1")
    assert signed_in(None).get(form(OWN)).status_code == 303, "accounts are asked, whatever the setting opens"


def test_a_brief_is_issued_by_whoever_may_and_kept_to_the_byte(two: Database) -> None:
    desk = changes.make_post("Press desk", KEEPER)
    changes.grant("press-officer", desk, KEEPER, clock.today(), place=record_of(OWN, "partnership"))
    tab, path = signed_in(a_person("Aysel", posts=[desk])), f"/partnership/{record_of(OWN, 'partnership')}/"
    assert f'href="{path}issue/"' in tab.get(path).content.decode()
    assert f'href="{path}issue/"' not in signed_in(a_person("Bob")).get(path).content.decode()
    entry = entry_at(tab.post(f"{path}issue/", {"form": "text"}))
    assert (entry.kind, entry.on_behalf_of, entry.marking.text) == ("issued", "Press desk", "public")
    assert tab.get(f"/fact/{entry.id}/issued/").content == entry.payload.issued_bytes()
    assert "hiddenword" not in entry.payload.issued_bytes().decode()
    assert tab.post(f"{path}issue/", {"form": "stone"}).status_code == 400
    assert tab.post(f"/partnership/{record_of(OTHER, 'partnership')}/issue/", {"form": "text"}).status_code == 403


def test_a_coordinator_gives_and_takes_roles_in_the_own_partnership_only(two: Database) -> None:
    here, there = record_of(OWN, "partnership"), record_of(OTHER, "partnership")
    tab, aysel = signed_in(a_person("Boss", roles=[("coordinator", here)])), a_person("Aysel")
    path = f"/partnership/{here}/people/"
    grant = {"act": "grant", "email": "AYSEL@example.org", "role": "assessor", "place": here, "until": "2030"}
    assert tab.post(path, grant).status_code == 303
    (held,) = listing.held_by(clock.today(), person=aysel)
    assert str(held.given.until) == "2030-12-31"
    page = tab.get(path).content.decode()
    assert "Assessor" in page
    assert "Aysel" in page
    for more in ({"place": there}, {"role": "administrator"}, {"email": "boss@example.org"}, {"role": "king"}):
        answer = tab.post(path, {**grant, **more})
        assert answer.status_code in (200, 403), more
        assert len(listing.held_by(clock.today(), person=aysel)) == 1
    assert tab.get(f"/partnership/{there}/people/").status_code == 403
    number = str(held.number)
    elsewhere = changes.grant("chair", aysel, KEEPER, clock.today(), place=there)
    assert tab.post(path, {"act": "withdraw", "kind": "grant", "number": str(elsewhere.pk)}).status_code == 200
    cleared = changes.clear("secret", ("A",), aysel, KEEPER, clock.today())
    assert tab.post(path, {"act": "withdraw", "kind": "clearance", "number": str(cleared.pk)}).status_code == 200
    assert tab.post(path, {"act": "withdraw", "kind": "grant", "number": number, "reason": "moved"}).status_code == 303
    assert {one.kind for one in listing.held_by(clock.today(), person=aysel)} == {"grant", "clearance"}
    assert "What was done" not in tab.get(path).content.decode(), "a coordinator is no auditor"
    auditor = signed_in(a_person("Audra", roles=[("auditor", here)]))
    told = auditor.get(path).content.decode()
    assert "because: moved" in told
    assert "role: chair" not in told, "what was given elsewhere is not told here"
    assert auditor.get("/people/log/").status_code == 403
    assert signed_in(aysel).get(path).status_code == 403


def test_an_administrator_keeps_people_and_posts_and_gives_himself_nothing(two: Database) -> None:
    chief = a_person("Chief", roles=[("administrator", "")])
    tab, here = signed_in(chief), record_of(OWN, "partnership")
    shown = tab.post("/people/", {"act": "invite", "name": "Aysel", "email": "aysel@example.org"}).content.decode()
    assert re.search(r"/account/invitation/srv_[\w-]+/", shown)
    assert "srv_" not in tab.get("/people/").content.decode(), "shown once"
    assert tab.post("/people/", {"act": "invite", "name": "A", "email": "aysel@example.org"}).status_code == 200
    aysel = Person.objects.get(email="aysel@example.org")
    assert tab.post("/people/", {"act": "post", "post": "Desk"}).status_code == 303
    desk = listing.posts()[0]
    page = f"/people/person/{aysel.id}/"
    for typed in (
        {"act": "grant", "role": "chair", "place": "own-partnership"},
        {"act": "clear", "level": "restricted", "groups": "A, C"},
        {"act": "hold", "post": desk.id, "since": "2020-01-01"},
    ):
        assert tab.post(page, typed).status_code == 303, typed
    assert tab.post(f"/people/post/{desk.id}/", {"act": "clear", "level": "secret"}).status_code == 303
    told = tab.get(page).content.decode()
    for words in ("Chair", "restricted (A, C)", "Desk", "cleared", "role given"):
        assert words in told, words
    assert tab.post(page, {"act": "close"}).status_code == 303
    assert not Person.objects.get(pk=aysel.pk).is_active
    assert tab.post(page, {"act": "open"}).status_code == 303
    own = f"/people/person/{chief.id}/"
    for typed in (
        {"act": "grant", "role": "coordinator", "place": here},
        {"act": "clear", "level": "secret"},
        {"act": "hold", "post": desk.id},
    ):
        assert tab.post(own, typed).status_code in (200, 403)
    (held,) = listing.held_by(clock.today(), person=chief)
    assert isinstance(held.given, Grant)
    assert held.given.role == "administrator"


@pytest.mark.parametrize("days", [0, 1])
def test_an_administrator_gives_nothing_to_a_post_that_he_holds_or_will(two: Database, days: int) -> None:
    chief, desk = a_person("Chief", roles=[("administrator", "")]), changes.make_post("Desk", KEEPER)
    changes.hold(chief, desk, KEEPER, clock.today() + timedelta(days=days))
    page = f"/people/post/{desk.id}/"
    for typed in (
        {"act": "grant", "role": "coordinator", "place": record_of(OWN, "partnership")},
        {"act": "clear", "level": "secret"},
    ):
        assert signed_in(chief).post(page, typed).status_code == 403
    other = signed_in(a_person("Other", roles=[("administrator", "")]))
    assert other.post(page, {"act": "clear", "level": "secret"}).status_code == 303


def test_a_cleared_person_reads_by_the_clearance_and_can_look_as_anyone_does(two: Database) -> None:
    tab = signed_in(a_person("Aysel", cleared=[("restricted", ("A",))]))
    path = f"/objective/{record_of(OWN, 'objective')}/"
    page = tab.get(path).content.decode()
    assert "hiddenwordown2" in page
    assert "hiddenwordown3" not in page
    assert '<option value="restricted" selected>restricted, A</option>' in page
    plain = tab.get(f"{path}?reader=anyone").content.decode()
    assert "hiddenwordown" not in plain
    assert "reader=anyone" in plain, "the links go on as anyone"
    assert tab.get(f"{path}?reader=secret").content.decode().count("hiddenwordown4") == 0


def test_why_tells_the_rules_of_seeing_and_doing_and_names_no_hidden_thing(two: Database) -> None:
    here = record_of(OWN, "partnership")
    tab = signed_in(a_person("Aysel", roles=[("contributor", here)], cleared=[("restricted", ("A",))]))
    page = tab.get(f"/why/?address=/objective/{record_of(OWN, 'objective')}/").content.decode()
    assert "You are cleared for “restricted” and belong to: A." in page
    assert "The right to import a file goes with the role: Coordinator." in page
    assert "The role “Contributor” is held for this place since" in page
    hidden = tab.get(f"/why/?address=/objective/{record_of(OWN, 'goal 4')}/").content.decode()
    absent = tab.get(f"/why/?address=/objective/{'0' * 32}/").content.decode()
    assert hidden.replace(record_of(OWN, "goal 4"), "") == absent.replace("0" * 32, "")
    nobody = signed_in(None).get("/why/?address=/record/").content.decode()
    assert "You are not signed in." in nobody
    assert "reads what is public, and records nothing" in nobody
