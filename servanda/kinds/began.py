"""The beginning of a life: of a contribution, an operation, a plan, a post."""

from typing import ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class Began(Kind):
    """The day a record began, once: the date is the value (rule 4)."""

    kind: ClassVar[str] = "began"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    summary: ClassVar[str] = "the day something began"

    how: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The date."""
        return (Answer("began", Value(when.text, "date", date=when)),)
