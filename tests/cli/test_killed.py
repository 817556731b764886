"""kill -9 at random moments: all or nothing, and what was acknowledged is there (rule 18)."""

import random
import sqlite3
import time
from pathlib import Path

from tests.cli.running import DEMO, FILE, killed, process
from tests.support.databases import Database

LOADS = 6
RECORDS = 5


def ids(path: Path) -> set[str]:
    """The identifiers of all entries, read past the program."""
    with sqlite3.connect(path) as connection:
        return {row[0].hex() for row in connection.execute("SELECT id FROM entry")}


def test_a_killed_load_leaves_all_or_nothing(sqlite_database: Database) -> None:
    url, path = sqlite_database.url, sqlite_database.path
    assert path is not None
    process(url, "init")
    demo = str(DEMO / "azerbaijan-nato.yaml")
    begun = time.monotonic()
    process(url, "load", "--check", demo)
    usual = time.monotonic() - begun
    chance = random.Random(20161115)
    whole: set[str] = set()
    for _ in range(LOADS):
        # late moments above all: that is when it writes
        said = killed(url, chance.triangular(0, usual * 2, usual * 1.3), "load", demo)
        found = ids(path)
        if said or found:
            whole = whole or found
            assert found == whole
            assert len(found) > 500
        assert found or not said  # what was told as loaded is there
    assert process(url, "load", demo).status == 0
    assert not whole or ids(path) == whole
    assert process(url, "verify").status == 0


def test_what_a_killed_record_had_acknowledged_is_there(sqlite_database: Database, tmp_path: Path) -> None:
    url, path = sqlite_database.url, sqlite_database.path
    assert path is not None
    file = tmp_path / "aland.yaml"
    file.write_text(FILE, encoding="utf-8")
    begun = time.monotonic()
    process(url, "load", str(file))
    usual = time.monotonic() - begun
    chance = random.Random(20021120)
    fact = ("record", "tally", "parp", "--scope", "aland-nato", "--as-of", "2018", "--source", "news", "--set")
    for number in range(RECORDS):
        before = ids(path)
        said = killed(url, chance.triangular(0, usual * 1.6, usual), *fact, f"total={number}")
        added = ids(path) - before
        assert len(added) in (0, 2)  # a fact and its citation, or neither
        if said:
            assert said.split()[3].rstrip(",") in added
    assert process(url, "verify").status == 0
