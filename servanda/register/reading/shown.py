"""Which plans and packages are there, what they are and are called: nothing of their items, and so at once."""

from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.faults import explained
from servanda.register.seeing.plans import Plans
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight


def plans_view(at: Resolved) -> View:
    """Every plan and package that something seen speaks of, with its partnership and the parties' names."""
    with explained():
        plans = Plans(Sight.of(at))
        selection = Selection(plans.sight)
        selection.describe(selection.same(plans.shown))
        if at.published_by is not None:
            selection.cite()
        selection.reach()
        return selection.composed(at, plans.shown)
