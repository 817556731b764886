"""The end of a life; states of the record are then "ended", never current (rule 2)."""

from typing import ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class Ended(Kind):
    """The day a record ended, once: the date is the value (rule 4)."""

    kind: ClassVar[str] = "ended"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    summary: ClassVar[str] = "the day something ended"

    how: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The date."""
        return (Answer("ended", Value(when.text, "date", date=when)),)
