"""The page of an item: what each voice reported period by period, what it lowered, and what came after it was done."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import register
from servanda.brief.model import Brief, Sentence
from servanda.brief.reports import Report, last_days, reports
from servanda.frameworks import Axis, Framework
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import View
from servanda.register import Recording
from servanda.render import charts
from servanda.web.drawing import grades
from servanda.web.drawing.present import Presenter
from servanda.web.drawing.reportrows import Row, Words, drawn
from servanda.web.frame import Frame


@dataclass(frozen=True)
class Reported:
    """One voice on one axis: its reports in order."""

    voice: grades.Voice
    label: str
    reports: tuple[Report, ...]


def item_reports(
    frame: Frame, view: View, told: Brief, presenter: Presenter, history: Sequence[Recording]
) -> dict[str, Any]:
    """The drawings and tables of an item's grades, an axis at a time; nothing where it was never graded."""
    framework = grades.framework_of(view, told.partnership)
    if framework is None:
        return {}
    sentences = _sentences(told)
    by_axis: dict[str, list[Reported]] = defaultdict(list)
    for one in _reported(frame, view, told.partnership, framework):
        by_axis[one.voice.axis.slug].append(one)
    found = []
    for n, axis in enumerate(framework.axes):
        voices = by_axis[axis.slug]
        if not voices:
            continue
        spans = _spans(voices)
        labels = tuple(frame.translator.date(when).text for when in spans)
        title = axis.label(frame.language)
        found.append(
            {
                "title": title,
                "meaning": axis.meaning(frame.language) if axis.meaning else "",
                "chart": _chart(voices, spans, labels, f"voices{n}", title),
                "voices": [_voice(frame, one, presenter, sentences) for one in voices],
                "two_times": [
                    grid
                    for m, one in enumerate(voices)
                    if (grid := grades.two_times(frame, one.voice, history, f"times{n}-{m}", f"{title}, {one.label}"))
                ],
            }
        )
    return {"reported": found}


def _reported(frame: Frame, view: View, item: str, framework: Framework) -> Iterator[Reported]:
    """What each voice reported on each axis, in the framework's order."""
    what = view.record(item)
    container = what.payload.of if what else None
    for voice in grades.voices(frame, view, framework):
        axis, track = voice.axis, framework.track(voice.track)
        question, own = f"grade/{axis.slug}/{voice.track}", last_days(voice.facts)
        others = _days(frame, question, container, own) if container else ()
        label = frame.translator.capital(track.label(frame.language)) if track else voice.track
        yield Reported(voice, label, reports(voice.facts, axis, others))


def _days(frame: Frame, question: str, container: str, own: Iterable[date]) -> list[PartialDate]:
    """The days that other items of the plan were reported on, and this one was silent."""
    found = register.graded_days(question, frame.at, container, beside=own)
    return [
        PartialDate.of(last) if first == last else PartialDate(f"{first.isoformat()}/{last.isoformat()}")
        for first, last in found
    ]


def _spans(voices: Iterable[Reported]) -> tuple[PartialDate, ...]:
    """The periods of all voices, each once: those known only by their last day stand with those that end on it."""
    by: dict[str, PartialDate] = {}
    for one in voices:
        for report in one.reports:
            key = report.when.latest.isoformat()
            if key not in by or report.facts:
                by[key] = report.when
    return tuple(by[key] for key in sorted(by))


def _chart(
    voices: Sequence[Reported], spans: Sequence[PartialDate], labels: tuple[str, ...], ident: str, title: str
) -> charts.Voices:
    lanes = []
    for one in voices:
        by = {report.when.latest: report.grades for report in one.reports}
        on_scale = {grade.code for grade in one.voice.scale.grades}
        said = [by.get(when.latest, ()) for when in spans]
        lanes.append(charts.Voice(one.label, tuple(s[0] if len(s) == 1 and s[0] in on_scale else None for s in said)))
    return charts.Voices(ident, title, voices[0].voice.scale, labels, tuple(lanes))


def _voice(frame: Frame, one: Reported, presenter: Presenter, sentences: dict[str, Sentence]) -> dict[str, Any]:
    return {
        "title": one.label,
        "summary": _summary(one, frame),
        "rows": drawn(_row(frame, report, one.voice.axis, presenter, sentences) for report in reversed(one.reports)),
    }


def _summary(one: Reported, frame: Frame) -> str:
    """What the table comes to; each number is counted from its rows."""
    given = [report for report in one.reports if report.facts]
    lowered = sum(report.move == "lowered" for report in given)
    after = sum(report.after_done for report in given)
    said = [
        ngettext("%(n)s period, %(given)s reported on", "%(n)s periods, %(given)s reported on", len(one.reports))
        % {"n": len(one.reports), "given": len(given)}
    ]
    if lowered:
        said.append(ngettext("lowered %(n)s time", "lowered %(n)s times", lowered) % {"n": lowered})
    if after:
        first = next(report for report in given if _is_done(report, one.voice.axis))
        grade = one.voice.axis.grade(first.grades[0])
        words = {"n": after, "grade": grade.label(frame.language) if grade else "", "period": _said(frame, first.when)}
        said.append(
            ngettext(
                "%(n)s report after %(grade)s was first given, for %(period)s",
                "%(n)s reports after %(grade)s was first given, for %(period)s",
                after,
            )
            % words
        )
    return "; ".join(said) + "."


def _is_done(report: Report, axis: Axis) -> bool:
    return any((grade := axis.grade(slug)) is not None and grade.done for slug in report.grades)


def _row(frame: Frame, report: Report, axis: Axis, presenter: Presenter, sentences: dict[str, Sentence]) -> Row:
    return Row(
        period=_said(frame, report.when) if report.facts else _to(frame, report.when),
        grade=", ".join(_grade(axis, slug, frame.language) for slug in report.grades),
        disputed=len(report.grades) > 1,
        move=report.move,
        after_done=report.after_done,
        said=[_words(frame, fact, presenter, sentences) for fact in report.facts],
    )


def _words(frame: Frame, fact: Any, presenter: Presenter, sentences: dict[str, Sentence]) -> Words:
    text, language = fact.payload.reasoning.in_language(frame.language) if fact.payload.reasoning else ("", "")
    sentence = sentences.get(fact.digest)
    return Words(
        text=text,
        lang=language if text and language != frame.language else "",
        marks=presenter.marks(sentence.marks) if sentence else [],
        href=frame.address("fact", fact.entry.id),
    )


def _sentences(told: Brief) -> dict[str, Sentence]:
    """The brief's sentences of single grades, for their source marks."""
    section = next((one for one in told.sections if one.key == "graded"), None)
    return {one.facts[0]: one for one in section.sentences if len(one.facts) == 1} if section else {}


def _grade(axis: Axis, slug: str, language: str) -> str:
    grade = axis.grade(slug)
    return grade.label(language) if grade else slug


def _to(frame: Frame, when: PartialDate) -> str:
    """A period of which only the day is known that others were attested for."""
    return _("to %(day)s") % {"day": frame.say(when.latest)}


def _said(frame: Frame, when: PartialDate) -> str:
    return frame.translator.date(when).text
