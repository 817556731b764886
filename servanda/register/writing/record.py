"""The one way in: ``record`` checks drafts and writes them in one transaction, all or nothing (rule 18)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from servanda.errors import InputError, Refused
from servanda.kernel.entries import Entry
from servanda.ledger.database import make_room, take_stock
from servanda.ledger.write import Arriving, Sealed, arriving
from servanda.projection import closing
from servanda.projection.write import project
from servanda.register.draft import Draft, Fault, Recorded
from servanda.register.editions import Editions
from servanda.register.writing.check import Checked, Checks

_MOST_TOLD = 20


def _told(faults: Sequence[Fault]) -> str:
    """Faults in words. Which of several things they are of is said where they are not all of the first."""
    if len(faults) == 1:
        return faults[0].sentence
    several = any(fault.index for fault in faults)
    told = [
        f"{f'entry {fault.index + 1}, ' if several else ''}{fault.field}: {fault.sentence}"
        for fault in faults[:_MOST_TOLD]
    ]
    more = f"and {len(faults) - _MOST_TOLD} more" if len(faults) > _MOST_TOLD else ""
    return "\n".join([*told, more] if more else told)


class Faults(InputError):
    """All that is wrong with a batch; ``faults`` names each draft by its index. Nothing was recorded."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__(first.code, _told(faults), first.remedy, key=first.field if len(faults) == 1 else None)
        self.faults = tuple(faults)


class Refusals(Refused):
    """All that the register will not do of a batch; ``faults`` as of ``Faults``. Nothing was recorded."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].code, _told(faults), faults[0].remedy)
        self.faults = tuple(faults)


def record(
    drafts: Sequence[Draft], *, actor: str, on_behalf_of: str | None = None, unseen: frozenset[str] = frozenset()
) -> Recorded:
    """Record drafts in one transaction; durable when it returns.

    ``unseen`` are records that whoever records may not know of: they are answered for as if they were not there.
    Raises ``Faults`` (an ``InputError``) or ``Refusals`` (a ``Refused``) naming every draft at fault, or a
    ``LedgerError``; then nothing was written.
    """
    with arriving() as arrival:
        return _arrive(arrival, list(drafts), iter(()), actor, on_behalf_of, len(drafts) + 1, unseen)


def record_unless_overtaken(
    drafts: Sequence[Draft], holds: Callable[[int], bool], *, actor: str, on_behalf_of: str | None = None
) -> Recorded | None:
    """Record drafts that rest on what was looked at before the lock; ``None``, and nothing written, if it moved on.

    ``holds`` is asked as the only writer, with the last tick. Else as ``record``.
    """
    with arriving() as arrival:
        if not holds(arrival.tick):
            return None
        return _arrive(arrival, list(drafts), iter(()), actor, on_behalf_of, len(drafts) + 1)


def record_many(drafts: Iterable[Draft], *, actor: str, on_behalf_of: str | None = None, chunk: int = 5000) -> Recorded:
    """Record a stream of drafts in one transaction, holding no more than two chunks of them at a time.

    A draft may refer to what came before it in the stream, and to what is in its own chunk or the next. ``ids`` of what
    is given back are those of the last chunk.
    """
    stream = iter(drafts)
    piece = list(islice(stream, chunk))
    is_large = len(piece) == chunk
    if is_large:
        make_room()
    with arriving() as arrival:
        done = _arrive(arrival, piece, stream, actor, on_behalf_of, chunk)
        if is_large:
            take_stock()
        return done


def _arrive(
    arrival: Arriving,
    piece: list[Draft],
    stream: Iterator[Draft],
    actor: str,
    on_behalf_of: str | None,
    chunk: int,
    unseen: frozenset[str] = frozenset(),
) -> Recorded:
    ids: tuple[str, ...] = ()
    checks = Checks(arrival.moment, unseen)
    editions = Editions()
    start = 0
    while piece:
        ahead = list(islice(stream, chunk))
        checked = checks.run(piece, start, ahead)
        _raise(checked.faults)
        entries = editions.first_used(checked.frameworks, arrival, actor)
        recorded_at = arrival.recorded_at
        entries += [_entry(draft, arrival.origin, recorded_at, actor, on_behalf_of) for draft in checked.drafts]
        _write(arrival, entries)
        ids = tuple(entry.id for entry in entries[-len(piece) :])
        start += len(piece)
        piece = ahead
    return Recorded(ids, arrival.tick, arrival.moment)


def _write(arrival: Arriving, entries: Sequence[Entry]) -> None:
    placed = arrival.append(Sealed.of(entries))
    project(placed)
    closing.close(placed)


def _raise(faults: Sequence[Fault]) -> None:
    if not faults:
        return
    refused = [fault for fault in faults if fault.refused]
    raise Refusals(refused) if len(refused) == len(faults) else Faults(faults)


def _entry(draft: Checked, origin: str, recorded_at: datetime, actor: str, on_behalf_of: str | None) -> Entry:
    return Entry(
        id=draft.id,
        about=draft.about,
        payload=draft.payload,
        as_of=draft.as_of,
        scope=draft.scope,
        origin=origin,
        recorded_at=recorded_at,
        actor=actor,
        marking=draft.marking,
        since=draft.since,
        until=draft.until,
        said_by=draft.said_by,
        on_behalf_of=on_behalf_of,
    )
