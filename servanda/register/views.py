"""The one way out: what a reader sees from a resolved standpoint. Nothing is read any other way (rule 14).

Each view is gathered by a fixed number of queries however much the register holds, and composed by
``kernel.model.compose``.
"""

from collections.abc import Iterable

from servanda.kernel.model import compose
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.database import within
from servanda.ledger.faults import explained
from servanda.register.selection import Selection
from servanda.register.sight import Sight
from servanda.register.standpoint import resolve

__all__ = ["partnership_view", "resolve"]


def partnership_view(partnership: str, at: Resolved) -> View:
    """Everything of a partnership's scope but what is said about objectives (their plans show them).

    What the records named are and are called is taken from other scopes only where this one does not say.
    """
    with explained():
        selection = Selection(Sight.of(at))
        condition, parameters = within("k.scope", selection.same([partnership]))
        selection.facts(f"{condition} AND NOT k.detail", parameters)
        selection.cite()
        selection.reach()
        return compose(selection.entries, at)
