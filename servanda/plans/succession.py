"""Saying what became of objectives of the plan before."""

from collections.abc import Iterable

from servanda.errors import Refused, UsageError, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking, strictest
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.succession import succession
from servanda.kernel.view import Fact
from servanda.plans.recording import Statements
from servanda.register.draft import Recorded
from servanda.register.reading.views import succession_view
from servanda.register.seeing.standpoint import resolve
from servanda.review.looking import Hand, today


def succeed(
    plan: Fact,
    became: str,
    before: Iterable[str],
    after: Iterable[str],
    reason: str,
    hand: Hand,
    when: PartialDate | None = None,
) -> Recorded:
    """Record that objectives before became others of this plan, or none, and why.

    It is marked so that only those see it who may see every objective named. Raises ``Refused`` for objectives that
    are not of the two plans.
    """
    if not reason.strip():
        raise UsageError("no-reason", worded("It is not said why."), worded("give the reason in words"))
    old, new = list(before), list(after)
    statements = Statements(plan, hand, _marking(plan, old, new, hand))
    said = {"became": became, "before": old, "after": new, "reason": hand.words(reason)}
    statements.add("succession", plan.about, said, when or today())
    return statements.record()


def _marking(plan: Fact, old: list[str], new: list[str], hand: Hand) -> Marking:
    """The marking of what names the plan and these objectives, which are of the plan before and of this one."""
    at = resolve(Standpoint(reader=hand.reader))
    follows = getattr(plan.payload, "follows", None)
    view = succession_view([plan.about, *([follows] if follows else [])], at)
    table = succession(view, plan.about)
    if table is None or not set(old) <= set(table.old) or not set(new) <= set(table.new):
        sentence = worded("An objective that is named is not of this plan, or of the one before it.")
        raise Refused("other-plan", sentence, worded("choose among those that the page lists"))
    named = [view.record(one) for one in (*old, *new)]
    return strictest([plan.entry.marking, *(fact.entry.marking for fact in named if fact is not None)])
