"""Keeping the register: making it, verifying and sealing it, building its projection anew, erasing by order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from servanda.errors import NotFound, Refused
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.identity import random_id
from servanda.kernel.marking import Marking
from servanda.kernel.marks import MARKED
from servanda.kinds.erased import Erased
from servanda.kinds.fields import Text
from servanda.ledger import clock
from servanda.ledger import erase as ledger_erase
from servanda.ledger.clock import now
from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, make_room, rows, take_stock
from servanda.ledger.faults import explained
from servanda.ledger.keys import Keys
from servanda.ledger.opening import FORMAT, open_register
from servanda.ledger.opening import initialise as make_tables
from servanda.ledger.reading import as_whole
from servanda.ledger.seals import Seal, kept, origin_of_register, seal
from servanda.ledger.signing import SigningKey
from servanda.ledger.verify import Report, verify
from servanda.ledger.write import Sealed, arriving
from servanda.projection import audiences, form
from servanda.projection import rebuild as projection_rebuild
from servanda.projection.forget import forget

__all__ = [
    "Info", "Keys", "Report", "Seal", "SigningKey", "erase", "groups", "info", "initialise", "keys", "now", "rebuild",
    "seal", "seals", "signing_key", "small_scopes", "verify",
]  # fmt: skip


def _unsaid(_sentence: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Info:
    """What a register is: its identifier, the form of its ledger, how much is in it, its last arrival and seal."""

    origin: str
    format: int
    entries: int
    erased: int
    last_arrival: datetime | None
    last_seal: Seal | None


def keys() -> Keys:
    """The keys with which this instance signs its seals."""
    return Keys(Path(settings.SERVANDA_KEYS))


def signing_key() -> SigningKey | None:
    """The key that signs now, if there is one."""
    return keys().current()


def seals() -> list[Seal]:
    """The seals that the register keeps, in order."""
    with explained():
        open_register()
        return kept(origin_of_register())


def initialise(said: Callable[[str], None] = _unsaid) -> None:
    """Make the tables if they are not there, or bring older ones up to date.

    A projection that an older release laid out is built again from the ledger, which ``said`` is told before. Running
    it again changes nothing. Raises ``TooNew`` for a database from a newer release.
    """
    make_tables()
    with explained():
        is_current = form.is_current()
    if not is_current:
        said("An older release laid this register out for reading: it is built again from the ledger, once.")
        rebuild()


def info() -> Info:
    """Tell what the register is."""
    with explained():
        open_register()
        origin = origin_of_register()
        last = rows("SELECT tick, at FROM arrival ORDER BY tick DESC LIMIT 1")
        seals = kept(origin)
        return Info(
            origin=origin,
            format=FORMAT,
            entries=last[0][0] if last else 0,
            erased=rows("SELECT COUNT(*) FROM erasure")[0][0],
            last_arrival=clock.from_number(last[0][1]) if last else None,
            last_seal=seals[-1] if seals else None,
        )


def groups() -> frozenset[str]:
    """The groups that anything here is released to."""
    with as_whole():
        came = [Marking.parse(text) for (text,) in rows("SELECT DISTINCT marking FROM entry")]
    now = [marking for (text,) in rows("SELECT marking FROM audience") for marking in audiences.markings(text)]
    return frozenset(group for marking in (*came, *now) for group in marking.releasable_to)


def small_scopes(most: int, largest: int) -> list[str]:
    """The first partnerships, in the order of their identifiers, of which no more than so many entries speak."""
    sql = "SELECT scope FROM entry GROUP BY scope HAVING COUNT(*) <= %s ORDER BY scope LIMIT %s"
    with as_whole():
        return [hex_of(scope) or "" for (scope,) in rows(sql, [largest, most])]


def rebuild() -> int:
    """Build the projection and the search index again from the ledger; gives the number of entries."""
    make_room()
    with arriving():
        number = projection_rebuild.rebuild()
        take_stock()
        return number


def erase(entry: str, authority: str, reason: str | Text, actor: str, on_behalf_of: str | None = None) -> str:
    """Erase the content of an entry by order (rule 15); gives the id of the entry that says so.

    The header stays. Raises ``NotFound`` for an entry that is not there, ``Refused`` where its content is erased
    already, or is itself the record of an erasure.
    """
    said = reason if isinstance(reason, Text) else Text(by={"en": reason})
    with explained():
        ledger_erase.careful()
    with arriving() as arrival:
        tick, scope, marking = _erasable(entry)
        marked = Entry(
            id=random_id(),
            about=entry,
            payload=Erased(authority=authority, reason=said),
            as_of=PartialDate.of(clock.today()),
            scope=scope,
            origin=arrival.origin,
            recorded_at=arrival.recorded_at,
            actor=actor,
            marking=marking,
            on_behalf_of=on_behalf_of,
        )
        ((by, _),) = arrival.append(Sealed.of([marked]))
        ledger_erase.erase([(tick, by)])
        forget([tick])
    ledger_erase.sweep()
    return marked.id


def _erasable(entry: str) -> tuple[int, str, Marking]:
    sql = (
        "SELECT e.tick, e.scope, e.marking, e.kind, c.tick FROM entry AS e LEFT JOIN content AS c ON c.tick = e.tick"
        " WHERE e.id = %s"
    )
    found = rows(sql, [an_id(entry)]) if _is_id(entry) else []
    if not found:
        raise NotFound("no-such-entry", f"No entry {entry!r} is known.", "give the entry's id: 32 hex digits")
    tick, scope, marking, kind, content = found[0]
    if kind == "erased":
        raise Refused(
            "erased",
            "What says that a content was erased cannot be erased.",
            "leave it: it holds no content of the erased entry",
        )
    if kind == MARKED:
        raise Refused(
            "marked",
            "What says that an entry was marked anew cannot be erased: who may see the entry follows from it.",
            "mark the entry again: whoever may see it may see the reason",
        )
    if content is None:
        raise Refused("erased", f"The content of {entry} is erased already.", "servanda verify tells by whom and why")
    return tick, hex_of(scope) or "", Marking.parse(marking)


def _is_id(text: str) -> bool:
    return len(text) == 32 and all(letter in "0123456789abcdef" for letter in text)
