"""One register of meetings, dates and texts for each file of tests; each test takes back what it recorded."""

from collections.abc import Iterator

import pytest

from tests.support import agenda
from tests.support.agenda import record
from tests.support.databases import ENGINES, Database, Databases


def build() -> None:
    record(*agenda.described())


@pytest.fixture(scope="module", params=ENGINES)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """The register on each engine."""
    with databases.fresh(request.param, "agenda", build) as fresh:
        yield fresh


@pytest.fixture(autouse=True)
def undone(shared: Database) -> Iterator[None]:
    """Take back what a test recorded."""
    with shared.rolled_back():
        yield
