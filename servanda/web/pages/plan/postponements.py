"""The date due of an objective: each time it was put off, with both dates, and putting it off."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import brief, register
from servanda.errors import NotFound, UsageError, worded
from servanda.kernel.view import View
from servanda.plans import postpone
from servanda.web.doing import reviewing
from servanda.web.doing.acting import Acting
from servanda.web.doing.reviewing import is_now, typed
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.forms import signature
from servanda.web.frame import Frame


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The date due of an objective; for whoever may, the form that puts it off."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "objective")
    view = register.records_view([record], frame.at)
    what = view.record(record)
    if what is None:
        raise NotFound("no-such-record", _("Nothing is known here by that name."), _("search for it by its words"))
    acting = Acting(frame, what)
    error = acting.posted(lambda: _put_off(acting), reverse("objective-date", args=[ref]))
    return error if isinstance(error, HttpResponse) else _drawn(acting, view, error)


def _put_off(acting: Acting) -> None:
    hand, to = acting.hand("postponed"), acting.day("to")
    if to is None:
        raise UsageError("no-date", worded("It is not said until when."), worded("give the new date"))
    postpone(acting.plan, to, typed(acting.frame.request, "reason"), hand, acting.day("when"))


def _drawn(acting: Acting, view: View, error: dict[str, str] | None) -> HttpResponse:
    frame, what = acting.frame, acting.plan
    told = brief.compose_record(view, what.about, register.frameworks(), frame.language)
    presenter = Presenter(told.sources, frame.address, frame.language)
    said = [one for part in told.sections for one in part.sentences if one.key == "texts.postponed"]
    times = ngettext("It was put off %(n)s time.", "It was put off %(n)s times.", len(said)) % {"n": len(said)}
    target = what.payload.target
    due = _("Due: %(date)s.") % {"date": frame.translator.date(target).text} if target else _("No date due is known.")
    partnership = brief.title_of(view, what.entry.scope, register.frameworks(), frame.language)
    return frame.render(
        "pages/objective_date.html",
        title=_("Date due"),
        scope=what.entry.scope,
        crumbs=[
            {"label": partnership, "href": frame.link("partnership", what.entry.scope)},
            {"label": told.heading.title, "href": frame.address("objective", what.about)},
        ],
        lede=" ".join([f"{told.heading.title.rstrip('.')}.", due, *([times] if said else [])]),
        error=error,
        said=[presenter.sentence(one) for one in said],
        may=is_now(frame) and acting.right("postponed").allowed,
        typed=frame.request.POST if frame.request.method == "POST" else {},
        who=signature.remembered(frame.request) if reviewing.needs_name(frame) else None,
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=view.sha256(),
    )
