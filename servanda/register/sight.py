"""What can be seen from a standpoint, as SQL: known at the tick, open, readable to the reader, begun."""

from dataclasses import dataclass
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.projection import audiences


@dataclass(frozen=True, slots=True)
class Sight:
    """A standpoint made ready for queries. Permission is by audience, worked out from the reader (rule 13)."""

    tick: int
    day: int
    audiences: tuple[int, ...]

    @classmethod
    def of(cls, at: Resolved) -> "Sight":
        """Look up which audiences the reader belongs to now."""
        return cls(at.tick, at.as_of.toordinal(), tuple(audiences.readable(at.reader)))

    def known(self, table: str) -> tuple[str, list[Any]]:
        """The condition that a row is known and readable, whatever its day."""
        readable = ",".join(str(number) for number in self.audiences)
        sql = (
            f"{table}.known_from <= %s AND ({table}.known_to IS NULL OR {table}.known_to > %s)"
            f" AND {table}.audience IN ({readable})"
        )
        return sql, [self.tick, self.tick]

    def seen(self, table: str) -> tuple[str, list[Any]]:
        """The condition that a row is known and readable, and has begun by the as-of day."""
        sql, parameters = self.known(table)
        return f"{sql} AND {table}.day <= %s", [*parameters, self.day]
