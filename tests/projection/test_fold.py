"""Spellings of one name find each other: Azerbaijani, Cyrillic and Latin (own search column)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.projection.fold import fold

TOGETHER = [
    ("Əliyev", "Aliyev", "Алиев", "ƏLİYEV", "aliyev", "Əlıyev"),
    ("Bayramov", "Байрамов"),
    ("Şuşa", "Shusha", "Шуша"),
    ("Çıraqov", "Chiragov", "Чирагов"),
    ("Xəlilov", "Khalilov", "Халилов"),
    ("Ağdam", "Aghdam", "Агдам"),
    ("Azərbaycan", "AZƏRBAYCAN"),
    ("Jafarov", "Джафаров", "Dzhafarov"),
    ("Юсиф", "Yusif"),
    ("İstanbul", "ISTANBUL", "istanbul"),
    ("Ґонґадзе", "Gongadze"),
    ("Chișinău", "Chisinau"),
    ("NATO-nun", "nato nun"),
]


@pytest.mark.parametrize("spellings", TOGETHER, ids=lambda one: one[0])
def test_spellings_find_each_other(spellings: tuple[str, ...]) -> None:
    assert len({fold(one) for one in spellings}) == 1, [fold(one) for one in spellings]


def test_different_names_stay_apart() -> None:
    assert len({fold(name) for name in ("Aliyev", "Hasanov", "Bayramov", "Guliyev", "Mammadov")}) == 5


def test_only_a_pair_of_letters_is_a_spelling_of_one() -> None:
    assert fold("Muhammedov") == fold("Muhamedov")
    assert fold("qqqq xxx") == "gggg hhh"


def test_numbers_stay_what_they_are() -> None:
    assert fold("KFOR-16, 2011: 44/31") == "kfor 16 2011 44 31"


@given(st.text(max_size=60))
def test_what_comes_out_is_plain_words(text: str) -> None:
    folded = fold(text)
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", folded)
    assert fold(folded) == folded
