"""Joining views of one standpoint: a partnership's narrative, and the items of a plan that it leaves out."""

from datetime import date

from servanda.kernel.view import Fact, View


def merged(view: View, *others: View) -> View:
    """Join views seen from one standpoint into one: each statement once, in the canonical order.

    A partnership's view leaves out the items of its plans and their grades; with the views of the plans
    whose progress is to be told, the brief counts them by grade. Raises ``ValueError`` for views that were
    seen from different standpoints.
    """
    if any(other.standpoint != view.standpoint for other in others):
        raise ValueError("views of different standpoints cannot be joined; compare them instead")
    facts = {fact.digest: fact for one in (view, *others) for fact in one.facts}
    return View(view.standpoint, tuple(sorted(facts.values(), key=_order)), view.aliases)


def _order(fact: Fact) -> tuple[date, date, str, str, str]:
    """The order of a view, which no identifier of an entry decides."""
    entry = fact.entry
    return entry.begins, entry.start.latest, fact.kind, fact.about, fact.digest
