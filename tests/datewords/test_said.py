"""Dates are printed as they were said, no more and no less precisely, in each language."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from servanda.datewords import Form, say_date
from servanda.datewords.az import ordinal
from servanda.kernel.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "english", "azerbaijani"),
    [
        ("2016-11-15", "15 November 2016", "15 noyabr 2016-cı il"),
        ("2016-04", "April 2016", "2016-cı ilin aprel ayı"),
        ("2013", "2013", "2013-cü il"),
        ("2020-21", "spring 2020", "2020-ci ilin yaz fəsli"),
        ("2016-34", "the second quarter of 2016", "2016-cı ilin ikinci rübü"),
        ("2016-40", "the first half of 2016", "2016-cı ilin birinci yarısı"),
        ("201X", "the 2010s", "2010-cu illər"),
        ("190X", "the 1900s", "1900-cü illər"),
        ("19XX", "the 20th century", "20-ci əsr"),
        ("20XX", "the 21st century", "21-ci əsr"),
        ("12XX", "the 13th century", "13-cü əsr"),
        ("19XX/20XX", "the 20th century to the 21st century", "20-ci əsrdən 21-ci əsrədək"),
        ("2005~", "about 2005", "təxminən 2005-ci il"),
        ("2005?", "perhaps 2005", "ehtimal ki, 2005-ci il"),
        ("2015/2016", "2015-2016", "2015-2016-cı illər"),
        ("2011-10-07/2011-10-16", "7-16 October 2011", "7-16 oktyabr 2011-ci il"),
        ("2016-06/2016-12", "June-December 2016", "2016-cı ilin iyun-dekabr ayları"),
        ("2018-05-30/2018-06-02", "30 May to 2 June 2018", "30 may - 2 iyun 2018-ci il"),
        (
            "1999-09/2008-04-15",
            "September 1999 to 15 April 2008",
            "1999-cu ilin sentyabr ayından 15 aprel 2008-ci ilədək",
        ),
        ("../2026-11-24", "by 24 November 2026", "ən geci 24 noyabr 2026-cı ilədək"),
        ("2016/..", "from 2016", "2016-cı ildən"),
        (
            "2016-11-15T10:23+04:00",
            "15 November 2016, 10:23 (UTC+04:00)",
            "15 noyabr 2016-cı il, saat 10:23 (UTC+04:00)",
        ),
        ("XXXX", "date not known", "tarixi məlum deyil"),
    ],
)
def test_plain(text: str, english: str, azerbaijani: str) -> None:
    assert say_date(PartialDate(text), "en").text == english
    assert say_date(PartialDate(text), "az").text == azerbaijani


@pytest.mark.parametrize(
    ("text", "form", "english", "azerbaijani"),
    [
        ("2016-11-15", "at", "on 15 November 2016", "15 noyabr 2016-cı ildə"),
        ("2016-04", "at", "in April 2016", "2016-cı ilin aprel ayında"),
        ("2005~", "at", "about 2005", "təxminən 2005-ci ildə"),
        ("2011-10-07/2011-10-16", "at", "on 7-16 October 2011", "7-16 oktyabr 2011-ci ildə"),
        ("2015/2016", "at", "in 2015-2016", "2015-2016-cı illərdə"),
        ("../2010-10", "at", "by October 2010", "ən geci 2010-cu ilin oktyabr ayınadək"),
        ("2002-11-20", "since", "since 20 November 2002", "20 noyabr 2002-ci ildən"),
        ("2002", "until", "until 2002", "2002-ci ilədək"),
        ("2017", "for", "for 2017", "2017-ci il üçün"),
        ("../2017", "for", "by 2017", "ən geci 2017-ci ilədək"),
    ],
)
def test_in_a_sentence(text: str, form: Form, english: str, azerbaijani: str) -> None:
    assert say_date(PartialDate(text), "en", form).text == english
    assert say_date(PartialDate(text), "az", form).text == azerbaijani


def test_the_date_itself_is_apart_from_what_leads_to_it() -> None:
    words = say_date(PartialDate("2016-11-15"), "en", "at")
    assert (words.before, words.core) == ("on ", "15 November 2016")


def test_an_unknown_language_is_answered_in_english() -> None:
    assert say_date(PartialDate("2016-04"), "tlh").text == "April 2016"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1-ci"),
        (3, "3-cü"),
        (6, "6-cı"),
        (9, "9-cu"),
        (10, "10-cu"),
        (40, "40-cı"),
        (100, "100-cü"),
        (2000, "2000-ci"),
    ],
)
def test_azerbaijani_ordinals_end_in_harmony(number: int, written: str) -> None:
    assert ordinal(number) == written


@pytest.mark.parametrize("language", ["en", "az"])
def test_no_two_dates_are_said_alike(language: str) -> None:
    texts = ["1900", "190X", "19XX", "1900~", "1900?", "1900/..", "../1900", "1900-01", "1900-21", "1900-33", "1900-40"]
    assert len({say_date(PartialDate(text), language).text for text in texts}) == len(texts)


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["plain", "at", "since", "until", "for"]),
    st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]),
    st.sampled_from(["en", "az"]),
)
def test_every_date_is_said_with_its_year(day: date, form: Form, pattern: str, language: str) -> None:
    assert str(day.year) in say_date(PartialDate(day.strftime(pattern)), language, form).text
