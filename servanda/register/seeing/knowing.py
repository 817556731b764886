"""What is known at a tick and may be read, as SQL: nothing yet of days."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Resolved
from servanda.projection import audiences

Condition = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Knowing:
    """A tick, and the audiences that a reader belongs to now: permission is worked out from the reader (rule 13)."""

    tick: int
    markings: Mapping[int, tuple[Marking, ...]]

    @property
    def audiences(self) -> tuple[int, ...]:
        """Their numbers."""
        return tuple(self.markings)

    @classmethod
    def of(cls, at: Resolved) -> "Knowing":
        """Look up, once for a standpoint, which audiences the reader belongs to; the database reads as this reader."""
        if cls not in at.made:
            at.made[cls] = cls(at.tick, audiences.readable(at.reader))
        found: Knowing = at.made[cls]
        found.read()
        return found

    def until(self, tick: int) -> "Knowing":
        """What is known at another tick, by the same reader."""
        return replace(self, tick=tick)

    @property
    def is_of_all(self) -> bool:
        """Whether there is nothing that this reader may read and not everyone."""
        return all(mark.public for marks in self.markings.values() for mark in marks)

    def of_several(self, table: str) -> str:
        """The condition that a row is of things that have several markings."""
        numbers = [str(number) for number, marks in self.markings.items() if len(marks) > 1]
        return f"{table}.audience IN ({','.join(numbers)})" if numbers else "FALSE"

    def read(self) -> None:
        """Have the database itself read as this reader, whoever it read for since."""
        audiences.read_as(self.markings)

    def readable(self, table: str) -> str:
        """The condition that a row may be read."""
        return f"{table}.audience IN ({','.join(str(number) for number in self.markings)})"

    def in_force(self, table: str) -> Condition:
        """The condition that a row is known and open, whoever reads."""
        return f"{table}.known_from <= %s AND ({table}.known_to IS NULL OR {table}.known_to > %s)", [self.tick] * 2

    def known(self, table: str) -> Condition:
        """The condition that a row is known, open and readable."""
        sql, parameters = self.in_force(table)
        return f"{sql} AND {self.readable(table)}", parameters

    def entries(self) -> Condition | None:
        """The condition that an entry joined by ``MARKED_ANEW`` may be read as marked now; none where none may."""
        texts = [markings[0].text for markings in self.markings.values() if len(markings) == 1]
        if not texts:
            return None
        numbers, marks = ", ".join(map(str, self.markings)), ", ".join(["%s"] * len(texts))
        return f"(r.audience IN ({numbers}) OR (r.entry IS NULL AND e.marking IN ({marks})))", texts


# beside the header, what an entry (``e``) was marked anew
MARKED_ANEW = " LEFT JOIN remarked AS r ON r.entry = e.tick"


def entries_of(markings: Mapping[int, tuple[Marking, ...]]) -> Condition | None:
    """The condition that an entry joined by ``MARKED_ANEW`` is of some audiences as marked now; none of nobody."""
    texts = sorted({marks[0].text for marks in markings.values() if len(marks) == 1})
    if not texts:
        return None
    numbers, marks = ", ".join(map(str, markings)), ", ".join(["%s"] * len(texts))
    return f"(r.audience IN ({numbers}) OR (r.entry IS NULL AND e.marking IN ({marks})))", texts
