"""How far a command is: a bar on a terminal, a line now and then elsewhere, nothing of what is short."""

import io
import sys

import pytest

from servanda.cli import console


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def passed(total: int) -> str:
    """What is written while so many statements are read, and then recorded."""
    with console.passing("plan.csv", "statements") as stages:
        for doing, length in (("read", 0), ("recorded", total)):
            advance = stages(doing, length)
            for _ in range(total // 500):
                advance(500)
    error = sys.stderr
    return error.getvalue() if isinstance(error, io.StringIO) else ""


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    shown = passed(5_000)
    assert "plan.csv: statements read" in shown
    assert "plan.csv: statements recorded  [####################################]  5000/5000" in shown


def test_plain_lines_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert passed(25_000).splitlines() == [
        "plan.csv: 10,000 statements read",
        "plan.csv: 20,000 statements read",
        "plan.csv: 10,000 of 25,000 statements recorded",
        "plan.csv: 20,000 of 25,000 statements recorded",
    ]


def test_nothing_of_a_short_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert passed(5_000) == ""
