"""Gathering what changed, in the sentences of a comparison, each with when it came to be so.

A change has a name that follows from the newest statement behind it, so that it stays the same while more arrives. What
changed by the passing of time alone (a silence that ran out, a period, a statement that begins later) is told as that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from servanda import brief, compare, register
from servanda.brief.model import Link, Plain, Sentence
from servanda.compare import Comparison
from servanda.exchange.feeds.calendar import items_due
from servanda.exchange.feeds.subject import Subject, Subjects
from servanda.i18n import Translator
from servanda.kernel.identity import derived_id
from servanda.kernel.procedures import procedures
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.register.reading.dated import Moments, before_the_latest, moments

ENTRIES = 300  # of a partnership: so many of the latest are looked at
MOST = 100  # changes told, the newest


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what sort it is (``section``, ``heading``), its words, since when, and the statement to look at.

    ``by_time`` says that nothing was recorded: a day came.
    """

    name: str
    section: str
    heading: str
    sentence: Sentence
    sources: tuple[str, ...]
    at: datetime
    fact: str | None
    page: str
    record: str | None
    scope: str
    by_time: bool = False
    of: tuple[str, ...] = ()  # the subjects that it concerns, by their records


@dataclass(frozen=True)
class Changes:
    """What changed of some subjects, the newest first."""

    title: str
    language: str
    every: tuple[Change, ...]


def changes(subjects: Subjects, title: str = "", since: Resolved | None = None) -> Changes:
    """Gather what changed lately, or since an earlier standpoint of the same reader."""
    found: dict[str, Change] = {}
    for scope, own in subjects.by_scope.items():
        start = since or before_the_latest(subjects.at, ENTRIES, _group(scope, subjects.at))
        if start is not None:
            for change in _of(start, subjects, scope, own):
                known = found.setdefault(change.name, change)
                found[change.name] = replace(known, of=tuple(dict.fromkeys((*known.of, *change.of))))
    for subject in subjects.every:
        for change in _moved(since, subjects, subject):
            known = found.setdefault(change.name, change)
            found[change.name] = replace(known, of=tuple(dict.fromkeys((*known.of, *change.of))))
    newest = sorted(found.values(), key=lambda one: one.at, reverse=True)[:MOST]
    return Changes(title or ", ".join(one.title for one in subjects.every), subjects.language, tuple(newest))


def _of(start: Resolved, subjects: Subjects, scope: str, own: Iterable[Subject]) -> Iterator[Change]:
    """What changed of subjects in a partnership: items one by one, all others from one comparison."""
    items = [one for one in own if one.kind == "objective"]
    others = [one for one in own if one.kind != "objective"]
    if others:
        yield from between(start, subjects.at, scope, subjects.language, others)
    for item in items:
        yield from between(start, subjects.at, scope, subjects.language, (item,), item.record)


def _moved(since: Resolved | None, subjects: Subjects, subject: Subject) -> Iterator[Change]:
    """Items whose day due was said otherwise, or withdrawn: what an item is, is no news to a comparison."""
    start = since or (before_the_latest(subjects.at, ENTRIES, subject.scopes) if subject.scopes else None)
    if start is None or start.moment is None:
        return
    t = Translator(subjects.language)
    for dated in items_due(subjects, subject)[0]:
        one = dated.occasion
        if dated.since <= start.moment or not (one.before or one.state == "withdrawn"):
            continue
        dates = t.listed([t.date(when).text for when in one.before])
        other = t.gettext("Other dates that were given: {dates}.").format(dates=dates) if one.before else ""
        stop = "" if one.text.endswith(".") else "."
        sentence = Sentence("moved.due", (Plain(f"{one.text}{stop} {other}".strip()),), one.facts)
        name = derived_id("change", f"moved\x1f{one.name}\x1f{dated.since.isoformat()}")
        heading = t.gettext("Dates that moved")
        yield Change(name, "moved", heading, sentence, one.sources, dated.since, None, "objective", one.record,
                     subject.scopes[0], of=(subject.record,))  # fmt: skip


def _group(scope: str, at: Resolved) -> frozenset[str]:
    view = register.records_view([scope], at)
    return view.aliases.group(scope)


