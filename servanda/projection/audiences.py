"""Audiences: the markings that occur, numbered; who may read them is asked of the reader each time."""

from collections.abc import Iterable, Mapping

from servanda.kernel.marking import Marking, Reader
from servanda.ledger import reading
from servanda.ledger.database import put, rows

BOTH = " & "  # between two markings, of which a reader must be allowed to read either


def readable(reader: Reader) -> dict[int, tuple[Marking, ...]]:
    """The audiences that a reader belongs to now, by number, each with its markings; never empty.

    From now on the database itself reads as this reader (``ledger.reading``).
    """
    found = {number: markings(text) for number, text in _all()}
    allowed = {n: marks for n, marks in found.items() if all(map(reader.may_read, marks))}
    read_as(allowed)
    return allowed or {0: ()}


def read_as(allowed: Mapping[int, tuple[Marking, ...]]) -> None:
    """Have the database itself read what these audiences may (``ledger.reading``)."""
    texts = [marks[0].text for marks in allowed.values() if len(marks) == 1]
    reading.read_as(
        filter(None, allowed), texts, open_to_all=all(mark.public for marks in allowed.values() for mark in marks)
    )


def markings(audience: str) -> tuple[Marking, ...]:
    """The markings that an audience may read: one, or those of an entry at different times (``kernel.marks``)."""
    return tuple(Marking.parse(text) for text in audience.split(BOTH))


def numbers(markings: Iterable[str]) -> dict[str, int]:
    """The number of each marking; one that is new is added. Only while entries arrive."""
    known = {marking: number for number, marking in _all()}
    fresh = [marking for marking in dict.fromkeys(markings) if marking not in known]
    known.update({marking: number for number, marking in enumerate(fresh, start=max(known.values(), default=0) + 1)})
    put("audience", ("id", "marking"), [(known[marking], marking) for marking in fresh])
    return known


def _all() -> list[tuple[int, str]]:
    return [(number, marking) for number, marking in rows("SELECT id, marking FROM audience ORDER BY id")]
