"""An operation that parties contribute to."""

from typing import ClassVar

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import PartyRef, Text


class Operation(RecordKind):
    """What an operation is: who leads it and where."""

    kind: ClassVar[str] = "operation"
    about: ClassVar[tuple[str, ...]] = ("operation",)
    summary: ClassVar[str] = "an operation, who leads it and where"

    led_by: PartyRef | None = None
    place: Text | None = None
