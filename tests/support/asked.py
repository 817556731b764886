"""What the database is asked while something is done: how many queries, and how many rows it hands over."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from servanda.projection.audiences import ALL


@dataclass
class Asked:
    """How many queries, and how many rows they gave: but for those that say which markings occur at all."""

    queries: int = 0
    rows: int = 0
    heard: list[tuple[str, Any, list[Any]]] | None = None  # each query with its parameters and what it gave


@contextmanager
def asked(*, hearing: bool = False) -> Iterator[Asked]:
    """Count until the end of the block; ``hearing``: and keep what was asked and given."""
    found = Asked(heard=[] if hearing else None)
    connection.make_cursor = lambda cursor: _Counting(cursor, found)  # type: ignore[method-assign]
    try:
        yield found
    finally:
        del connection.make_cursor


class _Counting(CursorWrapper):
    """A cursor that counts."""

    def __init__(self, cursor: Any, found: Asked) -> None:
        super().__init__(cursor, connection)
        self._found, self._counts = found, True
        self._given: list[Any] = []

    def execute(self, sql: Any, params: Any = None) -> Any:
        """Count a query."""
        self._found.queries += 1
        self._counts = sql != ALL
        if self._found.heard is not None:
            self._given = []
            self._found.heard.append((sql, params, self._given))
        return super().execute(sql, params)

    def fetchall(self) -> list[Any]:
        """Count all rows."""
        return self._counted(self.cursor.fetchall())

    def fetchmany(self, *size: int) -> list[Any]:
        """Count some rows."""
        return self._counted(self.cursor.fetchmany(*size))

    def fetchone(self) -> Any:
        """Count one row."""
        row = self.cursor.fetchone()
        self._counted([row] if row is not None else [])
        return row

    def __iter__(self) -> Iterator[Any]:
        """Count each row as it is given."""
        for row in self.cursor:
            self._counted([row])
            yield row

    def _counted(self, rows: Sequence[Any]) -> list[Any]:
        self._found.rows += len(rows) if self._counts else 0
        if self._found.heard is not None:
            self._given.extend(rows)
        return list(rows)
