"""Saying what became of objectives of the plan before."""

from collections.abc import Iterable

from servanda.errors import UsageError, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact
from servanda.plans.recording import Statements
from servanda.register.draft import Recorded
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
    """Record that objectives before became others of this plan, or none, and why."""
    if not reason.strip():
        raise UsageError("no-reason", worded("It is not said why."), worded("give the reason in words"))
    statements = Statements(plan, hand)
    said = {"became": became, "before": list(before), "after": list(after), "reason": hand.words(reason)}
    statements.add("succession", plan.about, said, when or today())
    return statements.record()
