"""The one way into the ledger's tables: entries arrive under one lock, in commit order (rule 9)."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from servanda.kernel.canonical import canonical, commitment
from servanda.kernel.entries import Entry
from servanda.ledger import clock
from servanda.ledger.database import execute, id_form, is_postgresql, put, rows
from servanda.ledger.faults import explained
from servanda.ledger.opening import open_register, origin
from servanda.ledger.reading import writing

_SALT = 32
_LOCK = 0x5E72A  # one number for all writers of one database
_ENTRY = (
    "tick", "id", "kind", "kind_version", "about", "as_of", "since", "until", "origin", "recorded_at",
    "actor", "on_behalf_of", "said_by", "marking", "scope", "commitment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it is kept: header, content text, salt and commitment.

    Where the content was erased elsewhere there is no ``text`` and no ``entry``; the header is all there is.
    """

    header: Mapping[str, Any]
    entry: Entry | None
    text: str | None
    salt: bytes | None
    commitment: str

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "list[Sealed]":
        """Commit to fresh entries, each with a salt of its own."""
        salts = secrets.token_bytes(_SALT * len(entries))
        return [
            cls._of(entry, salts[start : start + _SALT])
            for entry, start in zip(entries, range(0, len(salts), _SALT), strict=True)
        ]

    @classmethod
    def _of(cls, entry: Entry, salt: bytes) -> "Sealed":
        text, header = entry.content_text(), entry.header()
        return cls(header, entry, text, salt, commitment(salt, canonical(header), text))


@dataclass
class Arriving:
    """A transaction in which entries arrive: all at one moment, each at a tick of its own."""

    origin: str
    moment: datetime
    tick: int

    @property
    def recorded_at(self) -> datetime:
        """The moment as entries keep it, to the millisecond."""
        return clock.from_number(clock.to_number(self.moment) // 1000 * 1000)

    def append(self, entries: Sequence[Sealed]) -> list[tuple[int, Entry]]:
        """Write entries to the ledger in order; gives each with its tick."""
        at = clock.to_number(self.moment)
        placed = [(tick, at, one) for tick, one in enumerate(entries, start=self.tick + 1)]
        keep(placed)
        self.tick += len(placed)
        return [(tick, one.entry) for tick, _, one in placed if one.entry is not None]


@contextmanager
def arriving() -> Iterator[Arriving]:
    """Open the one write transaction; what arrives in it is there whole and durable, or not at all."""
    with explained():
        open_register()
        with transaction.atomic(), writing():
            lock()
            own = origin()
            last = rows("SELECT tick, at FROM arrival ORDER BY tick DESC LIMIT 1")
            tick, at = last[0] if last else (0, 0)
            # later than all before, also where the machine's clock was put back
            moment = max(clock.to_number(clock.now()), at + 1)
            yield Arriving(own, clock.from_number(moment), tick)


def lock() -> None:
    """Be the only writer until the transaction ends; SQLite's transactions are so from their beginning."""
    if is_postgresql():
        execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def keep(placed: Sequence[tuple[int, int, Sealed]]) -> None:
    """Write entries, each at its tick and moment (microseconds of UTC), in the order of ticks."""
    form = id_form()
    put("entry", _ENTRY, [_row(tick, one, form) for tick, _, one in placed])
    contents = [(tick, one.salt, one.text) for tick, _, one in placed if one.text is not None]
    put("content", ("tick", "salt", "text"), contents)
    put("arrival", ("tick", "entry", "at"), [(tick, form(one.header["id"]), at) for tick, at, one in placed])


def _row(tick: int, one: Sealed, form: Callable[[str], Any]) -> tuple[object, ...]:
    header = one.header
    recorded = one.entry.recorded_at if one.entry else datetime.fromisoformat(header["recorded_at"])
    said_by = header["said_by"]
    return (
        tick,
        form(header["id"]),
        header["kind"],
        header["kind_version"],
        form(header["about"]),
        header["as_of"],
        header["since"],
        header["until"],
        form(header["origin"]),
        clock.to_number(recorded) // 1000,
        header["actor"],
        header["on_behalf_of"],
        None if said_by is None else form(said_by),
        header["marking"],
        form(header["scope"]),
        bytes.fromhex(one.commitment),
    )
