"""A citation: a place in a source that supports a fact, with the exact quotation where the words matter."""

from typing import Annotated, ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import RefTo, Text


class Citation(Kind):
    """An entry about a fact (``about`` is the fact's id). ``supports`` names fields; empty is the whole fact."""

    kind: ClassVar[str] = "citation"
    temporal: ClassVar[Temporal] = Temporal.ENTRY
    summary: ClassVar[str] = "where a source supports a fact"

    source: Annotated[str, RefTo("source")]
    at: str | None = Field(default=None, max_length=200)
    quote: Text | None = None
    supports: tuple[str, ...] = ()

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """One answer a source and place."""
        return (Answer(f"cites/{self.source}/{self.at or ''}"[:200], Value("yes")),)
