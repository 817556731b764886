"""What is owed by name or by office: answers sent back, lines to be cleared, meetings that wait for who presides."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from servanda import register
from servanda.brief.meetings import MeetingTold
from servanda.brief.press import LineTold, tell_lines
from servanda.brief.reviews import ReviewTold
from servanda.exchange.feeds.calendar import Calendar, span_of
from servanda.exchange.feeds.subject import Subjects
from servanda.exchange.feeds.task import Task
from servanda.i18n import Translator
from servanda.kernel.dates import PartialDate
from servanda.kernel.meetings import sitting
from servanda.kernel.review import Key
from servanda.kernel.reviews import reviewing
from servanda.register.reading.reviews import review_view, sent_back_in


def sent_back(subjects: Subjects, names: Collection[str]) -> Iterator[Task]:
    """The answers given by one of some names (person, post, body) that were sent back, and not given again since."""
    known = register.frameworks()
    for review, objectives in sent_back_in(subjects.by_scope, subjects.at).items() if names else ():
        view = review_view(review, subjects.at, objectives)
        one = reviewing(view, review, known.cycle_of, known.rules_of, objectives)
        if one is None:
            continue
        own = {one.view.aliases[name] for name in names}
        told = ReviewTold(one, known, subjects.language)
        for place, voices in one.course.voices.items():
            is_own = any(not voice.by.isdisjoint(own) for voice in voices)
            if is_own and one.course.returned(place) is not None and one.course.may_submit(place):
                yield _again(told, place, subjects.at.as_of)


def _again(told: ReviewTold, place: Key, today: date) -> Task:
    one, t = told.one, told.scene.t
    objective, axis, track = place
    step = one.course.submitting(axis, track)
    stand = one.course.stand(step.slug) if step is not None else None
    due = stand.due if stand is not None else None
    back = one.returns(place)[-1]
    pattern = t.gettext("{review}, {voice}: sent back on {date}.")
    stands = pattern.format(review=told.title, voice=told.track(track), date=t.date(back.as_of).core)
    code = told.returned_because(back.payload.reason) if back.payload.reason else ""
    why = tuple(said for said in (t.capital(code), told.words(back.payload.words)) if said)
    left = (due.latest - today).days if due is not None else 0
    title = told.object_title(objective)
    return Task("again", due, left, title, "objective", objective, stands, why, one.record, track)


def to_clear(subjects: Subjects, names: Collection[str], places: Collection[str]) -> Iterator[Task]:
    """The drafts of lines for outside that wait for the word of a person or a post, by name, at some places.

    What has expired is left alone: it is not to be said any more, whoever clears it.
    """
    known, own = register.frameworks(), {name.casefold() for name in names}
    for scope in subjects.by_scope if own else ():
        if scope not in places:
            continue
        view = register.press_view(subjects.at, scope)
        for told in tell_lines(view, view.aliases[scope], known, subjects.language):
            moment, line = subjects.at.moment, told.seen.line
            has_expired = line.expires is not None and moment is not None and line.expires <= moment
            if told.state == "draft" and not has_expired and own & {name.casefold() for name in told.waiting}:
                yield _line(told, scope, subjects)


def _line(told: LineTold, scope: str, subjects: Subjects) -> Task:
    """By when: before it may first be said, if that is still to come; else before it expires."""
    payload, today = told.seen.payload, subjects.at.as_of
    ends = [one.at for one in (payload.embargo, payload.expires) if one is not None and one.at.latest >= today]
    when = ends[0] if ends else None
    left = (when.latest - today).days if when is not None else 0
    stands = f"{told.stands} {Translator(subjects.language).capital(told.audience)}."
    anchor = f"line-{told.seen.record}"
    return Task("clear", when, left, told.text, "press", scope, stands, told.warned, anchor=anchor)


def presided(
    subjects: Subjects, dates: Calendar, places: Collection[str], behind: timedelta, ahead: timedelta
) -> Iterator[Task]:
    """The meetings at some places that come soon and have no agenda, or whose day has come and have no minutes.

    Minutes are asked for only of what has an agenda. It is looked at meetings so long ago and so far ahead.
    """
    today = subjects.at.as_of
    last: dict[str, date] = {}
    for dated in dates.dates:
        one, span = dated.occasion, span_of(dated.occasion)
        if one.kind != "meeting" or span is None or one.concerns.isdisjoint(places):
            continue
        if one.state in ("planned", "held") and today - behind <= span[1] <= today + ahead:
            last[one.record] = span[1]
    view = register.records_view(last, subjects.at) if last else None
    for record, day in last.items():
        own = sitting(view, record) if view is not None else None
        if own is None or own.agenda.is_adopted:
            continue
        if (own.is_held or day <= today) if own.agenda.lines else (not own.is_held and day >= today):
            yield _meeting(MeetingTold(own, register.frameworks(), subjects.language), day, today)


def _meeting(told: MeetingTold, day: date, today: date) -> Task:
    one, t = told.one, told.scene.t
    title = t.capital(told.title)
    when, left = PartialDate.of(day), (day - today).days
    if not one.agenda.lines:
        stands = t.gettext("Nothing is on its agenda yet.")
        return Task("agenda", when, left, title, "meeting-agenda", one.record, stands)
    stands = t.gettext("Its minutes are not adopted yet.")
    open_ = len(one.agenda.open)
    blocks = (t.gettext("Items of the agenda without an outcome: {number}.").format(number=open_),) if open_ else ()
    return Task("minutes", when, left, title, "meeting-minutes", one.record, stands, blocks)
