"""Random dates as a register may be given them, with years close enough to meet."""

from datetime import date, datetime, timedelta, timezone

from hypothesis import assume
from hypothesis import strategies as st

from servanda.kernel.dates import PartialDate

years = st.integers(2003, 2008) | st.integers(1, 9999)
days = st.dates(date(2003, 1, 1), date(2008, 12, 31)) | st.dates()
doubts = st.sampled_from(["", "", "", "~", "?", "%"])
part_codes = st.integers(1, 12) | st.integers(21, 24) | st.integers(33, 36) | st.integers(40, 41)
points = st.builds(
    str.__add__,
    st.one_of(
        days.map(date.isoformat),
        st.builds("{:04}-{:02}".format, years, part_codes),
        years.map("{:04}".format),
        years.map(lambda year: f"{year // 10:03}X"),
        years.map(lambda year: f"{year // 100:02}XX"),
    ),
    doubts,
)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones).map(datetime.isoformat)
half_open = st.builds(str.format, st.sampled_from(["../{}", "/{}", "{}/..", "{}/"]), points)


@st.composite
def spans(draw: st.DrawFn) -> str:
    start, end = draw(points), draw(points)
    assume(PartialDate(start).earliest <= PartialDate(end).latest)
    return f"{start}/{end}"


dates = st.one_of(points, moments, half_open, spans(), st.just("XXXX")).map(PartialDate)
