"""A clearance of a line: a post named for it lets it be said, refuses it, or takes its word back."""

from typing import ClassVar, Literal

from servanda.kernel.canonical import sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import PartyRef, Text
from servanda.kinds.press_line import PostName


class LineCleared(Kind):
    """Given at the moment of its date. Of one post its latest word counts; who recorded it stays on the entry."""

    kind: ClassVar[str] = "line-cleared"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    timed: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("press-line",)
    summary: ClassVar[str] = "a post clears a line for outside, refuses it, or takes that back"

    clearer: PostName
    body: PartyRef | None = None
    what: Literal["cleared", "refused", "taken-back"]
    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """What the post said."""
        return (Answer(f"line-cleared/{sha256(self.clearer)[:16]}", Value(self.what)),)
