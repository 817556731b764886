"""The ledger's tables and triggers."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class LedgerConfig(AppConfig):
    """The ledger."""

    name = "servanda.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Have each new connection made ready."""
        connection_created.connect(_made_ready, dispatch_uid="servanda.ledger")


def _made_ready(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """PostgreSQL compiles what it takes for long queries; ours are short and many-sided, and compiling takes longer.

    Identifiers are read as text: to make an object of each takes longer than to read it.
    """
    if connection.vendor == "postgresql":
        from psycopg.types.string import TextLoader

        connection.connection.execute("SET jit = off")
        connection.connection.adapters.register_loader("uuid", TextLoader)
