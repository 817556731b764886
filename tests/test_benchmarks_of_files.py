"""The benchmarks of files and pages at a tiny size: what is made up is imported whole, and every address answers."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.files import made_up, pages
from benchmarks.peers.redmine import measure
from benchmarks.processor import Processor
from benchmarks.steps import step
from tests.cli.running import Ended, running
from tests.support.databases import Database
from tests.support.whole import rows


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], sqlite_database: Database) -> Callable[..., Ended]:
    """Run commands on a fresh register."""
    return running(capsys)


def test_what_is_made_up_is_imported_exported_and_shown(run: Callable[..., Ended], tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.csv" for name in ("recommendations", "strengths", "reports")}
    made_up.recommendations(files["recommendations"], 6)
    made_up.strengths(files["strengths"], 7)
    made_up.reports(files["reports"])
    for file in files.values():
        told = run("import", str(file), "--published", "2025-01-15")
        assert told.status == 0, told.out + told.err
    counted = dict(rows("SELECT kind, COUNT(*) FROM entry GROUP BY kind"))
    assert counted["assessment"] >= made_up.INDICATORS * made_up.PERIODS
    assert counted["contribution"] == 7
    out = tmp_path / "items.csv"
    told = run("export", "everything", "--table", "objectives", "--output", str(out))
    assert told.status == 0, told.err
    assert len(out.read_text(encoding="utf-8").splitlines()) >= 6 + made_up.INDICATORS
    found = pages.measured(runs=1)
    assert {name for name, one in found.items() if one["queries"] == 0 or one["bytes"] < 1000} == set()


def test_peers_get_rows_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "peer.csv"
    measure.write_csv(file, 3)
    with file.open(encoding="utf-8", newline="") as opened:
        found = list(csv.reader(opened))
    assert found[0] == ["subject", "description", "grade"]
    assert len(found) == 4


def test_a_step_tells_what_it_took(sqlite_database: Database) -> None:
    took = step("nothing", ("-c", "sum(range(10_000_000))"), sqlite_database.url)
    assert took["processor_seconds"] > 0
    assert took["peak_mib"] > 1
    with pytest.raises(RuntimeError, match="a fault ended with 3"):
        step("a fault", ("-c", "raise SystemExit(3)"), sqlite_database.url)


def test_processor_time_is_ours_and_the_databases(database: Database) -> None:
    processor = Processor()
    began = processor.begin()
    rows("SELECT COUNT(*) FROM entry")
    idle = processor.since(began)
    began = processor.begin()
    sum(range(3_000_000))
    assert processor.since(began) > idle >= 0
