"""Dates in Azerbaijani take the ending their place in the sentence asks for, in harmony with the word before it."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from servanda.datewords import Form, say_date
from servanda.datewords.az import MONTHS, ordinal
from servanda.kernel.dates import PartialDate


def said(text: str, form: Form = "plain") -> str:
    return say_date(PartialDate(text), "az", form).text


@pytest.mark.parametrize(
    ("text", "plain", "at", "since", "until", "planned"),
    [
        ("2016-11-15", "15 noyabr 2016-cı il", "15 noyabr 2016-cı ildə", "15 noyabr 2016-cı ildən",
         "15 noyabr 2016-cı ilədək", "15 noyabr 2016-cı il üçün"),
        ("2013-04", "2013-cü ilin aprel ayı", "2013-cü ilin aprel ayında", "2013-cü ilin aprel ayından",
         "2013-cü ilin aprel ayınadək", "2013-cü ilin aprel ayı üçün"),
        ("2019-23", "2019-cu ilin payız fəsli", "2019-cu ilin payız fəslində", "2019-cu ilin payız fəslindən",
         "2019-cu ilin payız fəslinədək", "2019-cu ilin payız fəsli üçün"),
        ("2018-36", "2018-ci ilin dördüncü rübü", "2018-ci ilin dördüncü rübündə", "2018-ci ilin dördüncü rübündən",
         "2018-ci ilin dördüncü rübünədək", "2018-ci ilin dördüncü rübü üçün"),
        ("2020-41", "2020-ci ilin ikinci yarısı", "2020-ci ilin ikinci yarısında", "2020-ci ilin ikinci yarısından",
         "2020-ci ilin ikinci yarısınadək", "2020-ci ilin ikinci yarısı üçün"),
        ("199X", "1990-cı illər", "1990-cı illərdə", "1990-cı illərdən", "1990-cı illərədək", "1990-cı illər üçün"),
        ("19XX", "20-ci əsr", "20-ci əsrdə", "20-ci əsrdən", "20-ci əsrədək", "20-ci əsr üçün"),
        ("2015/2016", "2015-2016-cı illər", "2015-2016-cı illərdə", "2015-2016-cı illərdən",
         "2015-2016-cı illərədək", "2015-2016-cı illər üçün"),
        ("2018-05-30/2018-06-02", "30 may - 2 iyun 2018-ci il", "30 may - 2 iyun 2018-ci ildə",
         "30 may - 2 iyun 2018-ci ildən", "30 may - 2 iyun 2018-ci ilədək", "30 may - 2 iyun 2018-ci il üçün"),
        ("XXXX", "tarixi məlum deyil", "naməlum tarixdə", "naməlum tarixdən", "naməlum tarixədək",
         "naməlum tarix üçün"),
    ],
)  # fmt: skip
def test_each_place_in_a_sentence(text: str, plain: str, at: str, since: str, until: str, planned: str) -> None:
    assert said(text) == plain
    assert said(text, "at") == at
    assert said(text, "since") == since
    assert said(text, "until") == until
    assert said(text, "for") == planned


def test_a_date_with_one_end_says_which() -> None:
    assert said("../2010-10") == "ən geci 2010-cu ilin oktyabr ayınadək"
    assert said("../2010-10", "for") == "ən geci 2010-cu ilin oktyabr ayınadək"
    assert said("../2010", "since") == "ən geci 2010-cu ildən"
    assert said("2004/..", "for") == "2004-cü ildən"


def test_doubt_at_either_end_of_a_span_is_kept() -> None:
    assert said("2005~/2006") == "təxminən 2005-ci ildən 2006-cı ilədək"
    assert said("2005/2006?", "at") == "2005-ci ildən ehtimal ki, 2006-cı ilədək"
    assert said("2005~/2006", "for") == "təxminən 2005-ci ildən 2006-cı ilədək"


def test_a_moment_takes_the_ending_on_its_year() -> None:
    assert said("2016-11-15T10:23+04:00", "at") == "15 noyabr 2016-cı ildə, saat 10:23 (UTC+04:00)"


def test_every_month_has_its_name() -> None:
    assert [said(f"2016-{month:02}") for month in range(1, 13)] == [f"2016-cı ilin {name} ayı" for name in MONTHS]


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("birinci", (1, 1991, 2021)), ("ikinci", (2, 1992)), ("üçüncü", (3, 2013)), ("dördüncü", (4, 1994)),
        ("beşinci", (5, 2005)), ("altıncı", (6, 2016)), ("yeddinci", (7, 2017)), ("səkkizinci", (8, 2008)),
        ("doqquzuncu", (9, 1999)), ("onuncu", (10, 2010)), ("iyirminci", (20, 2020)), ("otuzuncu", (30, 2030)),
        ("qırxıncı", (40, 2040)), ("əllinci", (50, 1950)), ("altmışıncı", (60, 1960)), ("yetmişinci", (70, 1970)),
        ("səksəninci", (80, 1980)), ("doxsanıncı", (90, 1990)), ("yüzüncü", (100, 1900)), ("mininci", (1000, 2000)),
    ],
)  # fmt: skip
def test_an_ordinal_ends_as_the_word_is_spoken(word: str, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        assert ordinal(number) == f"{number}-{word[-2:]}"


@given(st.integers(1, 9999))
def test_an_ordinal_has_one_of_four_endings(number: int) -> None:
    figure, ending = ordinal(number).split("-")
    assert figure == str(number)
    assert ending in {"ci", "cı", "cu", "cü"}
