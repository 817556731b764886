"""Answering in a review: a voice's objectives as a list, and one form for each, with what was said last time and what
other voices say beside it."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.accounts import roles
from servanda.brief.reviews import ReviewTold
from servanda.drafting import keeping
from servanda.errors import LedgerError, NotFound, ServandaError
from servanda.kernel.identity import random_id
from servanda.kernel.review import Key
from servanda.kernel.view import Fact
from servanda.review import Answer, Looked, confirm, look, looked_at, send_back, submit
from servanda.review.answers import asked_of
from servanda.web.doing import reviewing
from servanda.web.doing.drafts import Sheet, beside
from servanda.web.doing.reviewing import Right, is_now, to_act, to_answer, typed
from servanda.web.drawing import listing
from servanda.web.faults import shown
from servanda.web.forms import signature
from servanda.web.frame import Frame
from servanda.web.pages.review.reviews import fault_told
from servanda.web.permission import required, writing

MANY = 100  # objectives on a page
WORDS = ("reasoning", "evidence", "challenges", "reason", "departure", "late")


@shown
@writing(roles.RECORD)
def index(request: HttpRequest, ref: str) -> HttpResponse:
    """The objectives of a review as one voice meets them: answered, sent back or not; and last time's answers."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "review")
    told = ReviewTold(look(record, frame.at), register.frameworks(), frame.language)
    track = _track(told, request.GET.get("track", ""))
    error = _confirmed(frame, told, track) if request.method == "POST" else None
    if isinstance(error, HttpResponse):
        return error
    first = listing.place(request.GET, MANY)
    asked = [own for own in told.one.objectives if asked_of(told.one.course, own, track)] if track else []
    mine = [own for own in asked if not request.GET.get("body") or told.holder(own) == request.GET["body"]]
    rows = [_row(frame, told, own, track) for own in mine[first : first + MANY]]
    typing = {row["record"]: Sheet.place(record, row["record"], track) for row in rows if row["may"]}
    waiting = keeping.kept_places(typing.values()) if typing else set()
    for row in rows:
        row["draft"] = typing.get(row["record"]) in waiting
    return frame.render(
        "pages/review/answers.html",
        title=_("Answers: %(voice)s") % {"voice": told.track(track)} if track else _("Answers"),
        scope=told.one.scope,
        crumbs=_crumbs(frame, told),
        lede=_lede(told, mine, track),
        tracks=[(one, told.track(one), _link(frame, record, one), one == track) for one in _tracks(told)],
        rows=rows,
        error=error,
        bodies=_bodies(frame, told, asked, track),
        paging=listing.pages(len(mine), first, MANY, lambda at: _link(frame, record, track, at)),
        who=signature.remembered(request) if reviewing.needs_name(frame) else None,
        form=random_id(),
        view_hash=told.one.view.sha256(),
    )


@shown
@writing(roles.RECORD)
def answer(request: HttpRequest, ref: str, objective: str) -> HttpResponse:
    """One form: grades, reasoning, evidence; beside it last time's answer, and what the other voices say."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "review")
    own = register.find(objective, frame.at, "objective")
    looked = _looked(frame, record, own)
    told = ReviewTold(looked.one, register.frameworks(), frame.language)
    track = _track(told, request.GET.get("track", ""))
    places = asked_of(told.one.course, own, track) if own in told.one.objectives and track else ()
    if not places:
        raise NotFound("not-asked", _("This review does not ask about that."), _("look at the review"))
    sheet = Sheet(frame, record, own, track)
    if request.method != "POST":
        return _form(frame, told, places, sheet)
    right = _right(frame, told, places)
    act = request.POST.get("act", "")
    if act == "draft":
        required(right.answer)
        return sheet.draft("reasoning")
    try:
        if reviewing.needs_name(frame) and not typed(request, "who"):
            fault = {"sentence": _("It is not said who answers."), "remedy": _("Give your name.")}
            return _form(frame, told, places, sheet, fault)
        _recorded(frame, looked, places, act, right)
    except LedgerError:
        raise
    except ServandaError as fault:
        if right.allowed:
            sheet.keep()  # what was typed is not lost to a fault
        return _form(frame, told, places, sheet, fault_told(fault))
    if act != "return":
        sheet.submitted()
    response = HttpResponseRedirect(f"{_link(frame, record, track)}#o-{own}", status=303)
    if typed(request, "who"):
        signature.remember(response, typed(request, "who"))
    return response


def _looked(frame: Frame, record: str, objective: str) -> Looked:
    """One objective as the page is seen; as it stands now, to be looked at once, where something is done."""
    if frame.request.method == "POST" and is_now(frame):
        return looked_at(record, frame.at.reader, objective)
    return Looked(frame.at, objective, look(record, frame.at, [objective]))


def _recorded(frame: Frame, looked: Looked, places: tuple[Key, ...], act: str, right: Right) -> None:
    """Submit, confirm, or send back another voice's answer."""
    one, request = looked.one, frame.request
    just_now = looked if is_now(frame) else None
    objective, _axis, track = places[0]
    if act == "return":
        place = (objective, typed(request, "axis"), typed(request, "voice"))
        step = one.course.may_return(place)
        back = to_act(frame, one, step.acts if step else (), None)
        required(back.answer)
        by = reviewing.hand(frame, back)
        send_back(one.record, place, by, reason=typed(request, "return-reason"), words=typed(request, "return-words"))
        return
    required(right.answer)
    by = reviewing.hand(frame, right)
    if act == "confirm":
        confirm(one.record, objective, track, by, just_now, form=typed(request, "form"))
        return
    grades = {axis: grade for _own, axis, _track in places if (grade := typed(request, f"grade-{axis}"))}
    said = {name: typed(request, name) for name in WORDS}
    answer = replace(Answer(grades, form=typed(request, "form")), **said)  # type: ignore[arg-type]
    submit(one.record, objective, track, answer, by, just_now)


