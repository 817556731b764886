"""Whose eyes the database reads with: the settings that row-level security goes by (``projection.rowsecurity``).

``servanda.audiences`` holds the numbers of the audiences that may be read, joined by commas; ``*`` is for whoever
reads the whole (recording, verifying, building anew, backing up). ``servanda.markings`` holds their markings.
Where nothing is set nothing is read. SQLite has no such thing, and everything here does nothing there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection

from servanda.ledger.database import execute, is_postgresql, rows

SETTING, TEXTS = "servanda.audiences", "servanda.markings"
BETWEEN = "\x1f"  # a marking that held it would be read by nobody
EVERYTHING, NOTHING = "*", ""
_KEPT = "_servanda_reading"


def read_as(audiences: Iterable[int], markings: Iterable[str], *, open_to_all: bool = False) -> None:
    """Read what these audiences may, and what bears these markings, from now on, with this connection.

    ``open_to_all``: anyone may read as they do.
    """
    if is_postgresql():
        _read(
            (
                ",".join(map(str, sorted(audiences))),
                BETWEEN.join(sorted(text for text in markings if BETWEEN not in text)),
            ),
            open_to_all=open_to_all,
        )


def read_nothing() -> None:
    """Forget whoever was read for, if it was not anyone: the next to use this connection says anew."""
    known = getattr(connection, _KEPT, None)
    if known is not None and known[0] is connection.connection and not known[2] and not connection.in_atomic_block:
        with suppress(Error):
            _read((NOTHING, NOTHING))


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
    before = _current()
    _read((EVERYTHING, before[1]))
    try:
        yield
    finally:
        # where the transaction failed the database itself goes back to what was set before it
        with suppress(Error):
            _read(before)


def current() -> str:
    """The numbers that are set, as text."""
    return _current()[0]


def _current() -> tuple[str, str]:
    numbers, texts = rows(f"SELECT current_setting('{SETTING}', TRUE), current_setting('{TEXTS}', TRUE)")[0]
    return numbers or NOTHING, texts or NOTHING


def _read(value: tuple[str, str], *, open_to_all: bool = False) -> None:
    """Set it, unless this connection is known to have it; in a transaction nothing is known, for it may be undone."""
    known = getattr(connection, _KEPT, None)
    if not connection.in_atomic_block and known is not None and known[:2] == (connection.connection, value):
        return
    execute(f"SELECT set_config('{SETTING}', %s, FALSE), set_config('{TEXTS}', %s, FALSE)", value)
    setattr(connection, _KEPT, None if connection.in_atomic_block else (connection.connection, value, open_to_all))
