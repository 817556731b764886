"""An item of an agenda: it was put on the agenda of a meeting, or taken off."""

from typing import ClassVar, Literal

from pydantic import model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import AnyRef, Slug, Text


class AgendaItem(Kind):
    """What is on the agenda and why: voices differ on it, it is overdue, its decision is pending, or something else.

    ``item`` is its name within the meeting, which stays whatever place it has; ``concerns`` what it is about, on the
    ``axis`` named if it is one. How the agenda stands is never recorded: it follows from what was put on, ordered and
    taken off.
    """

    kind: ClassVar[str] = "agenda-item"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("meeting",)
    summary: ClassVar[str] = "an item was put on the agenda of a meeting, or taken off"

    item: Slug
    does: Literal["put", "taken-off"] = "put"
    why: Literal["disagreement", "overdue", "pending", "other"] = "other"
    concerns: AnyRef | None = None
    axis: Slug | None = None
    subject: Text | None = None
    words: Text | None = None

    @model_validator(mode="after")
    def _says_what(self) -> "AgendaItem":
        if self.does == "put" and self.concerns is None and self.subject is None:
            raise ValueError(worded("an item needs a subject, or what it concerns"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """That it was put on, or taken off."""
        return (Answer(f"agenda/{self.item}", Value(self.does)),)
