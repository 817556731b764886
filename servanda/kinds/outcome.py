"""An outcome: what came of an item at the table."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text


class Outcome(Kind):
    """An agreed grade, a decision in words, carried over, no agreement, or noted: one of them for each item.

    ``number`` is which recording of the outcome it is (1, if it is not said): the last one stands. ``reason`` is the
    framework's code for why an agreed grade departs from what a voice said before. What was agreed is a grade, and what
    was decided a decision, only when the minutes are adopted.
    """

    kind: ClassVar[str] = "outcome"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("meeting",)
    summary: ClassVar[str] = "what came of an item of the agenda at the table"

    item: Slug
    what: Literal["agreed", "decided", "carried-over", "not-agreed", "noted"]
    axis: Slug | None = None
    grade: Slug | None = None
    reason: Slug | None = None
    text: Text | None = None
    number: int | None = Field(default=None, ge=2, le=999)

    @model_validator(mode="after")
    def _whole(self) -> "Outcome":
        if self.what == "agreed" and (self.axis is None or self.grade is None):
            raise ValueError(worded("what was agreed is a grade, on an axis"))
        if self.what == "decided" and self.text is None:
            raise ValueError(worded("what was decided is said in words"))
        if self.what != "agreed" and (self.grade is not None or self.reason is not None):
            raise ValueError(worded("a grade is given only where one was agreed"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """What came of the item."""
        return (Answer(f"outcome/{self.item}", Value(self.what)),)
