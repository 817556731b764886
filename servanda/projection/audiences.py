"""Audiences: the markings that occur, numbered; who may read them is asked of the reader each time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from servanda.kernel.marking import Marking, Reader, readable_wherever
from servanda.ledger import reading
from servanda.ledger.database import put, rows

BOTH = " & "  # between two markings, of which a reader must be allowed to read either
BUT_NOT = " | "  # before what a reader must not be allowed to read as well

ALL = "SELECT id, marking FROM audience ORDER BY id"


def readable(reader: Reader) -> dict[int, tuple[Marking, ...]]:
    """The audiences that a reader belongs to now, by number, each with its markings; never empty.

    From now on the database itself reads as this reader (``ledger.reading``).
    """
    allowed = {number: markings(text) for number, text in known().items() if is_of(reader, text)}
    read_as(allowed)
    return allowed or {0: ()}


def read_as(allowed: Mapping[int, tuple[Marking, ...]]) -> None:
    """Have the database itself read what these audiences may (``ledger.reading``)."""
    texts = {marks[0].text for marks in allowed.values() if len(marks) == 1}
    reading.read_as(
        filter(None, allowed), texts, open_to_all=all(mark.public for marks in allowed.values() for mark in marks)
    )


def markings(audience: str) -> tuple[Marking, ...]:
    """The markings that an audience may read: one, or those of an entry at different times (``kernel.marks``)."""
    return _markings(audience.split(BUT_NOT)[0])


@lru_cache(maxsize=1 << 16)  # a register can have hundreds, which each answer asks about
def is_of(reader: Reader, audience: str) -> bool:
    """Whether a reader belongs to an audience."""
    seen, *others = (_markings(one) for one in audience.split(BUT_NOT))
    return all(map(reader.may_read, seen)) and not any(all(map(reader.may_read, other)) for other in others)


def numbers(markings: Iterable[str]) -> dict[str, int]:
    """The number of each marking; one that is new is added. Only while entries arrive."""
    found = {text: number for number, text in known().items()}
    fresh = [marking for marking in dict.fromkeys(markings) if marking not in found]
    found.update({marking: number for number, marking in enumerate(fresh, start=max(found.values(), default=0) + 1)})
    put("audience", ("id", "marking"), [(found[marking], marking) for marking in fresh])
    return found


def known() -> dict[int, str]:
    """All audiences, by number."""
    return dict(rows(ALL))


def parted(together: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What readers see of things of some audiences: some of them, and not the others; each way that there can be one.

    Gives the audience of whoever sees so, which no reader of another way belongs to, and what he sees.
    """
    every = sorted(set(together))
    for size in range(1, len(every) + 1):
        for seen in combinations(every, size):
            others = [one for one in every if one not in seen]
            marks = {mark for one in seen for mark in _markings(one)}
            if not any(_follows(_markings(one), marks) for one in others):
                texts = sorted(mark.text for mark in marks)
                yield BUT_NOT.join((BOTH.join(texts), *others)), seen


def _follows(wanted: Iterable[Marking], marks: Iterable[Marking]) -> bool:
    """Whether everyone who may read some markings may read others, too."""
    return all(any(readable_wherever(one, mark) for mark in marks) for one in wanted)


@lru_cache(maxsize=1 << 12)
def _markings(text: str) -> tuple[Marking, ...]:
    return tuple(Marking.parse(one) for one in text.split(BOTH))
