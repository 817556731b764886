"""Making the projection again from the ledger alone; what comes out is what was there."""

from collections.abc import Callable

from servanda.kernel.entries import Entry
from servanda.kinds import INTRODUCING
from servanda.ledger.columns import hex_of
from servanda.ledger.database import execute, is_postgresql, rows, slices
from servanda.ledger.read import COLUMNS, TABLES, entry_of
from servanda.projection import closing, form, marks
from servanda.projection.schema import TABLES as PROJECTED
from servanda.projection.write import project, prose_tables

_CHUNK = 5000


def rebuild(advance: Callable[[int], None] = lambda _: None) -> int:
    """Write the projection anew, inside the transaction of the caller; gives the number of entries projected.

    ``advance`` is told of entries as they are done.
    """
    for table in (*PROJECTED, *prose_tables()[1:]):
        execute(f"TRUNCATE {table}" if is_postgresql() else f"DELETE FROM {table}")  # noqa: S608
    _introduce()
    number = 0
    last = 0
    # by keyset, not by one open cursor: the same connection writes between the pieces
    while piece := _piece(last):
        project(piece)
        last = piece[-1][0]
        number += len(piece)
        advance(len(piece))
    for closed in slices([*_closed(), *sorted(marks.targets())]):
        closing.apply(closing.known_intervals(closed))
    form.settle()
    return number


def _piece(after: int) -> list[tuple[int, Entry]]:
    sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE e.tick > %s ORDER BY e.tick LIMIT {_CHUNK}"  # noqa: S608
    return [(row[15], entry_of(row)) for row in rows(sql, [after])]


def _introduce() -> None:
    """Enter all records by the headers that introduce them: what they are outlives the erasure of a content."""
    marks = ", ".join(["%s"] * len(INTRODUCING))
    first = f"SELECT MIN(tick) FROM entry WHERE kind IN ({marks}) GROUP BY about"  # noqa: S608
    sql = f"INSERT INTO record (id, kind) SELECT about, kind FROM entry WHERE tick IN ({first}) ORDER BY about"  # noqa: S608
    execute(sql, sorted(INTRODUCING))


def _closed() -> list[str]:
    sql = "SELECT DISTINCT about FROM entry WHERE kind IN ('erased', 'replaces', 'withdraws') AND kind <> 'erased'"
    return [hex_of(own) or "" for (own,) in rows(sql)]
