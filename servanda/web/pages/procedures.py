"""Texts put to decision: all of them by how they stand, and each with its clock, its parties, its text and its rules.

The time is the server's, and never runs back behind what was recorded.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from servanda import brief, register
from servanda.accounts import roles
from servanda.accounts.policy import EVERYWHERE
from servanda.brief.procedure import HISTORY, STANDS, VERSIONS, ProcedureTold, by_state, on_text, tell
from servanda.errors import NotFound
from servanda.kernel.dates import PartialDate
from servanda.kernel.procedures import opened
from servanda.register.reading.places import place_of
from servanda.render import charts
from servanda.web.drawing.present import Presenter
from servanda.web.drawing.procedurewords import breaks, keeps, next_words
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.permission import PRESIDING, may, may_act, may_somewhere
from servanda.web.seats import seat
from servanda.web.visitor import visitor

SIGNS = ("silent", "spoke", "unknown", "objected")


@shown
def index(request: HttpRequest) -> HttpResponse:
    """All texts put to decision that are seen from here, those that are open first."""
    frame = Frame.of(request)
    view = register.procedures_view(frame.at)
    told = by_state(view, register.frameworks(), frame.language)
    presenter = Presenter(told.sources, frame.address, frame.language)
    return frame.render(
        "pages/decisions.html",
        title=_("Texts put to decision"),
        room="decisions",
        crumbs=[],
        lede=_("Under silence, or to the concurrence of each party: what is open, and what became of the rest."),
        rows=[presenter.section(section) for section in told.sections],
        more=_more(frame) if may_somewhere(request, roles.RECORD, "text-version") else (),
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=view.sha256(),
    )


def _more(frame: Frame) -> list[dict[str, str]]:
    address = f"{reverse('record')}?{urlencode({'kind': 'text-version'})}"
    return [{"label": _("Put a text to decision"), "href": address}] if _is_now(frame) else []


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One text: how it stands at this moment, and everything that happened to it."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "procedure")
    own = register.records_view([record], frame.at).record(record)
    if own is None:
        raise _nothing()
    scope = own.entry.scope
    view = register.procedures_view(frame.at, scope)
    told = tell(view, record, register.frameworks(), frame.language)
    if told is None:
        raise _nothing()
    presenter = Presenter(told.brief.sources, frame.address, frame.language)
    (stands,) = told.sentences(STANDS)
    lede = presenter.sentence(stands)
    here = frame.address("procedure", told.procedure.record)
    lede["spans"] = [{**span, "href": ""} if span.get("href") == here else span for span in lede["spans"]]
    partnership = brief.title_of(view, scope, register.frameworks(), frame.language)
    return frame.render(
        "pages/procedure.html",
        title=told.title,
        scope=scope,
        room="decisions",
        crumbs=[
            {"label": _("Decisions"), "href": frame.link("decisions")},
            {"label": partnership, "href": frame.link("partnership", scope)},
        ],
        lede_spans=lede["spans"],
        dispute=lede["dispute"],
        clock=_clock(frame, told),
        next=next_words(frame.translator, told),
        parties=_parties(frame, told),
        text=_text(frame, told),
        versions=[presenter.sentence(one) for one in told.sentences(VERSIONS)],
        rules={"breaks": breaks(frame.translator, told), "keeps": keeps(told)},
        more=[{"label": pgettext("verb", "Follow"), "href": frame.link("follow", record)}],
        acts=_acts(frame, told) if _is_now(frame) else (),
        history=[presenter.sentence(one) for one in told.sentences(HISTORY)],
        entered=_entered(frame, told),
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=told.brief.view_sha256,
    )


@shown
def text(request: HttpRequest, ref: str) -> HttpResponse:
    """A text version is read where it is put to decision: go to the newest procedure on it, or on its line."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "text-version")
    view = register.procedures_view(frame.at)
    found = on_text(view, record, register.frameworks())
    if found is None:
        raise _nothing()
    return HttpResponseRedirect(frame.link("procedure", found))


def _nothing() -> NotFound:
    return NotFound("no-such-record", _("Nothing is known here by that name."), _("search for it by its words"))


def _clock(frame: Frame, told: ProcedureTold) -> dict[str, Any]:
    """The time left in figures and as a strip; of what is decided, how and when."""
    say = frame.translator.date
    drawn: dict[str, Any] = {"left": "", "state": told.state, "words": "", "chart": _strip(frame, told)}
    if told.left is not None and told.expires is not None:
        words = _("left until it expires on %(moment)s") % {"moment": say(told.expires).text}
        return {**drawn, "left": _duration(told.left), "iso": _iso(told.left), "words": words}
    if told.since is not None:
        return {**drawn, "words": _("on %(moment)s") % {"moment": say(told.since).text}}
    return drawn


def _strip(frame: Frame, told: ProcedureTold) -> charts.Clock | None:
    if told.expires is None or told.expires.moment is None:
        return None
    zone = told.now.tzinfo
    decided = told.since.moment.astimezone(zone) if told.since and told.since.moment else None
    now = charts.Instant(decided or told.now, _short(frame, decided or told.now), told.state if decided else _("now"))
    return charts.Clock(
        "clock",
        told.title,
        charts.Instant(told.opened, _short(frame, told.opened), _("opened")),
        now,
        charts.Instant(told.expires.moment, _short(frame, told.expires.moment), _("expires")),
    )


def _short(frame: Frame, moment: datetime) -> str:
    return f"{frame.translator.date(PartialDate.of(moment.date())).text}, {moment:%H:%M}"


