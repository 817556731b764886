"""A contribution: what a party gives to an operation."""

from typing import Annotated, ClassVar

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import PartyRef, RefTo, Text


class Contribution(RecordKind):
    """Who contributes to which operations. One contribution may outlive an operation and go on in the next."""

    kind: ClassVar[str] = "contribution"
    about: ClassVar[tuple[str, ...]] = ("contribution",)
    summary: ClassVar[str] = "what a party gives to an operation"

    party: PartyRef
    operations: tuple[Annotated[str, RefTo("operation")], ...] = ()
    place: Text | None = None
    alongside: PartyRef | None = None
