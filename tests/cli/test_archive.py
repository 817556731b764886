"""``servanda backup`` and ``servanda restore`` as processes: while people write, killed, and on the other database."""

import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.ledger import whole
from tests.cli.running import DEMO, FILE, environment, killed, process, warm
from tests.support.databases import Database, Databases
from tests.support.whole import rows

KILLS = 4
BRIEF = ("brief", "azerbaijan-nato", "--as-of", "2016-11-15")


@pytest.fixture(scope="module")
def archive(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An archive of the demonstration register, and the brief that it gives."""
    path = tmp_path_factory.mktemp("archive") / "demonstration.zip"
    with databases.fresh("sqlite") as database:
        process(database.url, "load", str(DEMO / "azerbaijan-nato.yaml"))
        process(database.url, "seal")
        told = process(database.url, *BRIEF)
        assert process(database.url, "backup", str(path)).status == 0
    return path, told.out


def test_a_restored_register_gives_the_same_brief_and_the_same_archive(
    archive: tuple[Path, str], database: Database, tmp_path: Path
) -> None:
    path, brief = archive
    told = process(database.url, "restore", str(path))
    assert told.status == 0, told.err
    assert "Restored register" in told.out
    assert told.err.splitlines() == [
        "Checking the archive", "Writing the ledger", "Building the projection", "Verifying the register",
    ]  # fmt: skip
    assert process(database.url, *BRIEF).out == brief
    assert process(database.url, "verify").status == 0
    again = tmp_path / "again.zip"
    assert process(database.url, "backup", str(again)).status == 0
    assert again.read_bytes() == path.read_bytes()
    refused = process(database.url, "restore", str(path))
    assert refused.is_one_clear_message()
    assert "holds a register already" in refused.err


def test_an_archive_is_checked_without_a_database(archive: tuple[Path, str], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'none.sqlite3'}"
    told = process(url, "backup", "--check", str(archive[0]))
    assert told.status == 0
    assert "whole. Register" in told.out
    data = archive[0].read_bytes()
    bad = tmp_path / "bad.zip"
    bad.write_bytes(data[: len(data) // 2] + b"?" + data[len(data) // 2 + 1 :])
    for arguments in (("backup", "--check", str(bad)), ("restore", str(bad))):
        refused = process(url, *arguments)
        assert refused.is_one_clear_message(), refused.err
        assert str(bad) in refused.err
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_killed_restore_leaves_all_or_nothing(archive: tuple[Path, str], databases: Databases) -> None:
    chance = random.Random(20161115)
    with databases.fresh("sqlite") as database:
        begun = time.monotonic()
        assert process(database.url, "restore", str(archive[0])).status == 0
        usual = time.monotonic() - begun
        all_of_it = _counted()
    for engine in ("sqlite", "postgresql"):
        for _ in range(KILLS // 2):
            with databases.fresh(engine) as database:
                said = killed(database.url, chance.triangular(0, usual * 1.3, usual), "restore", str(archive[0]))
                assert _settled(_counted) in ([0] * len(all_of_it), all_of_it)
                assert not said or _counted() == all_of_it
                if not _counted()[0]:
                    assert process(database.url, "restore", str(archive[0])).status == 0
                assert _counted() == all_of_it


def _counted() -> list[int]:
    tables = ("register", "entry", "content", "arrival", "seal", "claim", "link", "mention", "prose")
    return [rows(f"SELECT COUNT(*) FROM {table}")[0][0] for table in tables]


def _settled(look: Callable[[], list[int]]) -> list[int]:
    """Look again until two looks agree: a server goes on for a moment after its client was killed."""
    found = look()
    while (again := look()) != found:
        found = again
        time.sleep(0.1)
    return found


def test_a_killed_backup_leaves_no_file_of_that_name(
    archive: tuple[Path, str], sqlite_database: Database, tmp_path: Path
) -> None:
    process(sqlite_database.url, "restore", str(archive[0]))
    path = tmp_path / "killed.zip"
    chance = random.Random(20021120)
    for _ in range(KILLS // 2):
        killed(sqlite_database.url, chance.uniform(0, 1.5), "backup", str(path))
        if path.exists():
            assert process(sqlite_database.url, "backup", "--check", str(path)).status == 0
            path.unlink()


def test_a_backup_shows_one_moment_while_others_record(database: Database, tmp_path: Path) -> None:
    url = database.url
    file = tmp_path / "aland.yaml"
    file.write_text(FILE, encoding="utf-8")
    process(url, "load", str(file))
    fact = ("record", "tally", "parp", "--scope", "aland-nato", "--as-of", "2018", "--source", "news", "--set")
    writers = [
        subprocess.Popen(
            warm(*fact, f"total={number}"),
            env=environment(url),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]
    ended = [process(url, "backup", str(tmp_path / f"{number}.zip")) for number in range(2)]
    for writer in writers:
        _, told = writer.communicate(timeout=60)
        assert writer.returncode == 0, told
    assert [one.status for one in ended] == [0, 0], [one.err for one in ended]
    for number in range(2):
        assert process(url, "backup", "--check", str(tmp_path / f"{number}.zip")).status == 0


def test_what_is_recorded_meanwhile_is_not_in_the_archive_and_does_not_wait_for_it(
    database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "aland.yaml"
    file.write_text(FILE, encoding="utf-8")
    process(database.url, "load", str(file))
    before = _counted()
    with whole.snapshot():
        assert _counted() == before
        changed = tmp_path / "more.yaml"
        changed.write_text(FILE.replace("total: 41", "total: 42"), encoding="utf-8")
        assert process(database.url, "load", str(changed)).status == 0
        assert _counted() == before
    assert _counted() != before
