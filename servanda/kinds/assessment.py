"""An assessment: a grade on one axis of an objective, by an assessor in a track."""

from typing import Annotated, ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import RefTo, Slug, Text, When


class Assessment(Kind):
    """A grade with its reasoning. Voices (tracks) stand beside each other; none overwrites another.

    ``evidence`` and ``challenges`` are what the assessor gives for it beside the reasoning. In a review, ``reason`` is
    the framework's code for why it departs from another voice, with ``departure`` in words; ``confirms`` says that it
    is as last time; ``late`` why it came after the review's period was locked; ``number`` which submission of its voice
    it is (1, if it is not said).
    """

    kind: ClassVar[str] = "assessment"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("objective", "plan", "package")
    summary: ClassVar[str] = "a grade, on an axis, by an assessor in a track"

    axis: Slug
    track: Slug
    grade: Slug
    period: When | None = None
    review: Annotated[str, RefTo("review")] | None = None
    reasoning: Text | None = None
    evidence: Text | None = None
    challenges: Text | None = None
    reason: str | None = Field(default=None, max_length=80)
    departure: Text | None = None
    confirms: bool = False
    late: Text | None = None
    number: int | None = Field(default=None, ge=2, le=999)

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The grade, for this axis and track."""
        return (Answer(f"grade/{self.axis}/{self.track}", Value(self.grade)),)