def _confirmed(frame: Frame, told: ReviewTold, track: str) -> HttpResponse | dict[str, str]:
    """Confirm last time's answer from the list."""
    objective = frame.request.POST.get("objective", "")
    asked = asked_of(told.one.course, objective, track) if objective in told.one.objectives else ()
    if not asked:
        return {"sentence": _("This review does not ask about that."), "remedy": _("Look at the review.")}
    if reviewing.needs_name(frame) and not typed(frame.request, "who"):
        return {"sentence": _("It is not said who answers."), "remedy": _("Give your name.")}
    try:
        looked = _looked(frame, told.one.record, objective)
        _recorded(frame, looked, asked, "confirm", _right(frame, told, asked))
    except LedgerError:
        raise
    except ServandaError as fault:
        return fault_told(fault)
    response = HttpResponseRedirect(f"{_link(frame, told.one.record, track)}#o-{objective}", status=303)
    if typed(frame.request, "who"):
        signature.remember(response, typed(frame.request, "who"))
    return response


def _right(frame: Frame, told: ReviewTold, places: tuple[Key, ...]) -> Right:
    """Whether the request may answer for the voice."""
    objective, axis, track = places[0]
    step = told.one.course.submitting(axis, track)
    assert step is not None
    return to_answer(frame, told.one, objective, step, is_own_voice=told.is_own_voice(track))


def _tracks(told: ReviewTold) -> tuple[str, ...]:
    """The voices that are asked anything, those of open steps first."""
    stands = sorted(told.one.course.stands, key=lambda stand: stand.state != "open")
    found = (track for stand in stands if stand.state != "ahead" for track in stand.step.collects)
    asked = (track for track in found if any(track in own for own in told.one.course.rules.answering.values()))
    return tuple(dict.fromkeys(asked))


def _track(told: ReviewTold, wanted: str) -> str:
    tracks = _tracks(told)
    return wanted if wanted in tracks else next(iter(tracks), "")


def _link(frame: Frame, record: str, track: str, first: int = 0) -> str:
    said = {"track": track, "first": str(first or "")}
    base = frame.link("review-answers", record)
    return f"{base}{'&' if '?' in base else '?'}{urlencode({key: value for key, value in said.items() if value})}"


def _to_answer(record: str, objective: str, track: str) -> str:
    return f"{reverse('review-answer', args=[record, objective])}?{urlencode({'track': track})}"


def _crumbs(frame: Frame, told: ReviewTold) -> list[dict[str, str]]:
    one = told.one
    partnership = brief.title_of(one.view, one.scope, register.frameworks(), frame.language)
    return [
        {"label": partnership, "href": frame.link("partnership", one.scope)},
        {"label": frame.translator.capital(told.title), "href": frame.link("review", one.record)},
    ]


def _lede(told: ReviewTold, asked: list[str], track: str) -> str:
    if not track:
        return _("No step that asks for answers is open.")
    course = told.one.course
    done = sum(all(course.is_answered(place) for place in asked_of(course, own, track)) for own in asked)
    return _("%(done)s of %(all)s answered. What was said last time counts as unanswered until it is confirmed.") % {
        "done": done,
        "all": len(asked),
    }


def _bodies(frame: Frame, told: ReviewTold, asked: list[str], track: str) -> list[dict[str, Any]]:
    """The bodies that hold what is asked, to narrow the list to one of them."""
    held = dict.fromkeys(filter(None, (told.holder(own) for own in asked)))
    base, chosen = _link(frame, told.one.record, track), frame.request.GET.get("body", "")
    found = [(told.scene.name(body), f"{base}&{urlencode({'body': body})}", body == chosen) for body in held]
    every = [{"label": _("all bodies"), "href": base, "here": not chosen}]
    return every + [{"label": name, "href": href, "here": here} for name, href, here in sorted(found)]


