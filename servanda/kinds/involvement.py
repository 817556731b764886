"""An involvement: who has a part in something, or a stake in it, and in what role."""

from typing import ClassVar, Literal

from pydantic import model_validator

from servanda.errors import worded
from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Part, PartyRef, Text

Side = Literal["owner", "performer", "beneficiary", "funding", "accountable", "extending", "implementing"]


class Role(Part):
    """One role: what it is called, in what it consists, on which side it stands."""

    name: Text | None = None
    text: Text | None = None
    sides: tuple[Side, ...] = ()


class Involvement(Kind):
    """A party's part in what the fact is about. The party is left out where the source names none.

    ``of`` is the party whose stakeholder it is said to be, where that is not all of what the fact is about.
    """

    kind: ClassVar[str] = "involvement"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("objective", "plan", "package", "party", "operation", "partnership")
    summary: ClassVar[str] = "who has a part or a stake in something, in what role"

    party: PartyRef | None = None
    of: PartyRef | None = None
    roles: tuple[Role, ...] = ()
    text: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Involvement":
        if self.party is None and not self.roles and self.text is None:
            raise ValueError(worded("an involvement needs a party, a role or words; leave it out if nothing was said"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """One answer an involvement: they stand beside each other, and none contradicts another."""
        return (Answer(f"involvement/{sha256(canonical(self.content()))[:16]}", Value("yes")),)
