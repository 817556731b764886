"""A procedure: a text version is put to decision, under silence or by the concurrence of each party."""

from datetime import UTC
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal, instant
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.expiry import Expiry
from servanda.kinds.fields import PartyRef, RefTo, Slug

Breaking = Literal["objection", "amendment", "reservation"]


class Procedure(Kind):
    """The opening, at the moment of its date: which text, how, until when, and which parties are asked.

    Under silence the text stands if no party asked objects in time; by concurrence it stands when every one of them has
    agreed. How it stands is never recorded: it follows from what happened. ``unconfirmed`` are parties of whom it is
    said that their receipt is not confirmed.

    The rules it was opened under stand in it, so that a later edition of the framework does not change them: which
    replies break it, of how many parties, and whether one at the very expiry is in time. What is not said is as the
    framework has it, else as usual: one objection or amendment, before the expiry.
    """

    kind: ClassVar[str] = "procedure"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    timed: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("procedure",)
    summary: ClassVar[str] = "a text is put under silence, or to the concurrence of each party"

    partnership: Annotated[str, RefTo("partnership")]
    decides: Annotated[str, RefTo("text-version")]
    way: Literal["silence", "concurrence"] = "silence"
    expires: Expiry | None = None
    parties: Annotated[tuple[PartyRef, ...], Field(min_length=1)]
    unconfirmed: tuple[PartyRef, ...] = ()
    body: PartyRef | None = None
    framework: Slug | None = None
    broken_by: tuple[Breaking, ...] = ()
    objections: int | None = Field(default=None, ge=1, le=999)
    at_expiry: Literal["late", "in-time"] | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Procedure":
        if self.way == "silence" and self.expires is None:
            raise ValueError(worded("a silence has an exact expiry; write expires: 2026-06-11T17:00 Europe/Brussels"))
        if stranger := next((party for party in self.unconfirmed if party not in self.parties), None):
            raise ValueError(worded("{party} is not among the parties asked", party=stranger))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """When it was opened, and when it expires."""
        opened = Answer("opened", Value(when.text, "date", date=when))
        if self.expires is None:
            return (opened,)
        return opened, Answer("expires", Value(instant(self.expires.moment.astimezone(UTC))))