def between(
    start: Resolved, end: Resolved, scope: str, language: str, own: Iterable[Subject] | None = None, item: str = ""
) -> Iterator[Change]:
    """What changed in a partnership between two standpoints, of all or of what concerns some subjects.

    Items of large plans are not told with their partnership: of one ``item`` alone what is said of it is looked at.
    """
    before, after = (
        register.records_view([item], at) if item else register.partnership_view(scope, at, brief.ITEMS)
        for at in (start, end)
    )
    if not before.facts and not after.facts:
        return
    told = compare.compose(before, after, scope, register.frameworks(), language)
    looked = _Behind(before, after, start, end)
    wanted = list(own) if own is not None else None
    for section in told.sections:
        for sentence in section.sentences:
            records = looked.records(sentence)
            concerned = tuple(one.record for one in wanted or () if one.concerns(records, scope))
            if wanted is None or concerned:
                yield replace(looked.change(section.key, section.title, sentence, told, scope), of=concerned)


class _Behind:
    """What stands behind the sentences of a comparison: their facts, and the moments of these."""

    def __init__(self, before: View, after: View, start: Resolved, end: Resolved) -> None:
        self._before, self._after, self._start = before, after, start
        self._facts: dict[str, Fact] = {fact.digest: fact for fact in (*before.facts, *after.facts)}
        entries = {entry.id for fact in self._facts.values() for entry in _entries(fact)}
        self._moments: Mapping[str, Moments] = moments(end, entries)
        found = procedures(after, register.frameworks().rules_of)
        self._decided = {one.record: one.course.since for one in found if one.course and not one.course.is_open}

    def records(self, sentence: Sentence) -> set[str]:
        """The records that a sentence has to do with."""
        aliases = self._after.aliases
        found = {part.record for part in sentence.parts if isinstance(part, Link)}
        found |= {sentence.record} if sentence.record else set()
        for fact in self._of(sentence):
            found |= {fact.about, *fact.payload.references()}
            item = self._after.record(fact.about)
            found |= {item.payload.of} if item is not None and item.kind == "objective" else set()
        return {aliases[one] for one in found}

    def change(self, section: str, heading: str, sentence: Sentence, told: Comparison, scope: str) -> Change:
        """The change that a sentence tells."""
        recorded = [(when, own) for fact in self._of(sentence) for when, own in self._recorded(fact)]
        newest = max(recorded, default=None)
        by_time = newest is None
        if newest is None:
            moment, fact = self._by_time(sentence), next((f.entry.id for f in self._of(sentence)), None)
        else:
            moment, fact = newest
        key = sentence.key.removeprefix("corrected.")
        name = derived_id("change", "\x1f".join((scope, key, sentence.record or "", fact or "", moment.isoformat())))
        shown = self._page(sentence, fact)
        return Change(name, section, heading, sentence, _sources(sentence, told), moment, *shown, scope, by_time)

    def _page(self, sentence: Sentence, fact: str | None) -> tuple[str | None, str, str | None]:
        what = self._after.record(sentence.record) if sentence.record else None
        return fact, (what.kind if what is not None else ""), (what.about if what is not None else None)

    def _of(self, sentence: Sentence) -> list[Fact]:
        return [self._facts[digest] for digest in sentence.facts if digest in self._facts]

    def _recorded(self, fact: Fact) -> Iterator[tuple[datetime, str]]:
        """The moments after the earlier standpoint at which a fact, or what it is cited to, came or was closed."""
        for entry in _entries(fact):
            known = self._moments.get(entry.id)
            if known is None:
                continue
            if known.tick > self._start.tick:
                yield known.came, fact.entry.id
            if known.closed is not None and known.closed > (self._start.moment or known.closed):
                yield known.closed, fact.entry.id

    def _by_time(self, sentence: Sentence) -> datetime:
        """When it came to be so though nothing was recorded."""
        if sentence.record in self._decided:
            return self._decided[sentence.record]
        days = [fact.entry.begins for fact in self._of(sentence) if fact.entry.begins > self._start.as_of]
        what = self._after.record(sentence.record) if sentence.record else None
        period: Any = getattr(what.payload, "period", None) if what is not None else None
        if not days and period is not None and self._start.as_of <= period.latest < date.max:
            days = [period.latest + timedelta(days=1)]
        day = max(days, default=self._start.as_of)
        return datetime.combine(max(day, date(1, 1, 2)), time(), tzinfo=timezone.get_default_timezone())


def _entries(fact: Fact) -> Iterator[Any]:
    yield from fact.entries
    for cited in fact.citations:
        yield cited.entry


def _sources(sentence: Sentence, told: Comparison) -> tuple[str, ...]:
    lines = {line.number: line for line in told.sources}
    numbers = dict.fromkeys(mark.number for mark in sentence.marks)
    return tuple(f"{lines[one].publisher}, {lines[one].title.text}" for one in numbers if one in lines)
