"""What became of the objectives of the plan before: a table old to new, what is not said yet, and saying it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import register
from servanda.brief.compose import scene_of
from servanda.brief.scene import Scene
from servanda.brief.titles import record_title
from servanda.kernel.succession import BECAME, Row, Table, succession
from servanda.plans import find_plan, succeed
from servanda.web.doing import reviewing
from servanda.web.doing.acting import Acting
from servanda.web.doing.reviewing import is_now, typed
from servanda.web.drawing import listing
from servanda.web.drawing.listing import PER_PAGE
from servanda.web.faults import shown
from servanda.web.forms import signature
from servanda.web.forms.fieldwords import choice
from servanda.web.frame import Frame


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The succession of a plan or package; for whoever may, the form that says what became of objectives."""
    frame = Frame.of(request)
    acting = Acting(frame, find_plan(ref, frame.at))
    error = acting.posted(lambda: _say(acting), f"{reverse('plan-succession', args=[ref])}#say")
    return error if isinstance(error, HttpResponse) else _drawn(acting, error)


def _say(acting: Acting) -> None:
    request = acting.frame.request
    hand = acting.hand("succession")
    before, after = request.POST.getlist("before"), request.POST.getlist("after")
    succeed(acting.plan, typed(request, "became"), before, after, typed(request, "reason"), hand, acting.day("when"))


def _drawn(acting: Acting, error: dict[str, str] | None) -> HttpResponse:
    frame, plan = acting.frame, acting.plan
    containers = [plan.about, *([plan.payload.follows] if plan.payload.follows else [])]
    view = register.succession_view(containers, frame.at)
    table = succession(view, plan.about)
    scene = scene_of(view, plan.entry.scope, register.frameworks(), frame.language)
    first = listing.place(frame.request.GET)
    rows = table.rows if table is not None else ()
    title = record_title(scene, plan.about)
    return frame.render(
        "pages/plan_succession.html",
        title=_("What became of the objectives before: %(plan)s") % {"plan": title},
        scope=plan.entry.scope,
        crumbs=acting.crumbs(view),
        lede=_lede(scene, table),
        error=error,
        table=table if table is not None and (table.old or table.new) else None,
        counts=_counts(table) if table is not None else [],
        rows=[_row(frame, scene, row) for row in rows[first : first + PER_PAGE]],
        paging=listing.pages(len(rows), first, PER_PAGE, frame.here),
        unsaid=[
            (title, name, _named(frame, scene, objectives), is_known)
            for title, name, objectives, is_known in _unsaid(table)
        ],
        may=_is_unsaid(table) and is_now(frame) and acting.right("succession").allowed,
        choices=[(one, choice(one)) for one in BECAME],
        typed=frame.request.POST if frame.request.method == "POST" else {},
        chosen=[*frame.request.POST.getlist("before"), *frame.request.POST.getlist("after")],
        who=signature.remembered(frame.request) if reviewing.needs_name(frame) else None,
        view_hash=view.sha256(),
    )


def _lede(scene: Scene, table: Table | None) -> str:
    if table is None:
        return _("It follows on no other, as far as is known.")
    numbers = {"old": len(table.old), "new": len(table.new), "before": record_title(scene, table.follows)}
    if not table.old and not table.new:
        return _("It follows on %(before)s. No objective of either is known.") % numbers
    return (
        _(
            "Objectives that are known: %(old)s of %(before)s, %(new)s of this one. "
            "Their numbers say nothing of how many were done: only grades do."
        )
        % numbers
    )


def _unsaid(table: Table | None) -> list[tuple[str, str, tuple[str, ...], bool]]:
    """What is not said yet, before and after: a heading, a field, the objectives, whether any are known at all."""
    if table is None:
        return []
    return [
        (_("Before"), "before", table.unsaid_before, bool(table.old)),
        (_("After"), "after", table.unsaid_after, bool(table.new)),
    ]


def _is_unsaid(table: Table | None) -> bool:
    return table is not None and bool(table.unsaid_before or table.unsaid_after)


def _counts(table: Table) -> list[dict[str, Any]]:
    found = [
        {"word": choice(became), "before": before, "after": after} for became, (before, after) in table.counts.items()
    ]
    not_said = {"word": _("not said yet"), "before": len(table.unsaid_before), "after": len(table.unsaid_after)}
    return [*found, not_said]


def _row(frame: Frame, scene: Scene, row: Row) -> dict[str, Any]:
    reason = scene.text(row.fact.payload.reason) if row.is_reasoned else None
    return {
        "before": _named(frame, scene, row.before),
        "after": _named(frame, scene, row.after),
        "word": choice(row.became),
        "reason": reason.text if reason is not None else "",
        "lang": reason.language if reason is not None and reason.language != frame.language else "",
        "href": frame.link("fact", row.fact.entry.id),
        "disputed": row.is_disputed,
    }


def _named(frame: Frame, scene: Scene, records: tuple[str, ...]) -> list[dict[str, str]]:
    found = []
    for record in records:
        what = scene.view.record(record)
        if what is not None:
            title, code = record_title(scene, record), getattr(what.payload, "code", None) or ""
            found.append({"id": record, "title": title, "code": code, "href": frame.address("objective", record)})
    return found
