"""What is seen of a review: its course, the objectives that are asked, and what each voice said of them."""

from collections.abc import Iterable
from typing import Any

from servanda.kernel.model import compose
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.columns import hex_of
from servanda.ledger.database import slices, within
from servanda.ledger.faults import explained
from servanda.register.reading.views import items_of
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import NAMING, Spoken, names, records_of

_ASKED = "(k.structural OR k.question LIKE 'grade/%%' OR k.question LIKE 'returned/%%')"
_EARLIER = 5  # plans back from which an objective is carried on: more than any chain that is looked at


def review_view(review: str, at: Resolved, objectives: Iterable[str] | None = None) -> View:
    """A review with the plans it is of, their objectives, and what each voice said of these, now and before.

    ``objectives`` are the only ones that are looked at, if they are named; else the texts put to decision and the
    meetings that name the plans are in it too, for what is opened and closed by them. The number of queries does not
    grow with what the register holds.
    """
    with explained():
        sight = Sight.of(at)
        selection = Selection(sight)
        own = selection.same([review])
        selection.facts_about(own)
        plans = selection.same(_plans(selection, own))
        plans |= selection.same(naming(sight, plans, "package", manner="structural"))
        selection.facts_about(plans)
        if objectives is None:
            _happened(selection, plans | own)
        items = selection.same(items_of(sight, plans) if objectives is None else objectives)
        _answered(selection, items)
        if objectives is not None:
            # one that others are below is asked nothing itself
            selection.describe(naming(sight, items, "objective", manner="structural"))
        selection.cite()
        selection.reach()
        return compose(selection.entries, at, Spoken(sight).of(own | plans))


def reviews_of(plan: str, at: Resolved) -> list[str]:
    """The reviews that name a plan or package, or one of them its plan, as identifiers."""
    with explained():
        sight = Sight.of(at)
        own = Selection(sight).same([plan])
        return sorted(Spoken(sight).of(naming(sight, own, "review", manner="structural")))


def all_reviews(at: Resolved) -> list[str]:
    """The reviews that something seen speaks of, as identifiers."""
    with explained():
        sight = Sight.of(at)
        return sorted(Spoken(sight).of(records_of(sight, "review")))


def sent_back_in(scopes: Iterable[str], at: Resolved) -> dict[str, list[str]]:
    """The reviews in which something was ever sent back in some partnerships, each with the objectives of it."""
    with explained():
        selection = Selection(Sight.of(at))
        wanted = selection.same(scopes)
        for piece in slices(wanted) if wanted else ():
            condition, parameters = within("k.scope", piece)
            selection.facts(f"{condition} AND k.question LIKE 'returned/%%'", parameters)
        found: dict[str, set[str]] = {}
        for entry in selection.entries:
            if entry.kind == "returned":
                content: Any = entry.payload
                found.setdefault(content.review, set()).add(entry.about)
        return {review: sorted(own) for review, own in sorted(found.items())}


def _plans(selection: Selection, own: set[str]) -> set[str]:
    said = [entry.payload for entry in selection.entries if entry.kind == "review" and entry.about in own]
    found: set[str] = set()
    for payload in said:
        content: Any = payload
        found.update(content.plans)
    return found


def _happened(selection: Selection, reviewed: set[str]) -> None:
    """Gather the meetings that name what is reviewed, and how texts on it are decided."""
    sight = selection.sight
    selection.facts_about(naming(sight, reviewed, "meeting"))
    texts = selection.same(naming(sight, reviewed, "text-version", manner="structural"))
    selection.facts_about(texts)
    selection.facts_about(naming(sight, texts, "procedure"))


def _answered(selection: Selection, items: set[str]) -> None:
    """Gather what objectives are, what was said of them by each voice, and the same of those that they continue."""
    seen: set[str] = set()
    ahead = items
    for _ in range(_EARLIER):
        ahead -= seen
        if not ahead:
            return
        seen |= ahead
        for piece in slices(ahead):
            condition, parameters = within("k.about", piece)
            selection.facts(f"{condition} AND {_ASKED}", parameters)
        before: set[str] = set()
        for entry in selection.entries:
            content: Any = entry.payload
            if entry.kind == "objective" and entry.about in ahead and content.continues is not None:
                before.add(content.continues)
        ahead = selection.same(before) if before else set()


def naming(sight: Sight, records: Iterable[str], kind: str, manner: str = "") -> set[str]:
    """The records of a kind that name one of some in what is said of them; ``manner``: in saying what they are."""
    seen, more = sight.seen("q")
    only = "k.structural" if manner else "NOT k.structural"
    found: set[str] = set()
    for piece in slices(records):
        condition, parameters = within("m.record", piece)
        sql = (
            "SELECT DISTINCT k.about FROM mention AS m JOIN key AS k ON k.id = m.key_id"  # noqa: S608
            f" JOIN record AS r ON r.id = k.about JOIN claim AS q ON q.key_id = k.id {NAMING}"
            f" WHERE {condition} AND r.kind = %s AND {only} AND {seen} AND {names('m.record')}"
        )
        found.update(hex_of(own) or "" for (own,) in sight.rows(sql, [*parameters, kind, *more]))
    return found
