"""Charts for the tests: a few real shapes, and strategies that make any chart of plain values."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from servanda.render.charts import (
    Calendar,
    Change,
    Clock,
    Event,
    Grade,
    GradeBar,
    GradeMark,
    Instant,
    KnownOn,
    Lane,
    MiniSteps,
    Occasion,
    Panel,
    Part,
    Period,
    Plan,
    Point,
    Scale,
    Scrubber,
    Split,
    Stacked,
    Steps,
    Strip,
    Strips,
    Timeline,
    TwoTimes,
    Voice,
    Voices,
    When,
)

AS_OF = date(2016, 11, 15)
SAID = "15 Nov 2016"
START, END = date(1994, 1, 1), date(2018, 4, 1)
SCALE = Scale((Grade("N", "Not started"), Grade("L", "Limited"), Grade("S", "Substantial"), Grade("C", "Complete")))
QUARTERS = ("Mar 2022", "Jun 2022", "Sep 2022", "Dec 2022")


def day(year: int, month: int = 1, number: int = 1) -> When:
    """A date known to the day."""
    return When.day(date(year, month, number), f"{number}.{month}.{year}")


def year(number: int) -> When:
    """A date known to the year."""
    return When(date(number, 1, 1), date(number, 12, 31), str(number))


def timeline(*lanes: Lane) -> Timeline:
    """A time line of these lanes."""
    return Timeline("tl", "Plans", START, END, AS_OF, SAID, lanes)


def steps(*panels: Panel) -> Steps:
    """Steps of these panels."""
    return Steps("st", "Strength", START, END, AS_OF, SAID, panels)


def moment(day_of_june: int) -> datetime:
    """Noon of a day in June 2026."""
    return datetime(2026, 6, day_of_june, 12, tzinfo=UTC)


def every_chart() -> dict[str, object]:
    """One chart for each template, by the template's name."""
    points = (
        Point(day(2002, 11, 20), (22,)),
        Point(day(2009, 2), (92,), "computed"),
        Point(day(2010), (33, 34)),
        Point(day(2012), ()),
    )
    plans = (
        Plan("First", "1", day(2005, 5, 27), year(2007), disputed="2004 or 2005"),
        Plan("Second & <third>", "2", day(2008), None),
        Plan("Fourth", "4", None, year(2016)),
        Plan("Fifth", "5", None, None),
    )
    events = (Event("joined", "", year(1997)), Event("goals", "", day(2013, 4), figure="44"), Event("visit", "", None))
    occasions = (
        Occasion("Talks", "T", day(2016, 10, 12), "planned"),
        Occasion("Dialogue", "D", year(2017), "planned"),
        Occasion("Visit", "V", None, "planned"),
    )
    known = (KnownOn("11 Feb", ("S", None, "C", "L"), here=True), KnownOn("24 Jan", ("S", None, None, None)))
    return {
        "clock.svg.html": Clock("ck", "A text", *(Instant(moment(n), f"{n} June", "opened") for n in (8, 10, 11))),
        "scrubber.svg.html": Scrubber("sc", START, END, AS_OF, SAID, (Change(date(2013, 4, 1), 8, "1 April 2013"),)),
        "timeline.svg.html": timeline(Lane("Plans", plans), Lane("Packages", events=events, carries=True)),
        "steps.svg.html": steps(Panel("Afghanistan", points), Panel("Kosovo", points[:1], day(2008, 4, 15), "KFOR")),
        "mini_steps.svg.html": MiniSteps("ms", "22 in 2002", START, END, AS_OF, points),
        "split.svg.html": Split("sp", "Package", 41, (Part("armed forces", 27),)),
        "strips.svg.html": Strips("sr", "Grades", SCALE, QUARTERS, (Strip("C1", ("S", None, "C", "S"), "/c1"),)),
        "stacked.svg.html": Stacked("sk", "Latest grade", SCALE, (Period("Mar", {"C": 5}, 2), Period("Jun", {"C": 7}))),
        "two_times.html": TwoTimes("tt", "Two times", SCALE, QUARTERS, known, (("2022", 4),)),
        "voices.svg.html": Voices("vo", "Grades", SCALE, QUARTERS, (Voice("Self", ("S", None, "C", "S")),)),
        "grade_bar.svg.html": GradeBar("gb", "Completion", SCALE, (("C", 5), ("L", 2)), 1),
        "grade_mark.svg.html": GradeMark(SCALE, "S"),
        "calendar.svg.html": Calendar("cl", "Meetings", date(2016, 9, 1), date(2017, 8, 31), AS_OF, SAID, occasions),
    }


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
LABELS = st.text(alphabet="abcdef gh<&\"'əş平", max_size=24)


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Any date, known to the day or less exactly."""
    first = draw(DAYS)
    return When(first, first + timedelta(days=draw(st.sampled_from([0, 0, 30, 365]))), first.isoformat())


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    """Any stretch of days, first and last."""
    one, other = draw(DAYS), draw(DAYS)
    return min(one, other), max(one, other)


POINTS = st.builds(
    Point,
    when=whens(),
    values=st.lists(st.integers(0, 5000), max_size=3, unique=True).map(tuple),
    how=st.sampled_from(["reported", "computed"]),
    said=LABELS,
)
PANELS = st.builds(
    Panel,
    label=LABELS,
    points=st.lists(POINTS, max_size=6).map(tuple),
    ended=st.none() | whens(),
)
PLANS = st.builds(
    Plan,
    label=LABELS,
    short=LABELS,
    begin=st.none() | whens(),
    end=st.none() | whens(),
    ongoing=st.booleans(),
    planned=st.booleans(),
    disputed=st.sampled_from(["", "2004 or 2005"]),
)
EVENTS = st.builds(
    Event,
    label=LABELS,
    short=LABELS,
    when=st.none() | whens(),
    figure=st.sampled_from(["", "41"]),
    planned=st.booleans(),
    disputed=st.booleans(),
)
LANES = st.builds(
    Lane,
    label=LABELS,
    plans=st.lists(PLANS, max_size=5).map(tuple),
    events=st.lists(EVENTS, max_size=5).map(tuple),
    carries=st.booleans(),
)
OCCASIONS = st.builds(
    Occasion, label=LABELS, short=LABELS, when=st.none() | whens(), state=st.sampled_from(["held", "planned"])
)
GRADES = st.none() | st.sampled_from(["N", "L", "S", "C"])
