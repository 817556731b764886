"""Same as: two records are one."""

from typing import ClassVar

from servanda.kernel.entries import Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import AnyRef, Text


class SameAs(Kind):
    """``about`` (a record) is the same as ``other``."""

    kind: ClassVar[str] = "same-as"
    temporal: ClassVar[Temporal] = Temporal.ENTRY
    summary: ClassVar[str] = "two records are one"

    other: AnyRef
    reason: Text | None = None
