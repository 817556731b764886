"""PostgreSQL gives a reader only what he may see, whatever the application asks (rule 14, in the database itself)."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection

from servanda import register
from servanda.kernel.marking import ANYONE, Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import reading
from servanda.ledger.database import execute, rows
from servanda.projection.audiences import is_of
from servanda.projection.rowsecurity import CONDITIONS
from servanda.register.keeping import upkeep
from servanda.register.writing.remarking import mark
from tests.access.register import OTHER, OWN, build, graded, hide_beside, record_of
from tests.support.databases import Database, Databases
from tests.support.projected import projected

READERS = (
    ANYONE,
    Reader("low", "unclassified"),
    Reader("restricted", "restricted"),
    Reader("a", "restricted", frozenset("A")),
    Reader("b", "secret", frozenset("B")),
)
EVERYTHING = Reader("all", "secret", frozenset("AB"))


@pytest.fixture(scope="module")
def marked(databases: Databases) -> Iterator[Database]:
    """A register with statements of every marking, two of them marked anew."""
    with databases.fresh("postgresql") as database:
        build(hidden=True)
        graded()
        hide_beside(lambda _: True)
        mark(record_of(OWN, "marked 1 statement"), Marking.parse("public"), "disclosed", "tester")
        mark(record_of(OTHER, "the tally"), Marking.parse("secret to B"), "spilled", "tester")
        yield database


def everything() -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table that holds what is said, as this connection is given it."""
    return {table: set(rows(f"SELECT * FROM {table}")) for table in CONDITIONS}


def expected(reader: Reader) -> dict[str, set[tuple[object, ...]]]:
    """The rows that a reader may be given, worked out from the whole."""
    with reading.as_whole():
        whole = everything()
        columns = {table: _columns(table) for table in whole}
        audiences = dict(rows("SELECT id, marking FROM audience"))
        now = dict(rows("SELECT entry, marking FROM remarked"))
        marking = {tick: now.get(tick, text) for tick, text in rows("SELECT tick, marking FROM entry")}
    found: dict[str, set[tuple[object, ...]]] = {}
    for table, kept in whole.items():
        place = {name: number for number, name in enumerate(columns[table])}
        if table == "mark":
            found[table] = set()
        elif table in ("entry", "content"):
            found[table] = {row for row in kept if _may(reader, marking[row[place["tick"]]])}
        else:
            found[table] = {row for row in kept if is_of(reader, audiences[row[place["audience"]]])}
    return found


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        return [column.name for column in cursor.description]


def _may(reader: Reader, marking: object) -> bool:
    return all(reader.may_read(Marking.parse(one)) for one in str(marking).split(" & "))


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_without_the_applications_checks_a_reader_is_given_what_he_may_see_and_nothing_else(
    marked: Database, reader: Reader
) -> None:
    register.resolve(Standpoint(reader=reader))
    register.search("nothing", register.resolve(Standpoint(reader=reader)))  # as any page of this reader begins
    seen, may = everything(), expected(reader)
    for table in CONDITIONS:
        assert seen[table] == may[table], table
    texts = {text for _, _, text in rows("SELECT tick, salt, text FROM content")}
    hidden = {
        text
        for text, marking in _contents()
        if not _may(reader, marking) and "hiddenword" in text  # words that nothing else has
    }
    assert not texts & hidden
    assert reader != ANYONE or len(hidden) > 8


def _contents() -> list[tuple[str, str]]:
    with reading.as_whole():
        sql = (
            "SELECT c.text, COALESCE(r.marking, e.marking) FROM entry AS e JOIN content AS c ON c.tick = e.tick"
            " LEFT JOIN remarked AS r ON r.entry = e.tick"
        )
        return [(text, marking) for text, marking in rows(sql)]


def test_a_mixed_row_says_nothing_of_what_is_said(marked: Database) -> None:
    with reading.as_whole():
        assert set(rows("SELECT val, holder, due, code FROM standing WHERE mixed")) <= {(None, None, None, "")}


def test_whoever_says_nothing_is_given_nothing(marked: Database) -> None:
    with psycopg.connect(marked.url) as fresh:
        for table in CONDITIONS:
            assert fresh.execute(f"SELECT COUNT(*) FROM {table}".encode()).fetchone() == (0,), table


def test_a_reader_writes_nothing(marked: Database) -> None:
    register.search("nothing", register.resolve(Standpoint(reader=EVERYTHING)))
    filled = [table for table in CONDITIONS if rows(f"SELECT 1 FROM {table} LIMIT 1")]
    assert len(filled) > 7
    for table in filled:
        with pytest.raises(DatabaseError, match="row-level security"), marked.rolled_back():
            execute(f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1")
    assert rows("UPDATE claim SET val = 'x' RETURNING 1") == rows("DELETE FROM claim RETURNING 1") == []


def test_whoever_keeps_the_register_reads_the_whole(marked: Database) -> None:
    register.search("nothing", register.resolve(Standpoint(reader=ANYONE)))
    assert not upkeep.verify().faults
    with reading.as_whole():
        before = projected()
    upkeep.rebuild()
    with reading.as_whole():
        assert projected() == before
    assert reading.current() != reading.EVERYTHING


def test_what_was_set_for_one_reader_does_not_stay_for_the_next(marked: Database) -> None:
    register.search("nothing", register.resolve(Standpoint(reader=EVERYTHING)))
    assert "," in reading.current()
    with marked.rolled_back():
        register.search("nothing", register.resolve(Standpoint(reader=ANYONE)))
        inside = reading.current()
    assert "," in reading.current(), "what was set in a transaction that failed is undone by the database"
    register.search("nothing", register.resolve(Standpoint(reader=ANYONE)))
    assert reading.current() == inside
    reading.read_nothing()
    assert reading.current() == inside, "what is public anyone may read"
    register.search("nothing", register.resolve(Standpoint(reader=EVERYTHING)))
    reading.read_nothing()
    assert reading.current() == reading.NOTHING
    assert rows("SELECT COUNT(*) FROM content") == [(0,)]
