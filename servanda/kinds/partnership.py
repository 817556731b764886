"""A partnership: two or more parties and what they have joined."""

from typing import ClassVar

from pydantic import Field

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import PartyRef


class Partnership(RecordKind):
    """Who is in a partnership. The order is the order they are named in."""

    kind: ClassVar[str] = "partnership"
    about: ClassVar[tuple[str, ...]] = ("partnership",)
    summary: ClassVar[str] = "two or more parties"

    parties: tuple[PartyRef, ...] = Field(min_length=2)
