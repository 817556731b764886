"""How a state of a file is woven into what its series said before: pure, one question at a time.

The states of a series stand in the order of their publication. Consecutive states that say the same share one entry,
cited to each of them: a *run*. A state says of a key a set of values, mostly one. Inserting a state anywhere gives what
importing all states in order would have given, except where a key has several values at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Order = tuple[int, int]  # the last day a state can have been published on, and its arrival among those of one day


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that the series made on a key: its value, the states it is cited to, and what closes it.

    ``replaced_by`` and ``withdrawn_at`` are the series' own doing; ``closed_by`` names who else closed it, if any.
    """

    id: str
    value: str
    states: frozenset[Order]
    replaced_by: frozenset[str] = frozenset()
    withdrawn_at: frozenset[Order] = frozenset()
    closed_by: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """The state supports an entry that is there."""

    entry: Held


@dataclass(frozen=True, slots=True)
class Say:
    """A value is said anew. ``value`` is a value of this state, or that of ``again``, which goes on later.

    ``of`` are the states whose support moves from ``again`` to the new entry.
    """

    value: str
    after: tuple[Held, ...] = ()
    before: tuple[str, ...] = ()
    again: Held | None = None
    of: frozenset[Order] = frozenset()
    follows: "Say | None" = None
    withdrawn_at: Order | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One entry takes the place of another; both are there."""

    old: Held
    new: str


@dataclass(frozen=True, slots=True)
class End:
    """The state no longer says it, and a person asked to withdraw what is missing."""

    entry: Held


@dataclass(frozen=True, slots=True)
class Kept:
    """Others closed it here; it stays as they left it."""

    entry: Held


Step = Cite | Say | Link | End | Kept


@dataclass
class _Timeline:
    """What each state of the series said on one key."""

    held: Sequence[Held]
    at: Order
    before: list[Held] = field(default_factory=list)
    after: list[Held] = field(default_factory=list)
    ends_next: Order | None = None

    def __post_init__(self) -> None:
        said = sorted({order for one in self.held for order in one.states})
        ends = sorted({order for one in self.held for order in one.withdrawn_at})
        earlier = [order for order in said if order <= self.at]
        later = [order for order in said if order > self.at]
        ended = [order for order in ends if order <= self.at]
        if earlier and not (ended and ended[-1] > earlier[-1]):
            self.before = self._of(earlier[-1])
        ending = [order for order in ends if order > self.at]
        if later and not (ending and ending[0] < later[0]):
            self.after = self._of(later[0])
        elif ending:
            self.ends_next = ending[0]

    def _of(self, order: Order) -> list[Held]:
        """The entries of the runs that a state is in: of those with one value, the run that began last."""
        chosen: dict[str, Held] = {}
        here = [one for one in self.held if order in one.states]
        for one in here:
            # an undated statement that turned out to be older was said anew, with the same value
            if not any(other.id in one.replaced_by and other.value == one.value for other in here):
                other = chosen.get(one.value)
                if other is None or min(other.states) < min(one.states):
                    chosen[one.value] = one
        own = {one.id for one in chosen.values()}
        # within one state what was read anew stands for what it corrected
        return [one for one in chosen.values() if not (one.replaced_by & own)]

    def rest_of(self, one: Held) -> frozenset[Order]:
        """The later states that an entry speaks for; one it was cited to before its run was cut is another's."""
        return frozenset(order for order in one.states if order > self.at and one in self._of(order))

    def following(self, one: Held) -> Iterator[str]:
        """The entries that took its place later."""
        later = {other.id for other in self.held if other.states and min(other.states) > self.at}
        return iter(sorted(one.replaced_by & later))


def woven(held: Sequence[Held], values: Sequence[str], at: Order, *, missing: bool = False) -> list[Step]:
    """The steps that put what the state ``at`` says on a key into its place.

    ``values`` are the values it says; with ``missing`` it says nothing, and what was in force before is ended.
    """
    time = _Timeline(held, at)
    if missing:
        return list(_ended(time))
    steps: list[Step] = []
    standing = {one.value: one for one in time.before}
    coming = {one.value: one for one in time.after}
    fresh: list[str] = []
    for value in dict.fromkeys(values):
        found = standing.get(value) or coming.get(value)
        if found is None:
            fresh.append(value)
        else:
            steps.append(Kept(found) if found.closed_by else Cite(found))
    old = [one for one in time.before if one.value not in values]
    new = [one for one in time.after if one.value not in values]
    steps.extend(_said(time, fresh, old, new))
    if not fresh:
        steps.extend(_taken_over(old, [one for one in time.after if one.value in values and one.value not in standing]))
    return steps


def _said(time: _Timeline, fresh: Iterable[str], old: list[Held], new: list[Held]) -> Iterator[Step]:
    """New values, each in the place of one that is no longer said, and before one that is said next."""
    going_on = [one for one in old if one in time.after]
    for place, value in enumerate(fresh):
        before = old[place] if place < len(old) else None
        after = (before,) if before is not None and not before.closed_by else ()
        if before is not None and before in going_on:
            said = Say(value, after)
            yield said
            yield _restarted(time, before, said)
            continue
        rest = [one for one in new if one not in going_on]
        later = (rest[place].id,) if place < len(rest) and not rest[place].closed_by else ()
        yield Say(value, after, later, withdrawn_at=time.ends_next)


def _restarted(time: _Timeline, one: Held, follows: Say | None) -> Say:
    """A run that was cut in two: its later part, as an entry of its own."""
    later = time.rest_of(one)
    ends = [order for order in one.withdrawn_at if order > time.at]
    return Say(one.value, (), tuple(time.following(one)), one, later, follows, min(ends, default=None))


def _taken_over(old: Iterable[Held], coming: Iterable[Held]) -> Iterator[Step]:
    """What is said from now on and not only from later on takes the place of what was said."""
    for before, after in zip(old, coming, strict=False):
        if after.id not in before.replaced_by and not before.closed_by and not after.closed_by:
            yield Link(before, after.id)


def _ended(time: _Timeline) -> Iterator[Step]:
    for one in time.before:
        if one.closed_by:
            yield Kept(one)
        elif time.at not in one.withdrawn_at:
            yield End(one)
            if one in time.after:
                yield _restarted(time, one, None)


def in_force(held: Sequence[Held], at: Order) -> list[Held]:
    """What the series says on a key at a state that does not speak of it."""
    return [one for one in _Timeline(held, at).before if not one.closed_by]


def held_by_key(found: Iterable[tuple[str, Held]]) -> Mapping[str, list[Held]]:
    """Entries by their keys."""
    keys: dict[str, list[Held]] = {}
    for key, one in found:
        keys.setdefault(key, []).append(one)
    return keys
