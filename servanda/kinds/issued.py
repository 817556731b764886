"""An issued brief: its bytes, its view and its standpoint, so that an office can show what it said (rule 19)."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind


class Issued(Kind):
    """What was issued: format, the text itself, the canonical view's hash, the resolved standpoint."""

    kind: ClassVar[str] = "issued"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("partnership",)
    summary: ClassVar[str] = "a brief as it was issued"

    format: str = Field(max_length=20)
    language: str = Field(max_length=35)
    text: str
    view: str
    view_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    standpoint: dict[str, str | int | None]

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The hash of the view that was issued."""
        return (Answer(f"issued/{self.view_sha256[:16]}", Value(self.view_sha256)),)
