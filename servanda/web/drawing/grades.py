"""Drawings of grades: strips an item, bands of all items, one history in two times; and tallies against items."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from servanda import register
from servanda.brief import title_of
from servanda.brief.model import Brief
from servanda.brief.reports import span_of
from servanda.frameworks import Axis, Framework
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact, View
from servanda.register import Recording
from servanda.register.lists.progress import Stood, progress
from servanda.render import charts
from servanda.web.drawing.present import Presenter
from servanda.web.frame import Frame

MOST_STRIPS = 400
MOST_PERIODS = 60


@dataclass(frozen=True)
class Voice:
    """The assessments of one axis by one track, with the scale they are on."""

    axis: Axis
    track: str
    facts: tuple[Fact, ...]
    scale: charts.Scale

    @cached_property
    def spans(self) -> tuple[PartialDate, ...]:
        """The periods that were graded, in order."""
        found = {span_of(fact).text: span_of(fact) for fact in self.facts}
        return tuple(sorted(found.values(), key=lambda when: (when.latest, when.earliest)))


def voices(frame: Frame, view: View, framework: Framework) -> list[Voice]:
    """Part the assessments of a view by axis and track, in the framework's order."""
    by: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in view.of_kind("assessment"):
        by[fact.payload.axis, fact.payload.track].append(fact)
    found = []
    for axis in framework.axes:
        scale = _scale(axis, frame.language)
        found += [Voice(axis, t, tuple(by[axis.slug, t]), scale) for t in axis.tracks if (axis.slug, t) in by]
    return found


def _scale(axis: Axis, language: str) -> charts.Scale:
    return charts.Scale(tuple(charts.Grade(grade.slug, grade.label(language)) for grade in axis.scale))


def grade_drawings(frame: Frame, view: View, record: str) -> dict[str, Any]:
    """The grade drawings of a plan or package; none where nothing was ever graded."""
    framework = framework_of(view, record)
    if framework is None:
        return {}
    found: list[dict[str, Any]] = []
    for n, voice in enumerate(voices(frame, view, framework)):
        title = f"{voice.axis.label(frame.language)}, {_track(framework, voice.track, frame.language)}"
        labels = tuple(frame.translator.date(when).text for when in voice.spans)
        strips = _strips(frame, view, voice, f"strips{n}", title, labels)
        found.append(
            {
                "title": title,
                "strips": strips,
                "stacked": _stacked(voice, f"stacked{n}", title, labels) if len(strips.items) > 1 else None,
            }
        )
    return {"grades": found}


def counted_drawings(frame: Frame, view: View, record: str) -> tuple[int, list[dict[str, Any]]]:
    """How many items a plan has, and their course by grade, of a plan with too many to be drawn one by one."""
    framework = framework_of(view, record)
    items = 0
    found: list[dict[str, Any]] = []
    for axis in framework.axes if framework else ():
        scale = _scale(axis, frame.language)
        for track in axis.tracks:
            items, stood = progress(f"grade/{axis.slug}/{track}", frame.at, record)
            if stood:
                title = f"{axis.label(frame.language)}, {_track(framework, track, frame.language)}" if framework else ""
                periods = tuple(_period(frame, one, scale, items) for one in stood[-MOST_PERIODS:])
                drawn = charts.Stacked(f"counted{len(found)}", title, scale, periods)
                found.append({"title": title, "stacked": drawn, "strips": None})
    return items, found


def _period(frame: Frame, stood: Stood, scale: charts.Scale, items: int) -> charts.Period:
    on_scale = {grade.code: stood.counts[grade.code] for grade in scale.grades if grade.code in stood.counts}
    return charts.Period(frame.say(stood.day), on_scale, items - sum(on_scale.values()))


def reconciliation(view: View, told: Brief, presenter: Presenter) -> list[dict[str, Any]]:
    """Each reported total beside the items held: agree, differ by n, or nothing to compare."""
    held = len(view.of_kind("objective"))
    rows = []
    for tally in told.tallies:
        said = tally.total.value
        if said is None or held == 0:
            result, form = _("nothing to compare"), ""
        elif said == held:
            result, form = _("agree"), ""
        else:
            result, form = _("differ by %(n)s") % {"n": abs(said - held)}, "disputed"
        rows.append(
            {
                "question": tally.word,
                "said": tally.total.text,
                "known": said is not None,
                "marks": presenter.marks(tally.marks),
                "held": held,
                "result": result,
                "form": form,
            }
        )
    return rows


