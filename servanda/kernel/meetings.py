"""Meetings as a view shows them: what each is, who sits at its table, and how its agenda stands at the standpoint.

Only what a source is cited for counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from servanda.kernel.agenda import Agenda, Ordered, Put, Result, TakenOff, Told
from servanda.kernel.review import placed
from servanda.kernel.seen import Seen
from servanda.kernel.view import Fact, View


@dataclass(frozen=True)
class Sitting(Seen):
    """A meeting: what it is said to be, and how its agenda stands. ``own`` is the holding, else the plan of it."""

    agenda: Agenda

    @property
    def is_held(self) -> bool:
        """Whether it is said to have been held."""
        return self.payload.planned_for is None

    @cached_property
    def time(self) -> Fact | None:
        """The fact that says when it begins, as fixed last."""
        return max(self.view.about(self.record, "meeting-time"), key=_turn, default=None)

    @cached_property
    def delegations(self) -> tuple[Fact, ...]:
        """Who sits at the table, a fact for each party: the last one said."""
        found: dict[str, Fact] = {}
        for fact in sorted(self.view.about(self.record, "delegation"), key=_turn):
            found[self.view.aliases[fact.payload.party]] = fact
        return tuple(found.values())

    def delegation(self, party: str) -> Fact | None:
        """What was last said of a party at the table."""
        own = self.view.aliases[party]
        return next((fact for fact in self.delegations if self.view.aliases[fact.payload.party] == own), None)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties that take part or are said to be there, each once."""
        named = (*self.payload.participants, *(fact.payload.party for fact in self.delegations))
        return tuple(dict.fromkeys(self.view.aliases[party] for party in named))

    @cached_property
    def reviews(self) -> tuple[str, ...]:
        """The reviews that the meeting is said to be on."""
        return tuple(own for own in self._named if self._kind(own) == "review")

    @cached_property
    def plans(self) -> tuple[str, ...]:
        """The plans and packages that the meeting is said to be on."""
        return tuple(own for own in self._named if self._kind(own) in ("plan", "package"))

    @property
    def _named(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.view.aliases[one] for one in self.payload.plans))

    def _kind(self, record: str) -> str:
        what = self.view.record(record)
        return what.kind if what is not None else ""

    @property
    def minutes(self) -> Fact | None:
        """The fact that its minutes were adopted."""
        return min(self.view.about(self.record, "minutes"), key=_turn, default=None)

    @property
    def day(self) -> date | None:
        """The day on which it was held, else is to be held; ``None`` where only a month or a year is known."""
        if self.is_held:
            return self.own.as_of.latest
        if self.time is not None:
            begins: date = self.time.payload.begins.moment.date()
            return begins
        planned = self.payload.planned_for
        return planned.latest if planned.earliest == planned.latest else None


def sitting(view: View, record: str) -> Sitting | None:
    """How a meeting stands; ``None`` where it is not in the view."""
    view = view.told
    about = view.aliases[record]
    said = sorted(view.about(about, "meeting"), key=_turn)
    held = [fact for fact in said if fact.payload.planned_for is None]
    own = next(reversed(held or said), None)
    return Sitting(view, about, own, Agenda(_told(view, about))) if own is not None else None


def _told(view: View, about: str) -> Told:
    return Told(
        put=tuple(_put(view, about)),
        taken_off=tuple(
            TakenOff(fact.payload.item, fact.as_of, fact.digest)
            for fact in view.about(about, "agenda-item")
            if fact.payload.does == "taken-off"
        ),
        ordered=tuple(
            Ordered(fact.payload.items, fact.as_of, fact.digest) for fact in view.about(about, "agenda-order")
        ),
        results=tuple(_result(fact) for fact in view.about(about, "outcome")),
        adopted=min((fact.as_of for fact in view.about(about, "minutes")), key=placed, default=None),
    )


def _put(view: View, about: str) -> Iterator[Put]:
    for fact in view.about(about, "agenda-item"):
        one: Any = fact.payload
        if one.does == "put":
            concerns = view.aliases[one.concerns] if one.concerns is not None else ""
            yield Put(one.item, fact.as_of, fact.digest, one.why, concerns, one.axis or "")


def _result(fact: Fact) -> Result:
    one: Any = fact.payload
    said = (one.axis or "", one.grade or "", one.reason or "")
    return Result(one.item, one.what, fact.as_of, fact.digest, one.number or 1, *said)


def _turn(fact: Fact) -> tuple[object, ...]:
    return (*placed(fact.as_of), fact.digest)
