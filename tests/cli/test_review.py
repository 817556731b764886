"""The commands of reviews."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cli.running import Ended
from tests.support.reviewed import RIVERS, own_frameworks

Run = Callable[..., Ended]
OPEN = ("--framework", "five-rivers", "--scope", "mirelle-rivers", "--plan", "works-2026", "--period", "2026/2027")


@pytest.fixture
def rivers(run: Run) -> Iterator[Run]:
    """Give commands on the register of the five rivers."""
    with own_frameworks():
        assert run("load", str(RIVERS)).status == 0
        yield run


def shown(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("review", "show", "works-review", "--format", "json").out)
    return found


def submitted(run: Run, work: str, track: str, grade: str, *more: str) -> Ended:
    return run("review", "submit", "works-review", work, track, "--grade", f"state={grade}", *more)


def test_a_review_is_run_from_its_opening_to_its_lock(rivers: Run) -> None:
    assert "no review has been begun" in rivers("review", "list").err
    assert rivers("review", "open", "works-review", *OPEN, "--due", "2026-06-30").status == 0
    listed = rivers("review", "list", "mirelle-rivers").out
    assert listed == "works-review: the River Compact review of 2026-2027: open: holders report\n"
    assert rivers("review", "confirm", "works-review", "gauge", "holder").status == 0
    assert submitted(rivers, "ladder", "holder", "nearly-done", "--reasoning", "The weir is cut.").status == 0
    held = rivers("review", "step", "works-review", "close", "holders-report")
    assert held.is_one_clear_message()
    assert "answers still missing or sent back: 1" in held.err
    assert submitted(rivers, "bridge", "holder", "done").status == 0
    assert rivers("review", "step", "works-review", "close", "holders-report").status == 0
    assert rivers("review", "step", "works-review", "open", "secretariat-looks").status == 0
    bare = submitted(rivers, "gauge", "secretariat", "done")
    assert bare.is_one_clear_message()
    assert "does not say why" in bare.err
    why = ("--reason", "not-seen", "--departure", "None was seen.")
    assert submitted(rivers, "gauge", "secretariat", "not-begun", *why).status == 0
    back = ("review", "return", "works-review", "bridge", "state", "holder", "--reason", "no-gauge")
    assert rivers(*back).status == 0
    told = rivers("review", "show", "works-review").out
    assert "  Bridge Office, holder: 0 of 1 answered, 1 sent back" in told
    assert (
        "  1.1: Gauges on the Aun, State of the work: holder: under way; secretariat: not begun (1 step apart)" in told
    )
    assert "sent back and not revised yet: 1" in told
    early = rivers("review", "lock", "works-review")
    assert "not closed yet: secretariat-looks, at-the-table, adoption, signed-off" in early.err
    assert rivers("review", "lock", "works-review", "--even-so", "--words", "The compact ended.").status == 0
    assert shown(rivers)["locked"]
    assert shown(rivers)["next"] == []
    assert submitted(rivers, "ladder", "holder", "done").is_one_clear_message()
    assert submitted(rivers, "ladder", "holder", "done", "--late", "Fish passed in autumn.").status == 0


def test_nobody_approves_his_own_work(rivers: Run) -> None:
    assert rivers("review", "open", "works-review", *OPEN, "--step", "at-the-table").status == 0
    for work in ("gauge", "ladder", "bridge"):
        assert submitted(rivers, work, "table", "done", "--actor", "Ann").status == 0
    assert rivers("review", "step", "works-review", "open", "signed-off", "--even-so").status == 0
    own = rivers("review", "approve", "works-review", "signed-off", "--actor", "Ann")
    assert own.is_one_clear_message()
    assert "Nobody approves his own work" in own.err
    assert rivers("review", "approve", "works-review", "signed-off", "--actor", "Bo", "--not").status == 0
    assert rivers("review", "step", "works-review", "close", "signed-off").is_one_clear_message()
    assert rivers("review", "approve", "works-review", "signed-off", "--actor", "Bo").status == 0
    assert rivers("review", "step", "works-review", "close", "signed-off").status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("open", "x", "--framework", "none", "--scope", "mirelle-rivers"), "no framework 'none'"),
        (("open", "x", *OPEN, "--marking", "loud"), "is not a marking"),
        (("open", "x", *OPEN, "--on", "someday"), "someday"),
        (("open", "x", *OPEN, "--step", "sailing"), "no such step"),
        (("show", "works-review"), "works-review"),
    ],
)
def test_what_cannot_be_is_told_in_one_message(rivers: Run, arguments: tuple[str, ...], words: str) -> None:
    ended = rivers("review", *arguments)
    assert ended.is_one_clear_message()
    assert words in ended.err


def test_a_grade_says_on_which_axis_it_is(rivers: Run) -> None:
    assert rivers("review", "open", "works-review", *OPEN).status == 0
    assert rivers("review", "submit", "works-review", "gauge", "holder", "--grade", "done").is_one_clear_message()


def test_what_a_source_says_of_a_review_is_cited_to_it(rivers: Run) -> None:
    letters = ("--source", "letters", "--at", "no. 3", "--said-by", "secretariat", "--on", "2026-02-01")
    assert rivers("review", "open", "works-review", *OPEN, *letters).status == 0
    then = rivers("review", "show", "works-review", "--as-of", "2026-02-01").out
    assert "holders report (holders-report): open, 1 February 2026" in then
    assert rivers("review", "show", "works-review", "--as-of", "2026-01-31").is_one_clear_message()
