"""Whatever is drawn stands inside the drawing, in the order of its dates."""

from collections.abc import Iterable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from servanda.render.charts import (
    Calendar,
    Change,
    Lane,
    Occasion,
    Panel,
    Period,
    Scrubber,
    Span,
    Stacked,
    Steps,
    Timeline,
)
from servanda.render.charts.labels import SLIM, WIDE, Spot, Wish, place, text_width
from servanda.render.charts.marks import Box, Line, Mark, Text
from tests.render.charts.samples import DAYS, LABELS, LANES, OCCASIONS, PANELS, SCALE, spans


def assert_inside(marks: Iterable[Mark], height: float) -> None:
    for mark in marks:
        across = (mark.x1, mark.x2) if isinstance(mark, Line) else (mark.x,)
        down = (mark.y1, mark.y2) if isinstance(mark, Line) else (mark.y,)
        if isinstance(mark, Box):
            assert mark.width >= 0
            assert mark.height >= 0
            across, down = (*across, mark.x + mark.width), (*down, mark.y + mark.height)
        assert all(-0.02 <= x <= 100.02 for x in across), mark
        assert all(-0.01 <= y <= height + 0.01 for y in down), mark


@given(spans(), DAYS, DAYS)
def test_later_days_stand_further_on(span: tuple[date, date], one: date, other: date) -> None:
    axis = Span(*span)
    first, last = sorted((one, other))
    assert 0 <= axis.x(first) <= axis.x(last) <= 100


@given(spans())
def test_named_days_of_an_axis_are_in_order_and_few(span: tuple[date, date]) -> None:
    ticks = Span(*span).ticks()
    days = [tick.day for tick in ticks]
    assert 2 <= len(ticks) <= 14
    assert days == sorted(days)
    assert sum(tick.slim for tick in ticks) <= 6


@given(st.lists(DAYS, min_size=1))
def test_a_span_covers_its_days(days: list[date]) -> None:
    assert all(Span.covering(days).holds(day) for day in days)


@given(spans(), DAYS, st.lists(PANELS, max_size=4))
def test_steps_stand_inside(span: tuple[date, date], as_of: date, panels: list[Panel]) -> None:
    drawing = Steps("a", "Strength", *span, as_of, "then", tuple(panels)).layout()
    assert_inside(drawing.marks, drawing.height)


@given(spans(), DAYS, st.lists(LANES, max_size=4))
def test_lanes_stand_inside(span: tuple[date, date], as_of: date, lanes: list[Lane]) -> None:
    drawing = Timeline("a", "Plans", *span, as_of, "then", tuple(lanes)).layout()
    assert_inside(drawing.marks, drawing.height)


@given(spans(), DAYS, st.lists(OCCASIONS, max_size=8))
def test_occasions_stand_inside(span: tuple[date, date], as_of: date, occasions: list[Occasion]) -> None:
    drawing = Calendar("a", "Meetings", *span, as_of, "then", tuple(occasions)).layout()
    assert_inside(drawing.marks, drawing.height)


@given(spans(), DAYS, st.lists(st.builds(Change, DAYS, st.integers(0, 10_000), LABELS), max_size=8))
def test_the_scrubber_stands_inside(span: tuple[date, date], as_of: date, changes: list[Change]) -> None:
    scrubber = Scrubber("a", *span, as_of, "then", tuple(changes))
    drawing = scrubber.layout()
    assert_inside(drawing.marks, drawing.height)
    assert scrubber.lowest <= scrubber.value <= scrubber.highest


COUNTS = st.dictionaries(st.sampled_from(["N", "L", "S", "C"]), st.integers(0, 300))


@given(st.lists(st.builds(Period, LABELS, COUNTS, st.integers(0, 50)), max_size=12))
def test_bands_stand_inside_and_their_areas_are_the_counts(periods: list[Period]) -> None:
    drawing = Stacked("a", "Grades", SCALE, tuple(periods)).layout()
    assert_inside(drawing.marks, drawing.height)
    boxes = [mark for mark in drawing.marks if isinstance(mark, Box)]
    assert len(boxes) == sum(sum(map(bool, period.counts.values())) + bool(period.unreported) for period in periods)


ANCHORS = st.sampled_from(["start", "middle", "end"])
SPOTS = st.lists(st.builds(Spot, ANCHORS, st.just(0.0), st.sampled_from([12.0, 26.0, 40.0])), min_size=1, max_size=4)
WISHES = st.builds(Wish, st.floats(0, 100), LABELS, SPOTS.map(tuple), LABELS)


@given(st.lists(WISHES, max_size=12))
def test_no_label_touches_another(wishes: list[Wish]) -> None:
    texts = place(wishes)
    for page, width in ((WIDE, "wide"), (SLIM, "slim")):
        extents = [(text.y, *_extent(text, page)) for text in texts if text.width == width]
        for at, (row, left, right) in enumerate(extents):
            assert left >= -0.01
            assert right <= page + 0.01
            assert all(row != y or right <= x1 or x2 <= left for y, x1, x2 in extents[at + 1 :])


def _extent(text: Text, page: float) -> tuple[float, float]:
    wide = text_width(text.text)
    left = text.x * page / 100 + text.dx - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return left, left + wide
