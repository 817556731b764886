"""Tokens: programs read what their person may see, record where it may, and come near no account."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from servanda import register
from servanda.accounts import changes
from servanda.accounts.models import Feed, Person, Token
from servanda.kernel.standpoint import Standpoint
from servanda.outbox.models import Follow
from tests.access.addresses import address, names
from tests.access.register import OTHER, OWN, record_of
from tests.support.people import KEEPER, a_person, signed_in

HIDDEN = "hiddenword{}2"  # restricted to A


def program(person: Person, **limits: Any) -> tuple[Client, Token]:
    """A program with a token, which checks forgery as a browser's forms are checked."""
    token, told = changes.make_token(person, "program", KEEPER, days=9, **limits)
    return Client(enforce_csrf_checks=True, HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {told}"), token


def page_of(place: str) -> str:
    """The page on which a hidden statement stands."""
    return f"/objective/{record_of(place, 'objective')}/"


def statement(place: str) -> dict[str, str]:
    """A form that records a statement."""
    return {
        "c.topic": "progress", "c.text.lines.0.text": "said", "c.text.lines.0.language": "en", "as_of": "2016-11-20",
        "about": record_of(place, "objective"), "source": record_of(place, "source"),
    }  # fmt: skip


def form(place: str) -> str:
    """The address of the form."""
    return f"/record/?kind=statement&scope={record_of(place, 'partnership')}"


def test_a_token_reads_what_its_person_may_see_and_records_nothing(aysel: Person) -> None:
    client, token = program(aysel)
    answer = client.get(page_of(OWN))
    assert HIDDEN.format("own") in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert client.post(form(OWN), statement(OWN)).status_code == 403
    token.refresh_from_db()
    assert token.last_used is not None


def test_a_token_that_may_record_does_so_in_its_persons_name_where_the_person_may(aysel: Person) -> None:
    client, _token = program(aysel, may_write=True)
    before = register.resolve(Standpoint()).tick
    assert client.post(form(OTHER), statement(OTHER)).status_code == 403
    assert register.resolve(Standpoint()).tick == before
    assert client.post(form(OWN), statement(OWN)).status_code == 303
    assert register.resolve(Standpoint()).tick > before


def test_a_token_of_one_partnership_reads_elsewhere_as_anyone_does(aysel: Person) -> None:
    client, _token = program(aysel, may_write=True, place=record_of(OTHER, "partnership"))
    assert HIDDEN.format("other") in client.get(page_of(OTHER)).content.decode()
    assert HIDDEN.format("own") not in client.get(page_of(OWN)).content.decode()
    for path in ("/search/?q=hiddenword", "/items/", "/items/items.csv", "/portfolio/", "/source/"):
        assert "hiddenwordo" not in client.get(path).content.decode()
    assert client.post(form(OWN), statement(OWN)).status_code == 403


def test_a_token_opens_nothing_about_accounts(aysel: Person) -> None:
    changes.grant("administrator", aysel, KEEPER, timezone.localdate())
    client, _token = program(aysel, may_write=True)
    for name in names():
        path = address(name, OWN)
        if path.startswith("/account/"):
            assert client.get(path).status_code == client.post(path).status_code == 403, name
    a_person("Bob")
    people = f"/partnership/{record_of(OWN, 'partnership')}/people/"
    for path, act in (("/people/", "invite"), (f"/people/person/{aysel.id}/", "close"), (people, "grant")):
        answer = client.post(path, {"act": act, "name": "x", "email": "bob@example.org", "role": "chair"})
        assert answer.status_code == 403, path
    assert Person.objects.filter(is_active=True).count() == 2


@pytest.mark.parametrize("ending", ["revoked", "expired", "closed", "unknown", "empty"])
def test_a_token_that_is_no_longer_good_opens_not_even_what_is_public(aysel: Person, ending: str) -> None:
    client, token = program(aysel)
    if ending == "revoked":
        changes.revoke(token, KEEPER)
    elif ending == "expired":
        Token.objects.update(expires=timezone.now() - timedelta(seconds=1))
    elif ending == "closed":
        changes.close(aysel, KEEPER)
    else:
        client.defaults["HTTP_AUTHORIZATION"] = "Bearer srv_x" if ending == "unknown" else "Bearer "
    answer = client.get("/")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_session_beside_a_token_adds_nothing(aysel: Person) -> None:
    chief = a_person("Chief", roles=[("administrator", "")])
    tab = signed_in(chief)
    _client, _token = program(aysel)
    tab.defaults["HTTP_AUTHORIZATION"] = _client.defaults["HTTP_AUTHORIZATION"]
    assert tab.get("/people/").status_code == 403


def test_what_a_clearance_no_longer_covers_a_token_no_longer_reads(aysel: Person) -> None:
    client, _token = program(aysel)
    from servanda.accounts import listing

    for held in listing.held_by(timezone.localdate(), person=aysel):
        if held.kind == "clearance":
            changes.withdraw(held.given, KEEPER)
    assert HIDDEN.format("own") not in client.get(page_of(OWN)).content.decode()


def test_a_token_is_made_on_ones_own_page_shown_once_and_ended(aysel: Person) -> None:
    tab = signed_in(aysel)
    made = {"act": "token", "name": "nightly", "scope": "record", "place": "own-partnership", "days": "30"}
    page = tab.post("/account/", made).content.decode()
    (told,) = {part.split("<")[0] for part in page.split("<code>")[1:]}
    token = Token.objects.get()
    assert (token.may_write, token.place) == (True, record_of(OWN, "partnership"))
    assert told not in tab.get("/account/").content.decode()
    assert Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {told}").get("/").status_code == 200
    for wrong in ({"days": "0"}, {"days": "x"}, {"name": " "}, {"place": "nowhere"}):
        assert "nightly" in tab.post("/account/", {**made, **wrong}).content.decode()
    assert Token.objects.count() == 1
    assert tab.post("/account/", {"act": "revoke", "token": token.id}).status_code == 303
    token.refresh_from_db()
    assert token.revoked is not None


def test_a_token_opens_no_desk_follows_nothing_and_makes_no_address_that_would_outlive_it(aysel: Person) -> None:
    client, _token = program(aysel, may_write=True)
    assert client.get("/desk/").status_code == 403
    path = f"/follow/{record_of(OWN, 'partnership')}/"
    assert client.get(path).status_code == 200
    for act in ("follow", "feed"):
        assert client.post(path, {"act": act, "reader": "restricted"}).status_code == 403
    assert not Feed.objects.exists()
    assert not Follow.objects.exists()
