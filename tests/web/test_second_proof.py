"""The second proof in process: codes of an app, recovery codes; and what the database holds of them."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from servanda.accounts import changes, listing, policy, roles
from servanda.accounts.models import Person
from servanda.accounts.people import who_is
from servanda.accounts.policy import EVERYWHERE
from servanda.errors import UsageError
from servanda.ledger import clock
from servanda.settings import second_proof
from tests.support.databases import Database, Databases
from tests.support.people import KEEPER, PASSWORD, a_person, signed_in

SIGN_IN = "/account/sign-in/"
RESTS = "rests until you have set up a second proof"


@pytest.fixture
def people(databases: Databases, settings: Any) -> Iterator[Database]:
    """A register with one person who has a password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["localhost"]
    with databases.fresh("sqlite", "one person", lambda: a_person("Aysel", password=PASSWORD)) as fresh:
        yield fresh


def code_of(secret: str, steps: int = 0) -> str:
    """The code that an app shows for a secret, some half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def signed(tab: Client) -> bool:
    """Whether the browser is signed in."""
    return "_auth_user_id" in tab.session


def typed(tab: Client, **fields: str) -> Any:
    """Send the form of signing in."""
    return tab.post(SIGN_IN, {"login": "aysel@example.org", "password": PASSWORD, **fields})


def with_an_app() -> tuple[str, list[str]]:
    """Begin to use an app; gives its secret and the recovery codes."""
    tab = Client(HTTP_HOST="localhost")
    typed(tab)
    begin = "/account/factors/codes/on/"
    assert tab.get(begin)["Location"].startswith("/account/confirm/"), "is it still you?"
    assert "Wait five minutes" not in tab.post("/account/confirm/", {"password": "wrong"}).content.decode()
    assert tab.get(begin).status_code == 302
    tab.post("/account/confirm/", {"password": PASSWORD, "next": begin})
    page = tab.get(begin).content.decode()
    secret = re.findall(r"<code>(\w+)</code>", page)[0]
    assert "not in use" in tab.get("/account/factors/").content.decode()
    assert tab.post(begin, {"code": "000000"}).status_code == 200
    codes = tab.post(begin, {"code": code_of(secret)}, follow=True).content.decode()
    return secret, re.findall(r"<li><code>([^<]+)</code>", codes)


def test_the_password_alone_is_not_enough_any_longer(people: Database) -> None:
    secret, recovery = with_an_app()
    assert len(recovery) == 10
    tab = Client(HTTP_HOST="localhost")
    assert typed(tab)["Location"] == "/account/factors/sign-in/"
    assert not signed(tab)
    assert tab.get("/account/")["Location"].startswith(SIGN_IN)
    assert tab.post("/account/factors/sign-in/", {"code": "000000"}).status_code == 200
    assert not signed(tab)
    assert tab.post("/account/factors/sign-in/", {"code": code_of(secret, 1)}).status_code == 302
    assert signed(tab)


def test_an_administrators_office_rests_until_a_second_proof_is_set_up(people: Database, settings: Any) -> None:
    aysel = Person.objects.get()
    changes.grant("administrator", aysel, KEEPER, clock.today())
    tab = signed_in(aysel)
    assert tab.get("/people/").status_code == 200, "nobody is made to, on one's own machine"
    settings.SERVANDA_SECOND_PROOF = "administrators"
    refused = tab.get("/people/")
    assert (refused.status_code, "set up a second proof" in refused.content.decode()) == (403, True)
    assert "Set up a second proof: on the page under your name" in refused.content.decode()
    assert tab.get("/people/audit/").status_code == 403
    assert tab.get("/account/factors/").status_code == 200
    assert RESTS in tab.get("/account/").content.decode()
    who = who_is(aysel, clock.today())
    answers = (
        policy.may(who, roles.ADMINISTER, EVERYWHERE, clock.today()),  # as servanda account why asks
        policy.holds(who, ["administrator"], EVERYWHERE, clock.today()),
    )
    assert [(one.allowed, one.rests) for one in answers] == [(False, True)] * 2
    with_an_app()
    assert tab.get("/people/").status_code == 200
    assert RESTS not in tab.get("/account/").content.decode()
    Authenticator.objects.exclude(type="recovery_codes").delete()
    assert tab.get("/people/").status_code == 403, "recovery codes alone are none"


def test_whoever_signs_in_by_the_office_alone_is_told_to_set_a_password_before_a_second_proof(people: Database) -> None:
    aysel = Person.objects.get()
    aysel.set_unusable_password()
    aysel.save()
    tab, begin = signed_in(aysel), "/account/factors/codes/on/"
    assert tab.get(begin).status_code == 403, "nobody can be asked whether it is still she"
    page = tab.get("/account/factors/").content.decode()
    assert "Set a password first" in page
    first = "/account/password/first/"
    assert first in page
    tab.post(first, {"password1": PASSWORD, "password2": PASSWORD})
    assert tab.get(begin)["Location"].startswith("/account/confirm/")
    assert "Set a password first" not in tab.get("/account/factors/").content.decode()


@pytest.mark.parametrize(
    ("said", "address", "who"),
    [
        ("", "", "nobody"),
        ("", "http://register.example", "nobody"),
        ("", "https://register.example", "administrators"),
        ("nobody", "https://register.example", "nobody"),
        ("administrators", "", "administrators"),
    ],
)
def test_who_is_made_to_follows_from_the_address_unless_it_is_said(said: str, address: str, who: str) -> None:
    assert second_proof(said, address) == who
    with pytest.raises(UsageError, match="neither"):
        second_proof("everyone", address)


def test_a_recovery_code_is_good_once(people: Database) -> None:
    _secret, recovery = with_an_app()
    for expected in (True, False):
        tab = Client(HTTP_HOST="localhost")
        typed(tab)
        tab.post("/account/factors/sign-in/", {"code": recovery[0]})
        assert signed(tab) is expected


def test_the_secrets_are_of_no_use_to_whoever_reads_the_database(people: Database, settings: Any) -> None:
    secret, recovery = with_an_app()
    held = str([one.data for one in Authenticator.objects.all()])
    assert secret not in held
    assert recovery[0] not in held
    settings.SECRET_KEY = "another key"
    tab = Client(HTTP_HOST="localhost", raise_request_exception=False)
    typed(tab)
    tab.post("/account/factors/sign-in/", {"code": code_of(secret, 1)})
    assert not signed(tab)


def test_the_app_is_given_up_after_showing_that_it_is_still_you(people: Database) -> None:
    secret, _recovery = with_an_app()
    tab = Client(HTTP_HOST="localhost")
    typed(tab)
    tab.post("/account/factors/sign-in/", {"code": code_of(secret, 1)})
    end = "/account/factors/codes/off/"
    where = tab.get(end)["Location"]
    assert "confirm" in where
    tab.post("/account/confirm/", {"password": PASSWORD, "next": end})
    assert "Stop using it" in tab.get(end).content.decode()
    assert tab.post(end).status_code == 302
    assert not Authenticator.objects.filter(type="totp").exists()
    assert Person.objects.get().is_active
    told = [(act.what, act.detail["of"]) for act in listing.acts() if "proof" in act.what]
    assert sorted(told) == [
        ("proof added", "codes of an app"),
        ("proof added", "recovery codes"),
        ("proof removed", "codes of an app"),
        ("proof removed", "recovery codes"),
    ]
