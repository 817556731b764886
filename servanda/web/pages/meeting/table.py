"""At the table: one item after another, and what came of it. What is typed is kept while it is, also where two write at
once; an outcome is recorded once, and whoever comes second sees the first."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import register
from servanda.brief.meetings import LineTold, MeetingTold
from servanda.brief.reviews import ReviewTold
from servanda.drafting import keeping
from servanda.errors import NotFound, ServandaError
from servanda.kernel.agenda import Line
from servanda.meeting import Said, settle
from servanda.meeting.table import joint_places
from servanda.web.doing.drafts import Sheet, beside
from servanda.web.doing.meetings import crumbs, gone, preside, to_preside, told_of, ways, who
from servanda.web.doing.reviewing import is_now, typed
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.pages.review.reviews import fault_told

WHAT = ("agreed", "decided", "carried-over", "not-agreed", "noted")


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One item of the agenda, with the form of its outcome for whoever presides."""
    frame = Frame.of(request)
    told = told_of(frame, ref)
    line = _line(told, request.GET.get("item", ""))
    if line is None:
        return _drawn(frame, told, None, None)
    sheet = Sheet(frame, "table", told.one.record, line.item)
    if request.method != "POST":
        return _drawn(frame, told, line, sheet)
    if request.POST.get("act") == "draft":
        preside(frame, told.one)
        return sheet.draft("text")
    try:
        _settled(frame, told, line)
    except ServandaError as fault:
        if to_preside(frame, told.one).allowed:
            sheet.keep()  # what was typed is not lost to a fault, nor to another who was quicker
        return _drawn(frame, told_of(frame, ref), line, sheet, fault_told(fault))
    sheet.submitted()
    after = told_of(frame, ref).one.agenda.after(line.item)
    return gone(request, _link(told, after.item if after else line.item) + "#item-h")


def _line(told: MeetingTold, item: str) -> Line | None:
    """The item that is asked for, else the first that is open, else the first."""
    agenda = told.one.agenda
    if item:
        found = agenda.line(item)
        if found is None:
            raise NotFound("no-such-item", _("There is no such item on the agenda."), _("look at the agenda"))
        return found
    return next(iter((*agenda.open, *agenda.lines)), None)


def _link(told: MeetingTold, item: str) -> str:
    return f"{reverse('meeting-table', args=[told.one.record])}?{urlencode({'item': item})}"


def _settled(frame: Frame, told: MeetingTold, line: Line) -> None:
    request = frame.request
    axis, _equals, grade = typed(request, "grade").partition("=")
    seen = request.POST.get("seen", "0")
    said = Said(
        typed(request, "what"),
        axis,
        grade,
        typed(request, "reason") if typed(request, "what") == "agreed" else "",
        typed(request, "text"),
        int(seen) if seen.isdecimal() and len(seen) < 6 else 0,
    )
    settle(told.one.record, line.item, said, preside(frame, told.one))


def _drawn(
    frame: Frame, told: MeetingTold, line: Line | None, sheet: Sheet | None, error: dict[str, str] | None = None
) -> HttpResponse:
    one, right = told.one, to_preside(frame, told.one)
    now = one.agenda.line(line.item) if line is not None else None
    may = right.allowed and is_now(frame) and not one.agenda.is_adopted
    lines = told.lines()
    return frame.render(
        "pages/meeting/table.html",
        title=_("At the table"),
        scope=one.scope,
        crumbs=crumbs(frame, told),
        lede=_("%(open)s of %(all)s items are open.") % {"open": len(one.agenda.open), "all": len(lines)}
        if lines
        else "",
        more=ways(frame, told, "meeting-table"),
        error=error,
        items=[_listed(frame, told, each, now) for each in lines],
        item=_item(frame, told, now) if now is not None else None,
        form=_form(told, now, sheet) if may and now is not None and sheet is not None else None,
        drafts=[_strand(told, kept) for kept in sheet.others()] if may and sheet is not None else [],
        stands=one.agenda.is_adopted,
        why=[] if right.allowed else right.rules,
        who=who(frame),
        view_hash=one.view.sha256(),
    )


def _listed(frame: Frame, told: MeetingTold, one: LineTold, here: Line | None) -> dict[str, Any]:
    base = frame.link("meeting-table", told.one.record)
    return {
        "place": one.place,
        "title": one.title,
        "href": f"{base}{'&' if '?' in base else '?'}{urlencode({'item': one.item})}",
        "state": ", ".join(result.word for result in one.results) or _("open"),
        "here": here is not None and one.item == here.item,
    }


def _item(frame: Frame, told: MeetingTold, line: Line) -> dict[str, Any]:
    one = told.line(line)
    return {
        "item": one.item,
        "place": one.place,
        "title": one.title,
        "href": frame.address(one.kind, one.record) if one.record else "",
        "why": one.why,
        "words": one.words,
        "voices": _voices(frame, told, line),
        "results": [
            {
                "word": frame.translator.capital(result.word),
                "grade": result.grade,
                "words": result.words,
                "by": result.fact.entry.actor,
                "href": frame.link("fact", result.fact.entry.id),
            }
            for result in one.results
        ],
    }


def _voices(frame: Frame, told: MeetingTold, line: Line) -> list[dict[str, str]]:
    """What each voice says of what the item concerns."""
    found = []
    for review, (objective, axis, _track) in joint_places(told.one, line):
        words = ReviewTold(review, register.frameworks(), frame.language)
        for (of, on, track), voices in review.course.voices.items():
            if (of, on) != (objective, axis):
                continue
            for voice in voices:
                said = words.words(review.fact(voice.key).payload.reasoning)
                grade = f"{words.axis(axis)}: {words.grade(axis, voice.grade)}"
                found.append({"voice": words.track(track), "grade": grade, "words": said})
    return found


def _form(told: MeetingTold, line: Line, sheet: Sheet) -> dict[str, Any]:
    text, places = sheet.text(), joint_places(told.one, line)
    words = [ReviewTold(review, register.frameworks(), told.scene.language) for review, _place in places[:1]]
    what = [slug for slug in WHAT if slug != "agreed" or places]
    chosen = text.get("grade", "")
    return {
        "what": [(slug, told.scene.t.capital(told.what(slug)), slug == text.get("what")) for slug in what],
        "grades": [
            (words[0].axis(place[1]), [(f"{place[1]}={slug}", label, f"{place[1]}={slug}" == chosen)
                                       for slug, label in words[0].grades(place[1])])
            for _review, place in places
        ],
        "departures": words[0].departures if words else (),
        "reason": text.get("reason", ""),
        "text": text.get("text", ""),
        "strand": sheet.own,
        "seen": line.version,
    }  # fmt: skip


def _strand(told: MeetingTold, kept: keeping.Kept) -> dict[str, Any]:
    """What another draft says of each field."""
    axis, _equals, grade = kept.text.get("grade", "").partition("=")
    said = [
        (_("Outcome"), told.what(kept.text["what"]) if "what" in kept.text else ""),
        (_("Agreed grade"), told.grade(axis, grade) if grade else ""),
        (_("In words"), kept.text.get("text", "")),
    ]
    return beside(kept, ((label, words) for label, words in said if words))
