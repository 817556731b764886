"""Contributors at a real server, a worker of which is killed while its database is broken off and started again."""

from pathlib import Path

import pytest
from django.db import connection

from benchmarks.stress.clients import Outcome
from benchmarks.stress.counting import counted
from benchmarks.stress.report import table
from benchmarks.stress.running import measured
from benchmarks.stress.shape import Amount
from tests.support.databases import Databases

TINY = Amount(contributors=3, each=4, at_once=3, kills=1, restarts=1)


def test_what_was_acknowledged_is_there_once_though_a_worker_was_killed_and_the_database_restarted(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVANDA_DATA", str(tmp_path))
    with databases.fresh("postgresql") as fresh:
        # of what the tests' cluster does without, that which a crash of the database itself would tell
        databases.cluster.run(f"ALTER DATABASE {connection.settings_dict['NAME']} SET synchronous_commit = on")
        found = measured(TINY, fresh.url, databases.cluster, tmp_path, lambda _words: None)
    kept, storm = found["kept"], found["storm"]
    assert found["calm"]["refused"] == storm["refused"] == []
    assert (storm["workers_killed"], storm["database_restarted"]) == (1, 1)
    assert kept["acknowledged_and_there_once"] == kept["acknowledged"] >= 11
    assert kept["there_more_than_once"] == kept["there_and_never_sent"] == 0
    assert found["verified"]
    assert "verify: clean" in table(found)


def test_the_count_finds_what_is_lost_and_what_is_there_twice() -> None:
    sent = [Outcome(number, number != 3, 1, 0.1, 0.1) for number in range(4)]
    found = counted(sent, {0: 1, 1: 2, 3: 1, 9: 1})
    assert found["acknowledged_and_there_once"] == found["acknowledged_and_lost"] == 1
    assert found["there_more_than_once"] == found["given_up_and_there"] == found["there_and_never_sent"] == 1
