"""A date due put off: both dates are kept, and each time counts."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Text, When


class Postponed(Kind):
    """On the day of its date the objective was given more time: due ``to`` a later date than ``from`` before."""

    kind: ClassVar[str] = "postponed"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("objective",)
    summary: ClassVar[str] = "a date due is put off, both dates kept"

    from_: When | None = Field(default=None, alias="from")
    to: When
    reason: Text

    model_config = Kind.model_config | {"populate_by_name": True, "serialize_by_alias": True}

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The date that it is due by since."""
        return (Answer("postponed", Value(self.to.text, "date", date=self.to)),)
