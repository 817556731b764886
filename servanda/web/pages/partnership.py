"""The page of a partnership: the brief, with its drawings; and the brief as a file."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from servanda import brief, register
from servanda.accounts import roles
from servanda.accounts.policy import Place
from servanda.brief.model import Brief
from servanda.kernel.standpoint import Resolved
from servanda.policies import Policy
from servanda.render import figures, html, json, markdown, text
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.permission import may

FORMS: dict[str, tuple[str, Callable[[Brief, Resolved, Policy], str]]] = {
    "txt": ("text/plain; charset=utf-8", lambda told, _at, policy: text.render(told, policy=policy)),
    "md": ("text/markdown; charset=utf-8", lambda told, _at, policy: markdown.render(told, policy)),
    "json": ("application/json", json.render),
    "html": ("text/html; charset=utf-8", html.render),
}
SHOWN = 5  # sentences of a section that stand open; the earlier ones are one click away


def composed(frame: Frame, ref: str) -> tuple[str, Brief]:
    """Find a partnership and have its brief told from the page's standpoint."""
    record = register.find(ref, frame.at, "partnership")
    view = register.partnership_view(record, frame.at, brief.ITEMS)
    return record, brief.compose(view, record, register.frameworks(), frame.language)


def _side(section: str, told: Brief) -> list[dict[str, Any]]:
    """The small drawings beside a section: split bars of the packages, a strength over the years."""
    if section == "packages":
        bars = [
            bar for n, one in enumerate(told.tallies[:3]) for bar in figures.splits(one, f"side{n}", small=True)[:1]
        ]
        return [{"split": bar} for bar in bars]
    if section == "contributions":
        lines = [figures.mini(one, told.heading.day) for one in told.series]
        return [{"steps": line} for line in lines if line]
    return []


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Where do we stand? In sentences, then in drawings, then in tables."""
    frame = Frame.of(request)
    record, told = composed(frame, ref)
    presenter = Presenter(told.sources, frame.address, frame.language)
    return frame.render(
        "pages/partnership.html",
        title=told.heading.title,
        scope=record,
        room="start",
        crumbs=[{"label": _("Partnerships"), "href": frame.link("start")}],
        lede_spans=presenter.running(told.lede),
        rows=[{**presenter.section(section, SHOWN), "side": _side(section.key, told)} for section in told.sections],
        timeline=figures.timeline(told),
        tallies=[presenter.tally(tally, f"tally{n}") for n, tally in enumerate(told.tallies)],
        strength=figures.strengths(told),
        dates=[presenter.date(item) for item in told.next_dates],
        disputed=presenter.disputes(told.disputed),
        stale=presenter.section(told.stale),
        unknown=presenter.section(told.unknown),
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=told.view_sha256,
        forms=[
            {"label": label, "href": frame.asked.link(f"{request.path}brief.{form}")}
            for form, label in (
                ("pdf", "PDF"),
                ("docx", "Word"),
                ("txt", _("text")),
                ("md", "Markdown"),
                ("json", "JSON"),
            )
        ],
        more=[
            {"label": _("Meetings and visits"), "href": frame.link("calendar", ref)},
            {"label": _("All disputes"), "href": frame.link("disputes", ref)},
            {"label": _("What changed between two dates"), "href": frame.link("compare", ref)},
            {"label": _("Reviews"), "href": frame.link("reviews")},
            {"label": _("Lines for outside"), "href": frame.link("press", ref)},
            {"label": pgettext("verb", "Follow"), "href": frame.link("follow", ref)},
            *_deeds(frame, record, ref),
        ],
    )


def _deeds(frame: Frame, record: str, ref: str) -> list[dict[str, str]]:
    """The ways to what can be done with a partnership, for those who may."""
    ways = (
        (roles.ISSUE, pgettext("verb", "Issue this brief"), "issue"),
        (roles.SEE_PEOPLE, _("People"), "partnership-people"),
    )
    return [
        {"label": label, "href": frame.link(name, ref)}
        for act, label, name in ways
        if may(frame.request, act, Place.of(record)).allowed
    ]


@shown
def as_file(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """The same brief as text, Markdown or JSON, equal to the byte for equal standpoints (rule 19)."""
    if form not in FORMS:
        raise Http404
    frame = Frame.of(request)
    _record, told = composed(frame, ref)
    content_type, render = FORMS[form]
    return HttpResponse(render(told, frame.at, register.policy()), content_type=content_type)
