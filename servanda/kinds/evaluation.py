"""An evaluation: a step of an evaluation programme passed by a unit, or planned."""

from typing import ClassVar, Literal

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text, When


class Evaluation(Kind):
    """A unit's evaluation step on its date; certificates run out (``valid_until``)."""

    kind: ClassVar[str] = "evaluation"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    about: ClassVar[tuple[str, ...]] = ("party",)
    summary: ClassVar[str] = "a unit took a step of an evaluation programme"

    framework: Slug
    step: Slug
    result: Literal["done", "passed", "failed", "certified", "revalidated"] = "done"
    valid_until: When | None = None
    planned_for: When | None = None
    note: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The day of the step, or the day it is planned for."""
        if self.planned_for:
            value = Value(self.planned_for.text, "date", date=self.planned_for)
            return (Answer(f"planned/evaluation/{self.step}", value),)
        again = f"/{self.result}" if self.result == "revalidated" else ""
        return (Answer(f"evaluation/{self.step}{again}", Value(when.text, "date", date=when)),)
