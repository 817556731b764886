"""The number that a statement gives, if it gives one."""

from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from servanda.kinds.fields import Count
from servanda.register.counting.units import Unit

# how a number was said: exactly; about or within bounds; in words only; that there is none; not at all; not agreed on
NumberSaid = Literal["number", "vague", "words", "none", "not said", "disputed"]
_FIELDS = ("total", "count", "number", "amount", "value")


def number_of(unit: Unit) -> tuple[NumberSaid, int | Decimal]:
    """How a statement gives its number, and the number itself where it is exact (else 0)."""
    found = {_number_of(entry.payload) for entry in unit.entries}
    return found.pop() if len(found) == 1 else ("disputed", 0)


def _number_of(payload: Any) -> tuple[NumberSaid, int | Decimal]:
    value = next((getattr(payload, name) for name in _FIELDS if name in type(payload).model_fields), None)
    if isinstance(value, Count):
        return _of_count(value)
    if value is None:
        return "not said", 0
    try:
        return "number", Decimal(str(value))
    except InvalidOperation:
        return "words", 0


def _of_count(count: Count) -> tuple[NumberSaid, int]:
    if count.exact is not None:
        return "number", count.exact
    if count.none:
        return "none", 0
    bounded = (count.about, count.at_least, count.at_most) != (None, None, None)
    return ("vague" if bounded else "words"), 0
