"""The pages of single records: a plan, a package, an objective, an operation, a contribution, a party, ...

They share one shape: what is said of the record, in sentences; its drawings; what is disputed and not known;
its sources. Each kind adds only what it alone has.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from servanda import brief, register
from servanda.accounts import roles
from servanda.brief.model import Brief
from servanda.kernel.view import View
from servanda.render import figures
from servanda.web.doing.courses import course_of
from servanda.web.doing.reviewing import is_now
from servanda.web.drawing.grades import counted_drawings, grade_drawings, reconciliation
from servanda.web.drawing.listing import Asked
from servanda.web.drawing.present import Presenter
from servanda.web.drawing.reported import item_reports
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.pages.disagreements import Part
from servanda.web.permission import may_somewhere

Look = Callable[[str, Frame], View]
Extra = Callable[[Frame, View, Brief, Presenter], dict[str, Any]]


def _nothing_more(_frame: Frame, _view: View, _told: Brief, _presenter: Presenter) -> dict[str, Any]:
    return {}


def _alone(record: str, frame: Frame) -> View:
    return register.records_view([record], frame.at)


def _container(record: str, frame: Frame) -> View:
    return register.container_view(record, frame.at, brief.ITEMS, found=True)


def _page(kind: str, look: Look, extra: Extra = _nothing_more) -> Callable[..., HttpResponse]:
    """Make the page of a kind of record."""

    @shown
    def show(request: HttpRequest, ref: str) -> HttpResponse:
        frame = Frame.of(request)
        record = register.find(ref, frame.at, kind)
        view = look(record, frame)
        told = brief.compose_record(view, record, register.frameworks(), frame.language)
        presenter = Presenter(told.sources, frame.address, frame.language)
        own = view.record(record)
        scope = own.entry.scope if own else None
        more = extra(frame, view, told, presenter)
        following = {"label": pgettext("verb", "Follow"), "href": frame.link("follow", record)}
        more["more"] = [*more.get("more", ()), following]
        # what is drawn instead need not be told too
        drawn = more.pop("drawn", ())
        context: dict[str, Any] = {
            "title": told.heading.title,
            "scope": scope,
            "crumbs": _crumbs(frame, view, scope),
            "lede_spans": presenter.running(told.lede),
            "rows": [presenter.section(section) for section in told.sections if section.key not in drawn],
            "timeline": figures.timeline(told),
            "tallies": [presenter.tally(tally, f"tally{n}") for n, tally in enumerate(told.tallies)],
            "strength": figures.strengths(told),
            "dates": [presenter.date(item) for item in told.next_dates],
            "disputed": presenter.disputes(told.disputed),
            "unknown": presenter.section(told.unknown),
            **more,
            "sources": presenter.used_sources(),
            "citations": presenter.citations,
            "view_hash": told.view_sha256,
        }
        return frame.render("pages/record.html", **context)

    show.__name__ = kind
    return show


def _crumbs(frame: Frame, view: View, scope: str | None) -> list[dict[str, str]]:
    found = [{"label": _("Partnerships"), "href": frame.link("start")}]
    if scope and view.record(scope):
        label = brief.title_of(view, scope, register.frameworks(), frame.language)
        found.append({"label": label, "href": frame.link("partnership", scope)})
    return found


def _graded(frame: Frame, view: View, told: Brief, presenter: Presenter) -> dict[str, Any]:
    record = told.partnership
    drawn: dict[str, Any] = {"reconciled": reconciliation(view, told, presenter), **grade_drawings(frame, view, record)}
    held = len(view.of_kind("objective"))
    if not held:
        # more than can be told one by one, or none: the database says which
        held, grades = counted_drawings(frame, view, record)
        drawn["grades"] = grades
    lists = [
        {"label": _("Its items as a list"), "href": Asked(plan=record).link(frame)},
        {"label": _("Dates that moved"), "href": frame.link("dates", record)},
        {"label": _("Where sources disagree"), "href": Part(plan=record).link(frame)},
    ]
    text = [{"label": _("Its text and its editions"), "href": frame.link("plan-text", record)}]
    if is_now(frame) and may_somewhere(frame.request, roles.RECORD, "text-edition"):
        text.append({"label": _("Publish an edition"), "href": f"{frame.link('plan-text', record)}#publish"})
    what = view.record(record)
    if getattr(what.payload if what else None, "follows", None) is not None:
        text.append({"label": _("What became of the objectives before"), "href": frame.link("plan-succession", record)})
    drawn["course"] = course_of(frame, what) if what is not None else None
    if what is not None and (held or register.frameworks().cycle_of(what.payload.framework, None).steps):
        # a review begins before there is anything to list: with what is to be agreed
        text.insert(0, {"label": _("Its reviews"), "href": reviews_of(frame, record)})
    return {**drawn, "more": [*(lists if held else []), *text]}


def _objective(frame: Frame, view: View, told: Brief, presenter: Presenter) -> dict[str, Any]:
    history = register.history(told.partnership, frame.at)
    reported = item_reports(frame, view, told, presenter, history)
    date = {"label": _("Its date due"), "href": frame.link("objective-date", told.partnership)}
    if not reported.get("reported"):
        return {"more": [date]}
    # its grades stand in a table, period by period, each with its source
    return {**reported, "drawn": ("graded",), "more": [*reported.get("more", ()), date]}


def _meeting(frame: Frame, _view: View, told: Brief, _presenter: Presenter) -> dict[str, Any]:
    """The way to its agenda, its table and its minutes."""
    labels = {"meeting-agenda": _("Agenda"), "meeting-table": _("At the table"), "meeting-minutes": _("Minutes")}
    return {"more": [{"label": label, "href": frame.link(name, told.partnership)} for name, label in labels.items()]}


def reviews_of(frame: Frame, plan: str) -> str:
    """The address of the reviews of a plan or package."""
    base = frame.link("reviews")
    return f"{base}{'&' if '?' in base else '?'}{urlencode({'plan': plan})}"


plan = _page("plan", _container, _graded)
package = _page("package", _container, _graded)
objective = _page("objective", _container, _objective)
operation = _page("operation", _container)
contribution = _page("contribution", _alone)
party = _page("party", _alone)
meeting = _page("meeting", _alone, _meeting)
visit = _page("visit", _alone)
decision = _page("decision", _alone)
review = _page("review", _alone)
