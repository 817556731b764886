"""Where a plan stands in the life that its framework declares: what may come next, who does it, what blocks it.

Nothing of this is stored: where it stands is the last step that was said of it. Reality may leave the path; then what
was said counts, and the path goes on from there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from servanda.kernel.guards import Block, held_back


@dataclass(frozen=True, slots=True)
class State:
    """A step of a plan's life. It comes ``after`` one of some others (first, if none); ``acts`` are the roles that
    bring it about, ``when`` the guards that hold before."""

    slug: str
    after: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Life:
    """What a framework declares, and what is known of a plan.

    ``at`` is the step that was said last, ``began`` the first day on which it can have begun. ``adopted``, ``met`` and
    ``published`` are the days on which texts of the plan were adopted, meetings on it held, and editions published;
    ``unlocked`` counts its reviews that were begun and whose period is not locked.
    """

    states: tuple[State, ...]
    at: str | None = None
    began: date | None = None
    adopted: tuple[date, ...] = ()
    met: tuple[date, ...] = ()
    published: tuple[date, ...] = ()
    unlocked: int = 0

    @property
    def is_declared(self) -> bool:
        """Whether the framework says at all how one step follows on another."""
        return any(state.after or state.acts for state in self.states)

    def since(self, days: tuple[date, ...]) -> bool:
        """Whether one of the days is on or after the one on which the present step began."""
        return any(self.began is None or day >= self.began for day in days)


@dataclass(frozen=True, slots=True)
class Transition:
    """A step that may come next: by which roles, and what blocks it (nothing, if empty)."""

    to: str
    acts: tuple[str, ...]
    blocks: tuple[Block, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether nothing blocks it."""
        return not self.blocks


def _text_adopted(life: Life) -> Block | None:
    return None if life.since(life.adopted) else Block("text-adopted")


def _meeting_held(life: Life) -> Block | None:
    return None if life.since(life.met) else Block("meeting-held")


def _edition_published(life: Life) -> Block | None:
    return None if life.published else Block("edition-published")


def _reviews_locked(life: Life) -> Block | None:
    return Block("reviews-locked", life.unlocked) if life.unlocked else None


GUARDS: Mapping[str, Callable[[Life], Block | None]] = {
    "text-adopted": _text_adopted,
    "meeting-held": _meeting_held,
    "edition-published": _edition_published,
    "reviews-locked": _reviews_locked,
}


def next_steps(life: Life) -> tuple[Transition, ...]:
    """The steps that may come next, in the order of the framework; none where it does not say."""
    if not life.is_declared:
        return ()
    wanted = [state for state in life.states if (life.at in state.after if life.at is not None else not state.after)]
    return tuple(Transition(state.slug, state.acts, held_back(state.when, GUARDS, life)) for state in wanted)
