"""Dates that moved: the items of a plan whose date due was said otherwise later, with both dates and how far apart."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import brief, register
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.view import View
from servanda.register.lists.moved import Moved, moved
from servanda.web.drawing import listing
from servanda.web.drawing.listing import PER_PAGE
from servanda.web.faults import shown
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame

DAYS_IN_MONTH = 30.4375


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Each item with the date that was first said and the one that stands."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at)
    first = listing.place(request.GET)
    total, found, view = moved(frame.at, record, first=first, many=PER_PAGE)
    what = view.record(record)
    title = brief.title_of(view, record, register.frameworks(), frame.language)
    return frame.render(
        "pages/slippage.html",
        title=_("Dates that moved"),
        room="portfolio",
        scope=what.entry.scope if what else None,
        crumbs=[
            {"label": _("Plans of all parties"), "href": frame.link("portfolio")},
            {"label": title, "href": frame.address(what.kind if what else "plan", record)},
        ],
        lede=_lede(total),
        rows=[_row(frame, view, one) for one in found],
        paging=listing.pages(total, first, PER_PAGE, frame.here),
        view_hash=view.sha256(),
    )


def _lede(total: int) -> str:
    if not total:
        return _("Of no item was the date due said otherwise later.")
    said = ngettext(
        "Of %(n)s item the date due was said otherwise later.",
        "Of %(n)s items the date due was said otherwise later.",
        total,
    )
    return said % {"n": total}


def _row(frame: Frame, view: View, one: Moved) -> dict[str, Any]:
    payload = one.fact.payload
    text, language = payload.text.in_language(frame.language)
    before, after = _target(one.before[0]), payload.target
    return {
        "code": payload.code or "",
        "text": text,
        "lang": language if language != frame.language else "",
        "href": frame.address("objective", one.fact.about),
        "holder": record_name(view, payload.holder, frame.language) if payload.holder else "",
        "before": frame.translator.date(before).text,
        "after": frame.translator.date(after).text,
        "before_href": frame.link("fact", one.before[0].id),
        "after_href": frame.link("fact", one.fact.entry.id),
        "between": [frame.translator.date(_target(entry)).text for entry in one.before[1:]],
        "times": len(view.about(one.fact.about, "postponed")),
        **_distance(before, after),
    }


def _target(entry: Entry) -> PartialDate:
    payload: Any = entry.payload
    target: PartialDate = payload.target
    return target


def _distance(before: PartialDate, after: PartialDate) -> dict[str, Any]:
    """How far a date moved, counted from the last day of each: worked out here, in months where it is many days."""
    days = (after.latest - before.latest).days
    months = round(abs(days) / DAYS_IN_MONTH)
    if months:
        words = ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    else:
        words = ngettext("%(n)s day", "%(n)s days", abs(days)) % {"n": abs(days)}
    return {"later": days > 0, "earlier": days < 0, "distance": words, "days": days}
