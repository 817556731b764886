"""The whole ledger, out and in again just as it is: ticks, moments, salts, seals and erasures (backup and restore).

What goes in here is not recorded anew: it keeps the place and the moment it had. So it goes only into a database
that holds no register yet, and the register that comes of it is the one that it was.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from servanda.errors import Refused
from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, execute, is_postgresql, put, rows
from servanda.ledger.faults import explained
from servanda.ledger.opening import refuse_newer
from servanda.ledger.read import COLUMNS, Kept, header_of, stream
from servanda.ledger.reading import as_whole, writing
from servanda.ledger.write import Sealed, keep, lock

SEAL = ("id", "number", "tick", "at", "audience", "size", "root", "peaks", "key", "signature")
_HASHES = ("root", "peaks", "key", "signature")


@dataclass(frozen=True, slots=True)
class Own:
    """The register itself: its identifier, the form of its ledger, when it was made (microseconds of UTC)."""

    origin: str
    format: int
    made_at: int


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it stands at one moment, while others go on writing; not inside a transaction."""
    with explained():
        if is_postgresql():
            with transaction.atomic():
                execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                with as_whole():
                    yield
            return
        connection.ensure_connection()
        execute("BEGIN DEFERRED")  # Django's own transactions would take the lock of writers
        try:
            yield
        finally:
            execute("ROLLBACK")


def own() -> Own | None:
    """The register's own row; none while nothing was ever recorded."""
    found = rows("SELECT origin, format, made_at FROM register")
    return Own(hex_of(found[0][0]) or "", found[0][1], found[0][2]) if found else None


def number_of_arrivals() -> int:
    """How many entries arrived."""
    return int(rows("SELECT COALESCE(MAX(tick), 0) FROM arrival")[0][0])


def arrivals() -> Iterator[Kept]:
    """Every arrival in order."""
    sql = (
        f"SELECT {COLUMNS.replace('e.tick', 'a.tick')}, a.at, e.commitment, c.salt"  # noqa: S608
        " FROM arrival AS a JOIN entry AS e ON e.tick = a.tick LEFT JOIN content AS c ON c.tick = a.tick"
        " ORDER BY a.tick"
    )
    for row in stream(sql):
        text, tick, at, commitment, salt = row[14:19]
        salted = bytes(salt) if salt is not None else None
        yield Kept(tick, at, header_of(row), bytes(commitment).hex(), salted, text)


def seals() -> Iterator[dict[str, Any]]:
    """Every row of a seal, in order: the columns of ``SEAL``, bytes as hex."""
    for row in stream(f"SELECT {', '.join(SEAL)} FROM seal ORDER BY id"):  # noqa: S608
        plain = dict(zip(SEAL, row, strict=True))
        yield plain | {name: bytes(plain[name]).hex() for name in _HASHES if plain[name] is not None}


def erasures() -> Iterator[tuple[int, int]]:
    """Every erasure by the tick of the entry, with the tick of the one that names it."""
    for row in stream("SELECT tick, named_by FROM erasure ORDER BY tick"):
        yield row[0], row[1]


@contextmanager
def refilling(register: Own) -> Iterator[None]:
    """Open the transaction in which a whole ledger is written: it is there whole and durable, or not at all.

    Raises ``Refused`` where the database holds a register.
    """
    with explained(), transaction.atomic(), writing():
        lock()
        refuse_filled()
        put("register", ("id", "origin", "format", "made_at"), [(1, an_id(register.origin), *_rest(register))])
        yield


def refuse_filled() -> None:
    """Raise ``Refused`` if the database holds a register already; reads only."""
    refuse_newer()
    if "register" in connection.introspection.table_names() and own() is not None:
        raise Refused(
            "not-empty",
            "This database holds a register already, and it is left as it is.",
            "point DATABASE_URL at an empty database; to join two registers use servanda dump and servanda load",
        )


def put_arrivals(kept: Sequence[Kept]) -> None:
    """Write arrivals in order; only inside ``refilling``."""
    keep([(one.tick, one.at, Sealed(one.header, None, one.text, one.salt, one.commitment)) for one in kept])


def put_seals(found: Sequence[dict[str, Any]]) -> None:
    """Write rows of seals; only inside ``refilling``."""
    put("seal", SEAL, [tuple(_kept(name, one[name]) for name in SEAL) for one in found])


def _kept(name: str, value: Any) -> Any:
    return bytes.fromhex(value) if name in _HASHES and value is not None else value


def put_erasures(found: Sequence[tuple[int, int]]) -> None:
    """Write erasures; only inside ``refilling``, after all arrivals."""
    put("erasure", ("tick", "named_by"), found)


def _rest(register: Own) -> tuple[int, int]:
    return register.format, register.made_at
