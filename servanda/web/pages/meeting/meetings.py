"""Planning a meeting on a review; its agenda: what is proposed, what is on it, ordered by hand; who is at the table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.brief.meetings import LineTold, MeetingTold, SeatTold
from servanda.brief.reviews import ReviewTold
from servanda.errors import ServandaError, UsageError, worded
from servanda.frameworks import Framework
from servanda.kernel.agenda import moved, numbered
from servanda.meeting import Plan, Wanted, order, plan, propose, put, seat, set_time, take_off
from servanda.review import look as look_at_review
from servanda.web.doing.meetings import by_name, crumbs, gone, preside, to_preside, told_of, ways, who
from servanda.web.doing.reviewing import is_now, to_act, typed
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.pages.review.reviews import fault_told
from servanda.web.permission import PRESIDING, required


@shown
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """The form that plans a meeting on a review, for whoever presides over such."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "review")
    told = ReviewTold(look_at_review(record, frame.at, []), register.frameworks(), frame.language)
    error = None
    if request.method == "POST":
        try:
            return _planned(frame, told)
        except ServandaError as fault:
            error = fault_told(fault)
    one, right = told.one, to_act(frame, told.one, PRESIDING)
    framework = register.frameworks().get(one.payload.framework)
    partnership = brief.title_of(one.view, one.scope, register.frameworks(), frame.language)
    return frame.render(
        "pages/meeting/new.html",
        title=_("Plan a meeting"),
        scope=one.scope,
        crumbs=[
            {"label": partnership, "href": frame.link("partnership", one.scope)},
            {"label": frame.translator.capital(told.title), "href": frame.link("review", record)},
        ],
        lede=_("On the review, with an agenda from what it found."),
        error=error,
        may=is_now(frame) and right.allowed,
        why=[] if right.allowed else right.rules,
        formats=_labels(framework, "formats", frame.language),
        levels=_labels(framework, "meeting_levels", frame.language),
        typed=request.POST,
        who=who(frame),
        view_hash=one.view.sha256(),
    )


def _labels(framework: Framework | None, name: str, language: str) -> list[tuple[str, str]]:
    return [(one.slug, one.label(language)) for one in getattr(framework, name, ())]


def _planned(frame: Frame, told: ReviewTold) -> HttpResponse:
    one, request = told.one, frame.request
    right = to_act(frame, one, PRESIDING)
    required(right.answer)
    body = typed(request, "body")
    wanted = Plan(
        one.scope,
        (*one.payload.plans, one.record),
        (one.payload.framework,),
        begins=_moment(request, "begins"),
        ends=_moment(request, "ends"),
        format=typed(request, "format"),
        level=typed(request, "level"),
        body=register.find(body, frame.at, "party") if body else None,
        parties=_parties(frame, one.scope),
        venue=typed(request, "venue"),
        subject=typed(request, "subject"),
        name=typed(request, "name"),
        marking=one.own.entry.marking,
    )
    record = plan(wanted, by_name(frame, right))
    return gone(request, reverse("meeting-agenda", args=[record]))


def _parties(frame: Frame, scope: str) -> tuple[str, ...]:
    """The parties of the partnership take part, unless it is said otherwise later."""
    what = register.records_view([scope], frame.at).record(scope)
    return tuple(what.payload.parties) if what is not None and what.kind == "partnership" else ()


def _moment(request: HttpRequest, name: str) -> str:
    """A day and time from two fields with the zone of the form; nothing where no time is given."""
    day, time, zone = typed(request, "day"), typed(request, name), typed(request, "zone")
    if name == "ends" and not time:
        return ""
    return f"{day}T{time} {zone}".strip() if day and time else ""


_LONGEST_PLACE = 6  # digits of a place on an agenda


@shown
def agenda(request: HttpRequest, ref: str) -> HttpResponse:
    """What is on the agenda in its order, what could be put on, who is at the table."""
    frame = Frame.of(request)
    told = told_of(frame, ref)
    if request.method != "POST":
        return _drawn(frame, told)
    try:
        at = _done(frame, told)
    except ServandaError as fault:
        return _drawn(frame, told, fault_told(fault))
    return gone(request, f"{reverse('meeting-agenda', args=[told.one.record])}#{at}")


