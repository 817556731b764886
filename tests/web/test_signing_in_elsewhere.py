"""Signing in with the office's own sign-in (OpenID Connect), against a real provider of the test's own."""

import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage
from typing import IO, Any

import pytest
from django.test import Client

from servanda.accounts import changes
from servanda.accounts.models import Person
from servanda.errors import UsageError
from servanda.settings import oidc_apps
from tests.support.databases import Database
from tests.support.oidc import CLIENT, SECRET, Provider, providing
from tests.support.people import KEEPER, a_person

BEGIN = "/account/elsewhere/office/"
AYSEL = {"sub": "42", "email": "Aysel@Example.org", "email_verified": True, "name": "A. Quliyeva"}


@pytest.fixture
def office(sqlite_database: Database, settings: Any) -> Iterator[Provider]:
    """A provider that knows Aysel, and pages that know it."""
    settings.ALLOWED_HOSTS = ["localhost"]
    with providing(dict(AYSEL)) as provider:
        own = {"ISSUER": provider.address, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "the ministry"}
        environment = {f"SERVANDA_OIDC_{name}": value for name, value in own.items()}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps(environment)}}
        yield provider


class _NoFollowing(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Stay, so that the test carries the address over itself."""


def through(tab: Client, alter: Any = lambda path: path) -> Any:
    """Go to the provider and come back, as a browser does."""
    there = tab.post(BEGIN)
    assert there.status_code == 302, there.content.decode()[:500]
    try:
        urllib.request.build_opener(_NoFollowing).open(there["Location"], timeout=10)
    except urllib.error.HTTPError as answer:
        back = answer.headers["Location"]
        answer.close()
    return tab.get(alter(back.removeprefix("http://localhost")))


def person_in(tab: Client) -> str:
    """The identifier of the person signed in."""
    return str(tab.session.get("_auth_user_id", ""))


def test_someone_with_an_account_under_that_address_is_signed_in(office: Provider) -> None:
    person = a_person("Aysel")
    tab = Client(HTTP_HOST="localhost")
    assert "Sign in with the ministry" in tab.get("/account/sign-in/").content.decode()
    assert through(tab).status_code == 302
    assert person_in(tab) == person.id
    assert Person.objects.get().name == "Aysel", "what the other side calls a person changes nothing here"
    assert "/keys" in office.asked or "/userinfo" in office.asked


def test_once_known_a_person_is_known_by_the_other_sides_own_name_for_him(office: Provider) -> None:
    person = a_person("Aysel")
    through(Client(HTTP_HOST="localhost"))
    office.person["email"] = "married@example.org"
    tab = Client(HTTP_HOST="localhost")
    through(tab)
    assert person_in(tab) == person.id
    assert Person.objects.count() == 1


@pytest.mark.parametrize("told", [{"email": "bob@example.org"}, {"email_verified": False}, {"email": ""}])
def test_nobody_else_is_signed_in_and_no_account_is_made(office: Provider, told: dict[str, Any]) -> None:
    a_person("Aysel")
    office.person.update(told)
    tab = Client(HTTP_HOST="localhost")
    answer = through(tab)
    assert answer.status_code == 403
    assert "no account here for the address" in answer.content.decode()
    assert person_in(tab) == ""
    assert Person.objects.count() == 1


def test_a_closed_account_stays_closed(office: Provider) -> None:
    person = a_person("Aysel")
    through(Client(HTTP_HOST="localhost"))
    changes.close(person, KEEPER)
    tab = Client(HTTP_HOST="localhost")
    through(tab)
    assert person_in(tab) == ""


@pytest.mark.parametrize(
    "alter", [lambda path: path.replace("state=", "state=x"), lambda path: path.replace("code=", "code=x")]
)
def test_an_answer_that_was_not_asked_for_signs_nobody_in(office: Provider, alter: Any) -> None:
    a_person("Aysel")
    tab = Client(HTTP_HOST="localhost")
    answer = through(tab, alter)
    assert "You are not signed in" in answer.content.decode()
    assert person_in(tab) == ""


def test_going_there_needs_a_form_of_these_pages(office: Provider) -> None:
    assert Client(HTTP_HOST="localhost").get(BEGIN).status_code == 200
    assert Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post(BEGIN).status_code == 403


@pytest.mark.parametrize(
    "environment",
    [
        {"SERVANDA_OIDC_ISSUER": "https://id.example"},
        {"SERVANDA_OIDC_CLIENT": "x", "SERVANDA_OIDC_SECRET": "y"},
        {"SERVANDA_OIDC_ISSUER": "ftp://x", "SERVANDA_OIDC_CLIENT": "x", "SERVANDA_OIDC_SECRET": "y"},
    ],
)
def test_half_a_setting_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="half set up"):
        oidc_apps(environment)


def test_an_address_without_tls_is_refused_but_on_this_machine() -> None:
    rest = {"SERVANDA_OIDC_CLIENT": "x", "SERVANDA_OIDC_SECRET": "y"}
    with pytest.raises(UsageError, match="for everyone to read"):
        oidc_apps({"SERVANDA_OIDC_ISSUER": "http://id.example", **rest})
    assert oidc_apps({"SERVANDA_OIDC_ISSUER": "http://127.0.0.1:9000", **rest})
    assert oidc_apps({"SERVANDA_OIDC_ISSUER": "https://id.example", **rest})


def test_without_the_setting_there_is_no_such_sign_in() -> None:
    assert oidc_apps({}) == []
