"""Adopting the minutes: what was agreed becomes grades of both sides, what was decided becomes decisions.

All of it is cited to the minutes, at the number of its item, and recorded at once or not at all.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from servanda.brief.compose import scene_of
from servanda.brief.titles import record_title
from servanda.errors import Refused, worded
from servanda.kernel.agenda import Line, Result
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import strictest
from servanda.kernel.meetings import Sitting
from servanda.kernel.view import Fact
from servanda.kinds.source import Source
from servanda.ledger import clock
from servanda.ledger.opening import origin
from servanda.meeting.looking import acting, not_adopted
from servanda.meeting.table import place_of_grade
from servanda.register.draft import Draft, Recorded
from servanda.register.editions import frameworks
from servanda.register.writing.record import record
from servanda.review.answers import Answer
from servanda.review.answers import draft as draft_answer
from servanda.review.looking import Drafts, Hand, now

_TITLE = {"en": "Minutes: {meeting}", "az": "Protokol: {meeting}"}


def adopt(meeting: str, hand: Hand, *, held: date | None = None, words: str = "") -> Recorded | None:
    """Adopt the minutes of a meeting that was ``held`` on a day; gives ``None`` where they were adopted already.

    Raises ``Refused`` where an item has no outcome or several, or a grade may not be submitted; then nothing was
    recorded.
    """
    with acting(meeting, hand) as one:
        if one.agenda.is_adopted:
            return None
        _check(one)
        source, day = minutes_record(one), PartialDate.of(held or _day(one))
        cited = replace(hand, source=source, at=None)
        drafts = Drafts(one, cited, "meeting")
        drafts.all.append(Draft(_source(one, hand), source, scope=one.scope, marking=one.own.entry.marking))
        if not one.is_held:
            content = one.payload.model_dump(mode="json", exclude_none=True, exclude={"planned_for"})
            drafts.add("meeting", one.record, content, day)
        else:
            day = one.own.as_of
        drafts.add("minutes", one.record, {"source": source, "words": hand.words(words)}, now())
        for line in one.agenda.lines:
            drafts.all += _written_back(one, line, cited, day)
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def minutes_record(one: Sitting) -> str:
    """The identifier of the minutes, as a source, in this register."""
    return derived_id("minutes of a meeting", f"{origin()}\x1f{one.record}")


def _check(one: Sitting) -> None:
    not_adopted(one)
    remedy = worded("record an outcome of each item; what was not reached is carried over")
    if not one.agenda.lines:
        raise Refused("empty-agenda", worded("Nothing is on the agenda."), worded("put on it what was dealt with"))
    if one.agenda.open:
        places = ", ".join(str(line.place) for line in one.agenda.open)
        raise Refused("open-items", worded("No outcome was recorded of: {items}.", items=places), remedy)
    if one.agenda.disputed:
        places = ", ".join(str(line.place) for line in one.agenda.disputed)
        sentence = worded("Different outcomes were recorded of: {items}.", items=places)
        raise Refused("disputed-items", sentence, worded("record the one that stands"))


def _day(one: Sitting) -> date:
    """The day of the meeting, which is not ahead of today."""
    return min(one.day or clock.today(), clock.today())


def _source(one: Sitting, hand: Hand) -> Source:
    titles = {}
    for language, pattern in _TITLE.items():
        scene = scene_of(one.view, one.scope, frameworks(), language)
        subject = one.payload.subject
        named = scene.has_name(one.record) or subject is None
        titles[language] = pattern.format(
            meeting=record_title(scene, one.record) if named else scene.text(subject).text
        )
    scene = scene_of(one.view, one.scope, frameworks(), hand.language)
    publisher = scene.name(one.payload.body or one.scope)[:200]
    return Source.model_validate({"title": titles, "publisher": publisher}, context={"language": "en"})


def _written_back(one: Sitting, line: Line, hand: Hand, day: PartialDate) -> Iterator[Draft]:
    """The facts that an outcome comes to; of what was carried over, noted or not agreed there are none."""
    result = line.result
    assert result is not None
    fact, at = one.fact(result.key), replace(hand, at=f"item {line.place}")
    if result.what == "agreed":
        yield from _grade(one, line, result, fact, at, day)
    elif result.what == "decided":
        yield from _decision(one, line, fact, at, day)


def _grade(one: Sitting, line: Line, result: Result, fact: Fact, hand: Hand, day: PartialDate) -> Iterator[Draft]:
    found = place_of_grade(one, line, result.axis)
    if found is None:
        sentence = worded("The review that item {item} was agreed for asks about it no more.", item=line.place)
        raise Refused("no-joint-voice", sentence, worded("record another outcome of the item"))
    review, place = found
    marking = strictest([review.own.entry.marking, one.own.entry.marking])
    words = fact.payload.text.in_language(hand.language)[0] if fact.payload.text is not None else ""
    late = words if review.course.told.locked is not None else ""
    answer = Answer({}, reasoning=words, reason=result.reason, departure=words, late=late)
    drafts = Drafts(review, hand, marking=marking)
    draft_answer(drafts, review, place, result.grade, answer, hand, day)
    yield from drafts.all


def _decision(one: Sitting, line: Line, fact: Fact, hand: Hand, day: PartialDate) -> Iterator[Draft]:
    own = derived_id("decision of a meeting", f"{origin()}\x1f{one.record}\x1f{line.item}")
    content: dict[str, object] = {
        "partnership": one.scope,
        "body": one.payload.body,
        "text": fact.payload.text,
        "concerns": (line.put.concerns,) if line.put.concerns else None,
        "frameworks": one.payload.frameworks or None,
    }
    drafts = Drafts(one, hand, "meeting")
    drafts.add("decision", own, content, day)
    yield from drafts.all
