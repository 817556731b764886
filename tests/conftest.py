"""What tests may ask for. ``database`` is the usual one: the same test then runs on SQLite and on PostgreSQL.

``database``           a fresh, migrated database per test and engine; may commit, and other processes may open it
``sqlite_database``, ``postgresql_database``   the same on one engine
``shared_database``    one per test file and engine: for reading, or writing inside ``rolled_back()``
``databases``          ``databases.fresh(engine, "name", build)``: copies of a template built once
``server``             the address of the real server over ``sqlite_database``
``page`` and others of pytest-playwright          in Debian's chromium
"""

import gc
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import hypothesis
import pytest

from tests.support.browser import QUIET, chromium
from tests.support.cluster import Cluster, running_cluster
from tests.support.databases import ENGINES, Database, Databases
from tests.support.needs import tell_not_run
from tests.support.serving import serving

# The machines that run this share their cores: a slow example is no fault.
hypothesis.settings.register_profile("servanda", deadline=None)
hypothesis.settings.load_profile("servanda")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Databases]:
    """Make fresh databases; PostgreSQL is started by the first test that needs it."""
    with ExitStack() as stack:
        started: list[Cluster] = []

        def cluster() -> Cluster:
            if not started:
                started.append(stack.enter_context(running_cluster()))
            return started[0]

        yield Databases(tmp_path_factory.mktemp("databases"), cluster, django_db_blocker.unblock)


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """Give a fresh database on each engine."""
    with databases.fresh(request.param) as fresh:
        yield fresh


@pytest.fixture(scope="module", params=ENGINES)
def shared_database(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """Give one database to all tests of a file."""
    with databases.fresh(request.param) as fresh:
        yield fresh


@pytest.fixture
def sqlite_database(databases: Databases) -> Iterator[Database]:
    """Give a fresh database on SQLite."""
    with databases.fresh("sqlite") as fresh:
        yield fresh


@pytest.fixture
def postgresql_database(databases: Databases) -> Iterator[Database]:
    """Give a fresh database on PostgreSQL."""
    with databases.fresh("postgresql") as fresh:
        yield fresh


@pytest.fixture
def server(sqlite_database: Database) -> Iterator[str]:
    """Serve the pages of ``sqlite_database``."""
    with serving(sqlite_database) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Have pytest-playwright use the machine's chromium."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": QUIET}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse pytest-django's own databases: they are emptied between tests, and the ledger forbids that."""
    for item in items:
        if item.get_closest_marker("django_db"):
            raise pytest.UsageError(f"{item.nodeid}: use the database fixture, not django_db")


def pytest_collection_finish() -> None:
    """Keep what was read for all tests out of every later look for garbage."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name the tests that were not run for want of a program."""
    tell_not_run(terminalreporter)
