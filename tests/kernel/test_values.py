"""When two values of one key cannot both be true (rule 4)."""

import pytest

from servanda.kernel.dates import PartialDate
from servanda.kernel.values import NONE, Value, compatible


def number(low: int | None, high: int | None) -> Value:
    return Value(f"{low}..{high}", "number", low, high)


def day(text: str) -> Value:
    return Value(text, "date", date=PartialDate(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (day("2005"), day("2005-05-27")),
        (day("../2008-04-17"), day("2008")),
        (day("2008/.."), day("2010-01")),
        (number(41, 41), number(None, 41)),
        (number(None, None), number(3, 3)),
        (NONE, number(0, 0)),
        (Value("approved"), Value("approved")),
    ],
)
def test_both_can_be_true(one: Value, other: Value) -> None:
    assert compatible(one, other)
    assert compatible(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (day("2004"), day("2005-05-27")),
        (day("2004/2005"), day("2005/2006")),
        (day("../2008-04-17"), day("2008-05")),
        (number(44, 44), number(None, 40)),
        (number(33, 33), number(34, 34)),
        (NONE, number(1, 1)),
        (Value("approved"), Value("drafted")),
    ],
)
def test_both_cannot_be_true(one: Value, other: Value) -> None:
    assert not compatible(one, other)
    assert not compatible(other, one)
