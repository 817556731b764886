"""Decimal numbers as said: kept as text, compared as numbers, never as floating point."""

from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic.functional_validators import PlainValidator

from servanda.errors import worded
from servanda.kernel.values import NONE, Value

NOTHING = "none"
_LONGEST = 40


def _decimal(value: object) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(worded("a number is written with digits and a point, such as 12.50, or none"))
    text = value.strip()
    if text == NOTHING:
        return text
    if len(text) > _LONGEST or any(letter not in "0123456789.+-" for letter in text) or as_decimal(text) is None:
        raise ValueError(worded("{given!r} is no number such as 1200, 12.50 or -3, nor none", given=text[:_LONGEST]))
    return text


DecimalText = Annotated[str, PlainValidator(_decimal, json_schema_input_type=str | int)]


def as_decimal(text: str) -> Decimal | None:
    """The number of a text, or ``None`` where it has none."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def as_value(text: str) -> Value:
    """The value for comparing: "12.50" and "12.5" are one number; whole numbers compare with counts."""
    number = as_decimal(text)
    if text == NOTHING or number is None:
        return NONE
    if number == number.to_integral_value():
        whole = int(number)
        return Value(str(whole), "number", whole, whole)
    return Value(format(number.normalize(), "f"))
