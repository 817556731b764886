"""The commands of meetings."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Ended
from tests.support.meetings import reviewed
from tests.support.reviewed import RIVERS, own_frameworks

Run = Callable[..., Ended]


@pytest.fixture
def rivers(run: Run) -> Iterator[Run]:
    """Give commands on the register of the five rivers, reviewed up to the table."""
    with own_frameworks():
        assert run("load", str(RIVERS)).status == 0
        reviewed()
        begins = ("--begins", "2026-06-11T10:00 Europe/Brussels", "--ends", "2026-06-11T12:30 Europe/Brussels")
        more = ("--subject", "The works of 2026", "--body", "five-rivers", "--party", "mirelle")
        assert run("meeting", "plan", "table", "--review", "works-review", *begins, *more).status == 0
        yield run


def shown(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("meeting", "show", "table", "--format", "json").out)
    return found


def test_a_meeting_runs_from_its_plan_to_its_minutes(rivers: Run, tmp_path: Path) -> None:
    proposed = rivers("meeting", "propose", "table").out.splitlines()
    assert proposed[0].startswith("1. voices differ: 1.1: Gauges on the Aun: State of the work: holder: done;")
    assert rivers("meeting", "put", "table", "--all", "--subject", "A second boat").status == 0
    assert "nothing is proposed" in rivers("meeting", "propose", "table").err
    assert rivers("meeting", "order", "table", "3", "1").status == 0
    assert "it stands so already" in rivers("meeting", "order", "table", "1").err
    assert rivers("meeting", "seat", "table", "mirelle", "--head", "Deputy minister", "--members", "4").status == 0
    early = rivers("meeting", "adopt", "table")
    assert early.is_one_clear_message()
    assert "No outcome was recorded of: 1, 2, 3." in early.err
    assert rivers("meeting", "outcome", "table", "1", "decided", "--text", "A boat is bought.").status == 0
    again = rivers("meeting", "outcome", "table", "1", "noted")
    assert "Another outcome of this item was recorded meanwhile." in again.err
    assert rivers("meeting", "outcome", "table", "1", "carried-over", "--again").status == 0
    assert rivers("meeting", "outcome", "table", "1", "decided", "--text", "One boat is bought.", "--again").status == 0
    agreed = ("--grade", "state=under-way", "--reason", "agreed", "--text", "Two of four stand.")
    assert rivers("meeting", "outcome", "table", "2", "agreed", *agreed).status == 0
    assert rivers("meeting", "outcome", "table", "3", "not-agreed").status == 0
    told = rivers("meeting", "show", "table").out
    assert "11 June 2026, 10:00-12:30 (Europe/Brussels)" in told
    assert "  Mirelle: Deputy minister, 4 members" in told
    assert "  1. A second boat (put on by hand): decided: One boat is bought." in told
    assert "  2. 1.1: Gauges on the Aun (State of the work) (voices differ): grade agreed: State of the work:" in told
    for name, start in (("m.pdf", b"%PDF-"), ("m.docx", b"PK"), ("m.txt", b"")):
        assert rivers("meeting", "minutes", "table", "-o", str(tmp_path / name)).status == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    text = (tmp_path / "m.txt").read_text(encoding="utf-8")
    assert "1. A second boat" in text
    assert "Decided: One boat is bought." in text
    assert rivers("meeting", "minutes", "table", "-o", str(tmp_path / "m.odt")).is_one_clear_message()
    assert rivers("meeting", "adopt", "table", "--held", "2026-06-11").status == 0
    assert "adopted already" in rivers("meeting", "adopt", "table").err
    assert shown(rivers)["adopted"]
    assert "both at the table: under way" in rivers("review", "show", "works-review").out
    assert "minutes adopted" in rivers("meeting", "list", "mirelle-rivers").out


def test_what_is_not_known_of_a_meeting_is_said_plainly(rivers: Run) -> None:
    assert rivers("meeting", "plan", "other", "--day", "2026-07-01").is_one_clear_message()
    assert rivers("meeting", "plan", "other", "--scope", "mirelle-rivers").is_one_clear_message()
    assert rivers("meeting", "plan", "other", "--scope", "mirelle-rivers", "--day", "2026-07").status == 0
    assert rivers("meeting", "plan", "other", "--scope", "mirelle-rivers", "--day", "2026-08").is_one_clear_message()
    assert rivers("meeting", "put", "table", "--proposed", "9").is_one_clear_message()
    assert rivers("meeting", "take-off", "table", "1").is_one_clear_message()
    assert rivers("meeting", "time", "table", "2026-06-12T10:00").is_one_clear_message()
    assert rivers("meeting", "time", "table", "2026-06-12T10:00 Asia/Baku").status == 0
    assert shown(rivers)["zone"] == "Asia/Baku"
    assert shown(rivers)["table"][0]["members"] is None
    assert rivers("meeting", "put", "table", "--subject", "A boat").status == 0
    assert rivers("meeting", "take-off", "table", "1", "--words", "By letter.").status == 0
    assert shown(rivers)["agenda"] == []
