"""Lines for outside: what may be said today of a partnership, with a paragraph to copy, and what may not and why."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.accounts import roles
from servanda.brief.press import LineTold, tell_lines
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.permission import may_somewhere

DRAFT, CLEARANCE = "press-line", "line-cleared"
_OPEN = frozenset({"draft", "embargoed", "cleared"})


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """What may be said today first; then the rest, each with what holds it back."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "partnership")
    view = register.press_view(frame.at, record)
    told = tell_lines(view, view.aliases[record], register.frameworks(), frame.language)
    partnership = brief.title_of(view, record, register.frameworks(), frame.language)
    is_now = frame.at.as_of >= frame.at.today and frame.at.known_at is None and frame.at.published_by is None
    return frame.render(
        "pages/press.html",
        title=_("Lines for outside"),
        scope=record,
        crumbs=[{"label": partnership, "href": frame.link("partnership", record)}],
        lede=_("What may be said outside today, in the words that were cleared; and what may not, and why."),
        lines=[_line(frame, one, record, acts=is_now) for one in told if one.state == "cleared"],
        others=[_line(frame, one, record, acts=is_now) for one in told if one.state != "cleared"],
        more=_more(record) if is_now and may_somewhere(request, roles.RECORD, DRAFT) else (),
        view_hash=view.sha256(),
    )


def _more(record: str) -> list[dict[str, str]]:
    return [{"label": _("Draft a line"), "href": _form(DRAFT, record)}]


def _form(kind: str, scope: str, **more: str) -> str:
    return f"{reverse('record')}?{urlencode({'scope': scope, 'kind': kind, **more})}"


def _line(frame: Frame, told: LineTold, scope: str, *, acts: bool) -> dict[str, Any]:
    figures = [{"told": one, "href": frame.link("fact", one.entry)} for one in told.figures]
    position = told.seen.position
    return {
        "told": told,
        "id": f"line-{told.seen.record}",
        "lang": told.language if told.language != frame.language else "",
        "rows": max(3, len(told.paragraph) // 60 + 1),
        "href": frame.link("fact", told.seen.draft.entry.id),
        "figures": figures,
        "words": [{"told": one, "href": frame.link("fact", one.entry)} for one in told.words],
        "corrected": [frame.link("fact", entry) for entry in told.corrected],
        "position": frame.address("procedure", position.record) if position is not None else "",
        "acts": _acts(frame, told, scope) if acts else (),
    }


def _acts(frame: Frame, told: LineTold, scope: str) -> list[tuple[str, str]]:
    """What may be done with it by who reads the page now, each with the form that it leads to."""
    record, found = told.seen.record, list[tuple[str, str]]()
    if told.state in _OPEN and may_somewhere(frame.request, roles.RECORD, CLEARANCE):
        waiting = {"c.clearer": told.waiting[0]} if told.waiting else {}
        what = "cleared" if told.state == "draft" else "taken-back"
        label = _("Clear it, or refuse") if told.state == "draft" else _("Take the clearance back")
        found.append((label, _form(CLEARANCE, scope, about=record, **{"c.what": what}, **waiting)))
    if may_somewhere(frame.request, roles.RECORD, DRAFT):
        found.append((_("Draft a line in its place"), _form(DRAFT, scope, **{"c.follows": record})))
    return found