def _row(frame: Frame, told: ReviewTold, objective: str, track: str) -> dict[str, Any]:
    course, places = told.one.course, asked_of(told.one.course, objective, track)
    back = next((sent for place in places if (sent := course.returned(place)) is not None), None)
    answered = all(course.is_answered(place) for place in places)
    last = [(place, fact) for place in places if (fact := told.one.last_time(place)) is not None]
    can = is_now(frame) and any(course.may_submit(place) for place in places)
    right = _right(frame, told, places) if can else None
    state = _("answered") if answered else _("not answered")
    if back is not None:
        state = _("sent back: %(reason)s") % {"reason": told.returned_because(back.reason) or _("no code")}
    return {
        "record": objective,
        "title": told.object_title(objective),
        "href": _to_answer(told.one.record, objective, track),
        "state": state,
        "css": "back" if back is not None else "done" if answered else "",
        "grades": [
            (told.axis(place[1]), told.grade(place[1], fact.payload.grade), fact.payload.confirms)
            for place in places
            if (fact := told.one.submitted(place)) is not None
        ],
        "last": [] if answered else [_last(told, place, fact) for place, fact in last],
        "may": bool(right and right.allowed),
        "confirms": bool(right and right.allowed and last and not answered and back is None),
    }


def _last(told: ReviewTold, place: Key, fact: Fact) -> dict[str, str]:
    return {
        "axis": told.axis(place[1]),
        "grade": told.grade(place[1], fact.payload.grade),
        "day": told.date(fact.as_of),
        "reasoning": told.words(fact.payload.reasoning),
        "evidence": told.words(fact.payload.evidence),
        "challenges": told.words(fact.payload.challenges),
    }


def _form(
    frame: Frame,
    told: ReviewTold,
    places: tuple[Key, ...],
    sheet: Sheet,
    error: dict[str, str] | None = None,
) -> HttpResponse:
    one, course = told.one, told.one.course
    objective, _axis, track = places[0]
    right = _right(frame, told, places)
    late = any(course.may_correct_late(place) for place in places)
    can = is_now(frame) and (late or any(course.may_submit(place) for place in places))
    may = can and right.allowed
    text = sheet.text()
    others = [_voice(frame, told, place) for place in course.voices if place[2] != track]
    last = [_last(told, place, fact) for place in places if (fact := one.last_time(place)) is not None]
    title, whole = told.object_title(objective), told.whole_text(objective)
    return frame.render(
        "pages/review/answer.html",
        title=title,
        scope=one.scope,
        crumbs=[*_crumbs(frame, told), {"label": told.track(track), "href": _link(frame, one.record, track)}],
        lede="" if title.endswith(whole) else whole,  # a short text is its own title
        error=error,
        voice=told.track(track),
        may=may,
        why=[] if right.allowed else right.rules,
        closed="" if can else _("No answer of this voice is taken now."),
        late=late,
        axes=[
            {
                "slug": place[1],
                "label": told.axis(place[1]),
                "grades": [
                    (slug, label, slug == text.get(f"grade-{place[1]}")) for slug, label in told.grades(place[1])
                ],
            }
            for place in places
        ],
        text=text,
        form=random_id(),
        strand=sheet.own,
        drafts=[_strand(told, kept) for kept in sheet.others()] if may else [],
        submitted=[_submitted(frame, told, place) for place in places if one.submitted(place) is not None],
        returns=[_returned(told, fact) for place in places for fact in one.returns(place)],
        last=last,
        confirms=bool(last) and may and not late and not any(map(course.is_answered, places)),
        others=others,
        departures=told.departures,
        reason=text.get("reason", ""),
        returning=told.returning,
        who=(text.get("who") or signature.remembered(frame.request)) if reviewing.needs_name(frame) else None,
        view_hash=one.view.sha256(),
    )


def _voice(frame: Frame, told: ReviewTold, place: Key) -> dict[str, Any]:
    """What another voice says, and whether it may be sent back."""
    fact, step = told.one.submitted(place), told.one.course.may_return(place)
    assert fact is not None
    may = step is not None and is_now(frame) and to_act(frame, told.one, step.acts).allowed
    return {**_submitted(frame, told, place), "voice": told.track(place[2]), "track": place[2], "returns": may}


def _submitted(frame: Frame, told: ReviewTold, place: Key) -> dict[str, Any]:
    fact = told.one.submitted(place)
    assert fact is not None
    return {
        **_last(told, place, fact),
        "slug": place[1],
        "href": frame.link("fact", fact.entry.id),
        "reason": told.departure(fact.payload.reason) if fact.payload.reason else "",
        "departure": told.words(fact.payload.departure),
        "confirms": fact.payload.confirms,
        "late": told.words(fact.payload.late),
        "version": told.one.course.version(place),
    }


def _returned(told: ReviewTold, fact: Fact) -> dict[str, str]:
    return {
        "day": told.date(fact.as_of),
        "reason": told.returned_because(fact.payload.reason or ""),
        "words": told.words(fact.payload.words),
    }


def _strand(told: ReviewTold, kept: keeping.Kept) -> dict[str, Any]:
    """What another draft says of each field."""
    named = {"reasoning": _("Reasoning"), "evidence": _("Evidence"), "challenges": _("Challenges"),
             "departure": _("Why it departs from another voice"), "late": _("Why it comes after the lock")}  # fmt: skip
    said = [(label, kept.text[name]) for name, label in named.items() if name in kept.text]
    grades = [
        (told.axis(key.removeprefix("grade-")), told.grade(key.removeprefix("grade-"), value))
        for key, value in kept.text.items()
        if key.startswith("grade-")
    ]
    return beside(kept, [*grades, *said])
