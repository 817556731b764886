"""What changed between two standpoints, in sentences."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda import brief, compare, register
from servanda.errors import said_in
from servanda.kernel.dates import DateFault, PartialDate
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.frame import Frame


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Compare the page's standpoint with the same one as of an earlier (or later) day, ``from``."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "partnership")
    given = request.GET.get("from", "").strip()
    start, fault = _start(given, frame.at.as_of)
    after = register.partnership_view(record, frame.at, brief.ITEMS)
    before = register.partnership_view(record, replace(frame.at, as_of=start), brief.ITEMS)
    told = compare.compose(before, after, record, register.frameworks(), frame.language)
    presenter = Presenter(told.sources, frame.address, frame.language)
    return frame.render(
        "pages/comparison.html",
        title=_("What changed"),
        scope=record,
        crumbs=[
            {"label": _("Partnerships"), "href": frame.link("start")},
            {
                "label": brief.title_of(after, record, register.frameworks(), frame.language),
                "href": frame.link("partnership", ref),
            },
        ],
        lede=_("From %(start)s to %(end)s.") % {"start": frame.say(start), "end": frame.say(frame.at.as_of)},
        given=given or start.isoformat(),
        fault=fault,
        rows=[presenter.section(section) for section in told.sections],
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=after.sha256(),
    )


def _start(given: str, as_of: date) -> tuple[date, str]:
    """The day to compare from: as given, else a year before the as-of date."""
    year_before = date(max(as_of.year - 1, 1), as_of.month, min(as_of.day, 28))
    if not given:
        return year_before, ""
    try:
        when = PartialDate.parse(given)
    except DateFault as fault:
        return year_before, said_in(fault.sentence, _)
    return (when.latest, "") if not when.is_open_end else (year_before, _("Give a day, a month or a year."))
