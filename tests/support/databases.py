"""Fresh databases for tests, on both engines.

The ledger refuses DELETE and TRUNCATE, so a database is never emptied. It is made once per worker and engine as a
*template* (migrated, or built further by a test file), and each test gets a copy: a copied file on SQLite, CREATE
DATABASE ... TEMPLATE on PostgreSQL. Or it is rolled back.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction

from servanda.database_url import database_from
from tests.support.cluster import Cluster

ENGINES = ("sqlite", "postgresql")
ALIAS = "default"
# What a test commits need not outlive a loss of power. PostgreSQL: see cluster.py.
UNSYNCED = "PRAGMA synchronous=OFF;"


@dataclass(frozen=True)
class Database:
    """One database of its own. Django's connections go to it; so does a process given ``url``."""

    engine: str
    url: str
    superuser_url: str | None = None  # PostgreSQL: for tampering that the application's role cannot do
    path: Path | None = None  # SQLite: the file

    @contextmanager
    def rolled_back(self) -> Iterator[None]:
        """Undo at the end all that is written inside: for many examples on one database."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


class Databases:
    """Makes fresh databases, and points Django at them."""

    def __init__(self, folder: Path, cluster: Callable[[], Cluster], unblocked: Callable[[], Any]) -> None:
        self._folder = folder
        self._cluster = cluster
        self._unblocked: Callable[[], AbstractContextManager[None]] = unblocked
        self._numbers = itertools.count(1)
        self._templates: dict[tuple[str, str], str] = {}

    @property
    def cluster(self) -> Cluster:
        """The PostgreSQL that they are in."""
        return self._cluster()

    @contextmanager
    def fresh(
        self, engine: str, template: str = "migrated", build: Callable[[], object] = lambda: None
    ) -> Iterator[Database]:
        """Give a copy of the template; the first to name a template has it made by ``build``.

        ``build`` is called with Django pointed at a migrated database.
        """
        database = self._copy(engine, self._template(engine, template, build))
        with self._unblocked(), pointed_at(database):
            yield database
        self._drop(database)

    def _template(self, engine: str, template: str, build: Callable[[], object]) -> str:
        key = (engine, template)
        if key not in self._templates:
            origin = None if template == "migrated" else self._template(engine, "migrated", _nothing)
            database = self._copy(engine, origin)
            with self._unblocked(), pointed_at(database):
                if origin is None:
                    call_command("migrate", verbosity=0)
                build()
            self._templates[key] = _name(database)
        return self._templates[key]

    def _copy(self, engine: str, origin: str | None) -> Database:
        number = next(self._numbers)
        if engine == "sqlite":
            path = self._folder / f"{number}.sqlite3"
            if origin:
                shutil.copyfile(origin, path)
            return Database(engine, f"sqlite:///{path}", path=path)
        cluster, name = self._cluster(), f"register_{number}"
        cluster.run(f"CREATE DATABASE {name} OWNER servanda TEMPLATE {origin or 'template0'} STRATEGY FILE_COPY")
        return Database(engine, cluster.url(name), cluster.url(name, "postgres"))

    def _drop(self, database: Database) -> None:
        if database.path:
            for path in database.path.parent.glob(f"{database.path.name}*"):
                path.unlink()
        else:
            self._cluster().run(f"DROP DATABASE {_name(database)} WITH (FORCE)")


def _nothing() -> None:
    """Build nothing beyond the migrations."""


def _name(database: Database) -> str:
    return str(database_from(database.url)["NAME"])


@contextmanager
def pointed_at(database: Database) -> Iterator[None]:
    """Send this and every new thread's connections to the database."""
    before = connections.settings[ALIAS]
    settings = database_from(database.url)
    if database.path:
        options = settings["OPTIONS"]
        settings["OPTIONS"] = {**options, "init_command": options["init_command"] + UNSYNCED}
    _point(connections.configure_settings({ALIAS: settings})[ALIAS])
    try:
        yield
    finally:
        _point(before)


def _point(settings: dict[str, Any]) -> None:
    connection.close()
    connections.settings[ALIAS] = settings
    del connections[ALIAS]  # the next use makes a connection with the new settings
