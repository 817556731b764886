"""An evaluation: a step of an evaluation programme passed or failed by a unit, or planned."""

from typing import ClassVar, Literal

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text, When


class Evaluation(Kind):
    """A unit's evaluation step on its date; one that was failed may be taken again. Certificates run out
    (``valid_until``).
    """

    kind: ClassVar[str] = "evaluation"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("party",)
    summary: ClassVar[str] = "a unit took a step of an evaluation programme"

    framework: Slug
    step: Slug
    result: Literal["done", "passed", "failed", "certified", "revalidated"] = "done"
    valid_until: When | None = None
    planned_for: When | None = None
    note: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """Whether the step was passed that time, or the day it is planned for; "done" alone says neither."""
        step = f"{self.framework}/{self.step}"
        if self.planned_for:
            value = Value(self.planned_for.text, "date", date=self.planned_for)
            return (Answer(f"planned/evaluation/{step}", value),)
        came = {"done": "done", "failed": "failed"}.get(self.result, "passed")
        return (Answer(f"evaluation/{step}", Value(came), single=came != "done"),)
