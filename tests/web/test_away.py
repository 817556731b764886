"""A database that is away for a while: pages say so, with a status that says it passes, and ask nothing of it."""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from servanda.errors import LedgerError
from servanda.web.faults import WAIT, is_passing
from tests.support.databases import Database, pointed_at

NOWHERE = Database("postgresql", "postgresql:///none?host=/nowhere&user=nobody")


@pytest.fixture
def away(django_db_blocker: Any) -> Iterator[Client]:
    """A browser at pages whose database does not answer."""
    with django_db_blocker.unblock(), pointed_at(NOWHERE):
        yield Client(HTTP_HOST="localhost", raise_request_exception=False)


@pytest.mark.parametrize("address", ["/", "/sources/", "/partnership/any/", "/account/sign-in/", "/review/any/"])
def test_a_page_says_that_the_database_does_not_answer(away: Client, address: str) -> None:
    response = away.get(address)
    assert response.status_code == 503
    assert response["Retry-After"] == str(WAIT)
    assert "The database does not answer." in html.unescape(response.content.decode())
    assert response["Content-Security-Policy"]


def test_whoever_is_signed_in_is_told_so_too_in_his_language(away: Client) -> None:
    away.cookies["servanda-session"] = "s" * 32
    response = away.post("/review/any/answers/any/?lang=az", {"act": "submit"})
    assert response.status_code == 503
    assert "Verilənlər bazası cavab vermir." in html.unescape(response.content.decode())


@pytest.mark.parametrize(
    "said",
    [
        "server closed the connection unexpectedly",
        "terminating connection due to immediate shutdown command",
        "terminating connection due to administrator command",
        "connection failed: FATAL:  the database system is starting up",
        "the connection is closed",
        "the connection is lost",
        "consuming input failed: could not receive data from server",
        "database is locked",
    ],
)
def test_what_passes_is_known_by_its_words(said: str) -> None:
    assert is_passing(OperationalError(said))
    assert is_passing(InterfaceError(said))


def test_what_does_not_pass_is_a_fault_of_the_program() -> None:
    assert not is_passing(OperationalError("no such table: entry"))
    assert not is_passing(LedgerError("disk-full", "The disk is full.", "make room"))
    assert not is_passing(ValueError("the connection is closed"))
    assert not is_passing(None)
