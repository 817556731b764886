"""The commands that the pages print are run, on a register of their own.

The first pages that people read begin with nothing; the others with an empty register that is up to date.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.databases import Databases
from tests.support.pages import PAGES, blocks, name, script
from tests.support.warm import warm_folder

RUN = [page for page in PAGES if script(page)]
LONGEST = 300  # seconds
FROM_NOTHING = ("README.md", "docs/tutorial.md")
REASON_NEEDED = "not run"


def _needs_postgresql(page: Path) -> bool:
    return any(block.mark == "postgresql" for block in blocks(page))


def test_the_pages_with_commands_are_found() -> None:
    found = {name(page) for page in RUN}
    assert {"README.md", "docs/tutorial.md", "docs/reference/register-file.md"} <= found
    assert len([page for page in found if page.startswith("docs/how-to/")]) >= 6


def test_what_is_not_run_says_why() -> None:
    marks = [block.mark for page in PAGES for block in blocks(page) if block.mark.startswith(REASON_NEEDED)]
    assert marks
    assert [mark for mark in marks if len(mark.partition(": ")[2]) < 10] == []


@pytest.mark.parametrize("document", RUN, ids=name)
def test_commands_run(document: Path, tmp_path: Path, databases: Databases) -> None:
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SERVANDA_DATA")}
    path = os.pathsep.join([str(warm_folder()), str(Path(sys.executable).parent), kept["PATH"]])
    data = tmp_path / "data"
    environment = {**kept, "PATH": path, "SERVANDA_DATA": str(data), "PYTHONWARNINGS": "ignore"}
    if name(document) not in FROM_NOTHING:
        data.mkdir()
        with databases.fresh("sqlite") as ready:
            shutil.copyfile(ready.path or "", data / "register.sqlite3")
    if _needs_postgresql(document):
        with databases.fresh("postgresql") as database:
            _run(document, tmp_path, {**environment, "POSTGRESQL_URL": database.url})
    else:
        _run(document, tmp_path, environment)


def _run(page: Path, folder: Path, environment: dict[str, str]) -> None:
    ended = subprocess.run(
        ["bash", "-c", script(page)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert ended.returncode == 0, f"{ended.stdout[-2000:]}\n{ended.stderr[-3000:]}"
