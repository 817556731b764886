"""A step of a review: it was opened, closed, or left out, on a date."""

from typing import ClassVar, Literal

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text, When


class ReviewStep(Kind):
    """What happened to a step of the framework's cycle. Which steps there are, and who acts in them, is data.

    ``due`` is the day by which an opened step is to be closed, ``edition`` the edition of the framework that the review
    follows. A step can be opened again; how a review stands is never recorded, it follows from what happened.
    """

    kind: ClassVar[str] = "review-step"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("review",)
    summary: ClassVar[str] = "a step of a review was opened, closed or left out"

    step: Slug
    does: Literal["opened", "closed", "left-out"]
    due: When | None = None
    edition: str | None = Field(default=None, max_length=20)
    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """What happened to the step."""
        return (Answer(f"review-step/{self.step}", Value(self.does)),)
