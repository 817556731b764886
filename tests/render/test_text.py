"""The brief as text: any width, no colour unless asked, whole words, addresses that can be copied."""

import pytest

from servanda.render.text import render
from tests.brief.telling import brief

TOLD = brief("2016-11-15")


@pytest.mark.parametrize("width", [40, 72, 100, 200])
def test_lines_keep_to_the_width(width: int) -> None:
    for line in render(TOLD, width).splitlines():
        assert len(line) <= width or " " not in line.strip(), line


def test_a_width_too_small_to_read_is_widened() -> None:
    assert render(TOLD, 5) == render(TOLD, 40)


def test_no_colour_unless_asked() -> None:
    assert "\x1b" not in render(TOLD)
    coloured = render(TOLD, color=True)
    assert "\x1b[1m" in coloured
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "") == render(TOLD)


def test_what_is_said_does_not_depend_on_the_width() -> None:
    assert _words(60) == _words(150)


def _words(width: int) -> list[str]:
    return [word for word in render(TOLD, width).split() if not set(word) <= set("-=")]


def test_it_ends_with_one_line_feed() -> None:
    text = render(TOLD)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not any(line != line.rstrip() for line in text.splitlines())


def test_marks_tell_whether_a_quotation_is_held() -> None:
    text = " ".join(render(TOLD).split())
    assert "none.[1]" in text  # the visits, quoted
    assert "over the past year.(1)" in text  # the meeting, not quoted
