"""What a voice submits to a review: a grade on each axis, with its reasoning, in the review's own words.

A submission stands. After it was sent back, the same voice's next version stands from its own day on (of the same day
it takes the first's place in the ledger); another voice's stands beside it. Whoever departs from another voice says
why, by a code of the framework and in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from servanda.errors import LedgerError, Refused, ServandaError, UsageError, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.review import Course, Key
from servanda.kernel.reviews import Reviewing
from servanda.kinds.replaces import Replaces
from servanda.register.draft import Draft, Recorded
from servanda.review import again
from servanda.review.acts import locked
from servanda.review.ahead import Decide, Looked, act, looked_at
from servanda.review.looking import Drafts, Hand, today

TYPED = ("reasoning", "evidence", "challenges", "reason", "departure", "late")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of an objective: a grade by axis, and the words. ``late`` says why it comes after the lock.

    ``form`` is the name that the form was given, by which it is known again if it is sent twice.
    """

    grades: Mapping[str, str]
    reasoning: str = ""
    evidence: str = ""
    challenges: str = ""
    reason: str = ""
    departure: str = ""
    late: str = ""
    confirms: bool = False
    form: str = ""


def submit(
    review: str, objective: str, track: str, answer: Answer, hand: Hand, looked: Looked | None = None
) -> Recorded:
    """Submit what a voice says of an objective. Raises ``Refused`` or ``UsageError``; then nothing was recorded.

    ``looked`` is what was looked at just now, in place of looking once more.
    """

    def places(one: Reviewing) -> dict[Key, str]:
        own = one.view.aliases[objective]
        return {(own, axis, track): grade for axis, grade in answer.grades.items()}

    looked = looked or looked_at(review, hand.reader, objective)
    ids = [_named(looked.one, place, grade, answer, hand) for place, grade in places(looked.one).items()]
    return _sent(looked, hand, lambda one: _decided(one, places(one), answer, hand), ids)


def confirm(
    review: str, objective: str, track: str, hand: Hand, looked: Looked | None = None, *, form: str = ""
) -> Recorded:
    """Submit for a voice what it said last time, on every axis that is asked and not answered yet.

    ``looked`` and ``form`` as of ``submit`` and ``Answer``.
    """

    def decide(one: Reviewing) -> list[Draft]:
        own = one.view.aliases[objective]
        asked = {
            place: before
            for place in unanswered(one, own, track)
            if (before := one.last_time(place)) is not None and one.course.may_submit(place)
        }
        if not asked:
            sentence = worded("There is no answer of last time to confirm.")
            raise Refused("nothing-to-confirm", sentence, worded("submit an answer"))
        said: Any = next(iter(asked.values())).payload
        texts = {name: _plain(getattr(said, name), hand.language) for name in ("reasoning", "evidence", "challenges")}
        answer = Answer({}, **texts, confirms=True, form=form)
        return _decided(one, {place: before.payload.grade for place, before in asked.items()}, answer, hand)

    looked = looked or looked_at(review, hand.reader, objective)
    sent = Answer({}, confirms=True, form=form)
    asked = asked_of(looked.one.course, looked.one.view.aliases[objective], track)
    return _sent(looked, hand, decide, [_named(looked.one, place, "", sent, hand) for place in asked])


def _sent(looked: Looked, hand: Hand, decide: Decide, ids: Sequence[str | None]) -> Recorded:
    """Record what a form comes to; of a form that was sent before, give what was recorded then."""
    try:
        return act(looked, hand, decide)
    except LedgerError:
        raise
    except ServandaError:
        done = again.recorded(ids)
        if done is None:
            raise
        return done


def _named(one: Reviewing, place: Key, grade: str, answer: Answer, hand: Hand) -> str | None:
    """The identifier of what a form says of a place; of what is confirmed, whatever it was."""
    said = [grade, *(getattr(answer, name) for name in TYPED)]
    told = ["confirmed"] if answer.confirms else ["said", *said]
    return again.named(answer.form, one.record, *place, hand.actor, hand.post or "", *told)


def unanswered(one: Reviewing, objective: str, track: str) -> tuple[Key, ...]:
    """What a voice is asked of an objective and has not answered, on all axes."""
    return tuple(place for place in asked_of(one.course, objective, track) if not one.course.is_answered(place))


