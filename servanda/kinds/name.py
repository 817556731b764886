"""A name: what a record is called, by use and language, with a life (rule 12)."""

from typing import ClassVar, Literal

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import LANGUAGE


class Name(Kind):
    """One name. ``slug`` gives a record an address people can type; ``alias`` is only for finding it."""

    kind: ClassVar[str] = "name"
    temporal: ClassVar[Temporal] = Temporal.STATE
    structural: ClassVar[bool] = True
    summary: ClassVar[str] = "what a record is called, in a language, since when"

    text: str = Field(min_length=1, max_length=500)
    language: str = Field(pattern=LANGUAGE.pattern)
    use: Literal["full", "short", "slug", "code", "alias"] = "full"

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """One answer a use and language; aliases stand beside each other."""
        own = f"/{self.text[:40]}" if self.use == "alias" else ""
        return (Answer(f"name/{self.use}/{self.language}{own}", Value(self.text[:64])),)
