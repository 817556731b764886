"""A framework edition as it was used: its text by content hash (a later edit does not rewrite the past)."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug


class FrameworkEdition(Kind):
    """The canonical text of one edition of a framework; ``about`` is the framework's record."""

    kind: ClassVar[str] = "framework-edition"
    temporal: ClassVar[Temporal] = Temporal.STATE
    structural: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("framework",)
    summary: ClassVar[str] = "the rules of a process, as used"

    framework: Slug
    edition: str = Field(min_length=1, max_length=40)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    text: str

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The hash of this edition."""
        return (Answer(f"edition/{self.framework}/{self.edition}", Value(self.sha256)),)
