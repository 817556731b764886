"""A delegation: who sits at the table of a meeting for a party, as far as it is known."""

from typing import ClassVar

from pydantic import model_validator

from servanda.errors import worded
from servanda.kernel.canonical import sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Count, PartyRef, Text


class Delegation(Kind):
    """The party, who leads it, how many members it has and how many seats at the table. What is not known is left out.

    ``absent`` says that the party has no delegation there: that is an answer, and not known is another.
    """

    kind: ClassVar[str] = "delegation"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("meeting",)
    summary: ClassVar[str] = "who sits at the table of a meeting for a party"

    party: PartyRef
    head: Text | None = None
    members: Count | None = None
    seats: Count | None = None
    absent: bool = False
    words: Text | None = None

    @model_validator(mode="after")
    def _one_answer(self) -> "Delegation":
        if self.absent and (self.head or self.members or self.seats):
            raise ValueError(worded("a party that is absent has no delegation"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """How the party is there."""
        return (Answer(f"delegation/{self.party}", Value("#" + sha256(self.content_text)[:16])),)
