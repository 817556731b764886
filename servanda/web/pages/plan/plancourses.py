"""The course of a plan: its steps by its framework, where it stands, and taking it to the next."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.kernel.lifecycle import State
from servanda.plans import find_plan, take
from servanda.register.reading.plancourse import course_view
from servanda.web.doing import reviewing
from servanda.web.doing.acting import Acting
from servanda.web.doing.courses import course_of, right_to
from servanda.web.doing.reviewing import typed
from servanda.web.faults import shown
from servanda.web.forms import signature
from servanda.web.frame import Frame


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The steps of a plan or package; for whoever may, the forms that take it further."""
    frame = Frame.of(request)
    acting = Acting(frame, find_plan(ref, frame.at))
    error = acting.posted(lambda: _take(acting), f"{reverse('plan-course', args=[ref])}#next")
    if isinstance(error, HttpResponse):
        return error
    plan = acting.plan
    view = course_view(plan.about, frame.at)
    title = brief.title_of(view, plan.about, register.frameworks(), frame.language)
    course = course_of(frame, plan)
    silent = _("Its framework does not say how one step follows on another.")
    return frame.render(
        "pages/plan_course.html",
        title=_("Course: %(plan)s") % {"plan": title},
        scope=plan.entry.scope,
        crumbs=acting.crumbs(view),
        lede=course["stands"] if course else silent,
        course=course,
        may=[move for move in course["moves"] if move["may"] and not move["blocks"]] if course else [],
        typed=request.POST if request.method == "POST" else {},
        error=error,
        who=signature.remembered(request) if reviewing.needs_name(frame) else None,
        view_hash=view.sha256(),
    )


def _take(acting: Acting) -> None:
    step = typed(acting.frame.request, "step")
    states = register.frameworks().life_of(acting.plan.payload.framework)
    state = next((one for one in states if one.slug == step), State(step))
    hand = acting.hand_of(right_to(acting.frame, acting.plan, state.acts))
    take(acting.plan, step, hand, when=acting.day("when"), note=typed(acting.frame.request, "words"))
