"""Several programs on one register at once."""

import sqlite3
import subprocess

from tests.cli.running import DEMO, environment, process, warm
from tests.support.databases import Database


def test_two_loads_of_one_file_at_once_record_it_once(sqlite_database: Database) -> None:
    line = warm("load", str(DEMO / "azerbaijan-nato.yaml"))
    loads = [subprocess.Popen(line, env=environment(sqlite_database.url), stdout=subprocess.PIPE) for _ in range(3)]
    said = [one.communicate(timeout=60)[0].decode() for one in loads]
    assert [one.returncode for one in loads] == [0, 0, 0]
    assert sum(": 0 new" in one for one in said) == 2
    assert sqlite_database.path is not None
    with sqlite3.connect(sqlite_database.path) as connection:
        entries, distinct = connection.execute("SELECT COUNT(*), COUNT(DISTINCT id) FROM entry").fetchone()
    assert entries == distinct
    assert ": 0 new, 0 changed" in process(sqlite_database.url, "load", str(DEMO / "azerbaijan-nato.yaml")).out
