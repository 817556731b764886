"""Joined: the day a partnership, or a party, entered a framework."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text


class Joined(Kind):
    """Entry into a framework, once: its date is its value. ``how`` is the act (signed, agreed, presented)."""

    kind: ClassVar[str] = "joined"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    about: ClassVar[tuple[str, ...]] = ("partnership", "party")
    summary: ClassVar[str] = "a partnership entered a framework"

    framework: Slug
    how: Text | None = None
    act: Slug = Field(default="joined")

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The date, for this framework and act."""
        return (Answer(f"joined/{self.framework}/{self.act}", Value(when.text, "date", date=when)),)
