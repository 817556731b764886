"""All reviews that are seen, and beginning one: which plan, which period, by the cycle of the plan's framework."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.accounts import roles
from servanda.accounts.policy import Place
from servanda.brief.reviews import ReviewTold
from servanda.errors import ServandaError, UsageError, worded
from servanda.kernel.dates import DateFault, PartialDate
from servanda.register.reading.places import place_of
from servanda.register.reading.reviews import all_reviews
from servanda.review import look, open_review
from servanda.web.doing import reviewing
from servanda.web.doing.reviewing import Right, is_now, typed
from servanda.web.drawing import listing
from servanda.web.faults import shown
from servanda.web.forms import signature
from servanda.web.frame import Frame
from servanda.web.pages.review.reviews import fault_told
from servanda.web.permission import may, may_somewhere, required
from servanda.web.visitor import visitor

MANY = 50


@shown
def index(request: HttpRequest) -> HttpResponse:
    """The reviews, those that are open first; and the form that begins one, for whoever may."""
    frame = Frame.of(request)
    error = None
    if request.method == "POST":
        try:
            return _begun(frame)
        except ServandaError as fault:
            error = fault_told(fault)
    first = listing.place(request.GET, MANY)
    plan = request.GET.get("plan", "").strip()[:200]
    found = _reviews(frame, register.find(plan, frame.at) if plan else None)
    may_begin = is_now(frame) and may_somewhere(request, roles.RECORD, "review")
    return frame.render(
        "pages/reviews.html",
        title=_("Reviews"),
        crumbs=[{"label": _("Partnerships"), "href": frame.link("start")}],
        lede=_("Run by the steps of their framework: what is open in each, and what became of the rest."),
        rows=found[first : first + MANY],
        paging=listing.pages(len(found), first, MANY, lambda at: f"{frame.link('reviews')}?first={at}"),
        error=error,
        begins=may_begin,
        typed=request.POST if request.method == "POST" else {"plan": plan},
        who=signature.remembered(request) if reviewing.needs_name(frame) else None,
    )


def _reviews(frame: Frame, plan: str | None) -> list[dict[str, Any]]:
    rows = []
    for record in all_reviews(frame.at):
        one = look(record, frame.at, [])
        told = ReviewTold(one, register.frameworks(), frame.language)
        if plan is not None and plan not in {one.view.aliases[each] for each in one.payload.plans}:
            continue
        open_ = [step.label for step in told.steps() if step.state == "open"]
        locked = told.date(one.course.told.locked)
        state = _("open: %(steps)s") % {"steps": ", ".join(open_)} if open_ else _("no step is open")
        rows.append(
            {
                "title": frame.translator.capital(told.title),
                "href": frame.link("review", record),
                "partnership": brief.title_of(one.view, one.scope, register.frameworks(), frame.language),
                "state": _("locked, %(day)s") % {"day": locked} if locked else state,
                "is_open": bool(open_) and not locked,
            }
        )
    return sorted(rows, key=lambda row: (not row["is_open"], row["title"].casefold(), row["href"]))


def _begun(frame: Frame) -> HttpResponse:
    """Begin a review, and go to it. Raises ``ServandaError``; then nothing was recorded."""
    request = frame.request
    if reviewing.needs_name(frame) and not typed(request, "who"):
        raise UsageError("no-name", worded("It is not said who does it."), worded("give your name"))
    plan = register.find(typed(request, "plan"), frame.at)
    what = register.records_view([plan], frame.at).record(plan)
    if what is None or what.kind not in ("plan", "package"):
        raise UsageError("no-plan", worded("That is no plan or package."), worded("give the name of one"))
    scope = what.entry.scope
    place = place_of(plan, scope, frame.at) if visitor(request).guarded else Place.of(scope)
    right = Right(required(may(request, roles.RECORD, place, "review")))
    record = open_review(
        what.payload.framework,
        scope,
        [plan],
        reviewing.hand(frame, right),
        period=_date(typed(request, "period")),
        name=typed(request, "name"),
        due=_date(typed(request, "due")),
        marking=what.entry.marking,
    )
    response = HttpResponseRedirect(reverse("review", args=[record]), status=303)
    if typed(request, "who"):
        signature.remember(response, typed(request, "who"))
    return response


def _date(said: str) -> PartialDate | None:
    try:
        return PartialDate.parse(said) if said else None
    except DateFault as fault:
        remedy = worded("write a day (2026-06-11), a month or a year, or two with a stroke between: 2026/2027")
        raise UsageError("bad-date", fault.sentence, remedy) from None
