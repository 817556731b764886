"""What the tests of files share: the graded commitments, recorded once on each engine and copied for each test."""

from collections.abc import Iterator

import pytest

from tests.exchange.exports.open_world import open_government
from tests.support.databases import ENGINES, Database, Databases


@pytest.fixture(params=ENGINES)
def graded(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """Give a fresh database with the graded commitments on each engine."""
    with databases.fresh(request.param, "open government", open_government) as fresh:
        yield fresh


@pytest.fixture
def graded_on_sqlite(databases: Databases) -> Iterator[Database]:
    """Give a fresh database with the graded commitments on SQLite."""
    with databases.fresh("sqlite", "open government", open_government) as fresh:
        yield fresh
