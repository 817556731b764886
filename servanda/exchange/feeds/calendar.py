"""Gathering what has a date, with how often it was said otherwise, and what was withdrawn since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from servanda import register
from servanda.brief.compose import scene_of
from servanda.brief.occasions import Occasion, date_of, due, name_of, occasions
from servanda.brief.scene import Scene
from servanda.exchange.feeds.done import framework_of, is_done
from servanda.exchange.feeds.subject import Subject, Subjects
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import NO_ALIASES, Aliases
from servanda.ledger import clock
from servanda.register.lists.items import listed
from servanda.register.reading.dated import dates_said, due_said
from servanda.register.reading.history import Recording

MOST_ITEMS = 1000  # of those that are due, of one subject: the nearest
LOOKED_BACK = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Dated:
    """An occasion with its revisions: how many there were, and the moments of the first and the last.

    ``since`` is the moment from which on its date was said as it is, or withdrawn.
    """

    occasion: Occasion
    revision: int
    made: datetime
    changed: datetime
    since: datetime


@dataclass(frozen=True)
class Calendar:
    """What has a date, in order. ``left_out`` counts items that are due and too many to be told one by one."""

    title: str
    language: str
    dates: tuple[Dated, ...]
    left_out: int = 0

    @property
    def without_day(self) -> int:
        """How many have no day that they could be placed on."""
        return sum(span_of(one.occasion) is None for one in self.dates)


def span_of(occasion: Occasion) -> tuple[date, date] | None:
    """The first and last civil day on which an occasion is placed: a deadline on the last day it can be.

    ``None`` where an end is open, or where sources differ on the date: then no day is better than another.
    """
    when = occasion.when
    if when is None or when.is_open_end or (when.is_open_start and not occasion.is_deadline):
        return None
    if when.latest.year >= date.max.year:
        return None
    return (when.latest, when.latest) if occasion.is_deadline else (when.earliest, when.latest)


def calendar(subjects: Subjects, title: str = "") -> Calendar:
    """Gather the dates of some subjects, each once."""
    found: dict[str, Dated] = {}
    left_out = 0
    for scope, own in subjects.by_scope.items():
        scene = _scene(scope, subjects)
        told = [one for one in occasions(scene) if any(subject.concerns(one.concerns, scope) for subject in own)]
        for dated in _revised(subjects, told, dates_said(subjects.at, scopes=[scope]), scene, own, scope):
            found.setdefault(dated.occasion.name, dated)
    for subject in subjects.every:
        items, more = items_due(subjects, subject)
        left_out += more
        for dated in items:
            found.setdefault(dated.occasion.name, dated)
    named = title or ", ".join(one.title for one in subjects.every)
    return Calendar(named, subjects.language, tuple(sorted(found.values(), key=_order)), left_out)


def _order(dated: Dated) -> tuple[date, str]:
    span = span_of(dated.occasion)
    return (span[0] if span else date.max, dated.occasion.name)


def _scene(scope: str, subjects: Subjects) -> Scene:
    view = register.partnership_view(scope, subjects.at)
    return scene_of(view, scope, register.frameworks(), subjects.language)


def items_due(subjects: Subjects, subject: Subject) -> tuple[list[Dated], int]:
    """The items of a subject that are due, from a year ago on; those of a party are the ones it holds."""
    at, since = subjects.at, subjects.at.as_of - LOOKED_BACK
    if subject.kind == "objective":
        return list(_one_item(subjects, subject, since)), 0
    found, total, scene = [], 0, None
    asked = [{"scope": scope} for scope in sorted(subject.wholes)]
    if subject.kind == "party":
        asked.append({"holder": subject.record})
    elif not asked:
        asked = [{"plan": own} for own in sorted(subject.group)]
    for one in asked:
        page = listed(at, **one, due_after=since, order="due", many=MOST_ITEMS)  # type: ignore[arg-type]
        total += max(0, page.total - MOST_ITEMS)
        scene = scene_of(page.view, "", register.frameworks(), subjects.language)
        done = {item.record for item in page.items if is_done(framework_of(scene, item), item)}
        told = [replace(one, done=one.record in done) for one in due(scene, [item.fact for item in page.items])]
        scope, holder = one.get("scope", ""), one.get("holder", "")
        plans = [one["plan"]] if "plan" in one else []
        said = due_said(at, scope=scope, plans=plans, holder=holder, since=since, many=MOST_ITEMS)
        # what was withdrawn was asked of this subject alone: all of it concerns it
        whole = (replace(subject, wholes=frozenset({scope})),)
        found += list(_revised(subjects, told, said, scene, whole, scope))
    return found, total


def _one_item(subjects: Subjects, subject: Subject, since: date) -> Iterator[Dated]:
    view = register.records_view([subject.record], subjects.at)
    scene = scene_of(view, subject.scopes[0], register.frameworks(), subjects.language)
    what = view.record(subject.record)
    said = due_said(subjects.at, item=subject.record, since=since, many=1)
    yield from _revised(subjects, due(scene, [what] if what else []), said, scene, (subject,), subject.scopes[0])


def _revised(
    subjects: Subjects,
    told: Iterable[Occasion],
    said: list[Recording],
    scene: Scene,
    own: tuple[Subject, ...],
    scope: str = "",
) -> Iterator[Dated]:
    """Join occasions with what was ever said of their dates; what is told no more was withdrawn."""
    by_name: dict[str, list[Recording]] = {}
    for recording in said:
        name = name_of(recording.entry, scene.view.aliases)
        if name is not None:
            by_name.setdefault(name, []).append(recording)
    names = set()
    for occasion in told:
        names.add(occasion.name)
        yield _dated(subjects, occasion, by_name.get(occasion.name, []))
    for name, recordings in by_name.items():
        if name in names or any(one.known_to is None and date_of(one.entry) is not None for one in recordings):
            continue
        gone = _withdrawn(scene, name, recordings, scene.view.aliases)
        if gone is not None and any(subject.concerns(gone.concerns, scope) for subject in own):
            yield _dated(subjects, gone, recordings)


def _dated(subjects: Subjects, occasion: Occasion, recordings: list[Recording]) -> Dated:
    opened = [one.known_from for one in recordings]
    closed = [one.known_to for one in recordings if one.known_to is not None]
    dates = [when for one in recordings if (when := date_of(one.entry)) is not None]
    shown = occasion.when.text if occasion.when else ""
    before = tuple({when.text: when for when in dates if when.text != shown}.values())
    turned = [] if occasion.turned is None else [_moment(occasion.turned)]
    moments = [*opened, *closed, *turned] or [subjects.at.moment or clock.now()]
    revision = max(len(opened) + len(closed) + len(turned) - 1, 0)
    since = max(closed, default=None) if occasion.state == "withdrawn" else _said_since(recordings, shown)
    made, changed = min(opened or moments), max(moments)
    return Dated(replace(occasion, before=before), revision, made, changed, since or changed)


def _said_since(recordings: list[Recording], shown: str) -> datetime | None:
    """The moment at which the date that is shown took the place of another, or was first given."""
    found: datetime | None = None
    for one in sorted(recordings, key=lambda recording: recording.from_tick):
        when = date_of(one.entry)
        if when is None or when.text != shown:
            found = None
        elif found is None:
            found = one.known_from
    return found


def _moment(turned: date | datetime) -> datetime:
    """A moment; of a civil day its beginning in the register's zone."""
    if isinstance(turned, datetime):
        return turned
    return datetime.combine(turned, time(), tzinfo=timezone.get_default_timezone())


def _withdrawn(scene: Scene, name: str, recordings: list[Recording], aliases: Aliases = NO_ALIASES) -> Occasion | None:
    """What is left to say of an occasion that nothing tells any more: what kind it was, and its last date."""
    dated: list[tuple[Recording, PartialDate]] = [
        (one, when) for one in recordings if (when := date_of(one.entry)) is not None
    ]
    if not dated:
        return None
    last, when = dated[-1]
    entry = last.entry
    title = scene.t.gettext("withdrawn: {what}").format(what=scene.words.kind(entry.kind))
    text = scene.t.gettext("What was said of this date was withdrawn ({date}).").format(date=scene.date_text(when))
    concerns = frozenset(aliases[one] for one in (entry.about, entry.scope, *entry.payload.references()))
    markings = () if entry.marking.public else (entry.marking.text,)
    return Occasion(name, entry.kind, aliases[entry.about], "withdrawn", when, scene.t.capital(title), text, concerns,
                    markings=markings)  # fmt: skip
