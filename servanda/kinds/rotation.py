"""A rotation: an exchange of personnel. It is an event and never a strength."""

from typing import ClassVar, Literal

from servanda.kernel.entries import Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Count, Text, When


class Rotation(Kind):
    """How many left, came back or were exchanged on a day."""

    kind: ClassVar[str] = "rotation"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("contribution",)
    summary: ClassVar[str] = "people exchanged, sent or returned; never a strength"

    count: Count | None = None
    direction: Literal["out", "home", "exchange"] = "exchange"
    planned_for: When | None = None
    note: Text | None = None
