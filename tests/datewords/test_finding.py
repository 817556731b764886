"""Dates found in a text, in the shipped languages; what could as well be a number is left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.datewords import say_date
from servanda.datewords.finding import dates_in
from servanda.kernel.dates import PartialDate
from servanda.kernel.press import Warned, warnings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As of 30 June 2025 there were 41.", ("30 June 2025",)),
        ("As of June 30, 2025: 41", ("June 30, 2025",)),
        ("On the 2nd of May, 7-16 October 2011.", ("2nd of May", "7-16 October 2011")),
        ("Between 2025-06-30 and 2025-07, or 30.06.2025", ("2025-06-30", "2025-07", "30.06.2025")),
        ("30 iyun 2025-ci il tarixinə 41 məqsəd", ("30 iyun 2025",)),
        ("12 may - 1 iyun 2000-ci ildə: 44", ("12 may", "1 iyun 2000")),
        ("2025-ci il iyunun 30-da, 3 mayda və 9 mart", ("iyunun 30-da", "3 mayda", "9 mart")),
    ],
)
def test_a_date_is_found_as_it_is_written(text: str, found: tuple[str, ...]) -> None:
    assert dates_in(text) == found


@pytest.mark.parametrize(
    "text", ["20 may be met", "In June 15 came", "45 June 2025", "June 2025", "1.30 June", "30.06", "12 Marchers"]
)
def test_what_could_as_well_be_a_number_is_no_date(text: str) -> None:
    assert dates_in(text) == ()


@given(st.dates(date(1990, 1, 1), date(2089, 12, 1)), st.sampled_from(["en", "az"]), st.integers(0, 20))
def test_no_day_that_the_register_prints_is_taken_for_a_figure(day: date, language: str, more: int) -> None:
    last = day + timedelta(days=more)
    for when in (PartialDate.of(day), PartialDate(f"{day}/{last}") if more else PartialDate(f"{day:%Y-%m}")):
        text = f"{say_date(when, language, 'at').text}: 44."
        assert warnings(text, [], (), dates_in(text)) == (Warned("ungiven", "44"),)
