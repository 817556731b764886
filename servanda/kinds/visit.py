"""A visit: who, where to, at which level; made, or only planned."""

from typing import Annotated, ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import PartyRef, RefTo, Slug, Text, When


class Visit(Kind):
    """A visit made on its date, or (with ``planned_for``) announced on it."""

    kind: ClassVar[str] = "visit"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    about: ClassVar[tuple[str, ...]] = ("visit",)
    summary: ClassVar[str] = "a visit made or planned"

    partnership: Annotated[str, RefTo("partnership")]
    visitor: PartyRef | None = None
    visitor_as_said: Text | None = None
    host: PartyRef | None = None
    level: Slug | None = None
    place: Text | None = None
    subject: Text | None = None
    frameworks: tuple[Slug, ...] = ()
    planned_for: When | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The day it was made, or the day it is planned for."""
        if self.planned_for:
            return (Answer("planned/visit", Value(self.planned_for.text, "date", date=self.planned_for)),)
        return (Answer("visit", Value(when.text, "date", date=when)),)
