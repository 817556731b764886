"""Rank and choice: which of contradicting sources is followed, as facts with time and marking (rule 5)."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class Rank(Kind):
    """The rank of a source: of contradicting facts the one with the higher-ranked source is followed."""

    kind: ClassVar[str] = "rank"
    temporal: ClassVar[Temporal] = Temporal.STATE
    structural: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("source",)
    summary: ClassVar[str] = "how much a source weighs where sources differ"

    rank: int = Field(ge=0, le=100)
    reason: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The rank."""
        return (Answer("rank", Value(str(self.rank), "number", self.rank, self.rank)),)
