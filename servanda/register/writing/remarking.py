"""Marking an entry anew, with what is said about the entry itself: its citations, and what closed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from servanda.errors import InputError, NotFound, worded
from servanda.kernel.closing import CLOSERS
from servanda.kernel.marking import Marking, readable_wherever
from servanda.kernel.standpoint import Resolved
from servanda.kinds.fields import Text
from servanda.kinds.marked import Marked
from servanda.ledger import clock
from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, rows
from servanda.ledger.faults import explained
from servanda.ledger.read import COLUMNS, entry_of
from servanda.ledger.reading import as_whole
from servanda.projection.marks import NOW
from servanda.register.draft import Draft, Recorded
from servanda.register.writing.record import record

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Note:
    """An entry, with as much as is asked of it."""

    id: str
    kind: str
    marking: Marking


@dataclass(frozen=True, slots=True)
class Remark:
    """One marking anew as it is told: when it arrived, to what, why, and who recorded it."""

    at: datetime
    to: Marking
    reason: Text
    actor: str


def mark(entry: str, to: Marking, reason: str | Text, actor: str, on_behalf_of: str | None = None) -> Recorded:
    """Mark an entry anew, and with it what belongs to it (``going_along``), in one transaction.

    Raises ``NotFound``, or what ``record`` raises: ``Refusals`` where a closer would be hidden (rule 8).
    """
    with explained(), as_whole():
        drafts = drafts_of(entry, to, reason)
    return record(drafts, actor=actor, on_behalf_of=on_behalf_of)


def marks_of(entry: str, at: Resolved) -> list[Remark]:
    """How an entry that the reader sees was marked anew up to the standpoint, in the order of arrival."""
    sql = (
        f"SELECT {COLUMNS}, a.at FROM mark AS m JOIN entry AS e ON e.tick = m.entry"  # noqa: S608
        " JOIN content AS c ON c.tick = e.tick JOIN arrival AS a ON a.tick = e.tick"
        " WHERE m.target = %s AND e.tick <= %s ORDER BY e.tick"
    )
    with explained(), as_whole():
        found = rows(sql, [an_id(entry), at.tick])
    told = []
    for row in found:
        note = entry_of(row)
        payload: Any = note.payload
        told.append(Remark(clock.from_number(row[-1]), Marking.parse(payload.to), payload.reason, note.actor))
    return told


def drafts_of(entry: str, to: Marking, reason: str | Text) -> list[Draft]:
    """What marks an entry, and what goes along with it."""
    said = reason if isinstance(reason, Text) else Text(by={"en": reason})
    found = _entry(entry)
    every = [found.id, *(note.id for note in going_along(found, found.marking, to))]
    return [Draft(Marked(to=to.text, reason=said), one) for one in every]


def going_along(target: _Note, before: Marking, to: Marking, depth: int = 0) -> Iterator[_Note]:
    """The notes about an entry that are marked with it: those marked as it was; those that more people could read than
    the entry from now on; and closers that some who may read it from now on could not read.
    """
    for note in _about(target.id) if depth < _DEEPEST else ():
        wider = not readable_wherever(to, note.marking)
        hidden = note.kind in CLOSERS and not readable_wherever(note.marking, to)
        if note.marking != to and (note.marking == before or wider or hidden):
            yield note
        yield from going_along(note, before, to, depth + 1)


def _entry(entry: str) -> _Note:
    sql = f"SELECT e.id, e.kind, COALESCE({NOW}, e.marking) FROM entry AS e WHERE e.id = %s"  # noqa: S608
    is_id = len(entry) == 32 and set(entry) <= set("0123456789abcdef")
    for row in rows(sql, [an_id(entry)]) if is_id else ():
        return _note(row)
    raise NotFound("no-such-entry", f"No entry {entry[:80]!r} is known.", "give the entry's id: 32 hex digits")


def _about(entry: str) -> list[_Note]:
    """The citations and closers of an entry."""
    cites = "SELECT q.entry FROM link AS q WHERE q.target = %s AND q.kind = 'citation'"
    sql = (
        f"SELECT e.id, e.kind, COALESCE({NOW}, e.marking) FROM entry AS e WHERE e.tick IN ({cites})"  # noqa: S608
        " UNION "
        f"SELECT e.id, e.kind, COALESCE({NOW}, e.marking) FROM entry AS e WHERE e.about = %s"
        " AND e.kind IN ('erased', 'replaces', 'withdraws') AND e.kind <> 'erased'"
    )
    return sorted((_note(row) for row in rows(sql, [an_id(entry), an_id(entry)])), key=lambda note: note.id)


def _note(row: tuple[object, ...]) -> _Note:
    own, kind, marking = row
    return _Note(hex_of(own) or "", str(kind), Marking.parse(str(marking)))


def read_marking(text: str) -> Marking:
    """Read a marking that a person typed. Raises ``InputError``."""
    try:
        return Marking.parse(text)
    except ValueError as fault:
        raise InputError("bad-marking", fault.args[0], worded("write public, or a level with its groups")) from None
