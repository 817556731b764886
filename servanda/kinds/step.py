"""A step of a plan's or package's course: to be developed, drafted, ... approved, in force, lapsed."""

from typing import ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import PartyRef, Slug, Text, When


class Step(Kind):
    """Where a plan stands in the chain its framework declares; a planned step is an announcement (rule 3)."""

    kind: ClassVar[str] = "step"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("plan", "package", "review", "operation")
    summary: ClassVar[str] = "where a plan stands in its framework's chain of events"

    step: Slug
    by: PartyRef | None = None
    planned_for: When | None = None
    note: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The step reached; a step that is only planned answers another question."""
        if self.planned_for:
            value = Value(self.planned_for.text, "date", date=self.planned_for)
            return (Answer(f"planned/step/{self.step}", value),)
        return (Answer("step", Value(self.step)),)