def asked_of(course: Course, objective: str, track: str) -> tuple[Key, ...]:
    """What a voice is asked of an objective in the step that is open for it, else in any step."""
    steps = [stand for stand in course.stands if track in stand.step.collects]
    chosen = [stand for stand in steps if stand.state == "open"] or steps
    pairs = dict.fromkeys(pair for stand in chosen for pair in course.rules.asked_of(stand.step) if pair[1] == track)
    return tuple((objective, axis, own) for axis, own in pairs)


def _plain(text: Any, language: str) -> str:
    return str(text.in_language(language)[0]) if text is not None else ""


def _decided(one: Reviewing, grades: Mapping[Key, str], answer: Answer, hand: Hand) -> list[Draft]:
    if not grades:
        raise UsageError("no-grade", worded("No grade is given."), worded("choose a grade"))
    drafts = Drafts(one, hand)
    for place, grade in grades.items():
        draft(drafts, one, place, grade, answer, hand, named=_named(one, place, grade, answer, hand))
    return drafts.all


def draft(
    drafts: Drafts,
    one: Reviewing,
    place: Key,
    grade: str,
    answer: Answer,
    hand: Hand,
    day: PartialDate | None = None,
    named: str | None = None,
) -> str:
    """Add what a voice submits to what is to be recorded, as of a day, else of today; gives the fact's identifier.

    Raises ``Refused`` where it may not be submitted as it is.
    """
    _check(one, place, grade, answer)
    said = _only_where_it_departs(one.course, place, grade, answer)
    return _add(drafts, one, place, grade, said, hand, day or today(), named)


def _only_where_it_departs(course: Course, place: Key, grade: str, answer: Answer) -> Answer:
    return answer if course.departs(place, grade) else replace(answer, reason="", departure="")


def _check(one: Reviewing, place: Key, grade: str, answer: Answer) -> None:
    course = one.course
    if place[0] not in one.objectives or place not in asked_of(course, place[0], place[2]):
        sentence = worded("The review does not ask this voice about this.")
        raise Refused("not-asked", sentence, worded("look at the review: it says who is asked what"))
    if course.told.locked is not None:
        if not answer.late.strip():
            raise locked()
    elif not course.may_submit(place):
        if course.is_answered(place):
            sentence = worded("This voice has answered in the review already, and what it said stands.")
            remedy = worded("have it sent back to be revised; the next version then takes its place")
            raise Refused("submitted", sentence, remedy)
        sentence = worded("No step in which this voice answers is open.")
        raise Refused("out-of-turn", sentence, worded("look at the review: it says what may happen next"))
    if course.departs(place, grade) and not (answer.departure.strip() and (answer.reason or not _codes(course))):
        sentence = worded("It departs from the grade of another voice, and does not say why.")
        raise Refused("no-reason", sentence, worded("choose the reason, and give it in words"))


def _codes(course: Course) -> Iterable[str]:
    return course.rules.departures


def _add(
    drafts: Drafts,
    one: Reviewing,
    place: Key,
    grade: str,
    answer: Answer,
    hand: Hand,
    day: PartialDate,
    named: str | None,
) -> str:
    objective, axis, track = place
    said: dict[str, object] = {"axis": axis, "track": track, "grade": grade, "review": one.record}
    said |= {name: hand.words(getattr(answer, name)) for name in ("reasoning", "evidence", "challenges")}
    said |= {"reason": answer.reason, "departure": hand.words(answer.departure), "confirms": answer.confirms}
    late = one.course.told.locked is not None
    if late:
        said["late"] = hand.words(answer.late)
    if one.payload.period is not None:
        said["period"] = one.payload.period.text
    before = one.submitted(place)
    if before is not None:
        said["number"] = one.course.version(place) + 1
    own = drafts.add("assessment", objective, said, day, place=track, named=named)
    if before is not None and before.as_of.latest >= day.earliest:
        # two states of one day would contradict each other; of another day, the earlier stays true of its time
        why = "late correction" if late else "revised after it was sent back"
        reason = Replaces.model_validate({"by": own, "reason": why}, context={"language": "en"})
        drafts.all += [Draft(reason, entry.id) for entry in before.entries]
    return own
