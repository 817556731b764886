"""The one way into the ledger's tables: entries arrive under one lock, in commit order (rule 9)."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from servanda.kernel.canonical import canonical, commitment
from servanda.kernel.entries import Entry
from servanda.ledger import clock
from servanda.ledger.database import an_id, an_id_or_none, execute, is_postgresql, put, rows
from servanda.ledger.faults import explained
from servanda.ledger.opening import open_register, origin

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
    def of(cls, entry: Entry) -> "Sealed":
        """Commit to a fresh entry with a salt of its own."""
        salt, text, header = secrets.token_bytes(32), entry.content_text(), entry.header()
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
        first = self.tick + 1
        at = clock.to_number(self.moment)
        placed = list(enumerate(entries, start=first))
        put("entry", _ENTRY, [_row(tick, one) for tick, one in placed])
        put(
            "content",
            ("tick", "salt", "text"),
            [(tick, one.salt, one.text) for tick, one in placed if one.text is not None],
        )
        put("arrival", ("tick", "entry", "at"), [(tick, an_id(one.header["id"]), at) for tick, one in placed])
        self.tick += len(placed)
        return [(tick, one.entry) for tick, one in placed if one.entry is not None]


@contextmanager
def arriving() -> Iterator[Arriving]:
    """Open the one write transaction; what arrives in it is there whole and durable, or not at all."""
    with explained():
        open_register()
        with transaction.atomic():
            if is_postgresql():
                execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            own = origin()
            last = rows("SELECT tick, at FROM arrival ORDER BY tick DESC LIMIT 1")
            tick, at = last[0] if last else (0, 0)
            # later than all before, also where the machine's clock was put back
            moment = max(clock.to_number(clock.now()), at + 1)
            yield Arriving(own, clock.from_number(moment), tick)


def _row(tick: int, one: Sealed) -> tuple[object, ...]:
    header = one.header
    recorded = one.entry.recorded_at if one.entry else datetime.fromisoformat(header["recorded_at"])
    return (
        tick,
        an_id(header["id"]),
        header["kind"],
        header["kind_version"],
        an_id(header["about"]),
        header["as_of"],
        header["since"],
        header["until"],
        an_id(header["origin"]),
        clock.to_number(recorded) // 1000,
        header["actor"],
        header["on_behalf_of"],
        an_id_or_none(header["said_by"]),
        header["marking"],
        an_id(header["scope"]),
        bytes.fromhex(one.commitment),
    )
