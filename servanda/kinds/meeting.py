"""A meeting: format, level, body, venue and subject; held, or only planned."""

from typing import Annotated, ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import AnyRef, PartyRef, RefTo, Slug, Text, When


class Meeting(Kind):
    """A meeting held on its date, or (with ``planned_for``) announced on it: a plan is not a holding (rule 3)."""

    kind: ClassVar[str] = "meeting"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    about: ClassVar[tuple[str, ...]] = ("meeting",)
    summary: ClassVar[str] = "a meeting held or planned"

    partnership: Annotated[str, RefTo("partnership")]
    subject: Text | None = None
    frameworks: tuple[Slug, ...] = ()
    plans: tuple[AnyRef, ...] = ()
    format: Slug | None = None
    format_as_said: str | None = Field(default=None, max_length=80)
    level: Slug | None = None
    body: PartyRef | None = None
    participants: tuple[PartyRef, ...] = ()
    venue: Text | None = None
    planned_for: When | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The day it was held, or the day it is planned for."""
        if self.planned_for:
            return (Answer("planned/meeting", Value(self.planned_for.text, "date", date=self.planned_for)),)
        return (Answer("meeting", Value(when.text, "date", date=when)),)
