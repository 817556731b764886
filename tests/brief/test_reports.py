"""Reports of one voice in order: silence is no fall, and what comes after completion is told as that."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.brief.reports import reports
from servanda.frameworks import load_all
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.view import Fact
from tests.support.registers import an_id, kind
from tests.support.seen import RECORDED

AXIS = load_all()["ogp-action-plan"].axis("completion")
assert AXIS
GRADES = [grade.slug for grade in AXIS.grades]
DAYS = [PartialDate(f"{year}-12-31") for year in range(2010, 2020)]


def assessed(grade: str, day: PartialDate, period: PartialDate | None = None) -> Fact:
    """A grade for a day."""
    said = {"axis": "completion", "track": "self", "grade": grade, **({"period": period.text} if period else {})}
    own = an_id(f"{grade} {day.text} {period}")
    entry = Entry(own, an_id("item"), kind("assessment", **said), day, an_id("scope"), "test", RECORDED, "test")
    return Fact(entry.about, (entry,), (), own)


def graded(*grades: str | None) -> list[str]:
    """The periods of these grades, each as its grade, move, and whether it came after completion."""
    assert AXIS
    facts = [assessed(grade, day) for grade, day in zip(grades, DAYS, strict=False) if grade]
    told = reports(facts, AXIS, DAYS[: len(grades)])
    return [
        " ".join([*report.grades, *([report.move] if report.move else []), *(["after"] if report.after_done else [])])
        for report in told
    ]


def test_a_fall_and_what_follows_completion_are_told() -> None:
    assert graded("limited", None, "complete", "substantial", None, "complete") == [
        "limited",
        "",
        "complete raised",
        "substantial lowered after",
        "",
        "complete raised after",
    ]


def test_a_grade_off_the_scale_is_neither_fall_nor_rise() -> None:
    assert graded("substantial", "no-evidence-available", "limited") == [
        "substantial",
        "no-evidence-available",
        "limited lowered",
    ]


def test_where_sources_disagree_nothing_moved() -> None:
    assert AXIS
    facts = [assessed("limited", DAYS[0]), assessed("complete", DAYS[1]), assessed("limited", DAYS[1])]
    both = reports(facts, AXIS)[1]
    assert set(both.grades) == {"complete", "limited"}
    assert both.move == ""


def test_a_day_that_was_reported_on_as_a_period_is_one_period() -> None:
    assert AXIS
    fact = assessed("limited", PartialDate("2010-12-31"), PartialDate("2010-10/2010-12"))
    (only,) = reports([fact], AXIS, [PartialDate("2010-12-31")])
    assert only.when.text == "2010-10/2010-12"


@given(st.lists(st.none() | st.sampled_from(GRADES), max_size=len(DAYS)))
def test_every_period_is_told_once_and_in_order(grades: list[str | None]) -> None:
    assert AXIS
    facts = [assessed(grade, day) for grade, day in zip(grades, DAYS, strict=False) if grade]
    told = reports(facts, AXIS, DAYS)
    assert [report.when for report in told] == DAYS
    assert sum(len(report.facts) for report in told) == len(facts)
    done = [at for at, report in enumerate(told) if "complete" in report.grades]
    assert [at for at, report in enumerate(told) if report.after_done] == [
        at for at, report in enumerate(told) if report.facts and done and at > done[0]
    ]
