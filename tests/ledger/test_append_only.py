"""The ledger's tables refuse every change, in the database itself (rule 16)."""

from collections.abc import Iterator

import pytest
from django.db import Error, connection, transaction

from servanda import register
from servanda.errors import LedgerError
from servanda.ledger.columns import hex_of
from servanda.ledger.faults import explained
from servanda.ledger.reading import as_whole
from servanda.register.keeping import upkeep
from tests.support.databases import Database
from tests.support.small import SCOPE, now, small_register, tally
from tests.support.whole import execute, rows

TABLES = ("entry", "content", "arrival", "seal", "register", "erasure")
KEYS = {"register": "id", "seal": "id"}


@pytest.fixture(autouse=True)
def kept(shared_database: Database) -> Iterator[None]:
    """One register for all attempts, with a row in every table; none of them changes it."""
    if not rows("SELECT 1 FROM register"):
        small_register()
        first = rows("SELECT id FROM entry WHERE kind = 'tally'")[0][0]
        upkeep.erase(hex_of(first) or "", "a court", "an order", "tester")
        register.record(tally(42, "second"), actor="tester")
        upkeep.seal()
    with as_whole():  # row-level security would hide what is to refuse
        yield


def contents(table: str) -> list[tuple[object, ...]]:
    return sorted(rows(f"SELECT * FROM {table}"), key=repr)


def refused(table: str, statement: str) -> None:
    before = contents(table)
    assert before, "an attempt on an empty table proves nothing"
    with pytest.raises(Error, match=r"append-only|UNIQUE|unique"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert contents(table) == before


@pytest.mark.parametrize("table", TABLES)
def test_update_is_refused(table: str) -> None:
    key = KEYS.get(table, "tick")
    refused(table, f"UPDATE {table} SET {key} = {key}")
    refused(table, f"UPDATE {table} SET {key} = {key} + 1000")


@pytest.mark.parametrize("table", TABLES)
def test_delete_is_refused(table: str) -> None:
    refused(table, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_upsert_is_refused(table: str) -> None:
    key = KEYS.get(table, "tick")
    columns = [name for name in _columns(table) if name != key]
    other = columns[0]
    everything = ", ".join([key, *columns])
    refused(
        table,
        f"INSERT INTO {table} ({everything}) SELECT {everything} FROM {table} WHERE true"
        f" ON CONFLICT ({key}) DO UPDATE SET {other} = excluded.{other}",
    )


@pytest.mark.parametrize("table", TABLES)
def test_replacing_is_refused(table: str) -> None:
    if connection.vendor == "postgresql":
        refused(table, f"TRUNCATE {table}")
        refused(table, f"TRUNCATE {', '.join(TABLES)} CASCADE")
        return
    refused(table, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    refused(table, f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    refused(table, f"INSERT OR IGNORE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_what_is_inserted_and_ignored_changes_nothing(table: str) -> None:
    before = contents(table)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO NOTHING")
    except Error as error:
        assert "append-only" in str(error)
    assert contents(table) == before


def test_an_entry_is_not_replaced_by_way_of_its_id() -> None:
    if connection.vendor != "sqlite":
        refused("entry", "INSERT INTO entry SELECT (e).* FROM (SELECT e FROM entry AS e LIMIT 1) AS one")
        return
    columns = ", ".join(name for name in _columns("entry") if name != "tick")
    refused(
        "entry",
        f"INSERT OR REPLACE INTO entry (tick, {columns})"
        f" SELECT (SELECT MAX(tick) + 1 FROM entry), {columns} FROM entry LIMIT 1",
    )


def test_a_content_leaves_only_through_an_erasure_that_an_entry_names() -> None:
    refused("content", "DELETE FROM content WHERE tick = (SELECT MAX(tick) FROM content)")
    refused("erasure", "INSERT INTO erasure (tick, named_by) SELECT MAX(tick), MAX(tick) FROM content")
    named = rows("SELECT MAX(named_by) FROM erasure")[0][0]
    refused("erasure", f"INSERT INTO erasure (tick, named_by) VALUES (1, {named})")


def test_an_erased_content_does_not_come_back() -> None:
    erased = rows("SELECT tick FROM erasure")[0][0]
    if connection.vendor == "sqlite":
        refused("content", f"INSERT INTO content (tick, salt, text) VALUES ({erased}, x'00', '{{}}')")
    assert not rows(f"SELECT 1 FROM content WHERE tick = {erased}")


def test_the_fault_says_what_to_do_instead() -> None:
    with pytest.raises(LedgerError, match="correction or a withdrawal"), explained(), transaction.atomic():
        execute("UPDATE entry SET actor = 'someone'")
    assert register.partnership_view(SCOPE, now()).facts


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]
