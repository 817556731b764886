"""What must hold before a step of a review is opened or closed, or its period locked: guards, by name.

A framework names them; what one is, and what becomes of one that is not known, is in ``servanda.kernel.guards``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from servanda.kernel.guards import Block, held_back
from servanda.kernel.review import Course, Key, Stand, Step, Voice, placed

Doing = Literal["open", "close", "leave-out", "lock"]


@dataclass(frozen=True, slots=True)
class Move:
    """Something that may happen next: what, to which step, by which roles, and what blocks it (nothing, if empty)."""

    does: Doing
    step: str
    acts: tuple[str, ...]
    blocks: tuple[Block, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether nothing blocks it."""
        return not self.blocks


Guard = Callable[[Course, Step], Block | None]


def _unless(count: int, guard: str) -> Block | None:
    return Block(guard, count) if count else None


def _earlier_closed(course: Course, step: Step) -> Block | None:
    unfinished: list[str] = []
    for stand in course.stands:
        if stand.step.slug == step.slug:
            break
        if _is_unfinished(stand):
            unfinished.append(stand.step.slug)
    return Block("earlier-closed", len(unfinished), tuple(unfinished)) if unfinished else None


def _all_closed(course: Course, _step: Step) -> Block | None:
    unfinished = tuple(stand.step.slug for stand in course.stands if _is_unfinished(stand))
    return Block("all-closed", len(unfinished), unfinished) if unfinished else None


def _is_unfinished(stand: Stand) -> bool:
    return stand.state == "open" or (stand.state == "ahead" and not stand.step.optional)


def _all_answered(course: Course, step: Step) -> Block | None:
    return _unless(sum(not course.is_answered(place) for place in course.asked(step)), "all-answered")


def _none_returned(course: Course, _step: Step) -> Block | None:
    return _unless(sum(course.returned(place) is not None for place in course.voices), "none-returned")


def _reasons_given(course: Course, _step: Step) -> Block | None:
    return _unless(len(unreasoned(course)), "reasons-given")


def _text_adopted(course: Course, step: Step) -> Block | None:
    return None if _since(course, step, course.told.adopted) else Block("text-adopted")


def _meeting_held(course: Course, step: Step) -> Block | None:
    return None if _since(course, step, course.told.met) else Block("meeting-held")


def _approved(course: Course, step: Step) -> Block | None:
    given = [one for one in course.told.approvals if one.step == step.slug]
    last = max(given, key=lambda one: (*placed(one.when), one.key), default=None)
    return None if last is not None and last.is_given else Block("approved")


def _since(course: Course, step: Step, days: tuple[date, ...]) -> bool:
    """Whether one of the days is on or after the one on which a step began."""
    stand = course.stand(step.slug)
    began = stand.began if stand is not None else None
    return began is not None and any(day >= began.earliest for day in days)


def unreasoned(course: Course) -> tuple[Key, ...]:
    """What departs from a voice that spoke before it, and gives no reason.

    Of two that differ the later one departs; of two of one day, either may have given the reason.
    """
    return tuple(
        place
        for place, voices in course.voices.items()
        if any(_owes(one, other) for one in voices for other in course.departs(place, one.grade))
    )


def _owes(one: Voice, other: Voice) -> bool:
    if one.is_reasoned:
        return False
    if other.when.latest < one.when.earliest:
        return True
    is_later = one.when.latest < other.when.earliest
    return not is_later and not other.is_reasoned and other.place < one.place


GUARDS: Mapping[str, Guard] = {
    "earlier-closed": _earlier_closed,
    "all-closed": _all_closed,
    "all-answered": _all_answered,
    "none-returned": _none_returned,
    "reasons-given": _reasons_given,
    "text-adopted": _text_adopted,
    "meeting-held": _meeting_held,
    "approved": _approved,
}


def moves(course: Course) -> tuple[Move, ...]:
    """All that may happen next, in the order of the steps; of a review whose period is locked, nothing."""
    return () if course.told.locked is not None else tuple(_moves(course))


def _moves(course: Course) -> Iterator[Move]:
    for stand in course.stands:
        step = stand.step
        if stand.state == "open":
            yield Move("close", step.slug, step.acts, blocks(course, step, step.closes_when))
        elif stand.state == "ahead":
            yield Move("open", step.slug, step.acts, blocks(course, step, step.opens_when))
            if step.optional:
                yield Move("leave-out", step.slug, step.acts, blocks(course, step, step.opens_when))
        elif not any(other.state != "ahead" for other in _after(course, stand)):
            # what was closed too early can be opened again, while nothing came after it
            yield Move("open", step.slug, step.acts)
    if course.is_run:
        yield Move("lock", "", course.rules.locks, blocks(course, Step(""), course.rules.locks_when))


def _after(course: Course, stand: Stand) -> tuple[Stand, ...]:
    return course.stands[course.stands.index(stand) + 1 :]


def blocks(course: Course, step: Step, guards: tuple[str, ...]) -> tuple[Block, ...]:
    """What holds back, of the guards named."""
    return held_back(guards, GUARDS, course, step)
