"""What holds of every partial date, whatever was said (rule 6)."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from servanda.kernel.dates import DateFault, PartialDate, coerce
from tests.support.datetexts import dates, days, points, spans, zones


@given(dates)
def test_the_text_is_stable_and_says_it_all(when: PartialDate) -> None:
    again = PartialDate.parse(when.text)
    assert again == when
    assert hash(again) == hash(when)
    assert again.parts() == when.parts()
    assert coerce(when.text) == coerce(when) == when


@given(dates)
def test_earliest_is_not_after_latest(when: PartialDate) -> None:
    assert when.earliest <= when.latest
    assert when.is_open_start <= (when.earliest == date.min)
    assert when.is_open_end <= (when.latest == date.max)


@given(days)
def test_a_day_is_exact_and_itself(day: date) -> None:
    when = PartialDate.of(day)
    assert when.is_exact
    assert when.earliest == when.latest == day
    assert when == coerce(day)
    assert not when.imprecise_on(day)


@given(points, days)
def test_a_point_contains_the_days_that_are_written_with_its_digits(text: str, day: date) -> None:
    when = PartialDate(text)
    assume(when.precision in {"day", "month", "year", "decade", "century"})
    digits = text.rstrip("~?%").rstrip("X")
    assert when.contains(PartialDate.of(day)) == day.isoformat().startswith(digits)
    assert when.earliest.isoformat().startswith(digits)
    assert when.latest.isoformat().startswith(digits)


@given(st.integers(1, 9999))
def test_quarters_and_halves_make_up_the_year_without_gap_or_overlap(year: int) -> None:
    whole = PartialDate(f"{year:04}")
    for codes in (range(33, 37), range(40, 42), range(1, 13)):
        parts = [PartialDate(f"{year:04}-{code:02}") for code in codes]
        assert parts[0].earliest == whole.earliest
        assert parts[-1].latest == whole.latest
        for one, following in pairwise(parts):
            assert one.latest + timedelta(days=1) == following.earliest
            assert one.before(following)


@given(st.integers(1, 9999))
def test_winter_is_said_of_either_end_of_its_year(year: int) -> None:
    winter = PartialDate(f"{year:04}-24")
    for month in (1, 2, 12):
        assert winter.contains(PartialDate(f"{year:04}-{month:02}"))


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones))
def test_a_moment_keeps_its_instant_its_zone_and_its_day(moment: datetime) -> None:
    when = coerce(moment)
    assert when.moment == moment
    assert when.moment.utcoffset() == moment.utcoffset()
    assert when.earliest == when.latest == moment.date()
    assert coerce(when.moment) == when


@given(spans())
def test_a_span_reaches_from_its_start_to_its_end(text: str) -> None:
    when = PartialDate(text)
    assert when.start
    assert when.end
    assert (when.earliest, when.latest) == (when.start.earliest, when.end.latest)
    assert when.text == f"{when.start.text}/{when.end.text}"
    assert when.is_approximate == (when.start.is_approximate or when.end.is_approximate)


@given(points)
def test_an_open_interval_contains_the_date_it_is_open_from(text: str) -> None:
    when = PartialDate(text)
    assert PartialDate(f"../{text}").contains(when)
    assert PartialDate(f"{text}/..").contains(when)
    assert when.no_later_than() == PartialDate(f"../{text}")


@given(dates, dates)
def test_what_contains_overlaps_and_what_overlaps_is_not_ordered(one: PartialDate, other: PartialDate) -> None:
    if one.contains(other):
        assert one.overlaps(other)
    assert one.overlaps(other) == other.overlaps(one)
    assert [one.before(other), other.before(one), one.overlaps(other)].count(True) == 1


@given(dates, dates, dates)
def test_before_is_a_strict_partial_order(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    assert not one.before(one)
    if one.before(two):
        assert not two.before(one)
        if two.before(three):
            assert one.before(three)


@given(dates, dates, dates)
def test_contains_is_a_preorder(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    assert one.contains(one)
    if one.contains(two) and two.contains(three):
        assert one.contains(three)


@given(dates, days, days)
def test_a_date_that_counts_goes_on_counting(when: PartialDate, day: date, later: date) -> None:
    day, later = sorted((day, later))
    assert when.counts_on(day) <= when.counts_on(later)
    assert when.imprecise_on(day) <= when.counts_on(day)
    if when.counts_on(day) and not when.imprecise_on(day):
        assert not when.imprecise_on(later)


@given(st.text(max_size=30) | st.text("0123456789-/.X~?%TZ:+", max_size=30))
def test_any_text_is_a_date_or_a_fault(text: str) -> None:
    try:
        when = PartialDate.parse(text)
    except DateFault as fault:
        assert fault.sentence
        assert fault.remedy
    else:
        assert PartialDate.parse(when.text) == when
