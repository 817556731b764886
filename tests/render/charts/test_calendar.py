"""Meetings and visits: solid is held; a plan whose day has passed did not therefore take place."""

from datetime import date

from servanda.render.charts import Calendar, Occasion, When
from servanda.render.charts.marks import Box, Shape, Text
from tests.render.charts.samples import AS_OF, SAID, day, year


def calendar(*occasions: Occasion) -> Calendar:
    return Calendar("c", "Meetings", date(2016, 9, 1), date(2017, 8, 31), AS_OF, SAID, occasions)


def test_held_is_solid_and_planned_is_dotted() -> None:
    drawing = calendar(
        Occasion("Talks", "T", day(2016, 10, 12), "held"), Occasion("Visit", "V", day(2017, 3), "planned")
    ).layout()
    assert [mark.css for mark in drawing.marks if isinstance(mark, Shape)] == ["mark said", "mark planned"]


def test_a_plan_that_has_passed_was_planned_for() -> None:
    rows = (
        calendar(
            Occasion("Talks", "T", day(2016, 10, 12), "planned", "expert"), Occasion("Visit", "V", None, "planned")
        )
        .table()
        .rows
    )
    assert rows == (
        ("12.10.2016", "Talks", "expert", "was planned for this day"),
        ("not known", "Visit", "", "planned"),
    )


def test_a_spring_is_drawn_as_long_as_a_spring() -> None:
    spring = When(date(2017, 3, 1), date(2017, 5, 31), "spring 2017")
    (box,) = [
        mark for mark in calendar(Occasion("Review", "R", spring, "planned")).layout().marks if isinstance(mark, Box)
    ]
    assert box.css == "range planned"
    assert 24 < box.width < 26


def test_what_lies_outside_or_has_no_date_is_not_drawn() -> None:
    drawing = calendar(Occasion("Old", "O", year(2001), "held"), Occasion("Some day", "S", None, "planned")).layout()
    assert not [mark for mark in drawing.marks if isinstance(mark, Shape)]
    assert not {"Old", "Some day"} & {mark.text for mark in drawing.marks if isinstance(mark, Text)}
