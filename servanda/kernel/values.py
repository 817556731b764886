"""Values: what an answer says, and when two of them cannot both be true (rule 4)."""

from dataclasses import dataclass
from typing import Literal

from servanda.kernel.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Value:
    """One answer's value.

    ``text`` is its canonical form (equal text, equal value). A number has bounds: exact when they are
    equal, vague when a side is open (``None``). A *vague* value without bounds contradicts nothing.
    """

    text: str
    form: Literal["number", "none", "word", "date"] = "word"
    low: int | None = None
    high: int | None = None
    date: PartialDate | None = None

    @property
    def exact(self) -> int | None:
        """The number, when it is one exact number."""
        return self.low if self.form == "number" and self.low is not None and self.low == self.high else None


NONE = Value("none", form="none")


def compatible(one: Value, other: Value) -> bool:
    """Say whether two values of one key can both be true.

    Numbers can when their ranges meet ("up to 40" contains 38, not 44); "none" is a statement that
    there is nothing, so it goes with 0 and with no positive number; dates when one contains the other, and
    an open date ("by April 2008") when it has a day in common with the other.
    """
    if one.text == other.text:
        return True
    forms = {one.form, other.form}
    if forms == {"date"} and one.date and other.date:
        return _agree(one.date, other.date)
    if forms == {"number"}:
        return _meet(one, other)
    if forms == {"number", "none"}:
        number = one if one.form == "number" else other
        return number.low is None or number.low <= 0
    return False


def _agree(one: PartialDate, other: PartialDate) -> bool:
    if any(when.is_open_start or when.is_open_end for when in (one, other)):
        return one.overlaps(other)
    return one.contains(other) or other.contains(one)


def _meet(one: Value, other: Value) -> bool:
    below = one.high is not None and other.low is not None and one.high < other.low
    above = other.high is not None and one.low is not None and other.high < one.low
    return not (below or above)
