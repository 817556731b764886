"""What makes two statements of a series answers to one question, and what makes them the same answer."""

from dataclasses import dataclass
from hashlib import blake2b

from servanda.exchange.registerfile.item import Item
from servanda.kernel.canonical import canonical
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry, Temporal
from servanda.register.writing.said import Asked

ANY_DAY = PartialDate("2000-01-01")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A statement's question, the question that leads it, the first day it counts on, and its value.

    ``dated``: it has a day of its own.
    """

    key: bytes
    asked: Asked
    value: str
    dated: bool = True


def keyed(item: Item) -> Keyed:
    """The key and value of an item."""
    is_record = item.payload.temporal is Temporal.RECORD
    answers = () if is_record else item.payload.answers(item.as_of or ANY_DAY)
    question = answers[0].question if answers else f"is/{item.payload.kind}"
    return Keyed(key_of(item, question), Asked(item.about, question, _day(item)), value_of(item), is_dated(item))


def key_of(said: Item | Entry, question: str, *, by_state: bool = False) -> bytes:
    """The question a statement answers: kind, record, dates, speaker, and the first question of its content.

    ``by_state``: its day is that of the state that first said it, and no part of the question.
    """
    dates = [said.as_of if said.as_of and is_dated(said) and not by_state else None, said.since, said.until]
    parts = [
        said.payload.kind,
        said.about,
        question,
        said.said_by or "",
        *(when.text if when else "" for when in dates),
    ]
    return _hash("\x1f".join(parts))


def value_of(said: Item | Entry) -> str:
    """The value of a statement: all of its content."""
    return blake2b(canonical(said.payload.content()).encode(), digest_size=16).hexdigest()


def is_dated(said: Item | Entry) -> bool:
    """Whether a statement has a day of its own; else it takes that of its source (rule 6)."""
    timeless = said.payload.temporal is Temporal.ENTRY or said.payload.structural
    return said.as_of is not None and not (timeless and said.as_of.is_open_start) and not said.as_of.is_open_start


def _day(item: Item) -> int | None:
    start = item.since or item.as_of
    if item.payload.structural and item.since is None:
        return None
    return start.earliest.toordinal() if start is not None and not start.is_open_start else None


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()