def _duration(left: timedelta) -> str:
    minutes = int(left.total_seconds() // 60)
    if minutes >= 72 * 60:
        days, hours = divmod(minutes // 60, 24)
        return _("%(days)s days %(hours)s h") % {"days": days, "hours": hours}
    if minutes == 0:
        return _("%(seconds)s s") % {"seconds": int(left.total_seconds())}
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}


def _iso(left: timedelta) -> str:
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    return f"PT{minutes // 60}H{minutes % 60}M{seconds}S"


def _parties(frame: Frame, told: ProcedureTold) -> dict[str, Any]:
    counts = {sign: sum(party.sign == sign for party in told.parties) for sign in SIGNS}
    many = ngettext("%(n)s party asked", "%(n)s parties asked", len(told.parties)) % {"n": len(told.parties)}
    against = ngettext("%(n)s objection", "%(n)s objections", counts["objected"]) % {"n": counts["objected"]}
    silence = told.procedure.payload.way == "silence"
    words = {
        "silent": _("silent: %(n)s") if silence else _("no answer: %(n)s"),
        "spoke": _("spoke, no objection: %(n)s"),
        "unknown": _("not known whether it received the text: %(n)s"),
        "objected": _("objected: %(n)s"),
    }
    usual = _("Silent is the expected state. A party may speak without breaking silence.")
    each = _("Each party has to agree; silence is no agreement here.")
    return {
        "title": f"{many}, {against}" if counts["objected"] else _("%(parties)s, no objection") % {"parties": many},
        "lede": usual if silence else each,
        "all": [
            {"sign": one.sign, "name": one.name, "words": one.words, "href": frame.address("party", one.record)}
            for one in told.parties
        ],
        "legend": [(sign, words[sign] % {"n": counts[sign]}) for sign in SIGNS],
    }


def _text(frame: Frame, told: ProcedureTold) -> dict[str, Any]:
    version = told.version
    where = [
        _("It is kept: %(place)s.") % {"place": version.where} if version.where else "",
        _("SHA-256: %(hash)s.") % {"hash": version.sha256} if version.sha256 else "",
    ]
    return {
        "paragraphs": told.text,
        "lang": told.text_language if told.text_language != frame.language else "",
        "changed_from": told.changed_from,
        "where": " ".join(filter(None, where)),
    }


def _entered(frame: Frame, told: ProcedureTold) -> list[str]:
    """How each reply came in: when it was received, when it was entered here, and whether by its party."""
    view, say, zone = told.procedure.view, frame.translator.date, told.now.tzinfo
    by_its_seat = _("%(party)s: received %(received)s, entered here by its own seat on %(entered)s: %(by)s.")
    by_letter = _("%(party)s: received %(received)s, entered here from the source cited on %(entered)s: %(by)s.")
    lines = []
    for fact in sorted(view.about(told.procedure.record, "reply"), key=lambda one: (opened(one), one.digest)):
        entry, party = fact.entry, fact.payload.party
        is_own = entry.said_by is not None and view.aliases[entry.said_by] == view.aliases[party]
        at = entry.recorded_at.astimezone(zone).replace(second=0, microsecond=0)
        named = {
            "party": brief.title_of(view, party, register.frameworks(), frame.language),
            "received": say(fact.as_of).text,
            "entered": say(PartialDate(at.isoformat())).text,
            "by": ", ".join(filter(None, (entry.actor, entry.on_behalf_of))),
        }
        lines.append((by_its_seat if is_own else by_letter) % named)
    return lines


def _is_now(frame: Frame) -> bool:
    """Whether the page is seen from the present: what happens next is not recorded from the past."""
    at = frame.at
    return at.as_of >= at.today and at.known_at is None and at.published_by is None


def _acts(frame: Frame, told: ProcedureTold) -> list[tuple[str, str]]:
    """What the reader may record of it now, each with the form that it leads to."""
    request, procedure = frame.request, told.procedure
    place, own = EVERYWHERE, ""
    if visitor(request).guarded:
        place = place_of(procedure.record, procedure.opening.entry.scope, frame.at)
        seated = (party for party in procedure.parties if seat(request, party, frame.at) is not None)
        own = next(seated, "")
    replies = not visitor(request).guarded or own or may_act(request, PRESIDING, place).allowed
    silence = told.procedure.payload.way == "silence"
    acts = [
        (_("Object in writing"), "reply", "objection"),
        (_("Propose an amendment"), "reply", "amendment"),
        (_("Say that it will not object") if silence else _("Agree"), "reply", "support"),
        (_("Say something for the record"), "reply", "statement"),
    ]
    course = told.procedure.course
    if course is not None and course.is_open:
        acts += [(_("Extend the time"), "extension", ""), (_("Withdraw the text"), "text-withdrawn", "")]
    elif course is not None:
        acts.append((_("Announce the result"), "announcement", course.state))
    return [
        (label, _form(told, kind, chosen, own))
        for label, kind, chosen in acts
        if (replies or kind != "reply") and may(request, roles.RECORD, place, kind).allowed
    ]


def _form(told: ProcedureTold, kind: str, chosen: str, own: str) -> str:
    """The form of a kind; of a reply with what is said, and whose it is: of the party whose seat the reader holds."""
    asked = {"scope": told.procedure.opening.entry.scope, "kind": kind, "about": told.procedure.record}
    if kind == "reply":
        asked |= {"c.what": chosen, **({"c.party": own} if own else {})}
    elif kind == "announcement" and told.procedure.course is not None:
        asked |= {"c.result": chosen, "c.decided": told.procedure.course.since.isoformat()}
    return f"{reverse('record')}?{urlencode(asked)}"
