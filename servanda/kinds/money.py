"""Money: a sum that was committed, paid, received, or set aside."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kinds.base import Kind
from servanda.kinds.decimals import NOTHING, DecimalText, as_value
from servanda.kinds.fields import PartyRef, Slug, Text, When


class Money(Kind):
    """One sum in one currency, as said. Sums of different currencies or flows are never added up.

    ``flow`` is what was done with it (commitment, disbursement, budget); ``value_date`` is the day whose rate of
    exchange goes with it; ``period`` is what a budget is for. A source that has two equal lines means two sums:
    the second has ``occurrence`` 2.
    """

    kind: ClassVar[str] = "money"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("contribution", "operation")
    summary: ClassVar[str] = "a sum committed, paid, received or set aside"

    flow: Slug
    amount: DecimalText
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    value_date: When | None = None
    period: When | None = None
    provider: PartyRef | None = None
    receiver: PartyRef | None = None
    reference: str | None = Field(default=None, max_length=200)
    stage: Slug | None = None
    note: Text | None = None
    occurrence: int = Field(default=1, ge=1)

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The sum, under what tells this line of the source from its others."""
        dated = None if when.is_open_start else when.text
        told: list[object] = [dated, self.period.text if self.period else None, self.provider, self.receiver]
        told += [self.reference, self.stage, self.note.model_dump() if self.note else None, self.occurrence]
        line = sha256(canonical(told))[:12]
        return (Answer(f"money/{self.flow}/{self.currency or NOTHING}/{line}", as_value(self.amount)),)
