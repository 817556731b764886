"""What the tests of the command line share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import FILE, Ended, running
from tests.support.databases import Database


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], sqlite_database: Database) -> Callable[..., Ended]:
    """Run commands on a fresh register."""
    return running(capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small register file."""
    path = tmp_path / "aland.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path
