"""What may happen next to a plan, as the pages tell it: by whom, and what blocks it."""

from typing import Any

from django.utils.translation import gettext as _

from servanda import register
from servanda.accounts.policy import Place
from servanda.brief.reviewwords import block_words
from servanda.errors import said_in
from servanda.frameworks import Framework
from servanda.kernel.lifecycle import Life, Transition, next_steps
from servanda.kernel.planlives import life_of
from servanda.kernel.view import Fact
from servanda.register.reading.places import place_of
from servanda.register.reading.plancourse import course_view
from servanda.web.doing.reviewing import Right, is_now, role_words
from servanda.web.frame import Frame
from servanda.web.permission import may_act
from servanda.web.visitor import visitor


def course_of(frame: Frame, plan: Fact) -> dict[str, Any] | None:
    """Where a plan stands, all steps of its framework, and what may come next; nothing where none is declared."""
    known = register.frameworks()
    framework = known.get(plan.payload.framework)
    states = known.life_of(plan.payload.framework)
    if framework is None or not Life(states).is_declared:
        return None
    view = course_view(plan.about, frame.at)
    life, _last = life_of(view, plan.about, states, known.rules_of)
    said = [fact for fact in view.told.about(plan.about, "step") if fact.payload.planned_for is None]
    return {
        "stands": _stands(frame, framework, life),
        "href": frame.link("plan-course", plan.about),
        "steps": [
            {
                "label": frame.translator.capital(_label(frame, framework, state.slug)),
                "here": state.slug == life.at,
                "said": [_said(frame, fact) for fact in said if fact.payload.step == state.slug],
            }
            for state in states
        ],
        "moves": [_move(frame, plan, framework, one) for one in next_steps(life)] if is_now(frame) else [],
    }


def right_to(frame: Frame, plan: Fact, acts: tuple[str, ...]) -> Right:
    """Whether the request may bring a step about that some roles bring about."""
    scope = plan.entry.scope
    place = place_of(plan.about, scope, frame.at) if visitor(frame.request).guarded else Place.of(scope)
    return Right(may_act(frame.request, acts, place))


def _said(frame: Frame, fact: Fact) -> dict[str, str]:
    """The day of a step as it was said, and the fact that says so."""
    since, day = fact.entry.since, frame.translator.date(fact.entry.start).text
    words = _("since %(date)s") if since is not None else "%(date)s"
    return {"when": words % {"date": day}, "href": frame.link("fact", fact.entry.id)}


def _stands(frame: Frame, framework: Framework, life: Life) -> str:
    if life.at is None:
        return _("Where it stands is not known.")
    return _("It stands at: %(step)s.") % {"step": _label(frame, framework, life.at)}


def _label(frame: Frame, framework: Framework, slug: str) -> str:
    step = framework.step(slug)
    return step.label(frame.language) if step is not None else slug


def _move(frame: Frame, plan: Fact, framework: Framework, one: Transition) -> dict[str, Any]:
    right = right_to(frame, plan, one.acts)
    return {
        "step": one.to,
        "label": frame.translator.capital(_label(frame, framework, one.to)),
        "acts": role_words(one.acts) or _("nobody by a role"),
        "blocks": [str(said_in(block_words(block), _)) for block in one.blocks],
        "may": right.allowed,
        "why": [] if right.allowed else right.rules,
    }
