"""A schedule: how many visits or meetings are scheduled as of a day; "none" is an answer."""

from typing import ClassVar, Literal

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Count, Slug, Text


class Schedule(Kind):
    """True of its day only: later it is what was last known (rule 1)."""

    kind: ClassVar[str] = "schedule"
    temporal: ClassVar[Temporal] = Temporal.SNAPSHOT
    about: ClassVar[tuple[str, ...]] = ("partnership",)
    summary: ClassVar[str] = "what is scheduled as of a day, none included"

    what: Literal["visit", "meeting"]
    level: Slug | None = None
    count: Count
    note: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """How many are scheduled, of this level."""
        return (Answer(f"schedule/{self.what}/{self.level or 'any'}", self.count.value),)
