"""A text withdrawn: it is no longer put to decision."""

from typing import ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class TextWithdrawn(Kind):
    """The text was taken back at the moment of its date; after it was decided that changes nothing."""

    kind: ClassVar[str] = "text-withdrawn"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    timed: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("procedure",)
    summary: ClassVar[str] = "a text put to decision is taken back"

    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """When it was withdrawn."""
        return (Answer("text-withdrawn", Value(when.text, "date", date=when)),)
