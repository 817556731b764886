"""The commands of plans' texts: an edition, an amendment, and what changed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Ended
from tests.support.world import UNDER_SILENCE

Run = Callable[..., Ended]
SOURCE = ("--source", "letters", "--at", "no. 60")
PLAN = "rivers-package"


@pytest.fixture
def rivers(run: Run) -> Run:
    """Give commands on a register of texts put to decision."""
    assert run("load", str(UNDER_SILENCE)).status == 0
    return run


def test_a_text_is_published_amended_and_read_as_of_any_day(rivers: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("Each holder reports in spring.", encoding="utf-8")
    assert "published as entry" in rivers(
        "edition", "publish", PLAN, "--version", "package-text-2", "--on", "2026-06-20", "--title", "Final", *SOURCE
    ).out  # fmt: skip
    amended = rivers(
        "edition", "amend", PLAN, "--replace", f"2={new}", "--insert", f"3a={new}", "--after", "3", "--delete", "4",
        "--on", "2026-07-01", "--effect", "2026-08-01", "--reason", "Agreed.", *SOURCE,
    )  # fmt: skip
    assert amended.status == 0, amended.err
    before = rivers("edition", "show", PLAN, "--as-of", "2026-07-31").out
    assert "2\nEach holder reports at the end of every half-year, and says what it has not done." in before
    assert "Amendments that are still to take effect: 1 August 2026." in before
    assert "2026-06-20  An edition of the agreed text of Package for 2026-2028 was published" in before
    after = rivers("edition", "show", PLAN, "--as-of", "2026-08-01", "--against", "2026-07-31").out
    assert "2 (changed)\nEach holder reports " in after
    assert "3a (put in)\n{+Each holder reports in spring.+}" in after
    assert "4 (taken out)\n[-The package is looked at again in autumn 2027.-]" in after
    told = json.loads(rivers("edition", "show", PLAN, "--as-of", "2026-08-01", "--format", "json").out)
    assert [one["number"] for one in told["articles"]] == ["1", "2", "3", "3a"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (("amend", PLAN, "--delete", "9", *SOURCE), "has no place for this change"),
        (("amend", PLAN, *SOURCE), "No change is given"),
        (("amend", PLAN, "--replace", "2", *SOURCE), "names no file"),
        (("amend", PLAN, "--of", "public", "--delete", "1", *SOURCE), "No edition of this text is known"),
        (("publish", PLAN, *SOURCE), "An edition without words"),
        (("publish", PLAN, "--words", "there-is-none.txt", *SOURCE), "cannot be read"),
        (("publish", "aldmoor", "--version", "package-text-2", *SOURCE), "no plan or package"),
        (("publish", PLAN, "--version", "package-text-2", "--marking", "hush", *SOURCE), "not a marking"),
        (("publish", PLAN, "--version", "package-text-2", "--on", "soon", *SOURCE), "soon"),
    ],
)
def test_what_cannot_be_is_one_clear_message(rivers: Run, line: tuple[str, ...], why: str) -> None:
    ended = rivers("edition", *line)
    assert ended.is_one_clear_message()
    assert why in ended.err
    assert rivers("edition", "show", PLAN, "--of", "public").status == 0


def test_where_no_text_is_known_it_says_so(rivers: Run) -> None:
    assert "no text is known" in rivers("edition", "show", PLAN, "--as-of", "2026-06-02").err
