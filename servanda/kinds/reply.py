"""A reply: what a party said to a text put to decision, at the moment it was received."""

from typing import ClassVar, Literal

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import PartyRef, Text


class Reply(Kind):
    """Its date is the moment it was received: by that it is in time or late, not by when it was recorded.

    Only what is written can break a silence, so what was ``spoken`` says so. ``passage`` is what it is about.
    """

    kind: ClassVar[str] = "reply"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    timed: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("procedure",)
    summary: ClassVar[str] = "what a party replied to a text put to decision"

    party: PartyRef
    what: Literal["objection", "amendment", "support", "reservation", "statement", "question", "receipt"]
    words: Text | None = None
    passage: str | None = Field(default=None, max_length=200)
    spoken: bool = False

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """What the party said."""
        return (Answer(f"reply/{self.party}", Value(self.what)),)
