"""The benchmarks at a tiny size, so that they cannot rot; and that what they build is what the register would."""

import pytest

from benchmarks import building, fidelity
from benchmarks.report import table
from benchmarks.running import run
from benchmarks.shape import Size
from tests.support.databases import Databases
from tests.support.whole import execute

TINY = Size(120, runs=1, bulk=4, single=2)


def _silent(_: str) -> None:
    """Tell nobody."""


@pytest.mark.parametrize(("engine", "through_register"), [("sqlite", True), ("postgresql", False)])
def test_a_tiny_register_is_built_and_measured(engine: str, through_register: bool, databases: Databases) -> None:
    with databases.fresh(engine):
        found = run(TINY, through_register=through_register, tell=_silent)
    whole = found["whole"]["count_by_grade"]
    assert whole["now"]["answers_agree"]
    assert whole["past"]["answers_agree"]
    assert 41 < whole["now"]["counted"] <= 120 + 41
    assert whole["past"]["counted"] <= whole["now"]["counted"]
    assert found["sample"]["unfaithful"] == 0
    assert found["whole"]["plan_of_41"]["plan_view"]["queries"] == found["half"]["plan_of_41"]["plan_view"]["queries"]
    assert found["whole"]["sizes"]["entries"] > found["half"]["sizes"]["entries"] > 0
    assert "count_by_value is" in table(found)


def test_what_postgresql_writes_itself_is_what_the_register_would_have_written(databases: Databases) -> None:
    with databases.fresh("postgresql"):
        building.frame(TINY)
        building.half(TINY, 0, through_register=False, tell=_silent)
        assert fidelity.unfaithful(100_000) == []
        assert fidelity.projected_otherwise() == {}


def test_the_comparison_finds_what_differs(databases: Databases) -> None:
    with databases.fresh("sqlite") as database:
        building.frame(TINY)
        assert fidelity.projected_otherwise() == {}
        with database.rolled_back():
            execute("UPDATE claim SET val = 'not what was said' WHERE entry = 1")
            assert fidelity.projected_otherwise() == {"claim": (1, 1)}
