"""Sources: all that is cited, and one source with everything that cites it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import brief, register
from servanda.brief.model import DisputeTold
from servanda.brief.parts import text_of
from servanda.errors import NotFound
from servanda.kernel.dispute import Dispute, disputes, ranks
from servanda.kernel.view import Cited, Fact, View
from servanda.kinds.source import Source
from servanda.web.drawing import listing
from servanda.web.faults import shown
from servanda.web.forms import kindwords
from servanda.web.forms.options import record_name
from servanda.web.forms.told import Statements
from servanda.web.frame import Frame
from servanda.web.pages.recording.telling import sentences_of

MANY = 50  # statements on a page of their source
HAPPENINGS = ("meeting", "visit", "decision")


@shown
def index(request: HttpRequest) -> HttpResponse:
    """All sources known at the standpoint, each with how many statements it carries."""
    frame = Frame.of(request)
    view, carried = register.sources(frame.at)
    listed = [_listed(frame, view, fact, carried[fact.about]) for fact in view.of_kind("source")]
    listed.sort(key=lambda one: (one["publisher"].casefold(), one["when"], one["title"].casefold()))
    return frame.render(
        "pages/sources.html",
        title=_("Sources"),
        room="sources",
        lede=ngettext("%(n)s document is cited.", "%(n)s documents are cited.", len(listed)) % {"n": len(listed)},
        sources=listed,
        view_hash=view.sha256(),
    )


def _listed(frame: Frame, view: View, fact: Fact, cited: int) -> dict[str, Any]:
    source: Source = fact.payload
    title, language = source.title.in_language(frame.language)
    date, said = _dated(frame, source)
    return {
        "publisher": source.publisher,
        "title": title,
        "lang": language if language != frame.language else "",
        "href": frame.link("source", fact.about),
        "date": said,
        "when": date,
        "cited": cited,
        "rank": _rank(view, fact.about),
        "weak": source.weak,
    }


def _dated(frame: Frame, source: Source) -> tuple[str, str]:
    """The date a source is put in order by, and what is said of it: published, else captured."""
    say = frame.translator.date
    if source.published is not None:
        return source.published.latest.isoformat(), _("published %(day)s") % {"day": say(source.published).text}
    if source.captured is not None:
        return source.captured.latest.isoformat(), _("undated; captured %(day)s") % {"day": say(source.captured).text}
    return "", _("date not known")


def _rank(view: View, source: str) -> int | None:
    found = {fact.payload.rank for fact in ranks(view, source)}
    return found.pop() if len(found) == 1 else None


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One source: what it is, the day it counts from, what cites it, and the disputes it takes part in."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "source")
    total = register.carried_by(record, frame.at)
    first = listing.place(request.GET, MANY, total)
    view = register.source_view(record, frame.at, first, MANY)
    own = next(iter(view.about(record, "source")), None)
    if own is None:
        raise NotFound("no-such-record", "Nothing of that name is known here.", "search for it")
    source: Source = own.payload
    title, language = source.title.in_language(frame.language)
    told = Statements(view, frame.translator, frame.address)
    carried = [fact for fact in view.facts if any(one.source == own.about for one in fact.citations)]
    sentences = sentences_of(frame, view, (fact.entry.scope for fact in carried))
    return frame.render(
        "pages/source.html",
        title=title,
        title_lang=language if language != frame.language else "",
        room="sources",
        crumbs=[{"label": _("Sources"), "href": frame.link("sources")}],
        lede=", ".join(part for part in (source.author, source.agency, source.publisher) if part),
        record_rows=told.statement(own.entry)["rows"],
        counts=_counts(frame, source),
        rank=_rank(view, own.about),
        address=source.address if (source.address or "").startswith(("https://", "http://")) else "",
        cited=[_citing(frame, told, own.about, fact, sentences.get(fact.digest)) for fact in carried],
        how_many=ngettext("%(n)s statement", "%(n)s statements", total) % {"n": total},
        paging=listing.pages(total, first, MANY, frame.here),
        disputes=_disputes(frame, own.about, carried),
        fact=frame.link("fact", own.entry.id),
        view_hash=view.sha256(),
    )


def _counts(frame: Frame, source: Source) -> str:
    """The day a source counts from when one asks what the world could have known (rule 10)."""
    date = source.counts_from
    if date is None or date.is_open_end:
        return _("It bears no date and no day of capture is recorded: it never counts as published.")
    day = {"day": frame.say(date.latest)}
    if source.published is not None:
        return _("Asked what the world could have known, it counts from %(day)s, its publication.") % day
    return _("It bears no date: asked what the world could have known, it counts from %(day)s, its capture.") % day


def _citing(frame: Frame, told: Statements, source: str, fact: Fact, sentence: dict[str, Any] | None) -> dict[str, Any]:
    name, href = told.named(fact.about)
    return {
        "kind": kindwords.title(fact.kind),
        "about": name,
        "about_href": href,
        "line": told.line(fact.entry),
        "sentence": sentence,
        "day": told.day(fact.entry),
        "href": frame.link("fact", fact.entry.id),
        "places": [_place(one) for one in fact.citations if one.source == source],
    }


def _place(cited: Cited) -> dict[str, str]:
    quote = cited.payload.quote
    if quote is None:
        return {"at": cited.at or "", "quote": "", "lang": ""}
    words, language = quote.in_language(quote.authentic or next(iter(quote.by)))
    return {"at": cited.at or "", "quote": words, "lang": language}


def _disputes(frame: Frame, source: str, carried: list[Fact]) -> list[dict[str, Any]]:
    """The disputes that some statements of this source stand on a side of; also those about what happened."""
    said = [fact for fact in carried if not fact.payload.structural]
    view = register.records_view({fact.about for fact in said}, frame.at)
    told = Statements(view, frame.translator, frame.address)
    touched = [one for one in disputes(view) if any(source in side.sources for side in one.sides)]
    found = [_dispute(view, told, one, frame) for one in touched]
    known = {(one.about, one.question) for one in touched}
    happened = {fact.about: fact.entry.scope for fact in said if fact.kind in HAPPENINGS}
    for scope in sorted(set(happened.values())):
        found += [
            _happening(one, frame)
            for one in _contradictions(frame, scope)
            if one.record in happened
            and (one.record, one.question) not in known
            and any(mark.source == source for side in one.sides for line in side.lines for mark in line.marks)
        ]
    return found


def _contradictions(frame: Frame, scope: str) -> list[DisputeTold]:
    """What contradicts in what happened, which only the brief of a partnership finds."""
    view = register.partnership_view(scope, frame.at)
    told = brief.compose(view, scope, register.frameworks(), frame.language, sections=brief.HAPPENED)
    return [one.dispute for one in told.disputed.sentences if one.dispute is not None]


def _happening(told: DisputeTold, frame: Frame) -> dict[str, Any]:
    """A dispute as the brief tells it: each telling with its voices."""
    return {
        "about": frame.translator.capital(told.title),
        "href": frame.address(told.question.removeprefix("planned/"), told.record),
        "sides": [
            {
                "line": text_of(line.value),
                "day": "",
                "href": frame.link("fact", line.marks[0].fact),
                "sources": ", ".join(line.voices),
                "followed": side.followed,
            }
            for side in told.sides
            for line in side.lines
            if line.marks
        ],
    }


def _dispute(view: View, told: Statements, dispute: Dispute, frame: Frame) -> dict[str, Any]:
    name, href = told.named(dispute.about)
    return {
        "about": name,
        "href": href,
        "sides": [
            {
                "line": told.line(side.answers[0][0].entry),
                "day": told.day(side.answers[0][0].entry),
                "href": frame.link("fact", side.answers[0][0].entry.id),
                "sources": ", ".join(record_name(view, one, frame.language) for one in sorted(side.sources)),
                "followed": side is dispute.followed,
            }
            for side in dispute.sides
        ],
    }
