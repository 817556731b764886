"""One statement whole: what it says, where it is said, when it was recorded, and its corrections."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from servanda import register
from servanda.accounts import roles
from servanda.errors import NotFound
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.view import Cited
from servanda.kinds.fields import Text
from servanda.register.reading import statements
from servanda.register.reading.statements import Closing
from servanda.register.writing.remarking import marks_of
from servanda.web.doing import lineform
from servanda.web.faults import shown
from servanda.web.forms import fieldwords, kindwords
from servanda.web.forms.told import Statements
from servanda.web.frame import Frame
from servanda.web.outside import outside
from servanda.web.pages.recording.seen import Seen, seen_ever
from servanda.web.pages.recording.telling import sentences_of
from servanda.web.permission import may_somewhere, to_correct, to_mark

_LONGEST_CHAIN = 50  # corrections of corrections that are told; a longer chain is told from its page on


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a statement by its identifier; a record's own identifier leads to what the record is."""
    frame = Frame.of(request)
    try:
        seen = seen_ever(ref, frame.at)
    except NotFound:
        return HttpResponseRedirect(frame.link("fact", _record_statement(frame, ref)))
    entry = next(one for one in seen.fact.entries if one.id == ref)
    told = Statements(seen.view, frame.translator, frame.address)
    name, _href = told.named(seen.fact.about)
    writes = seen.closed is None and to_correct(request, seen.fact.entries, frame.at).allowed
    return frame.render(
        "pages/fact.html",
        title=f"{kindwords.title(entry.kind)}: {name}",
        scope=entry.scope,
        crumbs=_crumbs(frame, told, entry),
        sentences=[_sentence(frame, seen) or {"spans": [{"text": told.line(entry), "form": "plain"}]}],
        told=told.statement(entry),
        closed=_closed(frame, seen.closed),
        citations_told=[_cited(frame, told, entry, one) for one in seen.fact.citations],
        no_source=_no_source(entry),
        recordings=_recordings(frame, seen),
        chain=_chain(frame, told, entry),
        permanent=outside(request, request.path),
        correct=frame.link("correct", ref) if writes else "",
        mark=frame.link("mark", ref) if to_mark(request, seen.fact.entries, frame.at).allowed else "",
        say=_to_say(frame, seen),
        markings=_markings(frame, entry),
        issued=frame.link("issued", ref) if entry.kind == "issued" else "",
        view_hash=seen.view.sha256(),
    )


def _to_say(frame: Frame, seen: Seen) -> str:
    """The form of a line for outside with this statement ticked, for who may draft one."""
    entry = seen.arrived.entry
    is_told = seen.closed is None and seen.fact.citations and not entry.payload.structural
    if not is_told or entry.kind in lineform.APART or not may_somewhere(frame.request, roles.RECORD, lineform.KIND):
        return ""
    asked = {"scope": entry.scope, "kind": lineform.KIND, "c.rests_on.0": entry.id}
    return f"{reverse('record')}?{urlencode(asked)}"


def _sentence(frame: Frame, seen: Seen) -> dict[str, Any] | None:
    """The sentence that the brief tells of this statement, if it tells it alone."""
    return sentences_of(frame, seen.view, [seen.fact.entry.scope]).get(seen.fact.digest)


def _no_source(entry: Entry) -> str:
    if entry.payload.structural:
        return _("What a record is or is called needs no source.")
    return _("No source seen from here is cited for it.")


def _record_statement(frame: Frame, ref: str) -> str:
    record = register.find(ref, frame.at)
    what = register.records_view([record], frame.at).record(record)
    if what is None:
        raise NotFound("no-such-record", "Nothing of that name is known here.", "search for it")
    return what.entry.id


def _crumbs(frame: Frame, told: Statements, entry: Entry) -> list[dict[str, str]]:
    crumbs = [{"label": _("Partnerships"), "href": frame.link("start")}]
    if told.view.record(entry.scope) is not None:
        crumbs.append({"label": told.named(entry.scope)[0], "href": frame.link("partnership", entry.scope)})
    return crumbs


def _cited(frame: Frame, told: Statements, entry: Entry, cited: Cited) -> dict[str, Any]:
    quote = cited.payload.quote
    words, language = quote.in_language(quote.authentic or next(iter(quote.by))) if quote else ("", "")
    what = told.view.record(cited.source)
    counts = what.payload.counts_from if what else None
    return {
        "source": told.named(cited.source)[0],
        "href": frame.link("source", cited.source),
        "date": frame.translator.date(counts).text if counts else _("date not known"),
        "at": cited.at or "",
        "quote": words,
        "quote_lang": language,
        "supports": ", ".join(fieldwords.label(entry.kind, key) for key in cited.payload.supports),
    }


