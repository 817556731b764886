"""A return: what a voice submitted to a review is sent back to be revised."""

from typing import Annotated, ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import RefTo, Slug, Text


class Returned(Kind):
    """Which submission is sent back, by its ``number`` (the first is 1), and why: a code of the framework, and words.

    What was submitted stays as it is; the next is a fact of its own that takes its place.
    """

    kind: ClassVar[str] = "returned"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("objective",)
    summary: ClassVar[str] = "what was submitted to a review is sent back to be revised"

    review: Annotated[str, RefTo("review")]
    axis: Slug
    track: Slug
    number: int = Field(ge=1, le=999)
    reason: Slug | None = None
    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The code it was sent back with."""
        return (Answer(f"returned/{self.axis}/{self.track}", Value(self.reason or "yes")),)
