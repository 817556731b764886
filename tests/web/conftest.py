"""What page tests look at: the demonstration registers in a database of their own, and a browser without scripts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import servanda.demo
from servanda import register
from servanda.accounts.models import Person
from servanda.exchange.registerfile.parse import read
from servanda.kernel.identity import random_id
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.view import View
from servanda.register import Draft
from tests.access.register import OWN, build, record_of
from tests.support.databases import Database, Databases
from tests.support.people import a_person

DEMO = Path(servanda.demo.__file__).parent


def record_file(path: Path) -> None:
    """Record a register file as it stands."""
    drafts: list[Draft] = []
    file = read(path)
    for item in (*file.items, *file.same):
        own = random_id()
        drafts.append(item.draft(own))
        drafts += [Draft(citation.payload, own) for citation in item.citations]
    register.record(drafts, actor=file.actor)


def _both() -> None:
    for name in ("azerbaijan-nato.yaml", "moldova-nato.yaml"):
        record_file(DEMO / name)


@pytest.fixture
def demonstration(databases: Databases) -> Iterator[Database]:
    """Give the demonstration registers, afresh for each test, on SQLite."""
    with databases.fresh("sqlite", "demonstration pages", _both) as fresh:
        yield fresh


@pytest.fixture
def client(settings: Any) -> Client:
    """Give a browser of this machine that checks cross-site forgery as a real one would meet it."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]  # Django's test runner adds a name of its own
    return Client(enforce_csrf_checks=True, HTTP_HOST="localhost")


@dataclass(frozen=True)
class Pages:
    """The demonstration's pages as a person without scripts meets them."""

    client: Client

    def view(self, partnership: str = "azerbaijan-nato") -> View:
        """What anyone sees of a partnership now."""
        at = register.resolve(Standpoint())
        return register.partnership_view(register.find(partnership, at, "partnership"), at)

    def get(self, address: str, status: int = 200) -> str:
        """Read a page."""
        response = self.client.get(address)
        assert response.status_code == status, response.content.decode()[:2000]
        return response.content.decode()

    def post(self, address: str, typed: Mapping[str, Any]) -> Any:
        """Send a form as the page at its address has it: hidden fields and the token too."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(address))
        assert token is not None
        return self.client.post(address, {"csrfmiddlewaretoken": token[1], **typed})


@pytest.fixture
def pages(demonstration: Database, client: Client) -> Pages:
    """Give the pages of the demonstration."""
    return Pages(client)


@pytest.fixture
def two(databases: Databases, settings: Any) -> Iterator[Database]:
    """A register with two partnerships and marked statements in each."""
    settings.ALLOWED_HOSTS = ["localhost"]
    with databases.fresh("sqlite", "two partnerships", build) as fresh:
        yield fresh


@pytest.fixture
def aysel(two: Database) -> Person:
    """A coordinator of one partnership, cleared for group A."""
    own = record_of(OWN, "partnership")
    return a_person("Aysel", roles=[("coordinator", own)], cleared=[("restricted", ("A",))])
