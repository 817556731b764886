"""Signing in: what an attacker tries, a test each. Django and allauth do the work; these hold that they are set to."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from servanda.accounts import changes, listing
from servanda.accounts.models import Person
from servanda.kernel.marking import ANYONE
from servanda.notices.current import current
from tests.support.databases import Database, Databases
from tests.support.people import KEEPER, PASSWORD, a_person, signed_in

SIGN_IN = "/account/sign-in/"


@pytest.fixture
def people(databases: Databases, settings: Any) -> Iterator[Database]:
    """A register with one person who has a password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["localhost"]
    with databases.fresh("sqlite", "one person", lambda: a_person("Aysel", password=PASSWORD)) as fresh:
        yield fresh


@pytest.fixture
def tab() -> Client:
    """A browser that checks cross-site forgery as a real one would meet it."""
    return Client(enforce_csrf_checks=True, HTTP_HOST="localhost")


def sign_in(tab: Client, email: str = "aysel@example.org", password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of the sign-in page with its token."""
    page = tab.get(SIGN_IN).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    typed = {"login": email, "password": password, "csrfmiddlewaretoken": token}
    headers = {key: more.pop(key) for key in list(more) if key.startswith(("HTTP_", "REMOTE_"))}
    return tab.post(SIGN_IN, {**typed, **more}, **headers)


def name_shown(tab: Client) -> bool:
    """Whether the browser is signed in."""
    return 'class="self" href="/account/">Aysel</a>' in tab.get("/why/").content.decode()


def test_a_person_signs_in_and_out(people: Database, tab: Client) -> None:
    assert "Sign in" in tab.get("/why/").content.decode()
    assert sign_in(tab).status_code == 302
    assert name_shown(tab)
    token = re.findall(r'csrfmiddlewaretoken" value="(\w+)', tab.get("/account/sign-out/").content.decode())[0]
    assert tab.post("/account/sign-out/", {"csrfmiddlewaretoken": token})["Location"] == "/"
    assert not name_shown(tab)


def test_passwords_are_kept_by_argon2(people: Database, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    person = a_person("Bob", password=PASSWORD)
    assert Person.objects.get(pk=person.pk).password.startswith("argon2$argon2id$")


def test_a_wrong_password_and_an_unknown_address_are_told_alike(people: Database, tab: Client) -> None:
    wrong, unknown = sign_in(tab, password="wrong"), sign_in(tab, "nobody@example.org")
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    said = [re.findall(r'<p class="what">([^<]+)', answer.content.decode()) for answer in (wrong, unknown)]
    assert said[0] == said[1] != []


def test_after_five_wrong_passwords_the_right_one_is_refused_too_in_whatever_browser(people: Database) -> None:
    for _ in range(5):
        assert sign_in(Client(enforce_csrf_checks=True, HTTP_HOST="localhost"), password="wrong").status_code == 200
    other = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    answer = sign_in(other)
    assert answer.status_code == 200
    assert not name_shown(other)


def test_failed_tries_are_counted_in_the_database_where_all_workers_see_them(people: Database, tab: Client) -> None:
    from django.core.cache import cache
    from django.db import connection

    sign_in(tab, password="wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache_entry WHERE cache_key LIKE '%%allauth%%'")
        assert cursor.fetchone()[0] >= 1
    assert type(cache._connections[cache._alias]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]


def test_a_session_known_before_is_of_no_use_after_signing_in(people: Database, tab: Client, settings: Any) -> None:
    tab.cookies[settings.SESSION_COOKIE_NAME] = "0123456789abcdefghijklmnopqrstuv"
    assert sign_in(tab).status_code == 302
    assert tab.cookies[settings.SESSION_COOKIE_NAME].value != "0123456789abcdefghijklmnopqrstuv"
    thief = Client(HTTP_HOST="localhost")
    thief.cookies[settings.SESSION_COOKIE_NAME] = "0123456789abcdefghijklmnopqrstuv"
    assert not name_shown(thief)


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(people: Database, tab: Client, settings: Any) -> None:
    sign_in(tab)
    cookie = tab.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"], "it ends with the browser"


def test_a_form_from_elsewhere_signs_nobody_in_or_out(people: Database, tab: Client) -> None:
    assert tab.post(SIGN_IN, {"login": "aysel@example.org", "password": PASSWORD}).status_code == 403
    sign_in(tab)
    for path in ("/account/sign-out/", "/account/", "/account/password/", "/account/sessions/"):
        assert tab.post(path, {"act": "rename", "name": "Other"}).status_code == 403
    assert tab.get("/account/sign-out/").status_code == 200
    assert name_shown(tab)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        " //evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(people: Database, tab: Client, address: str) -> None:
    answer = sign_in(tab, next=address)
    assert answer.status_code == 302
    assert answer["Location"] == "/account/"


def test_signing_in_leads_back_to_what_was_asked_for(people: Database, tab: Client) -> None:
    assert sign_in(tab, next="/why/?address=/")["Location"] == "/why/?address=/"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", ""])
def test_a_made_up_host_is_refused(people: Database, tab: Client, host: str) -> None:
    assert tab.get(SIGN_IN, HTTP_HOST=host).status_code == 400


def test_an_invitation_bears_the_address_that_the_office_set_whatever_host_is_asked(
    people: Database, settings: Any
) -> None:
    settings.SERVANDA_ADDRESS, settings.ALLOWED_HOSTS = "https://register.example", ["*"]
    admin = signed_in(a_person("Chief", roles=[("administrator", "")]))
    page = admin.post(
        "/people/", {"act": "invite", "name": "Bob", "email": "bob@example.org"}, HTTP_HOST="evil.example"
    ).content.decode()
    assert "https://register.example/account/invitation/srv_" in page
    assert "evil.example" not in page


def test_what_a_form_has_no_field_for_is_not_taken(people: Database) -> None:
    person = Person.objects.get()
    tab = signed_in(person)
    more = {"is_active": "", "email": "x@evil.example", "id": "0" * 32, "password": "x", "role": "administrator"}
    assert tab.post("/account/", {"act": "rename", "name": "Aysel Q", **more}).status_code == 303
    after = Person.objects.get()
    assert (after.name, after.email, after.id, after.is_active) == ("Aysel Q", person.email, person.id, True)
    assert after.password == person.password
    assert tab.get("/people/").status_code == 403


def test_what_is_anothers_is_not_reached_by_guessing_its_number(people: Database) -> None:
    aysel = Person.objects.get()
    bob = a_person("Bob", roles=[("coordinator", "")])
    token, _told = changes.make_token(aysel, "hers", KEEPER, days=9)
    tab = signed_in(bob)
    assert tab.post("/account/", {"act": "revoke", "token": token.id}).status_code == 200
    token.refresh_from_db()
    assert token.revoked is None
    for path in (f"/people/person/{aysel.id}/", "/people/", "/people/log/"):
        for answer in (tab.get(path), tab.post(path, {"act": "close"})):
            assert answer.status_code == 403
    assert Person.objects.get(pk=aysel.pk).is_active
    for number in range(1, 4):
        for what in ("remove", "name"):
            assert tab.get(f"/account/passkeys/{number}/{what}/").status_code in (302, 403, 404)


@pytest.mark.parametrize(
    "text", ['<script>alert("x")</script>', '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% now %}"]
)
def test_a_script_in_a_name_is_shown_as_words(people: Database, text: str) -> None:
    person = a_person("Bob", roles=[("administrator", "")])
    tab = signed_in(person)
    assert tab.post("/account/", {"act": "rename", "name": text}).status_code == 303
    assert tab.post("/people/", {"act": "post", "post": text}).status_code == 303
    for path in ("/account/", "/people/", "/people/log/", "/", "/why/?address=" + text, f"/people/person/{person.id}/"):
        page = tab.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "4949" not in page


def test_every_page_about_signing_in_keeps_the_strict_policy_and_is_kept_by_nobody(people: Database) -> None:
    tab = signed_in(Person.objects.get())
    for path in (
        "/account/",
        "/account/factors/",
        "/account/passkeys/",
        "/account/sessions/",
        "/account/sign-out/",
        "/",
    ):
        answer = tab.get(path)
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Cache-Control"] == "private, no-store"
        inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", answer.content.decode())
        assert all("application/json" in one for one in inline), inline
        assert not re.findall(r"\son\w+=", answer.content.decode())
    assert "Cache-Control" not in Client(HTTP_HOST="localhost").get("/")


def test_a_closed_account_is_signed_in_nowhere_and_by_nothing(people: Database, tab: Client) -> None:
    sign_in(tab)
    changes.close(Person.objects.get(), KEEPER)
    assert not name_shown(tab)
    fresh = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    sign_in(fresh)
    assert not name_shown(fresh)


def test_a_new_password_ends_the_sessions_that_the_old_one_began(people: Database, tab: Client) -> None:
    sign_in(tab)
    person = Person.objects.get()
    told = changes.invite(person, KEEPER)
    owner = Client(HTTP_HOST="localhost")
    path = f"/account/invitation/{told}/"
    assert "For Aysel, who signs in as aysel@example.org." in owner.get(path).content.decode()
    weak = owner.post(path, {"password": "short", "again": "short"})
    assert "too short" in weak.content.decode()
    typo = owner.post(path, {"password": "a b c d e f g h", "again": "another"})
    assert "not the same" in typo.content.decode()
    assert owner.post(path, {"password": "a b c d e f g h", "again": "a b c d e f g h"})["Location"] == SIGN_IN
    assert owner.get(path).status_code == 403
    assert not name_shown(tab)
    assert sign_in(tab, password="a b c d e f g h").status_code == 302


def test_a_changed_password_is_noted_and_its_person_told(people: Database, tab: Client) -> None:
    sign_in(tab)
    change = "/account/password/"
    page, again = tab.get(change).content.decode(), "seven other plain words"
    token = re.findall(r'csrfmiddlewaretoken" value="(\w+)', page)[-1]
    typed = {"oldpassword": PASSWORD, "password1": again, "password2": again, "csrfmiddlewaretoken": token}
    assert tab.post(change, typed).status_code == 302
    person = Person.objects.get()
    assert person.check_password(again)
    assert [(act.what, act.by, act.person) for act in listing.acts(1)] == [("password", person, person)]
    assert any("Password chosen" in told.text for told in current(person, ANYONE).values())
    assert name_shown(tab), "who changed it stays signed in"


def test_whoever_is_invited_anew_is_signed_out_and_told(people: Database, tab: Client) -> None:
    sign_in(tab)
    person = Person.objects.get()
    assert not [told for told in current(person, ANYONE).values() if "nvited" in told.text]
    changes.invite(person, KEEPER)
    assert not name_shown(tab)
    (told,) = [told for told in current(person, ANYONE).values() if "nvited" in told.text]
    assert "by the test" in told.text
    fresh = changes.create("new@example.org", "New", KEEPER)
    changes.invite(fresh, KEEPER)
    assert not current(fresh, ANYONE), "of a first invitation there is nothing to tell"


def test_nobody_makes_an_account_alone(people: Database, tab: Client) -> None:
    for path in ("/account/by-invitation/", "/account/signup/", "/accounts/signup/"):
        assert tab.get(path).status_code in (403, 404)
    assert Person.objects.count() == 1


def test_a_session_ends_after_twelve_hours(people: Database, tab: Client) -> None:
    from django.contrib.sessions.models import Session

    sign_in(tab)
    (session,) = [one for one in Session.objects.all() if "_auth_user_id" in one.get_decoded()]
    assert session.expire_date <= timezone.now() + timedelta(hours=12)


def test_a_register_without_accounts_asks_for_none(sqlite_database: Database, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    page = Client(HTTP_HOST="localhost").get("/")
    assert "Sign in" not in page.content.decode()
    assert Client(HTTP_HOST="localhost").get("/record/").status_code == 200
    a_person("First")
    assert Client(HTTP_HOST="localhost").get("/record/")["Location"].startswith(SIGN_IN)


def test_one_sees_where_one_is_signed_in_and_ends_the_others(people: Database, tab: Client) -> None:
    other = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    sign_in(other, HTTP_USER_AGENT="A library's computer", REMOTE_ADDR="192.0.2.9")
    sign_in(tab)
    page = tab.get("/account/sessions/").content.decode()
    assert "A library&#x27;s computer" in page
    assert "192.0.2.9" in page
    token = re.findall(r'csrfmiddlewaretoken" value="(\w+)', page)[0]
    assert tab.post("/account/sessions/", {"csrfmiddlewaretoken": token}).status_code == 302
    assert name_shown(tab)
    assert not name_shown(other)


def tries(number: int, proxies: int, settings: Any) -> list[int]:
    """Wrong passwords for many addresses by one machine that claims to be many; the status of each answer."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    tab = Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.1")
    return [
        tab.post(
            SIGN_IN, {"login": f"x{n}@example.org", "password": "wrong"}, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}"
        ).content.decode().count("Too many failed")
        for n in range(number)
    ]  # fmt: skip


def test_many_addresses_tried_by_one_machine_are_counted_together_whatever_it_claims(
    people: Database, settings: Any
) -> None:
    told = tries(23, 0, settings)
    assert told[:20] == [0] * 20
    assert told[-1] == 1


def test_behind_a_proxy_that_is_named_each_is_counted_for_himself(people: Database, settings: Any) -> None:
    assert tries(23, 1, settings) == [0] * 23


def test_the_pages_speak_the_language_that_a_person_chose(people: Database) -> None:
    tab = signed_in(Person.objects.get())
    assert '<html lang="en"' in tab.get("/why/").content.decode()
    assert tab.post("/account/", {"act": "rename", "name": "Aysel", "language": "az"}).status_code == 303
    assert '<html lang="az"' in tab.get("/why/").content.decode()
    assert '<html lang="en"' in tab.get("/why/?lang=en").content.decode()
    tab.post("/account/", {"act": "rename", "name": "Aysel", "language": "xx"})
    assert Person.objects.get().language == ""
