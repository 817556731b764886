"""What can be seen from a standpoint, as SQL: known at the tick, open, readable, begun, and out by the day asked for.

It stands in for ``kernel.model.select``.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows
from servanda.ledger.read import stream
from servanda.register.seeing.knowing import Knowing
from servanda.register.seeing.publication import Publication

Joinings = Mapping[str, Sequence[tuple[str, str, int]]]  # of each record: itself, the other, the entry's tick
_FEW = 100


@dataclass(frozen=True, slots=True)
class Sight:
    """A standpoint made ready for queries."""

    knowing: Knowing
    day: int
    publication: Publication
    _joinings: list[Joinings | None] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, at: Resolved) -> "Sight":
        """Look up, once for a standpoint, which audiences the reader belongs to, and which sources were out."""
        knowing = Knowing.of(at)
        if cls not in at.made:
            at.made[cls] = cls(knowing, at.as_of.toordinal(), Publication(knowing, at.published_by))
        found: Sight = at.made[cls]
        return found

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

    def joinings(self) -> Joinings | None:
        """All that joins records, as seen, by record; nothing where more than a few are seen.

        Asked once: what is known at a tick stays so.
        """
        if not self._joinings:
            self._joinings.append(self._few_joinings())
        return self._joinings[0]

    def _few_joinings(self) -> Joinings | None:
        known, parameters = self.known("q")
        kept = rows(f"SELECT q.target, q.other, q.entry FROM joining AS q WHERE {known} LIMIT {_FEW + 1}", parameters)  # noqa: S608
        if len(kept) > _FEW:
            return None
        found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for target, other, entry in kept:
            own = hex_of(target) or ""
            found[own].append((own, hex_of(other) or "", entry))
        return dict(found)

    def told(self, row: str, table: str = "claim") -> tuple[str, list[Any]]:
        """The condition that a fact's row is known, open and readable, whatever its day. ``row`` is of ``table``."""
        if not self.publication.is_asked:
            return self.knowing.known(row)
        return self.publication.of_row(row, table)

    def seen(self, row: str, table: str = "claim") -> tuple[str, list[Any]]:
        """The condition that a fact's row is told, and has begun by the as-of date."""
        sql, parameters = self.told(row, table)
        return f"{sql} AND {row}.day <= %s", [*parameters, self.day]
