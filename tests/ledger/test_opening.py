"""Databases that cannot be used are refused with one clear message each, before anything is touched (rule 18)."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from servanda import register
from servanda.errors import LedgerError, OutOfSpace, ReadOnly, TooNew
from servanda.kernel.standpoint import Standpoint
from servanda.ledger.faults import explain
from servanda.register.keeping import upkeep
from tests.support.databases import Database
from tests.support.small import small_register, tally
from tests.support.whole import execute, rows


def reopened() -> None:
    """Forget that the database was looked at."""
    connection.close()


def test_a_register_is_made_once_and_knows_itself(database: Database) -> None:
    upkeep.initialise()
    assert upkeep.info().origin == ""
    small_register()
    first = upkeep.info().origin
    assert len(first) == 32
    reopened()
    upkeep.initialise()
    assert upkeep.info().origin == first


def test_an_empty_register_is_seen_as_empty(database: Database) -> None:
    at = register.resolve(Standpoint())
    assert at.tick == 0
    assert register.whole_view(at).facts == ()
    assert register.search("anything", at) == []
    assert upkeep.verify().is_sound


def test_a_database_of_a_newer_migration_is_refused_untouched(database: Database) -> None:
    small_register()
    execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_later', '2030-01-01')")
    reopened()
    before = rows("SELECT COUNT(*) FROM entry")
    for attempt in (
        upkeep.initialise,
        small_register,
        upkeep.verify,
        upkeep.seal,
        lambda: register.resolve(Standpoint()),
    ):
        with pytest.raises(TooNew, match="newer Servanda"):
            attempt()
    assert rows("SELECT COUNT(*) FROM entry") == before


def test_a_ledger_of_a_newer_form_is_refused(sqlite_database: Database) -> None:
    small_register()
    execute("DROP TRIGGER register_no_update")
    execute("UPDATE register SET format = 99")
    reopened()
    with pytest.raises(TooNew):
        register.resolve(Standpoint())


def test_a_database_without_a_register_says_so(sqlite_database: Database) -> None:
    execute("DROP TABLE arrival")
    with pytest.raises(LedgerError, match="no register in this database"):
        register.resolve(Standpoint())


def test_a_file_that_is_no_database_says_so(sqlite_database: Database) -> None:
    connection.close()
    assert sqlite_database.path is not None
    sqlite_database.path.write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(LedgerError, match="damaged, or is no database"):
        register.resolve(Standpoint())


def test_a_locked_file_says_so(sqlite_database: Database) -> None:
    small_register()
    execute("PRAGMA busy_timeout = 50")
    assert sqlite_database.path is not None
    other = sqlite3.connect(sqlite_database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="Another program holds the database"):
        register.record(tally(42, "second"), actor="tester")
    other.execute("ROLLBACK")
    other.close()
    register.record(tally(42, "second"), actor="tester")


def test_a_full_disk_says_so_and_nothing_is_recorded(sqlite_database: Database) -> None:
    small_register()
    before = rows("SELECT COUNT(*) FROM entry")
    pages = rows("PRAGMA page_count")[0][0]
    execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(OutOfSpace, match="nothing was recorded"):
        register.record([draft for n in range(300) for draft in tally(n, f"much {n}")], actor="tester")
    assert rows("SELECT COUNT(*) FROM entry") == before
    execute("PRAGMA max_page_count = 100000")
    register.record(tally(42, "second"), actor="tester")


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Work as a user that owns nothing: root may write anywhere."""
    if os.getuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A register in a folder that may be read and not written."""
    small_register()
    connection.close()
    assert sqlite_database.path is not None
    folder = Path(tempfile.mkdtemp(prefix="read-only-", dir="/tmp"))
    shutil.copyfile(sqlite_database.path, folder / "register.sqlite3")
    (folder / "register.sqlite3").chmod(0o444)
    folder.chmod(0o555)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(folder / "register.sqlite3"))
    yield
    connection.close()
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.usefixtures("read_only", "as_nobody")
def test_a_read_only_folder_says_so() -> None:
    with pytest.raises(ReadOnly, match="cannot be written"):
        register.record(tally(42, "second"), actor="tester")


@pytest.mark.parametrize(
    ("said", "fault", "code"),
    [
        ("database or disk is full", OutOfSpace, "disk-full"),
        ('could not extend file "base/1": No space left on device', OutOfSpace, "disk-full"),
        ("attempt to write a readonly database", ReadOnly, "read-only"),
        ("cannot execute INSERT in a read-only transaction", ReadOnly, "read-only"),
        ("database is locked", LedgerError, "locked"),
        ("connection failed: Connection refused", LedgerError, "no-database"),
        ("something nobody thought of\nDETAIL: more", LedgerError, "database"),
        ("", LedgerError, "database"),
    ],
)
def test_errors_of_a_database_are_put_in_plain_words(said: str, fault: type[LedgerError], code: str) -> None:
    told = explain(DatabaseError(said))
    assert type(told) is fault
    assert told.code == code
    assert told.remedy
