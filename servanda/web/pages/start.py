"""The first page of a register: where each of its partnerships stands, and how much is said of it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import brief, register
from servanda.kernel.view import Fact
from servanda.web.drawing import listing
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.frame import Frame

MANY = 20  # partnerships on a page


@shown
def show(request: HttpRequest) -> HttpResponse:
    """List the partnerships that exist for this reader by name, each with the opening of its brief."""
    frame = Frame.of(request)
    view = register.whole_view(frame.at)
    names = {
        fact.about: brief.title_of(view, fact.about, register.frameworks(), frame.language)
        for fact in view.of_kind("partnership")
    }
    every = sorted(names, key=lambda record: names[record])
    first = listing.place(request.GET, MANY, len(every))
    found = every[first : first + MANY]
    told = register.partnerships_view(found, frame.at)  # one view of them all: a view of each would be a query of each
    openings = brief.openings(told, found, register.frameworks(), frame.language)
    presenter = Presenter(openings.sources, frame.address, frame.language)
    said: dict[str, list[Fact]] = {record: [] for record in found}
    for fact in told.facts:
        scope = told.aliases[fact.entry.scope]
        if scope in said and not fact.payload.structural:
            said[scope].append(fact)
    of_items = register.said_of_items(found, frame.at)
    return frame.render(
        "pages/start.html",
        title=_("Where do we stand?"),
        lede=_("What was agreed, what was done about it, who says so, and where things stood on any day."),
        room="start",
        partnerships=[
            {
                "name": names[record],
                "href": frame.link("partnership", record),
                "spans": presenter.running(openings.sentences[record]),
                **_counted(frame, said[record], of_items.get(record, 0)),
            }
            for record in found
        ],
        paging=listing.pages(len(every), first, MANY, frame.here),
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=told.sha256(),
    )


def _counted(frame: Frame, facts: Iterable[Fact], of_items: int) -> dict[str, Any]:
    """How many statements there are, and the day of the last that bears one: an undated one is no news.

    Those about items of plans are counted, and not read: each plan's page tells of them.
    """
    entries = [fact.entry for fact in facts]
    number = len(entries) + of_items
    dated = [one.as_of for one in entries if one.is_placed and not one.as_of.is_open_end]
    last = max(dated, key=lambda when: (when.earliest, when.latest), default=None)
    return {
        "many": ngettext("%(n)s statement", "%(n)s statements", number) % {"n": number},
        "last": _("the last of %(day)s") % {"day": frame.translator.date(last).text} if last else "",
    }
