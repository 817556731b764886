"""A desk's own: what is its to do, by when, and what blocks it; the dates ahead; what changed since it last looked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from servanda import register
from servanda.brief.compose import scene_of
from servanda.brief.occasions import Occasion
from servanda.brief.scene import Scene
from servanda.brief.sections.procedures import expiry, told
from servanda.brief.titles import item_title, record_title
from servanda.exchange.feeds.calendar import Calendar, calendar, span_of
from servanda.exchange.feeds.courses import next_of_plans
from servanda.exchange.feeds.done import framework_of, is_done
from servanda.exchange.feeds.owed import presided, sent_back, to_clear
from servanda.exchange.feeds.subject import Subjects
from servanda.exchange.feeds.task import Task
from servanda.frameworks import Framework
from servanda.kernel.procedures import Procedure
from servanda.kernel.silence import SUPPORT
from servanda.register.lists.itemrows import Item
from servanda.register.lists.items import listed

AHEAD, BEHIND = timedelta(days=60), timedelta(days=366)
MOST = 100


@dataclass(frozen=True)
class Desk:
    """What is a desk's to do, in order of time; how many items of its bodies are done; the dates that come."""

    tasks: tuple[Task, ...]
    done: int
    left_out: int
    coming: tuple[Occasion, ...]


@dataclass(frozen=True)
class Holder:
    """Whose desk it is: ``bodies`` are those of the posts, ``records`` the places at which one may record.

    ``names`` are the person and the posts as the ledger names who answers in a review, beside the bodies; ``presides``
    the places at which one presides over meetings; ``clears`` those at which one clears lines, named as one of
    ``clearers``; ``roles`` the roles that one holds at each place, and at the whole register (``""``).
    """

    bodies: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    presides: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    clearers: tuple[str, ...] = ()
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)


def desk(subjects: Subjects, holder: Holder) -> Desk:
    """Gather the desk of someone."""
    held = tuple(dict.fromkeys(holder.bodies))
    reports, done, left_out = _reports(subjects, held)
    dates = calendar(subjects)
    places = frozenset(holder.records)
    by_name = frozenset((*holder.names, *held))
    meetings = tuple(presided(subjects, dates, frozenset(holder.presides), BEHIND, AHEAD))
    waiting = {one.record for one in meetings}
    tasks = (
        *reports,
        *_answers(subjects, held),
        *sent_back(subjects, by_name),
        *to_clear(subjects, holder.clearers, frozenset(holder.clears)),
        *next_of_plans(subjects, holder.roles, BEHIND),
        *meetings,
        # whoever adopts the minutes of a meeting says that it took place
        *(one for one in _unconfirmed(subjects, dates, places) if one.record not in waiting),
    )
    ordered = sorted(tasks, key=lambda one: (one.left, one.title))
    return Desk(tuple(ordered), done, left_out, tuple(_coming(dates, subjects.at.as_of)))


def _reports(subjects: Subjects, bodies: tuple[str, ...]) -> tuple[list[Task], int, int]:
    """Items that a body holds and that are due within two months, or were within the last year; not what is done."""
    at = subjects.at
    found, done, left_out = [], 0, 0
    for body in bodies:
        first, last = at.as_of - BEHIND, at.as_of + AHEAD
        page = listed(at, holder=body, due_after=first, due_before=last, order="due", many=MOST)
        left_out += max(0, page.total - MOST)
        scene = scene_of(page.view, "", register.frameworks(), subjects.language)
        for item in page.items:
            framework = framework_of(scene, item)
            if is_done(framework, item):
                done += 1
            else:
                found.append(_report(scene, framework, item, at.as_of))
    return found, done, left_out


def _report(scene: Scene, framework: Framework | None, item: Item, today: date) -> Task:
    t, when = scene.t, item.fact.payload.target
    slug = framework.slug if framework is not None else ""
    said, blocks = [], []
    for question, values, date_of in item.grades:
        _grade, axis, track = question.split("/")
        words = " / ".join(scene.words.grade(slug, axis, value) for value in values)
        line = t.gettext("{grade} ({axis}, {track}, {date})")
        said.append(
            line.format(
                grade=words,
                axis=scene.words.axis(slug, axis),
                track=scene.words.track(slug, track),
                date=scene.date_text(date_of),
            )
        )
        if len(values) > 1:
            blocks.append(t.gettext("Sources differ on where it stands."))
    if not item.grades:
        blocks.append(t.gettext("No grade was given yet."))
    if item.last is None:
        blocks.append(t.gettext("Nothing was reported of it yet."))
    left = (when.latest - today).days
    title = item_title(scene, item.fact)
    return Task("report", when, left, title, "objective", item.record, "; ".join(said), tuple(dict.fromkeys(blocks)))


def _answers(subjects: Subjects, bodies: tuple[str, ...]) -> Iterator[Task]:
    """Texts put to decision that one of the bodies is asked about and has not answered."""
    for scope in subjects.by_scope:
        view = register.procedures_view(subjects.at, scope)
        scene = scene_of(view, scope, register.frameworks(), subjects.language)
        own = {view.aliases[body] for body in bodies}
        for one in told(scene):
            waiting = _waiting(one, own)
            if waiting:
                yield _answer(scene, one, waiting, subjects.at.as_of)


def _waiting(one: Procedure, own: set[str]) -> list[str]:
    """Which of some parties are asked, and have neither agreed nor said anything against it."""
    course = one.course
    if course is None or not course.is_open or course.expires is None:
        return []
    answered = {h.party for h in course.counted if h.what == SUPPORT or h.what in one.rules.breaking}
    return [party for party in one.parties if party in own and party not in answered]


def _answer(scene: Scene, one: Procedure, waiting: list[str], today: date) -> Task:
    t, course = scene.t, one.course
    assert course is not None
    when = expiry(one, course)
    names = t.listed([scene.name(party) for party in waiting])
    silent = t.gettext("{parties}: no answer yet. Silence is consent: without an objection by then it stands.")
    agreed = t.gettext("{parties}: no answer yet. It stands only when each party has agreed.")
    stands = (silent if one.payload.way == "silence" else agreed).format(parties=names)
    return Task(
        "answer", when, (when.latest - today).days, record_title(scene, one.text), "procedure", one.record, stands
    )


def _unconfirmed(subjects: Subjects, dates: Calendar, places: frozenset[str]) -> Iterator[Task]:
    """What was planned in a place of one's own, has passed within the year, and nobody said whether it took place."""
    today = subjects.at.as_of
    for dated in dates.dates:
        one, span = dated.occasion, span_of(dated.occasion)
        if one.state != "planned" or span is None or one.when is None or places.isdisjoint(one.concerns):
            continue
        if today - BEHIND <= span[1] < today:
            yield Task("confirm", one.when, (span[1] - today).days, one.title, one.page, one.record, "")


def _coming(dates: Calendar, today: date) -> Iterator[Occasion]:
    """What is ahead within two months, in order; also what began and is not over."""
    for dated in dates.dates:
        span = span_of(dated.occasion)
        if span is None or dated.occasion.state not in ("planned", "due", "expires"):
            continue
        if span[0] <= today + AHEAD and span[1] >= today:
            yield dated.occasion
