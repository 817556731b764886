"""Making a register in a database, and refusing one that a newer release made."""

from functools import cache

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from servanda.errors import TooNew
from servanda.kernel.identity import random_id
from servanda.ledger import clock
from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, put, rows
from servanda.ledger.faults import explained
from servanda.ledger.reading import as_whole

FORMAT = 1
_ORIGIN = "_servanda_origin"  # it never changes: asked once a connection
_OURS = ("accounts", "jobs", "ledger", "outbox", "projection")


def initialise() -> None:
    """Make the tables if they are not there; the register comes into being with what is first recorded.

    Running it again changes nothing. Raises ``TooNew`` for a database from a newer release.
    """
    with explained():
        refuse_newer()
        if _shipped() - MigrationRecorder(connection).applied_migrations().keys():
            with as_whole():
                call_command("migrate", verbosity=0, interactive=False)


def refuse_newer() -> None:
    """Raise ``TooNew`` if a newer release has changed this database; reads only."""
    applied = MigrationRecorder(connection).applied_migrations()
    unknown = [name for name in applied if name[0] in _OURS and name not in _shipped()]
    formats = rows("SELECT format FROM register") if "register" in connection.introspection.table_names() else []
    if unknown or any(found > FORMAT for (found,) in formats):
        raise TooNew(
            "newer-database",
            "The database was written by a newer Servanda and is left untouched.",
            "update Servanda to the release that wrote it, or point DATABASE_URL at another database",
        )


@cache
def _shipped() -> frozenset[tuple[str, str]]:
    """The migrations of this release, by app and name; read once, for a register is opened with every connection."""
    return frozenset(MigrationLoader(None).graph.nodes)


def open_register() -> None:
    """Make sure, once a connection, that the database is one this release knows; reads only."""
    connection.ensure_connection()
    if getattr(connection, "_servanda_open", None) is not connection.connection:
        refuse_newer()
        # kept by the connection itself: a pool or a test may put another database behind the same name
        connection._servanda_open = connection.connection  # type: ignore[attr-defined]  # noqa: SLF001


def origin() -> str:
    """The register's own identifier, made at its first writing."""
    open_register()
    kept = getattr(connection, _ORIGIN, None)
    if kept is not None and kept[0] is connection.connection:
        return str(kept[1])
    if not rows("SELECT 1 FROM register"):
        made = clock.to_number(clock.now())
        put("register", ("id", "origin", "format", "made_at"), [(1, an_id(random_id()), FORMAT, made)])
    found = hex_of(rows("SELECT origin FROM register")[0][0]) or ""
    if not connection.in_atomic_block:  # what a transaction made may be undone
        setattr(connection, _ORIGIN, (connection.connection, found))
    return found
