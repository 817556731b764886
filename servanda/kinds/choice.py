"""A choice: a person's decision which source to follow on one question (rule 5)."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import SourceRef, Text


class Choice(Kind):
    """Follow ``source`` on ``question`` of the record; the other facts stay and are shown."""

    kind: ClassVar[str] = "choice"
    temporal: ClassVar[Temporal] = Temporal.STATE
    structural: ClassVar[bool] = True
    summary: ClassVar[str] = "which source is followed on one question"

    question: str = Field(min_length=1, max_length=200)
    source: SourceRef
    reason: Text

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The source followed."""
        return (Answer(f"choice/{self.question}", Value(self.source)),)
