"""Plans on a time line: filled between dates a source gives, open where none does."""

from servanda.render.charts import Event, Lane, Plan
from servanda.render.charts.marks import Box, Line, Mark, Shape, Text
from tests.render.charts.samples import day, timeline, year


def boxes(marks: tuple[Mark, ...], css: str) -> list[Box]:
    return [mark for mark in marks if isinstance(mark, Box) and mark.css == css]


def edges(marks: tuple[Mark, ...]) -> list[float]:
    return [mark.x1 for mark in marks if isinstance(mark, Line) and mark.css == "edge"]


def words(marks: tuple[Mark, ...]) -> set[str]:
    return {mark.text for mark in marks if isinstance(mark, Text)}


def test_a_plan_with_both_ends_is_filled_up_to_the_day_looked_from() -> None:
    marks = timeline(Lane("IPAP", (Plan("Fourth", "4", year(2015), year(2016)),))).layout().marks
    (bar,), (ahead,) = boxes(marks, "bar"), boxes(marks, "bar-ahead")
    assert round(bar.x + bar.width, 2) == ahead.x
    assert ahead.width > 0
    assert not edges(marks)


def test_a_plan_with_one_end_has_a_firm_edge_on_that_side_only() -> None:
    begun = timeline(Lane("IPAP", (Plan("Second", "2", year(2008), None),))).layout().marks
    over = timeline(Lane("IPAP", (Plan("Third", "3", None, year(2010)),))).layout().marks
    assert len(edges(begun)) == len(edges(over)) == 1
    assert not boxes(begun, "bar")
    assert not boxes(over, "bar")


def test_what_has_no_date_is_named_and_not_drawn() -> None:
    lane = Lane("IPAP", (Plan("Fifth", "5", None, None),), (Event("agreed", "", None),))
    bare, marks = timeline(Lane("IPAP", (), (Event("", "", None),))).layout().marks, timeline(lane).layout().marks
    assert "Fifth, agreed: date not known" in words(marks)
    assert len([m for m in marks if not isinstance(m, Text)]) == len([m for m in bare if not isinstance(m, Text)])


def test_a_planned_plan_is_never_filled() -> None:
    marks = timeline(Lane("IPAP", (Plan("Next", "n", year(2014), year(2015), planned=True),))).layout().marks
    assert not boxes(marks, "bar")
    assert len(boxes(marks, "bar-open")) == 1


def test_only_a_dispute_is_red() -> None:
    begin = year(2004)
    calm = timeline(Lane("IPAP", (Plan("First", "1", begin, year(2007)),))).layout().marks
    torn = timeline(Lane("IPAP", (Plan("First", "1", begin, year(2007), disputed="2004 or 2005"),))).layout().marks
    red = {getattr(mark, "css", "") for mark in torn} - {getattr(mark, "css", "") for mark in calm}
    assert red == {"bar-dis", "red halo"}


def test_an_event_known_to_the_year_is_as_long_as_the_year() -> None:
    marks = timeline(Lane("PARP", events=(Event("joined", "", year(1997)),))).layout().marks
    (spread,) = [mark for mark in marks if isinstance(mark, Line) and mark.css == "spread said"]
    (diamond,) = [mark for mark in marks if isinstance(mark, Shape)]
    assert spread.x1 < diamond.x < spread.x2


def test_the_table_prints_dates_as_said_and_says_what_is_not_known() -> None:
    plans = (
        Plan("PfP", "P", day(1994, 5, 4), None, ongoing=True),
        Plan("Third", "3", None, year(2010)),
        Plan("Second", "2", year(2008), None),
        Plan("Fourth", "4", year(2015), year(2016), stands="in force"),
    )
    events = (Event("goals", "", day(2013, 4), figure="44"), Event("visit", "", None, planned=True))
    assert timeline(Lane("IPAP", plans, events)).table().rows == (
        ("IPAP", "PfP", "since 4.5.1994", ""),
        ("IPAP", "Third", "until 2010, beginning not known", ""),
        ("IPAP", "Second", "from 2008, end not known", ""),
        ("IPAP", "Fourth", "2015 to 2016", "in force"),
        ("IPAP", "goals (44)", "1.4.2013", ""),
        ("IPAP", "visit", "not known", "planned"),
    )
