"""Grades: a missing report is not the lowest grade, silence is no fall, better stands lower in the stack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.render.charts import (
    Grade,
    GradeBar,
    GradeMark,
    KnownOn,
    Period,
    Scale,
    Stacked,
    Strip,
    Strips,
    TwoTimes,
    Voice,
    Voices,
)
from servanda.render.charts.marks import Box, Shape, Text
from servanda.render.charts.strips import falls
from tests.render.charts.samples import GRADES, QUARTERS, SCALE


@given(st.lists(GRADES, max_size=12).map(tuple))
def test_a_fall_is_below_the_grade_last_given(grades: tuple[str | None, ...]) -> None:
    for at, fell in enumerate(falls(SCALE, grades)):
        known = [SCALE.rank(code) for code in grades[: at + 1] if code]
        assert fell == (grades[at] is not None and len(known) > 1 and known[-1] < known[-2])


@given(st.integers(1, 12))
def test_further_along_is_further_up_the_ramp_and_taller(count: int) -> None:
    scale = Scale(tuple(Grade(str(number), "") for number in range(count)))
    ramp = ("g0", "g1", "g15", "g2", "g25", "g3")
    inks = [ramp.index(scale.ink(grade.code)) for grade in scale.grades]
    shares = [scale.share(grade.code) for grade in scale.grades]
    assert inks == sorted(inks)
    assert shares == sorted(set(shares))
    assert inks[-1] == 5


def test_a_code_the_scale_has_not_is_refused() -> None:
    with pytest.raises(KeyError):
        SCALE.rank("X")


def test_a_missing_report_is_a_speck_and_the_lowest_grade_a_bar() -> None:
    (strip,) = Strips("s", "Grades", SCALE, QUARTERS, (Strip("C1", (None, "N", None, "C")),)).layout()
    marks = strip.drawing.marks
    assert [mark.css for mark in marks if isinstance(mark, Shape)] == ["speck", "speck"]
    assert [mark.css for mark in marks if isinstance(mark, Box)] == ["g0", "g3"]
    assert strip.latest == "Complete"
    assert strip.drawing.desc.startswith("Mar 2022: not known; Jun 2022: Not started")


def test_a_strip_without_any_report_is_not_known() -> None:
    (strip,) = Strips("s", "Grades", SCALE, QUARTERS, (Strip("C1", (None,) * 4),)).layout()
    assert strip.latest == "not known"
    assert not [mark for mark in strip.drawing.marks if isinstance(mark, Box)]


def test_the_key_shows_each_grade_a_missing_report_and_a_fall() -> None:
    key = Strips("s", "Grades", SCALE, QUARTERS, ()).key()
    assert [entry.label for entry in key] == [
        "Not started", "Limited", "Substantial", "Complete", "No report", "Lower than before",
    ]  # fmt: skip


def test_the_best_grade_is_the_floor() -> None:
    marks = Stacked("s", "Grades", SCALE, (Period("Mar", {"C": 5, "S": 3}, 2),)).layout().marks
    complete, substantial, unreported = (mark for mark in marks if isinstance(mark, Box))
    assert complete.y > substantial.y > unreported.y
    assert complete.y + complete.height == 236
    assert unreported.fill == "url(#p-unreported)"


def test_no_periods_draw_nothing() -> None:
    assert Stacked("s", "Grades", SCALE, ()).layout().marks == ()


def test_in_two_times_a_frame_is_first_knowledge_and_an_edge_a_fall() -> None:
    rows = (KnownOn("11 Feb", ("C", "S", None, "C"), here=True), KnownOn("24 Jan", ("C", None, None, "C")))
    latest, older = TwoTimes("t", "Two times", SCALE, QUARTERS, rows).layout().rows
    assert [cell.css for cell in latest.cells] == ["g3", "g2 down first", "unknown", "g3"]
    assert [cell.css for cell in older.cells] == ["g3 first", "unknown", "unknown", "g3 first"]
    assert latest.cells[1].label == "Substantial, lower than before, first known"


def test_voices_stand_in_lanes_of_their_own_with_words_where_they_fit() -> None:
    alone = Voices("v", "Grades", SCALE, QUARTERS, (Voice("Self", ("S", None, "C", "S")),)).layout()
    both = Voices("v", "Grades", SCALE, QUARTERS, (Voice("Self", ("S", None, "C", "S")), Voice("Staff", (None,) * 4)))
    texts = [mark.text for mark in alone.marks if isinstance(mark, Text)]
    assert "Self" not in texts
    assert {"Substantial", "Complete", "S", "C"} <= set(texts) or "Substantial" in texts
    assert [mark.css for mark in alone.marks if isinstance(mark, Shape)] == ["speck", "dn"]
    marks = both.layout().marks
    assert [mark.text for mark in marks if isinstance(mark, Text) and mark.css == "hi"] == ["Self", "Staff"]
    assert "Staff: Mar 2022: not known" in both.layout().desc
    assert both.table().rows[0] == ("Self", "Substantial", "not known", "Complete", "Substantial")


def test_a_first_letter_stands_for_a_word_only_where_no_other_begins_with_it() -> None:
    scale = Scale((Grade("a", "Some level of preparation"), Grade("b", "Somewhat"), Grade("c", "Good")))
    many = tuple(str(number) for number in range(30))
    drawn = Voices("v", "Grades", scale, many, (Voice("One", ("a", "b", "c") * 10),)).layout()
    letters = {mark.text for mark in drawn.marks if isinstance(mark, Text) and "tiny" in mark.css}
    assert letters == {"G"}


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), st.integers(0, 500))
def test_a_bar_of_grades_is_whole_and_the_best_comes_first(counts: list[int], others: int) -> None:
    bar = GradeBar("b", "Grades", SCALE, tuple(zip("NLSC", counts, strict=True)), others)
    boxes = [mark for mark in bar.layout().marks if isinstance(mark, Box) and mark.css != "gframe"]
    if bar.total:
        assert abs(sum(box.width for box in boxes) - 100) < 0.1
    assert [box.css for box in boxes if box.css] == [
        ink for ink, count in zip(("g3", "g2", "g0"), (counts[3], counts[2], counts[0]), strict=True) if count
    ]
    assert bar.total == sum(counts) + others
    assert sum(int(row[1]) for row in bar.table().rows) == bar.total


def test_a_mark_is_as_full_as_its_grade_is_high() -> None:
    heights = []
    for grade in SCALE.grades:
        filled, frame = GradeMark(SCALE, grade.code).layout().marks
        assert isinstance(filled, Box)
        assert isinstance(frame, Box)
        heights.append(filled.height)
        assert filled.y + filled.height == frame.y + frame.height
    assert heights == sorted(set(heights))
