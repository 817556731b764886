"""An order of the agenda: the items of a meeting in the order in which they are to be taken."""

from typing import Annotated, ClassVar

from pydantic import Field

from servanda.kernel.canonical import sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug


class AgendaOrder(Kind):
    """The items by their names, the first first. Those that are not named follow as they were put on."""

    kind: ClassVar[str] = "agenda-order"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("meeting",)
    summary: ClassVar[str] = "the order in which the items of an agenda are to be taken"

    items: Annotated[tuple[Slug, ...], Field(min_length=1)]

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The order, as a hash."""
        return (Answer("agenda-order", Value("#" + sha256(" ".join(self.items))[:16])),)
