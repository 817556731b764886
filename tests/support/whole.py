"""Queries of tests that look at the tables themselves: they read the whole, as whoever keeps the register does."""

from collections.abc import Sequence
from typing import Any

from servanda.ledger import database
from servanda.ledger.reading import as_whole


def rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one query."""
    with as_whole():
        return database.rows(sql, parameters)


def execute(sql: str, parameters: Sequence[Any] = ()) -> None:
    """Run one statement."""
    with as_whole():
        database.execute(sql, parameters)
