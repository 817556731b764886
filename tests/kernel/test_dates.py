"""Partial dates keep what was said, count and order by their bounds, and refuse what is no date (rule 6)."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from servanda.kernel.dates import DateFault, PartialDate, Parts, Point, coerce

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
SEASONS = ("spring", "summer", "autumn", "winter")
BAKU = timezone(timedelta(hours=4))

AS_SAID = [
    # as said, text, earliest, latest
    ("15 November 2016", "2016-11-15", date(2016, 11, 15), date(2016, 11, 15)),
    ("April 2016", "2016-04", date(2016, 4, 1), date(2016, 4, 30)),
    ("February 2016", "2016-02", date(2016, 2, 1), date(2016, 2, 29)),
    ("2005", "2005", date(2005, 1, 1), date(2005, 12, 31)),
    ("about 2009", "2009~", date(2009, 1, 1), date(2009, 12, 31)),
    ("1997?", "1997?", date(1997, 1, 1), date(1997, 12, 31)),
    ("about 2007-about 2008", "2007~/2008~", date(2007, 1, 1), date(2008, 12, 31)),
    ("2015-2016", "2015/2016", date(2015, 1, 1), date(2016, 12, 31)),
    ("January-May 1995", "1995-01/1995-05", date(1995, 1, 1), date(1995, 5, 31)),
    ("September 1999-15 April 2008", "1999-09/2008-04-15", date(1999, 9, 1), date(2008, 4, 15)),
    ("7-16 October 2011", "2011-10-07/2011-10-16", date(2011, 10, 7), date(2011, 10, 16)),
    ("28 June-4 July 2012", "2012-06-28/2012-07-04", date(2012, 6, 28), date(2012, 7, 4)),
    ("by October 2010", "../2010-10", date.min, date(2010, 10, 31)),
    ("by 24 November 2026", "../2026-11-24", date.min, date(2026, 11, 24)),
    ("until 2008, beginning not known", "/2008", date.min, date(2008, 12, 31)),
    ("from 2016", "2016/..", date(2016, 1, 1), date.max),
    ("from 2016, end not known", "2016/", date(2016, 1, 1), date.max),
    ("spring 2020", "2020-21", date(2020, 3, 1), date(2020, 5, 31)),
    ("summer 2020", "2020-22", date(2020, 6, 1), date(2020, 8, 31)),
    ("autumn 2020", "2020-23", date(2020, 9, 1), date(2020, 11, 30)),
    ("winter 2020", "2020-24", date(2019, 12, 1), date(2021, 2, 28)),
    ("spring-autumn 2020", "2020-21/2020-23", date(2020, 3, 1), date(2020, 11, 30)),
    ("quarter 3 of 2016", "2016-35", date(2016, 7, 1), date(2016, 9, 30)),
    ("half 1 of 2010", "2010-40", date(2010, 1, 1), date(2010, 6, 30)),
    ("half 2 of 2010", "2010-41", date(2010, 7, 1), date(2010, 12, 31)),
    ("the 2010s", "201X", date(2010, 1, 1), date(2019, 12, 31)),
    ("the 1900s", "19XX", date(1900, 1, 1), date(1999, 12, 31)),
    ("10:23 on 15 November 2016", "2016-11-15T10:23+04:00", date(2016, 11, 15), date(2016, 11, 15)),
    ("date not known", "XXXX", date.min, date.max),
]


def say(parts: Parts) -> str:
    """Print parts in English: enough of a renderer to show that nothing said is lost."""
    start = say_point(parts.start, parts.shared) if parts.start else ""
    end = say_point(parts.end, None) if parts.end else ""
    return {
        "point": end,
        "span": f"{start}-{end}",
        "by": f"by {end}",
        "until": f"until {end}, beginning not known",
        "from": f"from {start}",
        "since": f"from {start}, end not known",
        "unknown": "date not known",
    }[parts.shape]


def say_point(point: Point, shared: str | None) -> str:
    month = MONTHS[point.month - 1] if point.month and shared != "month" else ""
    year = "" if shared else str(point.year)
    said = {
        "decade": f"the {year}s",
        "century": f"the {year}s",
        "season": f"{SEASONS[(point.nth or 1) - 1]} {year}",
        "quarter": f"quarter {point.nth} of {year}",
        "half": f"half {point.nth} of {year}",
    }.get(point.precision, " ".join(filter(None, [str(point.day or ""), month, year])))
    clock = f"{point.moment:%H:%M} on " if point.moment else ""
    return ("about " if point.approximate else "") + clock + said.strip() + ("?" if point.uncertain else "")


@pytest.mark.parametrize(("said", "text", "earliest", "latest"), AS_SAID, ids=[row[0] for row in AS_SAID])
def test_a_date_has_bounds_and_is_printed_as_it_was_said(said: str, text: str, earliest: date, latest: date) -> None:
    when = PartialDate.parse(text)
    assert (when.text, when.earliest, when.latest) == (text, earliest, latest)
    assert say(when.parts()) == said


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" 2016-04 ", "2016-04"),
        ("2016-XX", "2016"),
        ("2016-XX-XX", "2016"),
        ("2016-04-xx", "2016-04"),
        ("by 2016", "../2016"),
        ("By 2016-11-24", "../2016-11-24"),
        ("no later than 2010-10", "../2010-10"),
        ("2016-11-15t10:23+04", "2016-11-15T10:23+04:00"),
        ("2016-11-15T10:23:00+04:00", "2016-11-15T10:23+04:00"),
        ("2016-11-15T10:23:07+00:00", "2016-11-15T10:23:07Z"),
    ],
)
def test_one_meaning_has_one_text(given: str, kept: str) -> None:
    assert PartialDate.parse(given) == PartialDate.parse(kept)
    assert PartialDate.parse(given).text == kept


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2016-11-15T10:23Z", "moment"),
        ("2016-11-15", "day"),
        ("2016-11", "month"),
        ("2016-21", "season"),
        ("2016-33", "quarter"),
        ("2016-40", "half"),
        ("2016~", "year"),
        ("201X", "decade"),
        ("20XX", "century"),
        ("2015/2016", "interval"),
        ("../2016", "interval"),
        ("2016/", "interval"),
        ("XXXX", "unknown"),
    ],
)
def test_precision_is_what_was_said(text: str, precision: str) -> None:
    assert PartialDate.parse(text).precision == precision


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2016-02-30", "2016-02 has no day 30"),
        ("2015-02-29", "2015-02 has no day 29"),
        ("2016-11-00", "has no day 00"),
        ("2016-13", "there is no month 13"),
        ("2016-00", "there is no month 00"),
        ("0000", "there is no year 0"),
        ("0000-01-01", "there is no year 0"),
        ("2016-XX-15", "a day but no month"),
        ("2020-21-05", "a season has no day"),
        ("201X-05", "a decade or century has no month"),
        ("2016/2015", "ends before it begins"),
        ("2016-05-10/2016-05-02", "ends before it begins"),
        ("2004/2005/2006", "one stroke"),
        ("../..", "at least one end"),
        ("/", "at least one end"),
        ("{2015,2016}", "a set of dates"),
        ("[2015..2016]", "a set of dates"),
        ("2016-11-15T10:23", "needs its zone"),
        ("2016-11-15T24:00Z", "with its zone"),
        ("2016-11-15T10:60Z", "with its zone"),
        ("2016-02-30T10:00Z", "has no day 30"),
        ("2016-11-15T10:23+15:00", "more than 14 hours"),
        ("2016-11-15T10:23+77:00", "no such moment"),
        ("0001-01-01T00:00+04:00", "no such moment"),
        ("2016-11-15T10:23Z/2016-11-16", "leave out the time of day"),
        ("", "not written as"),
        ("2016-4", "not written as"),
        ("2015-2016", "not written as"),
        ("October 2016", "not written as"),
        ("15.11.2016", "not written as"),
        ("~2016", "not written as"),
        ("-0044", "not written as"),
        ("Y17000", "not written as"),
        ("٢٠١٦", "not written as"),
        ("XXXX/2016", "not written as"),
        ("2016-11-15\n2016-11-16", "not written as"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason_and_a_remedy(text: str, reason: str) -> None:
    with pytest.raises(DateFault) as caught:
        PartialDate.parse(text)
    assert repr(text) in caught.value.sentence
    assert reason in caught.value.sentence
    assert "2016-11-15" in caught.value.remedy
    assert "2016-11-15T10:23+04:00" in caught.value.remedy


def test_a_very_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(DateFault) as caught:
        PartialDate.parse("9" * 1_000_000)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("text", ["2016-11-15T10:23+04:00", "2016-11-15T01:00+04:00", "2016-11-15T23:30-11:00"])
def test_a_moment_counts_on_its_day_at_the_place(text: str) -> None:
    when = PartialDate.parse(text)
    assert when.earliest == when.latest == date(2016, 11, 15)
    assert when.is_exact
    assert when.moment == datetime.fromisoformat(text)


# Taking dates from YAML and programs --------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2016-04", "2016-04"),
        (2016, "2016"),
        (date(2016, 11, 15), "2016-11-15"),
        (datetime(2016, 11, 15, 10, 23, tzinfo=BAKU), "2016-11-15T10:23+04:00"),
        (datetime(2016, 11, 15, 6, 23, 5, tzinfo=UTC), "2016-11-15T06:23:05Z"),
        (PartialDate("2005~"), "2005~"),
    ],
)
def test_values_of_yaml_are_taken_as_dates(value: object, text: str) -> None:
    assert coerce(value).text == text


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (datetime(2016, 11, 15, 10, 23), "needs its zone"),
        (True, "yes or no"),
        (14, "four digits"),
        (20161115, "four digits"),
        (-44, "four digits"),
        (2016.5, "it is a float"),
        (None, "it is a NoneType"),
        (["2016"], "it is a list"),
        ("soon", "not written as"),
    ],
)
def test_other_values_are_refused(value: object, reason: str) -> None:
    with pytest.raises(DateFault, match=reason):
        coerce(value)


# Rules ---------------------------------------------------------------------------------------


def test_a_year_agrees_with_a_day_in_it_and_not_with_another_year() -> None:
    agreed = PartialDate("2005-05-27")
    assert PartialDate("2005").contains(agreed)
    assert not PartialDate("2004").contains(agreed)
    assert PartialDate("2004").before(agreed)


def test_by_2016_takes_its_end() -> None:
    deadline = PartialDate("by 2016")
    assert deadline.latest == date(2016, 12, 31)
    assert not deadline.before(PartialDate("2016-12-31"))
    assert deadline.before(PartialDate("2017-01-01"))


def test_a_month_counts_from_its_first_day_and_is_imprecise_until_its_last() -> None:
    april = PartialDate("2016-04")
    around = [date(2016, 3, 31), date(2016, 4, 1), date(2016, 4, 29), date(2016, 4, 30)]
    assert [april.counts_on(day) for day in around] == [False, True, True, True]
    assert [april.imprecise_on(day) for day in around] == [False, True, True, False]


@pytest.mark.parametrize("text", ["2005~", "2005?", "2005%", "2005-05-27~", "2004~/2005"])
def test_doubt_does_not_pass_with_time(text: str) -> None:
    assert PartialDate(text).imprecise_on(date(2025, 1, 1))
    assert not PartialDate(text).is_exact
    assert not PartialDate(text).imprecise_on(date(2003, 1, 1))


def test_approximate_and_uncertain_are_told_apart() -> None:
    doubts = {mark: PartialDate(f"2005{mark}") for mark in ("", "~", "?", "%")}
    assert {mark: (when.is_approximate, when.is_uncertain) for mark, when in doubts.items()} == {
        "": (False, False),
        "~": (True, False),
        "?": (False, True),
        "%": (True, True),
    }


def test_the_ends_of_an_interval_are_dates() -> None:
    plan = PartialDate("2015/2016~")
    assert (plan.start, plan.end) == (PartialDate("2015"), PartialDate("2016~"))
    assert (PartialDate("../2016").start, PartialDate("../2016").end) == (None, PartialDate("2016"))
    assert (PartialDate("2016/").start, PartialDate("2016/").end) == (PartialDate("2016"), None)
    assert PartialDate("2016").start == PartialDate("2016").end == PartialDate("2016")
    assert PartialDate("XXXX").start is None


@pytest.mark.parametrize("text", ["../9999-12-31", "0001-01-01/..", "../0001-01-01", "9999-12-31/..", "XXXX"])
def test_an_open_end_is_not_mistaken_for_the_first_or_last_day_there_is(text: str) -> None:
    assert not PartialDate(text).is_exact
    assert PartialDate(text).is_open_start or PartialDate(text).is_open_end
    assert PartialDate("0001-01-01").is_exact
    assert not PartialDate("0001-01-01").is_open_start


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("2016-11-15T10:23+04:00", "../2016-11-15"),
        ("2016-04", "../2016-04"),
        ("2015/2016", "../2016"),
        ("../2016", "../2016"),
        ("2005~", "../2005~"),
    ],
)
def test_an_undated_fact_is_no_later_than_the_date_of_its_source(text: str, bound: str) -> None:
    assert PartialDate(text).no_later_than().text == bound


def test_nothing_is_placed_before_an_open_end() -> None:
    with pytest.raises(DateFault, match="open"):
        PartialDate("2016/..").no_later_than()
