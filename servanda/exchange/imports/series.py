"""A series: a kind of file into one place, with its dated states. It gives identifiers, and orders states in time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from servanda.errors import UsageError, worded
from servanda.exchange.imports.weave import Held, Order
from servanda.kernel.canonical import canonical
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import derived_id
from servanda.kinds.fields import Text
from servanda.kinds.replaces import Replaces
from servanda.kinds.source import Source
from servanda.kinds.withdraws import Withdraws
from servanda.register.draft import Draft
from servanda.register.writing.said import Closer, Said, State, grounds_of, states_of

ACTOR = "import "


def actor_of(series: str) -> str:
    """Who records what the files of a series say."""
    return f"{ACTOR}{series}"


@dataclass
class Series:
    """A series with the state that is imported. ``states`` are those known before; ``is_known`` says this is one."""

    name: str
    own: Source
    states: list[State]
    is_known: bool
    order: Order
    orders: dict[Order, State] = field(default_factory=dict)
    grounds: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, source: Source) -> "Series":
        """Look up what states are known. Raises ``UsageError`` if this one is known by another date."""
        record = derived_id("series of files", name)
        source = source.model_copy(update={"state_of": record})
        states = states_of(record)
        when = source.counts_from
        assert when is not None
        assert source.sha256 is not None
        known = next((state for state in states if state.sha256 == source.sha256), None)
        if known is not None and source.published and known.published != source.published.text:
            dated = worded("as published on {date}", date=known.published)
            said = dated if known.published else worded("without a date of publication")
            raise UsageError(
                "other-date",
                worded(
                    "This very file was imported before {how}, not on {date}.", how=said, date=source.published.text
                ),
                worded("leave --published out, or correct the date of the source in the register first"),
            )
        orders: dict[Order, State] = {}
        counts: dict[int, int] = {}
        for state in states:
            counts[state.day] = counts.get(state.day, 0) + 1
            orders[state.day, counts[state.day]] = state
        if known is not None:
            order = next(order for order, state in orders.items() if state is known)
        else:
            day = when.latest.toordinal()
            order = (day, counts.get(day, 0) + 1)
            published = source.published.text if source.published else ""
            orders[order] = State(derived_id(f"state of {record}", source.sha256), day, 0, source.sha256, published)
        return cls(name, source, states, known is not None, order, orders)

    @property
    def record(self) -> str:
        """The source that all its states are states of."""
        return derived_id("series of files", self.name)

    @property
    def actor(self) -> str:
        """Who records."""
        return actor_of(self.name)

    @property
    def sha256(self) -> str:
        """The hash of this state's bytes."""
        return self.own.sha256 or ""

    @property
    def source(self) -> str:
        """The record of this state."""
        return self.orders[self.order].id

    def source_of(self, order: Order) -> str:
        """The record of a state."""
        return self.orders[order].id

    def state(self, order: Order) -> str:
        """The hash of a state's bytes."""
        return self.orders[order].sha256

    def undated(self, order: Order) -> PartialDate:
        """What is known of the date of something that a state says without one."""
        return PartialDate.of(date.fromordinal(order[0])).no_later_than()

    def day(self, order: Order) -> PartialDate:
        """The day of a state: when it was published, else when it was taken."""
        published = self.orders[order].published
        return PartialDate(published) if published else PartialDate.of(date.fromordinal(order[0]))

    @cached_property
    def days(self) -> frozenset[PartialDate]:
        """The days of all its states."""
        return frozenset(self.day(order) for order in self.orders)

    def is_first(self, held: Held) -> bool:
        """Whether this state was out before all that the entry is cited to."""
        return bool(held.states) and self.order < min(held.states)

    def opening(self, scope: str) -> Iterator[Draft]:
        """The drafts of the series and of this state as sources, unless they are there."""
        if not self.states:
            whole = Source(title=self.own.title, publisher=self.own.publisher, language=self.own.language)
            yield Draft(
                whole, self.record, None, scope, id=derived_id(f"series {self.name}", canonical(whole.content()))
            )
        if not self.is_known:
            said = canonical(self.own.content())
            yield Draft(self.own, self.source, None, scope, id=derived_id(f"state of {self.name}", said))

    def entry(self, key: bytes, value: str, state: str) -> str:
        """The identifier of a statement that a state is the first to make."""
        return derived_id(f"statement of {self.actor}", f"{key.hex()}\x1f{value}\x1f{state}")

    def citation(self, target: str, text: str) -> str:
        """The identifier of a citation with this canonical text."""
        return derived_id(f"citation of {self.actor}", f"{target}\x1f{text}")

    def replacing(self, old: str, new: str, scope: str) -> Draft:
        """One statement takes the place of another."""
        own = derived_id(f"closing of {self.actor}", f"{old}\x1f{new}")
        reason = Text(by={"en": "Said otherwise in another state of the file."})
        return Draft(Replaces(by=new, reason=reason), old, scope=scope, id=own, late=True)

    def unciting(self, target: str, text: str, scope: str) -> Draft:
        """A citation is of another entry from now on."""
        citation = self.citation(target, text)
        reason = Text(by={"en": "Another state of the file came between; another entry rests on this place."})
        return Draft(Withdraws(reason=reason), citation, scope=scope, id=derived_id("unciting", citation), late=True)

    def withdrawing(self, target: str, order: Order, scope: str) -> Draft:
        """A state no longer says what an earlier one said."""
        own = derived_id(f"ending of {self.actor}", f"{target}\x1f{self.state(order)}")
        reason = Text(by={"en": "A later state of the file no longer holds it."})
        return Draft(Withdraws(reason=reason), target, scope=scope, id=own, late=True)

    def read(self, found: Mapping[tuple[str, str], list[Said]]) -> Mapping[tuple[str, str], list[Said]]:
        """Look up what the series' own withdrawals rest on."""
        ends = {
            closer.id for saids in found.values() for said in saids for closer in said.closers
            if closer.kind == "withdraws" and closer.actor == self.actor
        }  # fmt: skip
        self.grounds = grounds_of(ends) if ends else {}
        return found

    def held(self, said: Said, value: str) -> Held:
        """An entry as weaving asks for it."""
        places = {state.id: order for order, state in self.orders.items()}
        own = [closer for closer in said.closers if closer.actor == self.actor and closer.kind != "erased"]
        others = [closer for closer in said.closers if closer.actor != self.actor or closer.kind == "erased"]
        ended = {places[one] for closer in own for one in self.grounds.get(closer.id, ()) if one in places}
        return Held(
            said.entry.id,
            value,
            frozenset(places[source] for source in said.sources if source in places),
            frozenset(closer.by for closer in own if closer.by),
            frozenset(ended),
            _closed_by(others[0]) if others else "",
        )


def _closed_by(closer: Closer) -> str:
    match closer.kind:
        case "replaces":
            return worded("corrected by {actor}", actor=closer.actor)
        case "withdraws":
            return worded("withdrawn by {actor}", actor=closer.actor)
    return worded("erased by {actor}", actor=closer.actor)
