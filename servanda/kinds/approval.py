"""An approval: someone approves, or does not, what was submitted to a review."""

from typing import ClassVar, Literal

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text


class Approval(Kind):
    """Given in a step of the review whose framework says whose work it approves. Who gave it is who said it.

    Whether that was his own work is never recorded: it follows from who submitted what.
    """

    kind: ClassVar[str] = "approval"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("review",)
    summary: ClassVar[str] = "what was submitted to a review is approved, or not"

    step: Slug
    what: Literal["approved", "not-approved"]
    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """Whether it was approved in the step."""
        return (Answer(f"approval/{self.step}", Value(self.what)),)
