"""A decision: a text adopted or rejected by a body, with its votes where they were counted."""

from typing import Annotated, ClassVar, Literal

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import AnyRef, Count, PartyRef, RefTo, Slug, Text, When


class Decision(Kind):
    """What was decided, by whom, about what. Votes that were not published are absent, not nought."""

    kind: ClassVar[str] = "decision"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    about: ClassVar[tuple[str, ...]] = ("decision",)
    summary: ClassVar[str] = "what a body decided, with votes"

    partnership: Annotated[str, RefTo("partnership")]
    body: PartyRef | None = None
    text: Text
    outcome: Literal["adopted", "rejected", "deferred", "announced"] = "adopted"
    concerns: tuple[AnyRef, ...] = ()
    frameworks: tuple[Slug, ...] = ()
    votes_for: Count | None = None
    votes_against: Count | None = None
    abstentions: Count | None = None
    planned_for: When | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The day it was taken, or is planned for."""
        if self.planned_for:
            return (Answer("planned/decision", Value(self.planned_for.text, "date", date=self.planned_for)),)
        return (Answer("decision", Value(when.text, "date", date=when)),)
