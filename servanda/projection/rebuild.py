"""Making the projection again from the ledger alone; what comes out is what was there."""

from collections.abc import Iterator
from typing import Any

from servanda.kernel.entries import Entry
from servanda.kinds import INTRODUCING
from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, execute, is_postgresql, put, rows
from servanda.ledger.read import COLUMNS, TABLES, entry_of, stream
from servanda.projection import closing, form
from servanda.projection.schema import TABLES as PROJECTED
from servanda.projection.write import project

_CHUNK = 5000


def rebuild() -> int:
    """Write the projection anew, inside the transaction of the caller; gives the number of entries projected."""
    for table in PROJECTED:
        execute(f"TRUNCATE {table}" if is_postgresql() else f"DELETE FROM {table}")  # noqa: S608
    _introduce()
    number = 0
    last = 0
    # by keyset, not by one open cursor: the same connection writes between the pieces
    while piece := _piece(last):
        project(piece)
        last = piece[-1][0]
        number += len(piece)
    closed = "SELECT DISTINCT about FROM entry WHERE kind IN ('erased', 'replaces', 'withdraws') AND kind <> 'erased'"
    closing.apply(closing.known_intervals(hex_of(own) or "" for (own,) in rows(closed)))
    form.settle()
    return number


def _piece(after: int) -> list[tuple[int, Entry]]:
    sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE e.tick > %s ORDER BY e.tick LIMIT {_CHUNK}"  # noqa: S608
    return [(row[15], entry_of(row)) for row in rows(sql, [after])]


def _introduce() -> None:
    """Enter all records by the headers that introduce them: what they are outlives the erasure of a content."""
    marks = ", ".join(["%s"] * len(INTRODUCING))
    kinds: dict[str, str] = {}
    sql = f"SELECT about, kind FROM entry WHERE kind IN ({marks}) ORDER BY tick"  # noqa: S608
    for about, kind in _all(sql, sorted(INTRODUCING)):
        kinds.setdefault(hex_of(about) or "", kind)
    put("record", ("id", "kind"), [(an_id(own), kind) for own, kind in kinds.items()])


def _all(sql: str, parameters: list[str]) -> Iterator[tuple[Any, ...]]:
    return stream(sql, parameters)
