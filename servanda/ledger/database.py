"""The few ways in which the two databases differ, in one place: parameters, lists, and putting many rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Any

from django.db import connection

Row = Sequence[Any]
_PIECE = 10_000
_MOST_PARAMETERS = 30_000  # SQLite takes 32,766
_LONG = 50  # of a list that is asked for
_EVENED = 8_192
_AS_EVER = nullcontext()


def is_postgresql() -> bool:
    """Whether the register is kept in PostgreSQL."""
    return connection.vendor == "postgresql"


def rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one query."""
    with _planned_for(parameters), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def execute(sql: str, parameters: Sequence[Any] = ()) -> None:
    """Run one statement."""
    with _planned_for(parameters), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _planned_for(parameters: Sequence[Any]) -> AbstractContextManager[None]:
    """Have a statement with a long list planned for that list, and not kept prepared.

    PostgreSQL plans a prepared statement as if a list had ten members, finds that cheap, and keeps the plan: of
    thousands, some such plans take minutes. SQLite is given no lists.
    """
    is_long = any(isinstance(one, list) and len(one) > _LONG for one in parameters)
    return _unprepared(connection.connection) if is_long and connection.connection is not None else _AS_EVER


@contextmanager
def _unprepared(kept: Any) -> Iterator[None]:
    threshold, kept.prepare_threshold = kept.prepare_threshold, None
    try:
        yield
    finally:
        kept.prepare_threshold = threshold


def execute_many(sql: str, many: Sequence[Row]) -> None:
    """Run one statement for each row."""
    if many:
        with connection.cursor() as cursor:
            cursor.executemany(sql, many)


def an_id(identifier: str) -> Any:
    """An identifier as a parameter."""
    return identifier if is_postgresql() else bytes.fromhex(identifier)


def id_form() -> Callable[[str], Any]:
    """What makes a parameter of an identifier; asked once for many rows."""
    return _itself if is_postgresql() else bytes.fromhex


def _itself(identifier: str) -> str:
    return identifier


def within(column: str, identifiers: Iterable[str]) -> tuple[str, list[Any]]:
    """A condition that a column is one of some identifiers, and its parameters."""
    wanted = sorted(set(identifiers))
    if is_postgresql():
        # of one, PostgreSQL keeps a plan that is made for one
        return (f"{column} = %s::uuid", wanted) if len(wanted) == 1 else (f"{column} = ANY(%s::uuid[])", [wanted])
    marks = ",".join(["%s"] * _even(len(wanted)))
    filled = [*wanted, *wanted[-1:] * (_even(len(wanted)) - len(wanted))]
    return f"{column} IN ({marks})", [bytes.fromhex(identifier) for identifier in filled]


def _even(length: int) -> int:
    """How many members a list is given, the last again and again: of long ones, the next power of two.

    A connection to SQLite keeps its latest 128 statements prepared, with room for each parameter: of lists of
    thousands, each as long as it happens to be, these are a hundred megabytes.
    """
    return 1 << (length - 1).bit_length() if _LONG < length <= _EVENED else length


def numbers_within(column: str, numbers: Iterable[int]) -> tuple[str, list[Any]]:
    """A condition that a column is one of some numbers, however many, and its parameters."""
    wanted = sorted(set(numbers))
    if is_postgresql():
        return f"{column} = ANY(%s::bigint[])", [wanted]
    return f"{column} IN (SELECT value FROM json_each(%s))", [str(wanted)]  # noqa: S608


def slices(identifiers: Iterable[str]) -> Iterable[list[str]]:
    """Cut a long list of identifiers into pieces that one query takes."""
    wanted = list(dict.fromkeys(identifiers))
    for start in range(0, len(wanted), _MOST_PARAMETERS):
        yield wanted[start : start + _MOST_PARAMETERS]


def put(table: str, columns: Sequence[str], many: Sequence[Row]) -> None:
    """Insert rows by the fastest way there is. Identifiers are given by ``an_id``."""
    if not many:
        return
    connection.ensure_connection()
    names = ", ".join(columns)
    with connection.wrap_database_errors:
        if is_postgresql():
            # COPY is not allowed where row-level security holds
            from psycopg import Cursor

            types = _types(table)
            lists = ", ".join(f"%s::{types[name]}[]" for name in columns)
            cursor = Cursor(connection.connection)  # the lists go beside the statement, and not as a part of it
            for start in range(0, len(many), _PIECE):
                piece = [list(column) for column in zip(*many[start : start + _PIECE], strict=True)]
                cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM unnest({lists})", piece)  # noqa: S608
        else:
            marks = ",".join("?" * len(columns))
            connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", many)  # noqa: S608


@cache
def _types(table: str) -> dict[str, str]:
    """The type of each column of a table of PostgreSQL; every register has the same."""
    sql = (
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    )
    return dict(rows(sql, [table]))


def take_stock() -> None:
    """Tell PostgreSQL what was written at once, for it plans by what it knows; its own time for it may be far off."""
    if is_postgresql():
        projected = "record, key, claim, link, mention, prose, prose_closed, item, standing, standing_sum, occasion"
        execute(f"ANALYZE entry, content, arrival, {projected}")


def make_room() -> None:
    """Let SQLite keep more of a large file at hand while much is written; the default is two megabytes."""
    if not is_postgresql():
        execute("PRAGMA cache_size = -262144")
