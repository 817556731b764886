"""The commands of lines for outside: who may clear one, and who may correct a clearance."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Ended

RIVERS = Path(__file__).parents[1] / "data" / "under-silence.yaml"
Run = Callable[..., Ended]
SCOPE = ("--scope", "ruritania-silence")
SOURCE = ("--source", "letters", "--at", "no. 60")
CLEARED = ("record", "line-cleared", "line-2", *SCOPE, *SOURCE, "--set", "what=cleared")


@pytest.fixture
def rivers(run: Run) -> Run:
    """Give commands on a register with lines for outside."""
    assert run("load", str(RIVERS)).status == 0
    return run


def recorded(ended: Ended) -> str:
    assert ended.status == 0, ended.err
    return ended.out.split("recorded as entry ")[1].partition(",")[0]


def test_whoever_is_not_named_in_a_line_clears_it_by_no_command(rivers: Run) -> None:
    by_name = ("press", "clear", "line-2", "Registry", *SOURCE)
    for command in (by_name, (*CLEARED, "--as-of", "2026-06-19T09:00Z", "--set", "clearer=Registry")):
        ended = rivers(*command)
        assert ended.is_one_clear_message()
        assert "Press office, Chair" in ended.err


def test_a_clearance_is_corrected_in_the_name_of_who_gave_it_alone(rivers: Run) -> None:
    entry = recorded(rivers("press", "clear", "line-2", "Chair", *SOURCE, "--made", "2026-06-19T09:00+02:00"))
    correct = (*CLEARED, "--as-of", "2026-06-19T10:00+02:00", "--replaces", entry, "--reason", "misread")
    for clearer in ("Press office", "Registry"):
        ended = rivers(*correct, "--set", f"clearer={clearer}")
        assert ended.is_one_clear_message()
    recorded(rivers(*correct, "--set", "clearer=chair"))
    told = json.loads(rivers("press", "list", "ruritania-silence", "--all", "--format", "json").out)
    line = next(one for one in told if one["address"] == "line-2")
    assert line["waiting"] == ["Press office"]
    assert [one["what"] for one in line["cleared"]] == ["cleared it"]
