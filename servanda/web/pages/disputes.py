"""Where sources disagree: every contradiction of a partnership, its sides, and which is followed by which rule."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.web.drawing import listing
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.frame import Frame

MANY = 25  # disputes on a page


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """All disputes seen from the standpoint, also those about a time that is past."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "partnership")
    view = register.partnership_view(record, frame.at, brief.ITEMS)
    told = brief.compose(view, record, register.frameworks(), frame.language)
    presenter = Presenter(told.sources, frame.address, frame.language)
    first, total = listing.place(request.GET, MANY), len(told.disputed.sentences)
    shown_now = replace(told.disputed, sentences=told.disputed.sentences[first : first + MANY])
    return frame.render(
        "pages/disputes.html",
        title=_("Where sources disagree"),
        scope=record,
        crumbs=[
            {"label": _("Partnerships"), "href": frame.link("start")},
            {
                "label": brief.title_of(view, record, register.frameworks(), frame.language),
                "href": frame.link("partnership", ref),
            },
        ],
        disputed=presenter.disputes(shown_now),
        paging=listing.pages(total, first, MANY, frame.here),
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=told.view_sha256,
    )
