"""Whose eyes the database reads with: the setting that row-level security goes by (``projection.rowsecurity``).

The setting is ``servanda.audiences``: the numbers of the audiences that may be read, joined by commas; ``*`` for
whoever reads the whole (recording, verifying, building anew, backing up). Where nothing is set nothing is read. SQLite
has no such thing, and everything here does nothing there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from servanda.ledger.database import execute, is_postgresql, rows

SETTING = "servanda.audiences"
EVERYTHING, NOTHING = "*", ""
_KEPT = "_servanda_reading"


def read_as(audiences: Iterable[int], *, open_to_all: bool = False) -> None:
    """Read what these audiences may, from now on, with this connection. ``open_to_all``: anyone may read as they do."""
    if is_postgresql():
        _read(",".join(map(str, sorted(audiences))), open_to_all=open_to_all)


def read_nothing() -> None:
    """Forget whoever was read for, if it was not anyone: the next to use this connection says anew."""
    known = getattr(connection, _KEPT, None)
    if known is not None and known[0] is connection.connection and not known[2] and not connection.in_atomic_block:
        with suppress(DatabaseError):
            _read(NOTHING)


@contextmanager
def writing() -> Iterator[None]:
    """Read everything until the end of the transaction that was just opened."""
    if not is_postgresql() or connection.savepoint_ids:
        with as_whole():
            yield
        return
    execute(f"SELECT set_config('{SETTING}', %s, TRUE)", [EVERYTHING])
    yield


@contextmanager
def as_whole() -> Iterator[None]:
    """Read everything until the end of the block: for what keeps the register, and never to show it to a reader."""
    if not is_postgresql():
        yield
        return
    before = current()
    _read(EVERYTHING)
    try:
        yield
    finally:
        # where the transaction failed the database itself goes back to what was set before it
        with suppress(DatabaseError):
            _read(before)


def current() -> str:
    """What is set, as text."""
    return rows(f"SELECT current_setting('{SETTING}', TRUE)")[0][0] or NOTHING


def _read(value: str, *, open_to_all: bool = False) -> None:
    """Set it, unless this connection is known to have it; in a transaction nothing is known, for it may be undone."""
    known = getattr(connection, _KEPT, None)
    if not connection.in_atomic_block and known is not None and known[:2] == (connection.connection, value):
        return
    execute(f"SELECT set_config('{SETTING}', %s, FALSE)", [value])
    setattr(connection, _KEPT, None if connection.in_atomic_block else (connection.connection, value, open_to_all))
