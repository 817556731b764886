"""Minutes: they were adopted, and what they say became facts of the register."""

from typing import Annotated, ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import RefTo, Text


class Minutes(Kind):
    """The minutes of a meeting were adopted, as the ``source`` to which the grades and decisions in them are cited.

    From then on its agenda and outcomes stand.
    """

    kind: ClassVar[str] = "minutes"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("meeting",)
    summary: ClassVar[str] = "the minutes of a meeting were adopted"

    source: Annotated[str, RefTo("source")]
    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """That they were adopted."""
        return (Answer("minutes", Value("adopted")),)
