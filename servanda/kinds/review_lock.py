"""A lock: the period of a review is closed, and what comes later says that it is late."""

from typing import ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class ReviewLock(Kind):
    """From its date on nothing is submitted to the review but as a late correction. Withdrawn, it locks nothing."""

    kind: ClassVar[str] = "review-lock"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("review",)
    summary: ClassVar[str] = "the period of a review is locked"

    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """That it is locked."""
        return (Answer("review-lock", Value("yes")),)
