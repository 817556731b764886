"""An announcement: the parties are told what came of a text put to decision."""

from typing import ClassVar, Literal

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text, When


class Announcement(Kind):
    """What was announced at the moment of its date. It decides nothing: a result that was announced wrongly shows."""

    kind: ClassVar[str] = "announcement"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    timed: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("procedure",)
    summary: ClassVar[str] = "what was announced of a text put to decision"

    result: Literal["adopted", "broken", "withdrawn", "superseded", "lapsed"]
    decided: When
    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """What was announced to have come of it."""
        return (Answer("announcement", Value(self.result)),)
