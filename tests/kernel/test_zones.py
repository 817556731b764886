"""A local time is resolved to a moment once: never guessed where the clocks skip it or show it twice."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.zones import ZoneFault, last_moment, resolve

BRUSSELS = "Europe/Brussels"
SUMMER, WINTER = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))


def test_a_local_time_gets_the_offset_of_its_day() -> None:
    assert resolve(datetime(2026, 6, 11, 17), BRUSSELS).isoformat() == "2026-06-11T17:00:00+02:00"
    assert resolve(datetime(2026, 12, 11, 17), BRUSSELS).isoformat() == "2026-12-11T17:00:00+01:00"
    assert resolve(datetime(2026, 6, 11, 17), "Asia/Baku").isoformat() == "2026-06-11T17:00:00+04:00"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (datetime(2026, 3, 29, 2, 30), "never show 2026-03-29 02:30: they were put forward"),
        (datetime(2026, 3, 29, 2, 30, tzinfo=SUMMER), "never show 2026-03-29 02:30"),
        (datetime(2026, 10, 25, 2, 30), "twice, for they were put back; write the offset too: +02:00 / +01:00"),
        (datetime(2026, 6, 11, 17, tzinfo=WINTER), "is not +01:00 from UTC at 2026-06-11 17:00; write +02:00"),
        (datetime(1880, 1, 1), "not a whole minute from UTC"),
    ],
)
def test_a_time_that_is_no_moment_is_refused(said: datetime, why: str) -> None:
    with pytest.raises(ZoneFault, match=why.replace("+", r"\+")):
        resolve(said, BRUSSELS)


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc", "Europe/Brussels\0"])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(ZoneFault, match="no time zone"):
        resolve(datetime(2026, 6, 11, 17), name)


def test_of_a_time_shown_twice_the_offset_says_which() -> None:
    first, second = (resolve(datetime(2026, 10, 25, 2, 30, tzinfo=one), BRUSSELS) for one in (SUMMER, WINTER))
    assert second - first == timedelta(hours=1)


@given(
    st.datetimes(datetime(1972, 1, 1), datetime(2036, 1, 1)),
    st.sampled_from([BRUSSELS, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]),
)
def test_every_moment_is_found_again_by_its_local_time_and_offset(moment: datetime, zone: str) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    shown = moment.astimezone(ZoneInfo(zone))
    fixed = shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta()))
    assert resolve(fixed, zone) == moment
    try:
        assert resolve(shown.replace(tzinfo=None), zone) == moment
    except ZoneFault:
        assert shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()


def test_a_day_ends_by_its_own_clocks() -> None:
    assert last_moment(date(2026, 3, 28), BRUSSELS, timedelta()) < datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert last_moment(date(2026, 3, 29), BRUSSELS, timedelta()) < datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert last_moment(date(2026, 3, 29), None, timedelta(hours=4)) < datetime(2026, 3, 29, 20, tzinfo=UTC)
    assert last_moment(date(2026, 3, 29), "Mars/Base", timedelta()).date() == date(2026, 3, 29)
    assert last_moment(date.max, BRUSSELS, timedelta()).year == 9999
