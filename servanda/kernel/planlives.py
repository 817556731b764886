"""Where a plan stands in its life, as a view shows it."""

from collections.abc import Callable, Sequence
from itertools import combinations

from servanda.kernel.asof import Standing, standing
from servanda.kernel.dispute import Dispute, are_rivals
from servanda.kernel.lifecycle import Life, State
from servanda.kernel.plantexts import plan_text
from servanda.kernel.procedures import RulesOf
from servanda.kernel.reviews import adopted, met
from servanda.kernel.view import Fact, View


def life_of(view: View, plan: str, states: Sequence[State], rules_of: RulesOf) -> tuple[Life, Fact | None]:
    """The life of a plan or package by the states of its framework, and the fact that says where it stands."""
    view = view.told
    about = view.aliases[plan]
    order = {state.slug: place for place, state in enumerate(states)}
    last = reached(standing(view, about, "step"), lambda step: order.get(step, -1))
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


def reached(stand: Standing, order: Callable[[str], int]) -> Fact | None:
    """The step that a plan has reached, by the place of each in its framework's ``order``.

    Of steps that were said last together the furthest counts: those of one span come one by one. Where they
    contradict each other it is the one that is followed, if one is (rule 5).
    """
    dispute = contradiction(stand)
    said = dispute.followed.answers if dispute is not None and dispute.followed is not None else stand.facts
    return max((fact for fact, _ in said), key=lambda fact: (order(fact.payload.step), fact.digest), default=None)


def contradiction(stand: Standing) -> Dispute | None:
    """The dispute about where a plan stands, if sources contradict each other on it."""
    return None if stand.dispute is None or is_chain(stand.dispute) else stand.dispute


def is_chain(dispute: Dispute) -> bool:
    """Whether these are steps of one course that a loosely dated source leaves in one span: no contradiction."""
    return not any(are_rivals(*pair) or _are_of_one_day(*pair) for pair in combinations(dispute.facts, 2))


def _are_of_one_day(one: Fact, other: Fact) -> bool:
    return one.entry.start.text == other.entry.start.text and one.payload.step != other.payload.step


def _is_of(view: View, review: Fact, plan: str) -> bool:
    return plan in {view.aliases[one] for one in review.payload.plans}


def _is_unlocked(view: View, review: str) -> bool:
    return bool(view.about(review, "review-step")) and not view.about(review, "review-lock")
