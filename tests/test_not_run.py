"""Tests that lack a program are named as not run, and fail where the program is required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
WITHOUT = """
from tests.support.needs import not_run, tell_not_run

def pytest_terminal_summary(terminalreporter):
    tell_not_run(terminalreporter)
"""
LACKING = """
from tests.support.needs import not_run

def test_that_needs_a_browser():
    not_run("browser", "chromium was not found")

def test_that_needs_nothing():
    pass
"""


def _session(folder: Path, require: str, *options: str) -> "subprocess.CompletedProcess[str]":
    (folder / "conftest.py").write_text(WITHOUT, encoding="utf-8")
    (folder / "test_lacking.py").write_text(LACKING, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "SERVANDA_REQUIRE": require}
    for name in [name for name in environment if name.startswith("PYTEST_")]:
        del environment[name]
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # the others are read for long, and say nothing of this
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "xdist", *options, str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [(), ("-n", "1")], ids=["alone", "with workers"])
def test_a_test_that_lacks_its_program_is_named(tmp_path: Path, options: tuple[str, ...]) -> None:
    session = _session(tmp_path, "", *options)
    assert session.returncode == 0, session.stdout
    told = session.stdout.partition("not run: 1 (chromium was not found)")[2]
    assert "test_lacking.py::test_that_needs_a_browser" in told
    assert "test_that_needs_nothing" not in told


def test_where_it_is_required_the_test_fails(tmp_path: Path) -> None:
    assert _session(tmp_path, "postgresql").returncode == 0
    session = _session(tmp_path, "browser,postgresql")
    assert session.returncode == 1
    assert "browser is required" in session.stdout
