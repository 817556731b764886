"""Strength over the years: solid while said, dotted while carried, nothing where nothing is known."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from servanda.render.charts import MiniSteps, Panel, Point, When
from servanda.render.charts.marks import Dot, Line, Mark, Text
from servanda.render.charts.steps import levels, runs
from tests.render.charts.samples import AS_OF, DAYS, END, POINTS, START, day, steps, whens, year


def lines(marks: tuple[Mark, ...], css: str) -> list[Line]:
    return [mark for mark in marks if isinstance(mark, Line) and mark.css == css]


def texts(marks: tuple[Mark, ...]) -> set[str]:
    return {mark.text for mark in marks if isinstance(mark, Text)}


@given(st.lists(POINTS, max_size=6), DAYS, st.none() | whens())
def test_nothing_is_carried_past_the_next_report_the_end_or_the_day_looked_from(
    points: list[Point], as_of: date, ended: When | None
) -> None:
    found = list(runs(tuple(points), as_of, ended))
    for run in found:
        assert run.point.values
        assert run.begin <= run.held_to <= run.carried_to <= as_of
        assert run.held_to - run.point.when.latest <= timedelta(days=365)
        assert ended is None or run.carried_to <= ended.earliest
    for before, after in pairwise(found):
        assert before.carried_to <= after.begin


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=4, unique=True))
def test_disputed_values_stand_apart_and_in_order(values: list[int]) -> None:
    found = levels(tuple(values), 100, 0.01)
    assert all(lower - higher >= 3.99 for lower, higher in pairwise(found))


def test_a_report_is_solid_for_a_year_and_dotted_after() -> None:
    (run,) = runs((Point(day(2002, 11, 20), (22,)),), AS_OF)
    assert (run.begin, run.held_to, run.carried_to) == (date(2002, 11, 20), date(2003, 11, 20), AS_OF)
    marks = steps(Panel("Afghanistan", (run.point,))).layout().marks
    (held,), (carried,) = lines(marks, "held"), lines(marks, "carried")
    assert held.x2 == carried.x1


def test_an_unknown_strength_ends_the_line_and_is_not_nought() -> None:
    unknown = steps(Panel("A", (Point(day(2002), (22,)), Point(day(2004), ())))).layout().marks
    nought = steps(Panel("A", (Point(day(2002), (22,)), Point(day(2004), (0,))))).layout().marks
    assert len([mark for mark in unknown if isinstance(mark, Dot)]) == 1
    assert len([mark for mark in nought if isinstance(mark, Dot)]) == 2
    assert "0" in texts(nought)
    assert "0" not in texts(unknown)


def test_a_panel_without_a_known_point_draws_only_its_name_and_ground() -> None:
    marks = steps(Panel("Iraq", (Point(day(2003), ()),))).layout().marks
    assert "Iraq" in texts(marks)
    assert not [mark for mark in marks if isinstance(mark, Dot) or (isinstance(mark, Line) and "held" in mark.css)]


def test_words_without_a_number_stand_at_their_date_as_they_were_said() -> None:
    assert "a platoon" in texts(steps(Panel("Kosovo", (Point(year(1999), (), said="a platoon"),))).layout().marks)


def test_a_dispute_is_two_red_lines_and_no_dot() -> None:
    marks = steps(Panel("Kosovo", (Point(day(1999, 9), (34, 33)),), day(2008, 4, 15))).layout().marks
    assert len(lines(marks, "held dis")) == 2
    assert not [mark for mark in marks if isinstance(mark, Dot)]
    assert {"33 or 34", "ended 15.4.2008"} <= texts(marks)


def test_a_sum_is_hollow_and_says_so() -> None:
    marks = steps(Panel("A", (Point(day(2009, 2), (92,), "computed"),))).layout().marks
    assert [mark.css for mark in marks if isinstance(mark, Dot)] == ["point hollow"]
    assert {"92 computed", "92"} <= texts(marks)


def test_panels_share_one_scale() -> None:
    tall, low = Panel("A", (Point(day(2002), (150,)),)), Panel("B", (Point(day(2002), (75,)),))
    marks = steps(tall, low).layout().marks
    grounds, dots = lines(marks, "ax zero"), [mark for mark in marks if isinstance(mark, Dot)]
    heights = [ground.y1 - dot.y for ground, dot in zip(grounds, dots, strict=True)]
    assert heights[0] == 2 * heights[1]


def test_the_table_has_every_point_with_its_date_as_said() -> None:
    points = (Point(day(2002, 11, 20), (22,)), Point(year(2010), (33, 34), said="1 + 32"), Point(year(2012), ()))
    rows = steps(Panel("A", points, day(2014))).table().rows
    assert rows == (
        ("A", "20.11.2002", "22", ""),
        ("A", "2010", "33 or 34", "1 + 32; disputed"),
        ("A", "2012", "not known", ""),
        ("A", "1.1.2014", "ended", ""),
    )


def test_the_size_of_a_word_draws_the_same_runs() -> None:
    points = (Point(day(2002), (22,)), Point(day(2009), (92,)))
    small = MiniSteps("m", "Strength", START, END, AS_OF, points).layout()
    large = steps(Panel("A", points)).layout()
    assert [(line.x1, line.x2) for line in lines(small.marks, "held")] == [
        (line.x1, line.x2) for line in lines(large.marks, "held")
    ]
    assert small.desc == "22 as of 1.1.2002; 92 as of 1.1.2009"
