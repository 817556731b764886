"""Audiences: the markings that occur, numbered; who may read them is asked of the reader each time."""

from collections.abc import Iterable

from servanda.kernel.marking import Marking, Reader
from servanda.ledger.database import put, rows


def readable(reader: Reader) -> list[int]:
    """The numbers of the audiences that a reader belongs to now; never empty."""
    found = [number for number, marking in _all() if reader.may_read(Marking.parse(marking))]
    return found or [0]


def numbers(markings: Iterable[str]) -> dict[str, int]:
    """The number of each marking; one that is new is added. Only while entries arrive."""
    known = {marking: number for number, marking in _all()}
    fresh = [marking for marking in dict.fromkeys(markings) if marking not in known]
    known.update({marking: number for number, marking in enumerate(fresh, start=max(known.values(), default=0) + 1)})
    put("audience", ("id", "marking"), [(known[marking], marking) for marking in fresh])
    return known


def _all() -> list[tuple[int, str]]:
    return [(number, marking) for number, marking in rows("SELECT id, marking FROM audience ORDER BY id")]
