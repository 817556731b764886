"""A cumulative figure: how many over a span, or altogether since a day."""

from typing import ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Count, Slug, Text, When


class Cumulative(Kind):
    """A figure about a span, shown with it and never carried past it (rule 1)."""

    kind: ClassVar[str] = "cumulative"
    temporal: ClassVar[Temporal] = Temporal.PERIOD
    summary: ClassVar[str] = "how many over a span; never a strength"

    of: Slug = "people"
    count: Count
    period: When | None = None
    note: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The figure, for this span: figures of different spans are different questions."""
        span = self.period.text if self.period else f"until {when.text}"
        return (Answer(f"cumulative/{self.of}/{span}", self.count.value),)
