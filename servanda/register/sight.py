"""What can be seen from a standpoint, as SQL: known at the tick, open, readable, begun, and out by the day asked for.

It stands in for ``kernel.model.select``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.ledger.database import rows
from servanda.ledger.read import stream
from servanda.register.knowing import Knowing
from servanda.register.publication import Publication


@dataclass(frozen=True, slots=True)
class Sight:
    """A standpoint made ready for queries."""

    knowing: Knowing
    day: int
    publication: Publication

    @classmethod
    def of(cls, at: Resolved) -> "Sight":
        """Look up which audiences the reader belongs to now, and which sources were out."""
        knowing = Knowing.of(at)
        return cls(knowing, at.as_of.toordinal(), Publication(knowing, at.published_by))

    def rows(self, sql: str, parameters: Sequence[Any] = (), *, recursive: str = "") -> list[tuple[Any, ...]]:
        """Run a query whose conditions are of this sight. ``recursive``: a common table expression that begins it."""
        return rows(*self._whole(sql, parameters, recursive))

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Run such a query, reading its result piece by piece."""
        return stream(*self._whole(sql, parameters))

    def _whole(self, sql: str, parameters: Sequence[Any], recursive: str = "") -> tuple[str, list[Any]]:
        prelude, more = self.publication.prelude()
        before = ", ".join(part for part in (prelude, recursive) if part)
        return (f"WITH RECURSIVE {before} {sql}" if before else sql), [*more, *parameters]

    def known(self, table: str) -> tuple[str, list[Any]]:
        """The condition that a row of a citation, joining or closer is known, open and readable."""
        return self.knowing.known(table)

    def told(self, row: str, table: str = "claim") -> tuple[str, list[Any]]:
        """The condition that a fact's row is known, open and readable, whatever its day. ``row`` is of ``table``."""
        if not self.publication.is_asked:
            return self.knowing.known(row)
        return self.publication.of_row(row, table)

    def seen(self, row: str, table: str = "claim") -> tuple[str, list[Any]]:
        """The condition that a fact's row is told, and has begun by the as-of date."""
        sql, parameters = self.told(row, table)
        return f"{sql} AND {row}.day <= %s", [*parameters, self.day]
