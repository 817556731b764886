"""The closers: what replaces, withdraws, joins or marks an entry anew. Entries of their own (rule 8)."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.entries import Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class Replaces(Kind):
    """``about`` (an entry) is replaced by the entry ``by``."""

    kind: ClassVar[str] = "replaces"
    temporal: ClassVar[Temporal] = Temporal.ENTRY
    summary: ClassVar[str] = "a fact is corrected by another"

    by: str = Field(min_length=32, max_length=32)
    reason: Text
