"""A withdrawal: an entry no longer counts. A withdrawn closer closes nothing (rule 8)."""

from typing import ClassVar

from servanda.kernel.entries import Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text


class Withdraws(Kind):
    """``about`` (an entry) is withdrawn."""

    kind: ClassVar[str] = "withdraws"
    temporal: ClassVar[Temporal] = Temporal.ENTRY
    summary: ClassVar[str] = "an entry is taken back"

    reason: Text
