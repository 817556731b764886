"""Lists of items: of one plan or of all, filtered, in an order, a page at a time, in a fixed number of queries."""

import json
from dataclasses import dataclass
from datetime import date

from servanda.kernel.canonical import sha256
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.columns import hex_of
from servanda.ledger.faults import explained
from servanda.register.lists.itemorder import ORDERS, ordered
from servanda.register.lists.itemrows import Item, items_of
from servanda.register.lists.wanted import Wanted, conditions
from servanda.register.reading.called import called
from servanda.register.seeing import noted
from servanda.register.seeing.plans import Plans
from servanda.register.seeing.sight import Sight

__all__ = ["ORDERS", "Item", "Page", "Wanted", "holders", "listed", "places_of"]
_ANY_NUMBER = 2**31


@dataclass(frozen=True, slots=True)
class Page:
    """Some items of ``total``, in order, and the view of them with what the records they name are and are called."""

    total: int
    items: tuple[Item, ...]
    view: View

    def sha256(self) -> str:
        """The hash of what the page shows, as hex: equal standpoints and permissions give equal ones (rule 19)."""
        shown = [
            [item.fact.digest, item.fact.entry.marking.text, [[*grade[:2], grade[2].text] for grade in item.grades]]
            for item in self.items
        ]
        return sha256(f"{self.total}\n{json.dumps(shown)}\n{self.view.canonical()}")


def listed(
    at: Resolved,
    *,
    framework: str = "",
    party: str = "",
    holder: str = "",
    plan: str = "",
    scope: str = "",
    question: str = "",
    answer: str = "",
    words: str = "",
    due_after: date | None = None,
    due_before: date | None = None,
    order: str = "plan",
    first: int = 0,
    many: int = 50,
) -> Page:
    """List items: those from place ``first`` on, at most ``many``. What narrows them is as of ``Wanted``.

    ``order`` is one of ``ORDERS``; by grade only with a question.
    """
    wanted = Wanted(framework, party, holder, plan, scope, question, answer, words, due_after, due_before)
    with explained():
        plans = Plans(Sight.of(at), plan)
        total, rows = ordered(plans, wanted, order, first, many)
        _note(plans, wanted, at)
        shown = items_of(plans, at, rows)
        items = tuple(shown[row.record] for row in rows)
        named = {one for row in rows for one in (row.container, row.holder) if one}
        view = called(plans, at, named | {wanted.plan, wanted.party, wanted.holder} - {""})
    return Page(total, items, view)


def _note(plans: Plans, wanted: Wanted, at: Resolved) -> None:
    """Note which audiences the items listed have, for readers of more than what is public."""
    if not plans.sight.knowing.is_of_all:
        where, parameters = conditions(plans, wanted)
        found = plans.sight.rows(f"SELECT DISTINCT i.audience FROM item AS i WHERE {where}", parameters)  # noqa: S608
        noted.audiences((number for (number,) in found), plans.sight.knowing, at.reader)


def places_of(at: Resolved, wanted: Wanted, order: str = "plan") -> list[tuple[str, str]]:
    """All items that are wanted, in order, each with its plan or package: for files, however many there are."""
    with explained():
        _, rows = ordered(Plans(Sight.of(at), wanted.plan), wanted, order, 0, _ANY_NUMBER)
        return [(row.record, row.container) for row in rows]


def holders(at: Resolved) -> tuple[View, tuple[str, ...]]:
    """The holders of items seen, and a view of what they are called."""
    with explained():
        plans = Plans(Sight.of(at))
        where, parameters = plans.of_items()
        sql = f"SELECT DISTINCT i.holder FROM item AS i WHERE i.holder IS NOT NULL AND {where}"  # noqa: S608
        found = {plans.joined[hex_of(own) or ""] for (own,) in plans.sight.rows(sql, parameters)}
        return called(plans, at, found), tuple(sorted(found))
