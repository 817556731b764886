"""Erased: content has left the register by order; the entry stays and says who and why (rule 15)."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.entries import Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class Erased(Kind):
    """The content of the entry ``about`` was erased on someone's authority."""

    kind: ClassVar[str] = "erased"
    temporal: ClassVar[Temporal] = Temporal.ENTRY
    summary: ClassVar[str] = "a content was erased, by whom and why"

    authority: str = Field(min_length=1, max_length=200)
    reason: Text
