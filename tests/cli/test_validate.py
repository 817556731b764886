"""``servanda validate``: the status says whether a document is valid, the lines say why not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Ended
from tests.support.stratml import PLAN, REPORT

Run = Callable[..., Ended]


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "plan.xml"
    path.write_bytes(PLAN)
    return str(path)


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.xml"
    path.write_bytes(REPORT)
    return str(path)


def test_a_valid_document(run: Run, plan: str) -> None:
    ended = run("validate", plan)
    assert (ended.status, ended.out) == (0, f"{plan}: valid StratML Part 1\n")


def test_faults_are_listed_with_line_and_path(run: Run, plan: str) -> None:
    ended = run("validate", plan, "--part", "2")
    assert ended.is_one_clear_message()
    assert ended.status == 1
    assert ended.out.startswith(f"{plan}:2: /StrategicPlan: ")


def test_faults_for_programs(run: Run, report: str) -> None:
    ended = run("validate", report, "--format", "json")
    assert ended.status == 1
    told = json.loads(ended.out)
    assert told["against"] == "StratML Part 2"
    assert told["faults"][0]["line"] == 2


def test_what_is_no_document(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_text("<a>")
    assert run("validate", str(path)).is_one_clear_message()
    assert run("validate", str(tmp_path / "nothing.xml")).is_one_clear_message()
