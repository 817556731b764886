"""The one way out: what a reader sees from a resolved standpoint. Nothing is read any other way (rule 14).

Each view is gathered by a fixed number of queries however much the register holds, and composed by
``kernel.model.compose``.
"""

from collections.abc import Iterable
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.columns import hex_of
from servanda.ledger.database import slices, within
from servanda.ledger.faults import explained
from servanda.register.counting.counts import count_by_value, days
from servanda.register.reading.finding import Hit, find, search
from servanda.register.reading.history import Recording, all_entries, entries_live, history
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import Spoken, records_of
from servanda.register.seeing.standpoint import resolve

__all__ = [
    "Hit",
    "Recording",
    "all_entries",
    "container_view",
    "count_by_value",
    "days",
    "entries_live",
    "find",
    "history",
    "measured_view",
    "partnership_view",
    "partnerships_view",
    "press_view",
    "procedures_view",
    "records_view",
    "resolve",
    "search",
    "succession_view",
    "whole_view",
]


def partnerships_view(partnerships: Iterable[str], at: Resolved, items: int = 0) -> View:
    """What was said in the scopes of partnerships; of their objectives only if that is at most ``items`` facts.

    The briefs that were issued are left out: they are made of views, and a view of views would grow with each.

    Plans with more items than a brief can count one by one show them on their own pages. What the records
    named are and are called is taken from other scopes only where this one does not say.
    """
    with explained():
        selection = Selection(Sight.of(at))
        condition, parameters = within("k.scope", selection.same(partnerships))
        condition, parameters = f"{condition} AND k.question NOT LIKE %s", [*parameters, "issued/%"]
        if not items or _exceeds(items, selection.sight, f"{condition} AND k.detail", parameters):
            condition += " AND k.detail = FALSE"
        selection.facts(condition, parameters)
        selection.cite()
        selection.reach()
        return selection.composed(at)


def partnership_view(partnership: str, at: Resolved, items: int = 0) -> View:
    """The same of one partnership."""
    return partnerships_view([partnership], at, items)


def records_view(records: Iterable[str], at: Resolved) -> View:
    """All facts about some records, in any scope, and what the records named there are and are called."""
    with explained():
        selection = Selection(Sight.of(at))
        return about(selection, selection.same(records), at)


def container_view(container: str, at: Resolved, most: int | None = None, *, found: bool = False) -> View:
    """A plan or package with its objectives, and all facts about them; without these if they are more than ``most``.

    ``found`` says that ``find`` gave it from the same standpoint: then it need not be asked again whether it is
    spoken of.
    """
    with explained():
        selection = Selection(Sight.of(at))
        own = selection.same([container])
        items = items_of(selection.sight, own)
        if most is not None and _has_more(most, selection.sight, items):
            items = set()
        return about(selection, own | (selection.same(items) if items else set()), at, asked=own, found=found)


def succession_view(containers: Iterable[str], at: Resolved) -> View:
    """Some plans or packages, each with its objectives, and what is said of the plans themselves."""
    with explained():
        selection = Selection(Sight.of(at))
        own = selection.same(containers)
        items = items_of(selection.sight, own)
        selection.facts_about(own)
        selection.describe(selection.same(items) if items else ())
        selection.cite()
        selection.reach()
        return selection.composed(at, Spoken(selection.sight).of(own))


def measured_view(container: str, at: Resolved) -> View:
    """A plan or package with its objectives and the indicators of these, and all facts about them."""
    with explained():
        selection = Selection(Sight.of(at))
        own = selection.same([container])
        items = selection.same(items_of(selection.sight, own))
        indicators = selection.same(items_of(selection.sight, items))
        return about(selection, own | items | indicators, at, asked=own)


