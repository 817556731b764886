"""Search: one field over everything that this reader can see from this standpoint, ranked, by kind of record."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import register
from servanda.web.faults import shown
from servanda.web.forms import kindwords
from servanda.web.frame import Frame

MOST = 100
LONGEST = 200


@shown
def show(request: HttpRequest) -> HttpResponse:
    """Find records by their names and words; spellings of one name find each other."""
    frame = Frame.of(request)
    asked = request.GET.get("q", "").strip()[:LONGEST]
    hits = register.search(asked, frame.at, MOST) if asked else []
    return frame.render(
        "pages/search.html",
        title=_("Search"),
        room="search",
        asked=asked,
        kept=[(name, text) for name, text in frame.asked.given.items() if name not in frame.asked.faults],
        groups=_groups(frame, hits),
        told=_told(len(hits)),
    )


def _told(found: int) -> str:
    if found >= MOST:
        return _("The first %(n)s are shown; add a word to narrow them down.") % {"n": MOST}
    return ngettext("%(n)s record found.", "%(n)s records found.", found) % {"n": found}


def _groups(frame: Frame, hits: list[Any]) -> list[dict[str, Any]]:
    """Group hits by kind; the group of the best hit stands first, and within a group the best hit does."""
    best: dict[str, int] = {}
    for place, hit in enumerate(hits):
        best.setdefault(hit.kind, place)
    ordered = sorted(hits, key=lambda hit: best[hit.kind])
    return [
        {
            "title": kindwords.title(kind),
            "hits": [
                {"title": hit.title, "where": hit.where, "href": frame.address(hit.kind, hit.record)} for hit in of_kind
            ],
        }
        for kind, of_kind in groupby(ordered, key=lambda hit: hit.kind)
    ]
