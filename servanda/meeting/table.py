"""At the table: what came of an item is recorded once, and whoever comes second sees what the first recorded."""

from dataclasses import dataclass

from servanda.errors import Refused, UsageError, worded
from servanda.frameworks import Framework
from servanda.kernel.agenda import Line
from servanda.kernel.meetings import Sitting
from servanda.kernel.review import Key
from servanda.kernel.reviews import Reviewing
from servanda.meeting.looking import acting, drafts_of, next_moment, not_adopted
from servanda.meeting.ordering import line_of
from servanda.meeting.planning import read
from servanda.register.draft import Recorded
from servanda.register.editions import frameworks
from servanda.register.writing.record import record
from servanda.review.looking import Hand
from servanda.review.looking import look as look_at_review


@dataclass(frozen=True, slots=True)
class Said:
    """What came of an item. ``seen`` is the version of its outcome that was seen when this was written: 0 for none."""

    what: str
    axis: str = ""
    grade: str = ""
    reason: str = ""
    text: str = ""
    seen: int = 0


def settle(meeting: str, item: str, said: Said, hand: Hand) -> Recorded:
    """Record the outcome of an item, in place of the one that was seen.

    Raises ``Refused`` where another one was recorded meanwhile; then nothing was recorded.
    """
    with acting(meeting, hand) as one:
        not_adopted(one)
        line = line_of(one, item)
        if line.version != said.seen:
            sentence = worded("Another outcome of this item was recorded meanwhile.")
            raise Refused("outcome-recorded", sentence, worded("read it; what you wrote is kept, and can be recorded"))
        if said.what == "agreed":
            _check_grade(one, line, said)
        content: dict[str, object] = {"item": line.item, "what": said.what, "text": hand.words(said.text)}
        if said.what == "agreed":
            content |= {"axis": said.axis, "grade": said.grade, "reason": said.reason}
        if line.version:
            content["number"] = line.version + 1
        read("outcome", content, hand)
        drafts = drafts_of(one, hand)
        drafts.add("outcome", one.record, content, next_moment(one), place=f"item {line.place}")
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def _check_grade(one: Sitting, line: Line, said: Said) -> None:
    found = place_of_grade(one, line, said.axis)
    if found is None:
        sentence = worded("No grade is agreed on this item: no review of the meeting asks both sides about it.")
        raise UsageError("no-joint-voice", sentence, worded("record a decision in words"))
    review, place = found
    if review.course.rules.rank(said.axis, said.grade) is None and said.grade not in grades_of(review, said.axis):
        raise UsageError("no-grade", worded("No grade is given."), worded("choose a grade"))
    if review.course.departs(place, said.grade):
        codes = review.course.rules.departures
        if not said.text.strip() or (codes and said.reason not in codes):
            sentence = worded("It departs from the grade of another voice, and does not say why.")
            raise Refused("no-reason", sentence, worded("choose the reason, and give it in words"))


def grades_of(review: Reviewing, axis: str) -> tuple[str, ...]:
    """The grades of an axis."""
    found = _framework(review)
    own = found.axis(axis) if found is not None else None
    return tuple(grade.slug for grade in own.grades) if own is not None else ()


def joint_places(one: Sitting, line: Line) -> tuple[tuple[Reviewing, Key], ...]:
    """Where a grade can be agreed on an item: the review, and what both sides together are asked in it."""
    if not line.put.concerns:
        return ()
    for record_ in one.reviews:
        review = look_at_review(record_, one.view.standpoint, [line.put.concerns])
        tracks = joint_tracks(review)
        asked = dict.fromkeys(pair for step in review.course.rules.steps for pair in review.course.rules.asked_of(step))
        places = tuple(
            (review, (objective, axis, track))
            for objective in review.objectives
            for axis, track in asked
            if track in tracks and line.put.axis in ("", axis)
        )
        if places:
            return places
    return ()


def place_of_grade(one: Sitting, line: Line, axis: str) -> tuple[Reviewing, Key] | None:
    """The one of these that is on an axis."""
    return next((each for each in joint_places(one, line) if each[1][1] == axis), None)


def joint_tracks(review: Reviewing) -> frozenset[str]:
    """The voices of both sides together, as the framework has them."""
    found = _framework(review)
    return (
        frozenset(track.slug for track in found.tracks if track.voice == "joint") if found is not None else frozenset()
    )


def _framework(review: Reviewing) -> Framework | None:
    return frameworks().get(review.payload.framework)
