"""A statement: what someone said that is neither count nor grade: an intention, a position, an appreciation."""

from typing import ClassVar, Literal

from servanda.kernel.entries import Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text, When


class Statement(Kind):
    """Something said on a day by the one who said it (``said_by``): an event, never itself current."""

    kind: ClassVar[str] = "statement"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    summary: ClassVar[str] = "an intention, a position, an appreciation, a description, as said"

    act: Literal["intends", "supports", "appreciates", "notes", "says", "plans", "proposes", "describes"] = "says"
    topic: Slug
    text: Text
    areas: tuple[Text, ...] = ()
    frameworks: tuple[Slug, ...] = ()
    planned_for: When | None = None