def _recordings(frame: Frame, seen: Seen) -> list[dict[str, str]]:
    entry = seen.arrived.entry
    lines = [
        (_("Recorded"), _moment(frame, entry.recorded_at)),
        (_("Arrived here"), _moment(frame, seen.arrived.at)),
        (pgettext("recorded", "By"), entry.actor),
        (_("On behalf of"), entry.on_behalf_of or ""),
        (_("Marking"), register.policy().say(entry.marking, frame.language)),
        (_("Recorded anew"), _again(frame, seen)),
        (_("Statement digest"), seen.fact.digest),
    ]
    return [{"label": label, "text": text} for label, text in lines if text]


def _markings(frame: Frame, entry: Entry) -> list[dict[str, str]]:
    """How it was marked anew, if it was: in order."""
    policy = register.policy()
    return [
        {
            "day": _moment(frame, one.at),
            "to": policy.say(one.to, frame.language),
            "reason": one.reason.in_language(frame.language)[0],
            "by": one.actor,
        }
        for one in marks_of(entry.id, frame.at)
    ]


def _again(frame: Frame, seen: Seen) -> str:
    others = [one for one in seen.fact.entries if one.id != seen.arrived.entry.id]
    return "; ".join(f"{_moment(frame, one.recorded_at)}, {one.actor}" for one in others)


def _moment(frame: Frame, moment: datetime) -> str:
    return frame.translator.date(PartialDate.parse(f"{moment:%Y-%m-%dT%H:%M}Z")).text


def _closed(frame: Frame, closing: Closing | None) -> dict[str, str] | None:
    if closing is None:
        return None
    day = {"day": _moment(frame, closing.at)}
    by = str(getattr(closing.entry.payload, "by", ""))
    sentence = _("This statement was replaced on %(day)s.") if by else _("This statement was withdrawn on %(day)s.")
    return {
        "sentence": sentence % day,
        "reason": _reason(frame, closing.entry),
        "href": frame.link("fact", by) if by else "",
    }


def _reason(frame: Frame, closer: Entry) -> str:
    reason = cast(Text, getattr(closer.payload, "reason"))  # noqa: B009
    return reason.in_language(frame.language)[0]


def _chain(frame: Frame, told: Statements, entry: Entry) -> list[dict[str, Any]]:
    """What was corrected by what, in order, with this statement in it; nothing while there is no correction."""
    history = {one.entry.id: one for one in register.history(entry.about, frame.at)}
    closings = statements.closings(history, frame.at)
    linked = _linked(entry.id, closings)
    if len(linked) < 2 and entry.id not in closings:
        return []
    ordered = sorted((history[one] for one in linked if one in history), key=lambda one: one.known_from)
    return [
        {
            "line": f"{told.day(one.entry)}. {told.line(one.entry)}".removeprefix(". "),
            "here": one.entry.id == entry.id,
            "href": frame.link("fact", one.entry.id),
            "known": _known(frame, one.known_from, one.known_to),
            "note": " ".join(_note(frame, closing) for closing in closings.get(one.entry.id, ())),
        }
        for one in ordered[:_LONGEST_CHAIN]
    ]


def _linked(start: str, closings: dict[str, tuple[Closing, ...]]) -> set[str]:
    """Every statement that leads to this one, or from it, by corrections."""
    pairs = [(old, str(getattr(c.entry.payload, "by", ""))) for old, found in closings.items() for c in found]
    linked, before = {start}, 0
    while len(linked) > before:
        before = len(linked)
        linked |= {end for pair in pairs if linked.intersection(pair) for end in pair if end}
    return linked


def _known(frame: Frame, start: datetime, end: datetime | None) -> str:
    if end is None:
        return _("known since %(day)s") % {"day": _moment(frame, start)}
    return _("known %(start)s to %(end)s") % {"start": _moment(frame, start), "end": _moment(frame, end)}


def _note(frame: Frame, closing: Closing) -> str:
    day, reason = _moment(frame, closing.at), _reason(frame, closing.entry)
    if not closing.in_force:
        return _("Closed on %(day)s (%(reason)s), and opened again since.") % {"day": day, "reason": reason}
    if hasattr(closing.entry.payload, "by"):
        return _("Replaced on %(day)s: %(reason)s") % {"day": day, "reason": reason}
    return _("Withdrawn on %(day)s: %(reason)s") % {"day": day, "reason": reason}
