"""The strip of a text put to decision: solid is over, dotted is left, and the present stands in between."""

import pytest

from servanda.render.charts import Clock, Instant
from servanda.render.charts.marks import Box
from tests.render.charts.samples import moment


def clock(now: int, opened: int = 8, expires: int = 12) -> Clock:
    said = (("opened", opened), ("now", now), ("expires", expires))
    return Clock("ck", "A text", *(Instant(moment(day), f"{day} June", what) for what, day in said))


@pytest.mark.parametrize(
    ("now", "widths"),
    [(8, [0.0, 100.0]), (9, [25.0, 75.0]), (12, [100.0]), (20, [100.0]), (2, [0.0, 100.0])],
)
def test_solid_is_over_and_dotted_is_left(now: int, widths: list[float]) -> None:
    boxes = [mark for mark in clock(now).layout().marks if isinstance(mark, Box)]
    assert [box.width for box in boxes] == widths


def test_a_strip_without_length_is_over() -> None:
    assert [mark.width for mark in clock(8, 8, 8).layout().marks if isinstance(mark, Box)] == [100.0]


def test_it_says_its_moments_in_words() -> None:
    assert clock(9).layout().desc == "opened: 8 June. now: 9 June. expires: 12 June."
    assert clock(9).table().rows == (("opened", "8 June"), ("now", "9 June"), ("expires", "12 June"))
