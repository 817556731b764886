"""A statement: what someone said that is neither count nor grade: an intention, a position, an appreciation."""

from typing import ClassVar, Literal

from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text, When, slug


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

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """What was said on the topic, and of which areas."""
        areas = [slug(area.in_language("en")[0]) for area in self.areas]
        own = Value("#" + sha256(canonical(self.content()))[:16])
        return (Answer("/".join(("statement", self.topic, *areas))[:200], own),)
