"""What there is to tell a person now, from what that person may see now. Nothing of it is kept but its name."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from servanda import register
from servanda.accounts import listing
from servanda.accounts.models import Act, Person
from servanda.accounts.people import who_is
from servanda.accounts.policy import views_of
from servanda.brief.compose import scene_of
from servanda.brief.occasions import sources_of
from servanda.exchange.feeds.calendar import Dated, calendar, span_of
from servanda.exchange.feeds.changes import changes
from servanda.exchange.feeds.deciding import happened
from servanda.exchange.feeds.mine import own
from servanda.exchange.feeds.subject import Subjects
from servanda.i18n import Translator
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import ANYONE, LEVELS, Reader
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.outbox.following import followed, follows_since

NEAR = timedelta(days=7)  # before a date, and after it
# what lets somebody in, or makes it easier
_TOLD = ("feed made", "invited again", "password", "proof added", "proof made anew", "proof removed", "proofs removed",
         "token made")  # fmt: skip
LATELY = timedelta(days=8)  # what happened longer ago is no news


@dataclass(frozen=True, slots=True)
class Told:
    """A word: ``key`` names it and stays, ``what`` it is about, and its text with sources, as it can be told now."""

    key: str
    what: str
    record: str
    page: str
    text: str
    sources: tuple[str, ...] = ()
    fact: str = ""


def readers_of(person: Person, today: date) -> tuple[Reader, ...]:
    """As whom a person may read now, the highest first."""
    return views_of(who_is(person, today), today)


def within(readers: tuple[Reader, ...], level: str) -> Reader:
    """The highest of some readers that sees nothing above a level: of "public", what anyone sees."""
    if level == "public":
        return ANYONE
    most = LEVELS.index(level)
    return next((one for one in readers if one.clearance and LEVELS.index(one.clearance) <= most), ANYONE)


def language_of(person: Person) -> str:
    """The language that a person is told in."""
    return person.language or str(settings.LANGUAGE_CODE)


Kept = dict[tuple[Reader, str, tuple[str, ...]], tuple[Told, ...]]


def current(person: Person, reader: Reader, kept: Kept | None = None) -> dict[str, Told]:
    """What there is to tell someone, read as one of the readers that he may read as; by name.

    ``kept`` holds what was found for others in the same run: the people of one desk are told the same dates.
    """
    at = register.untraced(register.resolve(Standpoint(reader=reader)))
    language, records = language_of(person), own(person, at, followed(person))
    kept = {} if kept is None else kept
    if (reader, language, records) not in kept:
        subjects = Subjects.of(records, at, language)
        kept[reader, language, records] = (*_dates(subjects), *_decisions(subjects))
    words = (*_account(person, at, language), *kept[reader, language, records], *_changes(person, at, language))
    return {one.key: one for one in words}


def _account(person: Person, at: Resolved, language: str) -> Iterator[Told]:
    """What lately happened to the account that its person would want to know of, had somebody else done it."""
    t = Translator(language)
    for act in Act.objects.filter(person=person, what__in=_TOLD, at__gt=_lately(at)).select_related("by", "person"):
        line = listing.line(act, t.gettext)
        when = t.date(PartialDate.of(timezone.localdate(line.at))).text
        text = t.gettext("{what}, on {date}, by {who}").format(what=t.capital(line.what), date=when, who=line.by)
        yield Told(f"account:{act.pk}", "account", "", "me", f"{text}.")


def _dates(subjects: Subjects) -> Iterator[Told]:
    found = [(one.occasion, stage) for one in calendar(subjects).dates if (stage := stage_of(one, subjects.at))]
    items = [one.record for one, _stage in found if one.state == "due" and one.kind == "objective"]
    cited = _cited(items, subjects)
    for one, stage in found:
        said = hashlib.sha256((one.when.text if one.when else "").encode()).hexdigest()[:12]
        sources = one.sources or cited.get(one.record, ())
        yield Told(f"{stage}:{one.name}:{said}", stage, one.record, one.page, one.text, sources)


def _cited(items: list[str], subjects: Subjects) -> dict[str, tuple[str, ...]]:
    """What items are cited to: their lists do not read it."""
    if not items:
        return {}
    view = register.records_view(items, subjects.at)
    scene = scene_of(view, "", register.frameworks(), subjects.language)
    return {own: sources_of(scene, [what]) for own in items if (what := view.record(own)) is not None}


def stage_of(dated: Dated, at: Resolved) -> str | None:
    """Whether a date is near ("before"), today ("on"), just over ("after"), or was withdrawn while it was ahead."""
    one, span = dated.occasion, span_of(dated.occasion)
    if span is None or one.state == "held" or one.done:
        return None
    first, last = span
    if one.state == "withdrawn":
        is_news = last >= at.as_of and dated.changed > _lately(at) and one.kind != "procedure"
        return "withdrawn" if is_news else None
    if first <= at.as_of <= last:
        return "on"
    if at.as_of < first <= at.as_of + NEAR:
        return "before"
    return "after" if at.as_of - NEAR <= last < at.as_of and one.state != "expires" else None


def _lately(at: Resolved) -> datetime:
    assert at.moment is not None
    return at.moment - LATELY


def _decisions(subjects: Subjects) -> Iterator[Told]:
    for one in happened(subjects, _lately(subjects.at)):
        yield Told(one.name, one.what, one.record, "procedure", one.text, one.sources)


def _changes(person: Person, at: Resolved, language: str) -> Iterator[Told]:
    """What changed of what is followed, since it is."""
    t = Translator(language)
    since = dict(follows_since(person))
    found = changes(Subjects.of(since, at, language)) if since else None
    for one in found.every if found is not None else ():
        began = min((since[record] for record in one.of if record in since), default=None)
        if began is not None and one.at > max(began, _lately(at)) and one.section != "decided":
            text = t.gettext("{heading}: {sentence}").format(heading=one.heading, sentence=one.sentence.text)
            record = one.record or one.of[0]
            yield Told(f"changed:{one.name}", "changed", record, one.page, text, one.sources, one.fact or "")