def framework_of(view: View, record: str) -> Framework | None:
    """The rules that a record's items are graded by, if they are known here."""
    what = view.record(record)
    if what is not None and what.kind == "objective":
        what = view.record(what.payload.of)
    slug = getattr(what.payload, "framework", None) if what else None
    return register.frameworks().get(slug) if slug else None


def _track(framework: Framework, slug: str, language: str) -> str:
    track = framework.track(slug)
    return track.label(language) if track else slug


def _grades(facts: Iterable[Fact], spans: Sequence[PartialDate]) -> tuple[str | None, ...]:
    """One item's grades over the periods; nothing where nobody graded it."""
    by = {span_of(fact).text: fact.payload.grade for fact in facts}
    return tuple(by.get(when.text) for when in spans)


def _strips(frame: Frame, view: View, voice: Voice, ident: str, title: str, labels: tuple[str, ...]) -> charts.Strips:
    by: dict[str, list[Fact]] = defaultdict(list)
    for fact in voice.facts:
        by[fact.about].append(fact)
    items = []
    for about, facts in list(by.items())[:MOST_STRIPS]:
        what = view.record(about)
        code = (what.payload.code if what and what.kind == "objective" else None) or ""
        name = title_of(view, about, register.frameworks(), frame.language)
        items.append(
            charts.Strip(
                code or name, _known(voice, _grades(facts, voice.spans)), frame.address("objective", about), name
            )
        )
    items.sort(key=lambda strip: strip.label)
    return charts.Strips(ident, _("%(title)s: item by item") % {"title": title}, voice.scale, labels, tuple(items))


def _known(voice: Voice, grades: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Grades off the scale ("no evidence") are drawn as missing: they are not a height."""
    on_scale = {grade.code for grade in voice.scale.grades}
    return tuple(grade if grade in on_scale else None for grade in grades)


def _stacked(voice: Voice, ident: str, title: str, labels: tuple[str, ...]) -> charts.Stacked:
    """Items at their latest grade by the end of each period."""
    latest: dict[str, str] = {}
    items = {fact.about for fact in voice.facts}
    periods = []
    for when, label in zip(voice.spans, labels, strict=True):
        for fact in voice.facts:
            if span_of(fact).text == when.text:
                latest[fact.about] = fact.payload.grade
        counts: dict[str, int] = defaultdict(int)
        for grade in _known(voice, tuple(latest.values())):
            if grade is not None:
                counts[grade] += 1
        periods.append(charts.Period(label, dict(counts), len(items) - sum(counts.values())))
    return charts.Stacked(ident, _("%(title)s: all items by grade") % {"title": title}, voice.scale, tuple(periods))


def two_times(
    frame: Frame, voice: Voice, history: Sequence[Recording], ident: str, title: str
) -> charts.TwoTimes | None:
    """Across what a grade speaks of, upward the day it was known; ``None`` while nothing was ever corrected."""
    own = [one for one in history if one.entry.kind == "assessment" and _asks(one, voice)]
    days: list[date] = sorted({moment.date() for one in own for moment in (one.known_from, one.known_to) if moment})
    if len(days) < 2:
        return None
    labels = tuple(frame.translator.date(when).text for when in voice.spans)
    rows = []
    for day in reversed(days):
        known = {
            _entry_span(one).text: _entry_grade(one)
            for one in own
            if one.known_from.date() <= day and (one.known_to is None or one.known_to.date() > day)
        }
        grades = _known(voice, tuple(known.get(when.text) for when in voice.spans))
        rows.append(charts.KnownOn(frame.say(day), grades, here=day == days[-1]))
    return charts.TwoTimes(ident, _("%(title)s: in two times") % {"title": title}, voice.scale, labels, tuple(rows))


def _asks(one: Recording, voice: Voice) -> bool:
    payload: Any = one.entry.payload
    return bool(payload.axis == voice.axis.slug and payload.track == voice.track)


def _entry_span(one: Recording) -> PartialDate:
    payload: Any = one.entry.payload
    span: PartialDate = payload.period or one.entry.as_of
    return span


def _entry_grade(one: Recording) -> str:
    payload: Any = one.entry.payload
    return str(payload.grade)
