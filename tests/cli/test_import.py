"""``servanda import``: what it prints and how it ends; killed at any moment, all or nothing; two at once, once."""

import json
import random
import subprocess
import time
from pathlib import Path

from tests.cli.running import environment, killed, process, warm
from tests.cli.test_killed import ids
from tests.support.databases import Database
from tests.support.registers import whole_ledger

ROWS = 150
KILLS = {"sqlite": 4, "postgresql": 2}
HEAD = "No;Chapter;Objective;Action;Responsible;Deadline;Status\n"


def plan(folder: Path, rows: int = ROWS) -> str:
    """A plan as a table."""
    path = folder / "plan.csv"
    lines = (f"{n};Chapter {n % 7};Goal {n % 30};Do {n};Office {n % 5};2025;Done\n" for n in range(1, rows + 1))
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return str(path)


def test_it_says_what_it_did(sqlite_database: Database, tmp_path: Path) -> None:
    path = plan(tmp_path, 3)
    shown = process(sqlite_database.url, "import", path, "--dry-run", "--published", "2025-01-01")
    assert shown.status == 0
    assert "3 rows read with plan-matrix: 3 placed, 0 refused" in shown.out
    assert "would be recorded" in shown.out
    done = process(sqlite_database.url, "import", path, "--published", "2025-01-01", "--format", "json")
    data = json.loads(done.out)
    assert (data["format"], data["recorded"], data["new"]["assessment"]) == (1, True, 3)
    again = process(sqlite_database.url, "import", path, "--published", "2025-01-01")
    assert "nothing new; 0 changed" in again.out
    assert process(sqlite_database.url, "verify").status == 0


def test_a_refused_row_is_told_and_ends_with_one(sqlite_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(HEAD + "1;;;;Office;2025;Done\n2;;;Do it;Office;2025;Done\n", encoding="utf-8")
    ended = process(sqlite_database.url, "import", str(path))
    assert ended.status == 1
    assert "row 2" in ended.out
    assert "1 placed, 1 refused" in ended.out
    assert process(sqlite_database.url, "import", str(tmp_path / "none.csv")).is_one_clear_message()
    assert process(sqlite_database.url, "import", str(path), "--published", "2099").status == 2
    assert process(sqlite_database.url, "import", str(path), "--set", "plan").status == 2


def test_mappings_are_listed_and_shown(sqlite_database: Database) -> None:
    listed = process(sqlite_database.url, "mappings")
    assert "plan-matrix" in listed.out
    shown = process(sqlite_database.url, "mappings", "plan-matrix")
    assert "recognised by the columns: action, responsible, deadline" in shown.out


def there(database: Database) -> set[str]:
    """The identifiers of all entries; of a file, read past the program."""
    return ids(database.path) if database.path else {entry.id for entry in whole_ledger()[0]}


def test_a_killed_import_leaves_all_or_nothing(database: Database, tmp_path: Path) -> None:
    url = database.url
    path = plan(tmp_path)
    begun = time.monotonic()
    process(url, "import", path, "--dry-run")
    usual = time.monotonic() - begun
    chance = random.Random(20220331)
    whole: set[str] = set()
    for _ in range(KILLS[database.engine]):
        said = killed(url, chance.triangular(usual * 0.5, usual * 2, usual * 1.3), "import", path)
        found = there(database)
        if said or found:
            whole = whole or found
            assert found == whole
            assert len(found) > ROWS
        assert found or not said
    assert process(url, "import", path).status == 0
    assert len(there(database)) > ROWS
    assert not whole or there(database) == whole
    assert process(url, "verify").status == 0


def test_two_imports_at_once_record_once(database: Database, tmp_path: Path) -> None:
    path = plan(tmp_path, 60)
    line = warm("import", path, "--published", "2025-01-01", "--format", "json")
    both = [
        subprocess.Popen(line, env=environment(database.url), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    found = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], found
    new = sorted(json.loads(out)["new"].get("assessment", 0) for out, _ in found)
    assert new == [0, 60]
    assert sum(entry.kind == "assessment" for entry in whole_ledger()[0]) == 60
    again = json.loads(process(database.url, "import", path, "--published", "2025-01-01", "--format", "json").out)
    assert (again["new"], again["citations"]) == ({}, 0)
    counted = json.loads(process(database.url, "import", path, "--dry-run", "--format", "json").out)
    assert counted["unchanged"]["assessment"] == 60
