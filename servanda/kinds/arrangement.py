"""An arrangement: a standing way of working: under which frameworks, where, with whom."""

from typing import ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import PartyRef, Slug, Text


class Arrangement(Kind):
    """How something is regularly done ("review meetings are held in Baku and Brussels under these frameworks")."""

    kind: ClassVar[str] = "arrangement"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("partnership",)
    summary: ClassVar[str] = "a standing way of working"

    what: Slug
    frameworks: tuple[Slug, ...] = ()
    venues: tuple[Text, ...] = ()
    held_with: PartyRef | None = None
    text: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """That it is so; the words are its value only as far as frameworks go."""
        return (Answer(f"arrangement/{self.what}", Value(" ".join(sorted(self.frameworks)) or "yes")),)