def procedures_view(at: Resolved, partnership: str | None = None) -> View:
    """All texts put to decision, with what happened to each and what the texts are; of one partnership, or of all."""
    with explained():
        selection = Selection(Sight.of(at))
        # every opening answers when it was, and questions are indexed
        opened = "SELECT o.about FROM key AS o WHERE o.question = 'opened' AND NOT o.structural"
        condition, parameters = f"k.about IN ({opened})", list[Any]()
        if partnership is not None:
            within_scope, more = within("k.scope", selection.same([partnership]))
            condition, parameters = f"{condition} AND {within_scope}", more
        selection.facts(condition, parameters)
        selection.cite()
        selection.reach()
        return selection.composed(at)


def press_view(at: Resolved, partnership: str, rests_on: Iterable[str] = ()) -> View:
    """The lines for outside of a partnership: who cleared them, what they rest on, what bodies said to a position.

    ``rests_on`` are entries that a line still to be drafted would rest on.
    """
    with explained():
        selection = Selection(Sight.of(at))
        condition, parameters = within("k.scope", selection.same([partnership]))
        drafted = "SELECT o.about FROM key AS o WHERE o.question = 'line'"
        selection.facts(f"k.about IN ({drafted}) AND {condition}", parameters)
        drafts: list[Any] = [entry.payload for entry in selection.entries if entry.kind == "press-line"]
        # by the questions they answer, so that what took the place of a fact is there, too
        for piece in slices({*rests_on, *(entry for draft in drafts for entry in draft.rests_on)}):
            resting, own = within("e.id", piece)
            readable = selection.sight.knowing.readable("c")
            keys = f"SELECT c.key_id FROM entry AS e JOIN claim AS c ON c.entry = e.tick WHERE {resting} AND {readable}"  # noqa: S608
            selection.facts(f"k.id IN ({keys})", own)
        selection.facts_about(selection.same({one.agreed_in for one in drafts if one.agreed_in is not None}))
        same = selection.same([partnership])
        selection.describe(same)  # it has a name before there is a line
        selection.cite()
        selection.reach()
        return selection.composed(at, Spoken(selection.sight).of(same))


def whole_view(at: Resolved) -> View:
    """Every partnership: what it is, and what it and its parties are called."""
    with explained():
        selection = Selection(Sight.of(at))
        spoken = Spoken(selection.sight).of(records_of(selection.sight, "partnership"))
        selection.describe(selection.same(spoken))
        selection.cite()
        selection.reach()
        return selection.composed(at, spoken)


def _exceeds(limit: int, sight: Sight, condition: str, parameters: list[Any]) -> bool:
    seen, more = sight.seen("q")
    claims = f"SELECT 1 FROM key AS k JOIN claim AS q ON q.key_id = k.id WHERE {condition} AND {seen}"  # noqa: S608
    ((found,),) = sight.rows(f"SELECT COUNT(*) FROM ({claims} LIMIT {limit + 1}) AS counted", [*parameters, *more])  # noqa: S608
    return int(found) > limit


def _has_more(most: int, sight: Sight, records: set[str]) -> bool:
    """Whether more than so many facts are seen about some records."""
    if not records or len(records) > most:
        return bool(records)
    condition, parameters = within("k.about", records)
    return _exceeds(most, sight, condition, parameters)


def about(
    selection: Selection, records: set[str], at: Resolved, asked: Iterable[str] = (), *, found: bool = False
) -> View:
    selection.facts_about(records)
    selection.cite()
    selection.reach()
    # where one is spoken of, so are all that it was joined with
    return selection.composed(at, asked if found else Spoken(selection.sight).of(asked or records))


def items_of(sight: Sight, containers: set[str]) -> set[str]:
    """The items that plans and packages are said to hold."""
    seen, more = sight.seen("q", "link")
    found: set[str] = set()
    for piece in slices(containers):
        condition, parameters = within("q.other", piece)
        sql = f"SELECT q.target FROM link AS q WHERE {condition} AND q.kind = 'item' AND {seen}"  # noqa: S608
        found.update(hex_of(own) or "" for (own,) in sight.rows(sql, [*parameters, *more]))
    return found
