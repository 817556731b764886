"""The as-of rule (rules 1, 2 and 6): current, last known, ended, past; and counting by it."""

from datetime import date

import pytest

from servanda.kernel.asof import Hold, count_latest, life, standing
from servanda.kernel.entries import Entry
from tests.kernel.ledgers import entry, seen

KFOR = "strength/in-place"


def strength(as_of: str, total: object, **header: str) -> Entry:
    return entry(f"{as_of} {total} {header}", "X", "strength", as_of, {"total": total}, **header)


def held(*entries: Entry, on: date, question: str = KFOR) -> tuple[Hold, str | None]:
    found = standing(seen(entries, on), "X", question)
    return found.hold, found.answer.value.text if found.answer else None


def test_what_nobody_said_is_unknown() -> None:
    assert held(on=date(2016, 1, 1)) == (Hold.UNKNOWN, None)


def test_a_state_holds_until_another_begins() -> None:
    facts = strength("2010-05-01", 90), strength("2016-04", 94)
    assert held(*facts, on=date(2009, 1, 1)) == (Hold.UNKNOWN, None)
    assert held(*facts, on=date(2016, 3, 31)) == (Hold.CURRENT, "90")
    assert held(*facts, on=date(2016, 4, 1)) == (Hold.CURRENT, "94")


def test_a_state_that_was_said_to_hold_until_a_day_is_over_after_it() -> None:
    fact = strength("2010", 90, until="2012")
    assert held(fact, on=date(2012, 12, 31)) == (Hold.CURRENT, "90")
    assert held(fact, on=date(2013, 1, 1)) == (Hold.ENDED, "90")


def test_a_record_that_ended_has_no_current_state() -> None:
    facts = strength("2008-02", 33), entry("end", "X", "ended", "2008-04-15")
    assert held(*facts, on=date(2008, 4, 14)) == (Hold.CURRENT, "33")
    assert held(*facts, on=date(2008, 4, 15)) == (Hold.ENDED, "33")


def test_dates_that_overlap_are_not_ordered_by_one_another() -> None:
    found = standing(seen([strength("2016-04", 90), strength("2016-04-12", 90)], date(2017, 1, 1)), "X", KFOR)
    assert len(found.facts) == 2
    found = standing(seen([strength("2016-03", 90), strength("2016-04-12", 90)], date(2017, 1, 1)), "X", KFOR)
    assert [fact.as_of.text for fact, _ in found.facts] == ["2016-04-12"]


def test_an_undated_fact_stands_beside_and_is_never_the_latest() -> None:
    found = standing(seen([strength("2010", 90), strength("../2016", 70)], date(2020, 1, 1)), "X", KFOR)
    assert [fact.as_of.text for fact, _ in found.facts] == ["2010"]
    assert [fact.as_of.text for fact, _ in found.undated] == ["../2016"]


def test_a_snapshot_is_true_of_its_day_and_then_last_known() -> None:
    fact = entry("none", "X", "schedule", "2016-11-15", {"what": "visit", "count": "none"})
    assert held(fact, on=date(2016, 11, 15), question="schedule/visit/any") == (Hold.CURRENT, "none")
    assert held(fact, on=date(2016, 11, 16), question="schedule/visit/any") == (Hold.LAST_KNOWN, "none")


@pytest.mark.parametrize(("kind", "content"), [("rotation", {"count": 30}), ("cumulative", {"count": 30})])
def test_events_and_periods_are_never_current(kind: str, content: dict[str, object]) -> None:
    fact = entry("f", "X", kind, "2016", content)
    view = seen([fact], date(2016, 6, 1))
    ((about, question),) = view.questions("X")
    assert standing(view, about, question).hold is Hold.PAST


def test_of_facts_that_agree_the_most_exact_answers() -> None:
    facts = entry("a", "X", "began", "2005"), entry("b", "X", "began", "2005-05-27")
    found = standing(seen(facts, date(2010, 1, 1)), "X", "began")
    assert found.dispute is None
    assert found.answer is not None
    assert found.answer.value.text == "2005-05-27"


def test_a_period_that_ran_out_with_no_word_of_its_end_says_so() -> None:
    plan = entry("plan", "X", "plan", "../2015", {"framework": "f", "partnership": "P", "period": "2015/2016"})
    step = entry("step", "X", "step", "2015-02", {"step": "approved"})
    assert not life(seen([plan, step], date(2016, 12, 31)), "X").ran_out
    assert life(seen([plan, step], date(2017, 1, 1)), "X").ran_out
    ended = life(seen([plan, step, entry("end", "X", "ended", "2016-12-01")], date(2017, 1, 1)), "X")
    assert ended.has_ended
    assert not ended.ran_out


def test_counts_go_by_the_latest_placed_fact_and_say_what_is_disputed() -> None:
    def graded(about: str, as_of: str, grade: str) -> Entry:
        content = {"axis": "a", "track": "t", "grade": grade}
        return entry(f"{about} {as_of} {grade}", about, "assessment", as_of, content)

    facts = [
        graded("A", "2015", "low"), graded("A", "2016", "high"),
        graded("B", "2015", "low"), graded("B", "2016-04", "high"), graded("B", "2016-04-12", "low"),
        graded("C", "../2016", "high"),
        graded("D", "2015", "low"),
    ]  # fmt: skip
    assert count_latest(seen(facts, date(2016, 12, 31)), "grade/a/t") == {"high": 1, "disputed": 1, "low": 1}
    assert count_latest(seen(facts, date(2015, 6, 1)), "grade/a/t") == {"low": 3}
    assert count_latest(seen(facts, date(2014, 6, 1)), "grade/a/t") == {}
