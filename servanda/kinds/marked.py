"""Marked: an entry was given another marking, wider (disclosed, downgraded) or narrower (a secret that was spilled)."""

from typing import ClassVar

from pydantic import field_validator

from servanda.kernel.entries import Temporal
from servanda.kernel.marking import Marking
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class Marked(Kind):
    """``about`` (an entry) is marked ``to`` from now on: the canonical value, "public" or "restricted to AZE"."""

    kind: ClassVar[str] = "marked"
    temporal: ClassVar[Temporal] = Temporal.ENTRY
    summary: ClassVar[str] = "who may see an entry is decided anew"

    to: str
    reason: Text

    @field_validator("to")
    @classmethod
    def _canonical(cls, text: str) -> str:
        return Marking.parse(text).text
