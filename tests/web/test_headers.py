"""What every answer bears, what is refused before it is read, and what the service's log is told."""

import logging
from typing import Any

import pytest
from django.test import Client

from servanda.accounts import changes
from servanda.web.loglines import Lines
from tests.access.register import OWN, record_of
from tests.support.databases import Database
from tests.support.people import KEEPER, PASSWORD, a_person, signed_in

SECURITY = "servanda.security"


def some_answers() -> dict[str, Any]:
    """An answer of each sort: pages, files, feeds, styles, drawings, and what is refused or not there."""
    tab = Client(HTTP_HOST="localhost")
    plan, whole = (record_of(OWN, name) for name in ("plan", "partnership"))
    files = [f"/plan/{plan}/changes.atom", f"/plan/{plan}/dates.ics", f"/partnership/{whole}/brief.json"]
    paths = ["/", f"/plan/{plan}/", "/items/items.csv", *files, "/static/servanda/style.css"]
    paths += ["/static/servanda/favicon.svg", "/nothing/", "/account/sign-in/", "/record/", "/account/by-invitation/"]
    found = {path: tab.get(path) for path in paths}
    for answer in found.values():
        answer.close()
    return found


def test_every_answer_bears_its_type_and_the_headers_that_make_it_safe_to_show(two: Database) -> None:
    a_person("Aysel")
    for path, answer in some_answers().items():
        assert "script-src 'self'" in answer["Content-Security-Policy"], path
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "same-origin", path
        assert "camera=()" in answer["Permissions-Policy"], path
        assert "Access-Control-Allow-Origin" not in answer, path
        assert "Strict-Transport-Security" not in answer, path
        kind = answer["Content-Type"]
        assert "charset=" in kind or kind in ("application/json", "image/svg+xml"), (path, kind)


def test_browsers_are_told_to_come_by_tls_alone_where_the_address_says_so(two: Database, settings: Any) -> None:
    settings.SERVANDA_ADDRESS = "https://register.example"
    for path, answer in some_answers().items():
        assert answer["Strict-Transport-Security"] == "max-age=31536000", path


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_no_page_has_is_refused(two: Database, method: str) -> None:
    for path in ("/", f"/plan/{record_of(OWN, 'plan')}/", "/record/"):
        answer = Client(HTTP_HOST="localhost").generic(method, path)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_a_body_that_is_no_form_is_refused(two: Database) -> None:
    tab = signed_in(a_person("Aysel", roles=[("coordinator", "")]))
    for kind in ("application/json", "text/plain", "application/xml", ""):
        assert tab.generic("POST", "/record/", b'{"about": "x"}', content_type=kind).status_code == 415, kind
    assert tab.post("/account/", {"act": "rename", "name": "Leyla"}).status_code == 303


def test_a_name_is_remembered_by_a_cookie_that_goes_by_tls_alone(two: Database, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    answer = Client(HTTP_HOST="localhost").get("/?lang=az")
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME]["secure"]


def sign_in(tab: Client, **typed: str) -> Any:
    """Send the form of the sign-in page."""
    return tab.post("/account/sign-in/", {"login": "aysel@example.org", "password": PASSWORD, **typed})


def test_the_log_is_told_who_signs_in_and_out_and_who_fails_to(two: Database, caplog: Any, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    person = a_person("Aysel", password=PASSWORD)
    caplog.set_level(logging.INFO, SECURITY)
    tab = Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.7")
    sign_in(tab, password="not this one")
    sign_in(tab, login="a password in the wrong field")
    sign_in(tab)
    tab.post("/account/sign-out/")
    for _ in range(5):
        sign_in(tab, password="not this one")
    told = [one.getMessage() for one in caplog.records if one.name == SECURITY]
    assert told == [
        "sign-in failed: aysel@example.org, from 192.0.2.7",
        f"signed in: person {person.pk[:8]}, from 192.0.2.7",
        f"signed out: person {person.pk[:8]}, from 192.0.2.7",
        *["sign-in failed: aysel@example.org, from 192.0.2.7"] * 4,
        "sign-in held back, too many failed: aysel@example.org, from 192.0.2.7",
    ]
    assert PASSWORD not in caplog.text


def test_the_log_is_told_what_was_refused_to_whom(two: Database, caplog: Any) -> None:
    person = a_person("Aysel", roles=[("reader", "")])
    signed_in(person).get("/people/?q=word")
    Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION="Bearer srv_unknown").get("/")
    Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post("/account/sign-in/", {"login": "x"})
    Client(HTTP_HOST="localhost").get("/")
    Client(HTTP_HOST="localhost").delete("/record/")
    told = [one.getMessage() for one in caplog.records if one.name == SECURITY and one.levelno == logging.WARNING]
    assert told == [
        f"refused (403): GET /people/; person {person.pk[:8]}, from 127.0.0.1",
        "refused (401): GET /; nobody signed in, from 127.0.0.1",
        "refused (403): POST /account/sign-in/; nobody signed in, from 127.0.0.1",
        "refused (405): DELETE /record/; nobody signed in, from 127.0.0.1",
    ]


def written(message: str, *values: object, fault: BaseException | None = None) -> str:
    """A record as the service's log has it."""
    about = (type(fault), fault, fault.__traceback__) if fault is not None else None
    return Lines().format(logging.LogRecord(SECURITY, logging.WARNING, "", 0, message, values, about))


def test_no_text_makes_a_line_of_the_log_and_no_secret_stands_in_it(two: Database) -> None:
    _token, told = changes.make_token(a_person("Aysel"), "report", KEEPER, days=1)
    line = written("refused (403): GET %s", f"/feed/{told}/dates.ics\n2026-01-01T00:00:00Z INFO servanda: all is well")
    assert "\n" not in line
    assert told not in line
    assert "/feed/srv_.../dates.ics" in line
    assert line.startswith("20")
    assert "Z WARNING servanda.security: refused" in line
    try:
        raise ValueError(f"{told}\n2026-01-01T00:00:00Z INFO servanda: all is well\x1b[2J")
    except ValueError as fault:
        head, *below = written("broken", fault=fault).splitlines()
    assert head.endswith("broken")
    assert all(line.startswith("  ") and "\x1b" not in line and told not in line for line in below)


def test_a_fault_of_the_program_is_logged_and_shown_without_details(two: Database, caplog: Any) -> None:
    """The fault is made by a register that is not as the program has it: a table is gone."""
    from django.db import connection

    connection.cursor().execute("ALTER TABLE follow RENAME TO gone")
    tab = signed_in(a_person("Aysel"))
    tab.raise_request_exception = False
    answer = tab.get(f"/follow/{record_of(OWN, 'partnership')}/")
    assert answer.status_code == 500
    assert "gone" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert "Nothing that was recorded is lost" in answer.content.decode()
    (told,) = [one for one in caplog.records if one.name == "django.request" and one.levelno == logging.ERROR]
    assert told.exc_info is not None
