"""Where a plan stands in its life, as a view shows it."""

from collections.abc import Sequence

from servanda.kernel.asof import standing
from servanda.kernel.lifecycle import Life, State
from servanda.kernel.plantexts import plan_text
from servanda.kernel.procedures import RulesOf
from servanda.kernel.reviews import adopted, met
from servanda.kernel.view import Fact, View


def life_of(view: View, plan: str, states: Sequence[State], rules_of: RulesOf) -> tuple[Life, Fact | None]:
    """The life of a plan or package by the states of its framework, and the fact that says where it stands.

    Of steps that were said last together, the furthest counts: those of one day come one by one.
    """
    view = view.told
    about = view.aliases[plan]
    order = {state.slug: place for place, state in enumerate(states)}
    said = [fact for fact, _ in standing(view, about, "step").facts]
    last = max(said, key=lambda fact: (order.get(fact.payload.step, -1), fact.digest), default=None)
    editions = plan_text(view, about, "agreed", rules_of).editions
    life = Life(
        states=tuple(states),
        at=last.payload.step if last is not None else None,
        began=last.entry.begins if last is not None else None,
        adopted=tuple(adopted(view, {about}, rules_of)),
        met=tuple(met(view, {about})),
        published=tuple(one.when.latest for one in editions if not one.is_adopted),
        unlocked=sum(_is_unlocked(view, fact.about) for fact in view.of_kind("review") if _is_of(view, fact, about)),
    )
    return life, last


def _is_of(view: View, review: Fact, plan: str) -> bool:
    return plan in {view.aliases[one] for one in review.payload.plans}


def _is_unlocked(view: View, review: str) -> bool:
    return bool(view.about(review, "review-step")) and not view.about(review, "review-lock")