def _done(frame: Frame, told: MeetingTold) -> str:
    """Do what a button says; gives the part of the page to go back to."""
    request, one = frame.request, told.one
    act, _colon, item = request.POST.get("act", "").partition(":")
    hand = preside(frame, one)
    there = [line.item for line in one.agenda.lines]
    if act in ("up", "down"):
        order(one.record, moved(there, item, -1 if act == "up" else 1), hand)
        return f"i-{item}"
    if act == "order":
        said = {own: typed(request, f"place-{own}") for own in there}
        numbers = {own: int(place) for own, place in said.items() if place.isdecimal() and len(place) < _LONGEST_PLACE}
        order(one.record, numbered(there, numbers), hand)
    elif act == "take-off":
        take_off(one.record, item, hand, words=typed(request, "words"))
    elif act == "put":
        proposed = {each.key: each for each in propose(one, frame.at, frame.language)}
        put(one.record, [proposed[key].wanted for key in request.POST.getlist("matter") if key in proposed], hand)
    elif act == "add":
        put(one.record, [Wanted(subject=typed(request, "subject"), words=typed(request, "words"))], hand)
    elif act == "seat":
        sits = {name: typed(request, name) for name in ("head", "members", "seats", "words")}
        party = register.find(typed(request, "party"), frame.at, "party")
        seat(one.record, party, hand, absent=bool(typed(request, "absent")), **sits)
        return "table-h"
    elif act == "time":
        set_time(one.record, _moment(request, "begins"), hand, ends=_moment(request, "ends"))
        return "time-h"
    else:
        raise UsageError("no-act", worded("It is not said what is to be done."), worded("use a button of the page"))
    return "agenda-h"


def _drawn(frame: Frame, told: MeetingTold, error: dict[str, str] | None = None) -> HttpResponse:
    one, right = told.one, to_preside(frame, told.one)
    stands = one.agenda.is_adopted
    may = right.allowed and is_now(frame) and not stands
    return frame.render(
        "pages/meeting/agenda.html",
        title=_("Agenda"),
        scope=one.scope,
        crumbs=crumbs(frame, told),
        lede=f"{frame.translator.capital(told.title)}, {told.time}",
        more=ways(frame, told, "meeting-agenda"),
        error=error,
        may=may,
        why=[] if right.allowed else right.rules,
        stands=stands,
        lines=[_line(frame, each) for each in told.lines()],
        off=[{"title": told.subject(put_on), "words": _off_words(told, off.key)} for put_on, off in one.agenda.off],
        proposed=_proposed(frame, told) if may else [],
        seats=[_seat(frame, each) for each in told.seats()],
        time=told.time,
        parties=[(each.party, each.name) for each in told.seats()],
        typed=frame.request.POST if error else {},
        who=who(frame),
        view_hash=one.view.sha256(),
    )


def _line(frame: Frame, one: LineTold) -> dict[str, Any]:
    return {
        "item": one.item,
        "place": one.place,
        "title": one.title,
        "href": frame.address(one.kind, one.record) if one.record else "",
        "why": one.why,
        "words": one.words,
        "fact": frame.link("fact", one.fact.entry.id),
        "state": ", ".join(result.word for result in one.results) or _("open"),
        "is_open": not one.results,
    }


def _off_words(told: MeetingTold, key: str) -> str:
    words = told.one.fact(key).payload.words
    return told.scene.text(words).text if words is not None else ""


def _proposed(frame: Frame, told: MeetingTold) -> list[dict[str, Any]]:
    """What could be put on, in groups by why."""
    groups: dict[str, list[dict[str, str]]] = {}
    for one in propose(told.one, frame.at, frame.language):
        groups.setdefault(one.why, []).append({"key": one.key, "title": one.title, "words": one.words})
    titles = {
        "disagreement": _("Where voices differ"),
        "overdue": _("Overdue on the day of the meeting"),
        "pending": _("Decisions pending"),
    }
    return [{"title": titles[why], "rows": rows} for why, rows in groups.items()]


def _seat(frame: Frame, one: SeatTold) -> dict[str, Any]:
    return {
        "name": one.name,
        "href": frame.address("party", one.party),
        "is_known": one.is_known,
        "is_absent": one.is_absent,
        "head": one.head,
        "members": one.members,
        "seats": one.seats,
        "words": one.words,
        "fact": frame.link("fact", one.fact.entry.id) if one.fact is not None else "",
    }
