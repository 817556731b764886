"""A dump is read back as the same view; it is readable, and it says nothing twice."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from servanda.exchange.registerfile.dump import dump
from servanda.exchange.registerfile.parse import read
from tests.exchange.registerfile.paper import Paper, reading
from tests.exchange.registerfile.registers import SCOPE, registers

DEMO = sorted((Path(__file__).parents[3] / "servanda" / "demo").glob("*.yaml"))


def again(paper: Paper, scope: str, path: Path) -> Paper:
    """Load a dump into a fresh register."""
    fresh = Paper()
    fresh.load(reading(path, dump(scope, paper.live(scope))))
    return fresh


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(paper=registers())
def test_a_dump_read_back_gives_the_same_view(paper: Paper, tmp_path: Path) -> None:
    fresh = again(paper, SCOPE, tmp_path / "dump.yaml")
    assert fresh.view().canonical() == paper.view().canonical()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(paper=registers())
def test_a_dump_loaded_where_it_comes_from_changes_nothing(paper: Paper, tmp_path: Path) -> None:
    found = paper.load(reading(tmp_path / "dump.yaml", dump(SCOPE, paper.live(SCOPE))))
    assert found.is_empty
    assert not found.missing


@pytest.mark.parametrize("path", DEMO, ids=[path.stem for path in DEMO])
def test_the_demonstration_registers_go_round(path: Path, tmp_path: Path) -> None:
    paper = Paper()
    file = read(path)
    paper.load(file)
    text = dump(file.scope, paper.live(file.scope))
    fresh = again(paper, file.scope, tmp_path / "dump.yaml")
    assert fresh.view().canonical() == paper.view().canonical()
    assert dump(file.scope, fresh.live(file.scope)) == text
    assert re.search(r"[\s{]id: ", text) is None  # every identifier follows from what a person would write
    assert len(text) < 1.2 * len(path.read_text(encoding="utf-8"))
