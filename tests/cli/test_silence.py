"""The commands of texts put to decision, and the work that announces them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from servanda.ledger import clock
from tests.cli.running import Ended

RIVERS = Path(__file__).parents[1] / "data" / "under-silence.yaml"
Run = Callable[..., Ended]
SOURCE = ("--source", "letters", "--at", "no. 60")


@pytest.fixture
def rivers(run: Run) -> Run:
    """Give commands on a register of texts put to decision."""
    assert run("load", str(RIVERS)).status == 0
    return run


def opened(run: Run, name: str = "silence-3", *more: str, hours: int = 48) -> Ended:
    expires = (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M UTC")
    return run(
        "silence", "open", name, "--scope", "ruritania-silence", "--text", "package-text-3", "--title", "Third",
        "--follows", "package-text-2", "--expires", expires, "--party", "aldmoor", "--party", "brenn", *SOURCE, *more,
    )  # fmt: skip


def shown(run: Run, name: str = "silence-3", *more: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("silence", "show", name, "--format", "json", *more).out)
    return found


def test_all_are_listed_and_each_is_shown_as_of_any_day(rivers: Run) -> None:
    lines = rivers("silence", "list", "ruritania-silence").out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["concurrence-1", "silence-2", "silence-1"]
    assert "not adopted: silence was broken" in lines[2]
    then = rivers("silence", "show", "silence-2", "--as-of", "2026-06-10").out
    assert "Time left: 17:00:00" in then
    assert "  Lorne: receipt not confirmed" in then
    assert "Carrow asked a question" in then
    assert shown(rivers, "silence-2")["state"] == "adopted"
    assert [one["state"] for one in json.loads(rivers("silence", "list", "--format", "json").out)] == [
        "adopted", "adopted", "broken",
    ]  # fmt: skip
    assert rivers("silence", "show", "silence-9").is_one_clear_message()


def test_a_text_goes_from_its_opening_to_its_end(rivers: Run, tmp_path: Path) -> None:
    words = tmp_path / "text.txt"
    words.write_text("The parties adopt 30 objectives.\n", encoding="utf-8")
    assert opened(rivers, "silence-3", "--words", str(words)).status == 0
    assert shown(rivers)["text"] == "“Third” (version 3)"
    said = rivers("silence", "reply", "silence-3", "brenn", "objection", "--spoken", *SOURCE)
    assert "is under silence until" in said.out
    later = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M UTC")
    assert later[:4] in rivers("silence", "extend", "silence-3", "--expires", later, *SOURCE).out
    assert "is under silence until" in rivers("silence", "reply", "silence-3", "lorne", "objection", *SOURCE).out
    broken = rivers("silence", "reply", "silence-3", "brenn", "objection", "--words", "No.", *SOURCE)
    assert "was not adopted: silence was broken" in broken.out
    for again in ("extend", "withdraw"):
        flags = ("--expires", later) if again == "extend" else ()
        refused = rivers("silence", again, "silence-3", *flags, *SOURCE)
        assert refused.is_one_clear_message()
        assert "It was broken at" in refused.err
    assert shown(rivers)["announced"] is False
    assert rivers("silence", "announce", "silence-3", "--words", "Not adopted.", *SOURCE).status == 0
    assert shown(rivers)["announced"] is True


def test_a_text_may_be_withdrawn_and_is_not_announced_before_it_is_decided(rivers: Run) -> None:
    assert opened(rivers).status == 0
    early = rivers("silence", "announce", "silence-3", *SOURCE)
    assert early.is_one_clear_message()
    assert "not decided yet" in early.err
    assert "was withdrawn" in rivers("silence", "withdraw", "silence-3", "--words", "Drafted anew.", *SOURCE).out


def test_a_moment_is_read_as_the_clocks_of_the_procedure_show_it(rivers: Run) -> None:
    flags = ("--received", "2026-06-11T16:59", *SOURCE)
    said = rivers("silence", "reply", "silence-2", "carrow", "objection", *flags)
    assert "silence was broken on 11 June 2026, 16:59 (UTC+02:00) by Carrow" in said.out
    for moment in ("2026-10-25T02:30", "2026-03-29T02:30", "soon"):
        refused = rivers("silence", "reply", "silence-2", "carrow", "statement", "--received", moment, *SOURCE)
        assert refused.status == 2
        assert refused.is_one_clear_message()


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--expires", "2027-03-28T02:30 Europe/Brussels"), "never show 2027-03-28 02:30"),
        (("--expires", "2027-06-11T17:00"), "needs its zone"),
        (("--expires", "2020-06-11T17:00 Europe/Brussels"), "expires before it is opened"),
        ((), "a silence has an exact expiry"),
    ],
)
def test_an_opening_without_an_exact_moment_is_refused(rivers: Run, flags: tuple[str, ...], words: str) -> None:
    ended = rivers(
        "silence", "open", "x", "--scope", "ruritania-silence", "--text", "gauges-text", "--party", "brenn", *flags,
        *SOURCE,
    )  # fmt: skip
    assert ended.status == 1
    assert words in ended.err


def test_words_without_a_title_and_an_extension_without_a_time_are_refused(rivers: Run) -> None:
    stray = rivers(
        "silence", "open", "x", "--scope", "ruritania-silence", "--text", "gauges-text", "--party", "brenn",
        "--number", "2", *SOURCE,
    )  # fmt: skip
    assert "has a title" in stray.err
    assert rivers("silence", "extend", "silence-2", *SOURCE).status == 2


def test_words_that_cannot_be_read_are_refused(rivers: Run, tmp_path: Path) -> None:
    odd, large = tmp_path / "odd.txt", tmp_path / "large.txt"
    odd.write_bytes(b"\xff\xfe\x00")
    large.write_bytes(b"x" * 1_100_000)
    for path in (odd, large, tmp_path / "none.txt", tmp_path):
        refused = opened(rivers, "silence-3", "--words", str(path))
        assert refused.status == 2
        assert refused.is_one_clear_message()


def test_the_rules_of_the_framework_are_kept_with_the_opening(rivers: Run) -> None:
    assert opened(rivers, "silence-3", "--framework", "parp").status == 0
    text = rivers("dump", "ruritania-silence").out
    assert "at_expiry: late" in text
    assert "broken_by: [amendment, objection]" in text


def test_work_announces_what_fell_due_once(rivers: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(rivers, hours=1).status == 0
    assert rivers("work").err == "nothing was due\n"
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert rivers("work", "--dry-run").out == "due: silence-3: adopted, “Third” (version 3)\n"
    assert rivers("work").out == "announced: silence-3: adopted, “Third” (version 3)\n"
    assert rivers("work").out == ""
    assert shown(rivers)["announced"] is True


def test_nothing_put_to_decision_is_said(run: Run) -> None:
    assert run("silence", "list").err == "no text has been put to decision\n"


def test_a_text_whose_opening_is_hidden_is_not_known(rivers: Run) -> None:
    assert opened(rivers, "silence-3", "--marking", "restricted").status == 0
    flags = ("--clearance", "restricted")
    assert rivers("silence", "reply", "silence-3", "brenn", "question", *SOURCE, *flags).status == 0
    for words in (("show", "silence-3"), ("withdraw", "silence-3", *SOURCE)):
        assert "Nothing is known here by the name 'silence-3'." in rivers("silence", *words).err
    assert shown(rivers, "silence-3", *flags)["state"] == "open"
