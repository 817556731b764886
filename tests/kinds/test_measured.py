"""Figures as said: decimals are kept as text and compared as numbers; none, nought and not known are three answers."""

from typing import Any

import pytest
from pydantic import ValidationError

from servanda.kernel.dates import PartialDate
from servanda.kernel.values import NONE, compatible
from servanda.kinds.decimals import as_value
from servanda.kinds.involvement import Involvement
from servanda.kinds.money import Money
from servanda.kinds.result import Result

DAY = PartialDate("2020-01-31")


def answer(result: Result) -> Any:
    (only,) = result.answers(DAY)
    return only


@pytest.mark.parametrize(
    ("said", "kept"), [("12.50", "12.50"), (" 3 ", "3"), (0, "0"), ("-4.", "-4."), ("none", "none")]
)
def test_a_number_is_kept_as_said(said: Any, kept: str) -> None:
    assert Result(figure=said).figure == kept


@pytest.mark.parametrize("said", ["about 3", "1e9", "NaN", "Infinity", "1,000", "٣", "9" * 41, "", True, 1.5])
def test_what_is_no_number_is_refused(said: Any) -> None:
    with pytest.raises(ValidationError):
        Result(figure=said, text="x")


def test_numbers_are_compared_as_numbers() -> None:
    assert as_value("12.50") == as_value("12.5")
    assert as_value("7") == as_value("7.0")
    assert not compatible(as_value("7"), as_value("8"))
    assert not compatible(as_value("7.5"), as_value("7.25"))


def test_none_and_nought_and_not_known_are_three_answers() -> None:
    assert as_value("none") == NONE
    assert as_value("0") != NONE
    with pytest.raises(ValidationError, match="a result needs a figure or words"):
        Result(period="2020")


def test_a_target_answers_a_question_of_its_own() -> None:
    questions = {role: answer(Result.model_validate({"role": role, "figure": 1, "period": "2020"})).question
                 for role in ("actual", "target", "baseline")}  # fmt: skip
    assert questions == {"actual": "result/2020", "target": "planned/result/2020", "baseline": "baseline/2020"}


def test_what_was_said_in_words_contradicts_nothing() -> None:
    one, other = (answer(Result.model_validate({"text": text, "period": "2020"})) for text in ("good", "bad"))
    assert one.question != other.question


def test_figures_of_different_spans_are_different_questions() -> None:
    first, second = (answer(Result.model_validate({"figure": 1, "period": span})) for span in ("2019", "2020"))
    assert first.question != second.question


def test_sums_of_different_currencies_are_never_one_question() -> None:
    one, other = (Money.model_validate({"flow": "budget", "amount": "5", "currency": currency}).answers(DAY)[0].question
                  for currency in ("EUR", "USD"))  # fmt: skip
    assert one != other


def test_the_amount_is_no_part_of_the_question() -> None:
    one, other = (Money.model_validate({"flow": "budget", "amount": amount}).answers(DAY)[0] for amount in ("5", "6"))
    assert one.question == other.question
    assert one.value != other.value


def test_an_involvement_says_something() -> None:
    with pytest.raises(ValidationError, match="an involvement needs a party, a role or words"):
        Involvement()
