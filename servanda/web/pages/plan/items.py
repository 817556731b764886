"""The list of items: of one plan or of all, filtered and in an order, each as agreed, with its latest grades."""

from dataclasses import asdict
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import brief, register
from servanda.exchange.exports import csvfile
from servanda.exchange.exports.gather import Export
from servanda.exchange.exports.subject import Subject
from servanda.kernel.view import View
from servanda.register.lists.items import listed, places_of
from servanda.web.drawing import listing
from servanda.web.drawing.itemtable import ItemTable
from servanda.web.drawing.listing import PER_PAGE, Asked
from servanda.web.faults import shown
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame


@shown
def show(request: HttpRequest) -> HttpResponse:
    """One page of the items that are asked for."""
    frame = Frame.of(request)
    asked = Asked.of(request.GET).found(frame)
    page = listed(frame.at, **asdict(asked.wanted), order=asked.order, first=asked.first, many=PER_PAGE)
    view = page.view
    table = ItemTable(frame, view, one_plan=bool(asked.plan))
    return frame.render(
        "pages/items.html",
        title=_("Items"),
        room="portfolio",
        crumbs=_crumbs(frame, asked, view),
        lede=_lede(page.total),
        chosen=_chosen(frame, asked, view),
        asked=asked,
        orders=[(value, label, value == asked.order) for value, label in _orders()],
        kept=_kept(frame, asked),
        rows=table.rows(page.items),
        one_plan=bool(asked.plan),
        paging=listing.paged(frame, asked, page.total),
        forms=_files(frame, asked) if page.total else [],
        view_hash=page.sha256(),
    )


@shown
def as_csv(request: HttpRequest) -> HttpResponse:
    """The whole list as CSV, every row naming the standpoint: the same table as ``servanda export`` writes.

    With ``columns=list``, no more of it than the columns that the list has.
    """
    frame = Frame.of(request)
    asked = Asked.of(request.GET).found(frame)
    found = places_of(frame.at, asked.wanted, asked.order)
    containers = tuple(dict.fromkeys(container for _record, container in found))
    subject = Subject("everything", None, (), tuple(record for record, _container in found), containers)
    listed = request.GET.get("columns") == "list"
    export = Export(subject, frame.at, frame.language, register.frameworks(), listed=listed)
    out = StringIO(newline="")
    csvfile.write(export, "objectives", out)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="items.csv"'
    return response


def _files(frame: Frame, asked: Asked) -> list[dict[str, str]]:
    listed, whole = (asked.link(frame, "items-csv", order=asked.order, **more) for more in ({"columns": "list"}, {}))
    return [{"label": _("CSV of these columns"), "href": listed}, {"label": _("CSV of all columns"), "href": whole}]


def _orders() -> list[tuple[str, str]]:
    return [
        ("plan", _("plan and number")),
        ("code", _("number")),
        ("holder", _("holder")),
        ("due", _("date due")),
        ("grade", _("grade")),
        ("said", _("last said")),
    ]


def _lede(total: int) -> str:
    return ngettext("%(n)s item, seen from here.", "%(n)s items, seen from here.", total) % {"n": total}


def _crumbs(frame: Frame, asked: Asked, view: View) -> list[dict[str, str]]:
    found = [{"label": _("Plans of all parties"), "href": frame.link("portfolio")}]
    if asked.plan and (what := view.record(asked.plan)):
        title = brief.title_of(view, asked.plan, register.frameworks(), frame.language)
        found.append({"label": title, "href": frame.address(what.kind, asked.plan)})
    return found


def _chosen(frame: Frame, asked: Asked, view: View) -> list[dict[str, str]]:
    """What narrows the list, each with the way to leave it out."""
    known = register.frameworks()
    framework = known.get(asked.framework)
    found = []
    if asked.plan:
        title = brief.title_of(view, asked.plan, known, frame.language)
        found.append({"label": _("plan"), "text": title, "href": asked.link(frame, plan="")})
    if asked.framework:
        name = framework.short(frame.language) if framework else asked.framework
        found.append({"label": _("framework"), "text": name, "href": asked.link(frame, framework="")})
    for name, label in (("party", _("party")), ("holder", _("holder"))):
        if record := getattr(asked, name):
            text = record_name(view, record, frame.language)
            found.append({"label": label, "text": text, "href": asked.link(frame, **{name: ""})})
    if asked.question:
        found.append(
            {"label": _("grade"), "text": _asked_grade(frame, asked, view), "href": asked.link(frame, grade="")}
        )
    return found


def _asked_grade(frame: Frame, asked: Asked, view: View) -> str:
    _grade, axis_slug, _track = asked.question.split("/")
    slug = asked.framework or next((what.payload.framework for what in _plans(asked, view)), "")
    framework = register.frameworks().get(slug)
    axis = framework.axis(axis_slug) if framework else None
    label = {listing.NONE: _("not graded"), listing.DISPUTED: _("disputed")}.get(asked.answer)
    grade = axis.grade(asked.answer) if axis else None
    word = label or (grade.label(frame.language) if grade else asked.answer)
    return f"{word} ({axis.label(frame.language) if axis else axis_slug})"


def _plans(asked: Asked, view: View) -> list[Any]:
    found = [view.record(asked.plan)] if asked.plan else [*view.of_kind("plan"), *view.of_kind("package")]
    return [what for what in found if what is not None]


def _kept(frame: Frame, asked: Asked) -> list[tuple[str, str]]:
    """The fields that the form of words and order keeps: the standpoint, and the filters that are links."""
    own = [(name, getattr(asked, name)) for name in listing.FILTERS if name != "q" and getattr(asked, name)]
    return [*frame.asked.given.items(), *own]
