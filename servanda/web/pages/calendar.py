"""Meetings and visits of a partnership: held, planned, and what is scheduled."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.brief.model import Brief
from servanda.render import charts, figures
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.frame import Frame

SECTIONS = ("meetings", "visits", "decisions")
LANES = ("meeting", "visit", "decision")


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """All meetings, visits and decisions that count on the as-of date, the latest first."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "partnership")
    view = register.partnership_view(record, frame.at)
    told = brief.compose(view, record, register.frameworks(), frame.language)
    presenter = Presenter(told.sources, frame.address, frame.language)
    return frame.render(
        "pages/calendar.html",
        title=_("Meetings and visits"),
        scope=record,
        crumbs=[
            {"label": _("Partnerships"), "href": frame.link("start")},
            {
                "label": brief.title_of(view, record, register.frameworks(), frame.language),
                "href": frame.link("partnership", ref),
            },
        ],
        calendar=drawing(told, frame.at.as_of, frame.say(frame.at.as_of)),
        rows=[presenter.section(section) for section in told.sections if section.key in SECTIONS],
        dates=[presenter.date(item) for item in told.next_dates],
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=told.view_sha256,
    )


def drawing(told: Brief, as_of: date, said: str) -> charts.Calendar | None:
    """The strip of months; ``None`` when nothing was ever held or planned."""
    occasions = [
        charts.Occasion(
            item.label,
            item.short,
            figures.when(item.start, item.when) if item.start else None,
            "planned" if item.state == "planned" else "held",
            lane.label,
        )
        for lane in told.lanes
        if lane.key in LANES
        for item in lane.items
    ]
    days = [day for one in occasions if one.when for day in (one.when.earliest, one.when.latest)]
    if not days:
        return None
    start, end = figures.whole_years(min([*days, as_of]), max([*days, as_of]))
    return charts.Calendar("calendar", _("Meetings and visits"), start, end, as_of, said, tuple(occasions))
