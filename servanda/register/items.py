"""Lists of items: of one plan or of all, filtered, in an order, a page at a time, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.entries import Entry
from servanda.kernel.model import compose
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.columns import hex_of
from servanda.ledger.database import numbers_within, within
from servanda.ledger.faults import explained
from servanda.projection.fold import fold
from servanda.register.editions import frameworks
from servanda.register.finding import worded
from servanda.register.itemrows import Item, Row, items_of
from servanda.register.knowing import Condition
from servanda.register.plans import DISPUTED, LAST_SAID, Plans
from servanda.register.selection import Selection
from servanda.register.sight import Sight

NOT_GRADED = "none"
ORDERS = ("plan", "code", "holder", "due", "grade", "said")
_MOST_WORDS = 12
_TITLED_BY = 3  # a plan after a plan after a plan


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows a list of items. Records are named by their identifiers; what is empty narrows nothing.

    ``question`` is a grade's ("grade/completion/irm") and ``answer`` the grade that stands, "none" where there is no
    placed grade, "disputed" where several differ. ``words`` are beginnings of words of what the item says.
    """

    framework: str = ""
    party: str = ""
    holder: str = ""
    plan: str = ""
    scope: str = ""
    question: str = ""
    answer: str = ""
    words: str = ""
    due_after: date | None = None
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some items of ``total``, in order, and the view of them with what the records they name are and are called."""

    total: int
    items: tuple[Item, ...]
    view: View

    def sha256(self) -> str:
        """The hash of what the page shows, as hex: equal standpoints and permissions give equal ones (rule 19)."""
        shown = [
            f"{item.fact.canonical()}{canonical([[*graded[:2], graded[2].text] for graded in item.grades])}"
            for item in self.items
        ]
        return sha256("\n".join([str(self.total), *shown, self.view.canonical()]))


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
        where, parameters = conditions(plans, wanted)
        counted = plans.sight.rows(f"SELECT COUNT(*) FROM item AS i WHERE {where}", parameters)  # noqa: S608
        total = int(counted[0][0])
        joins, more, columns = _order(plans, wanted, order)
        sql = (
            f"SELECT i.record, i.entry, i.several, i.container, i.holder FROM item AS i{joins} WHERE {where}"  # noqa: S608
            f" ORDER BY {columns} LIMIT %s OFFSET %s"
        )
        found = plans.sight.rows(sql, [*more, *parameters, many, first]) if total else []
        rows = [Row(hex_of(own) or "", tick, bool(several)) for own, tick, several, *_ in found]
        shown = items_of(plans, at, rows)
        items = tuple(shown[row.record] for row in rows)
        named = {hex_of(one) or "" for *_, container, holder in found for one in (container, holder) if one}
        view = called(plans, at, named | {wanted.plan, wanted.party, wanted.holder} - {""})
    return Page(total, items, view)


def holders(at: Resolved) -> tuple[View, tuple[str, ...]]:
    """The holders of items seen, and a view of what they are called."""
    with explained():
        plans = Plans(Sight.of(at))
        where, parameters = plans.of_items()
        sql = f"SELECT DISTINCT i.holder FROM item AS i WHERE i.holder IS NOT NULL AND {where}"  # noqa: S608
        found = {plans.joined[hex_of(own) or ""] for (own,) in plans.sight.rows(sql, parameters)}
        return called(plans, at, found), tuple(sorted(found))


def conditions(plans: Plans, wanted: Wanted) -> Condition:
    """The condition that a row of ``item`` (``i``) is one that is wanted."""
    among = plans_wanted(plans, wanted)
    parts = [plans.of_items(among)]
    for column, record in (("i.holder", wanted.holder), ("i.scope", wanted.scope)):
        if record:
            parts.append(within(column, plans.group(record)))
    if wanted.due_after is not None:
        parts.append(("i.due >= %s", [wanted.due_after.toordinal()]))
    if wanted.due_before is not None:
        parts.append(("i.due <= %s", [wanted.due_before.toordinal()]))
    if words := fold(wanted.words).split()[:_MOST_WORDS]:
        matches, asked = worded(words)
        parts.append((f"i.entry IN (SELECT q.entry FROM prose AS q WHERE {matches})", [asked]))  # noqa: S608
    if wanted.question and wanted.answer:
        parts.append(_graded(plans, wanted, among))
    return " AND ".join(sql for sql, _ in parts), [one for _, parameters in parts for one in parameters]


def plans_wanted(plans: Plans, wanted: Wanted) -> set[str] | None:
    """The plans and packages that the filters leave, of those shown; ``None`` where they leave all."""
    among: set[str] | None = None
    if wanted.plan:
        among = plans.group(wanted.plan)
    if wanted.framework or wanted.party:
        selection = Selection(plans.sight)
        selection.describe(plans.shown if among is None else among)
        described = [entry for entry in selection.entries if entry.kind in ("plan", "package")]
        if wanted.party:
            selection.describe(selection.same(_of(entry).partnership for entry in described))
        parties: dict[str, set[str]] = defaultdict(set)
        for entry in selection.entries:
            if entry.kind == "partnership":
                parties[plans.joined[entry.about]] |= {plans.joined[party] for party in _of(entry).parties}
        among = {
            entry.about
            for entry in described
            if wanted.framework in ("", _of(entry).framework)
            and (not wanted.party or plans.joined[wanted.party] in parties[plans.joined[_of(entry).partnership]])
        }
    return among


def _graded(plans: Plans, wanted: Wanted, among: Iterable[str] | None) -> Condition:
    standings, parameters = plans.standings(wanted.question, among)
    graded = f"SELECT g.about FROM ({standings}) AS g"  # noqa: S608
    sql = f"i.record NOT IN ({graded})" if wanted.answer == NOT_GRADED else f"i.record IN ({graded} WHERE g.v = %s)"
    if wanted.answer != NOT_GRADED:
        parameters = [*parameters, wanted.answer]
    if not plans.merged:
        return sql, parameters
    answer = None if wanted.answer == NOT_GRADED else wanted.answer
    standing_of = plans.merged_standings()
    chosen = [tick for tick in plans.first_of_merged if standing_of.get(tick, {}).get(wanted.question) == answer]
    apart, more = numbers_within("i.entry", plans.first_of_merged)
    among_chosen, also = numbers_within("i.entry", chosen)
    return f"((NOT ({apart}) AND {sql}) OR {among_chosen})", [*more, *parameters, *also]


def _order(plans: Plans, wanted: Wanted, order: str) -> tuple[str, list[Any], str]:
    """What to join for an order, its parameters, and the columns to order by."""
    last = "i.code, i.record"
    if order == "code":
        return "", [], last
    if order == "holder":
        return "", [], f"(i.holder IS NULL), i.holder, {last}"
    if order == "due":
        return "", [], f"(i.due IS NULL), i.due, {last}"
    if order == "said":
        counts, parameters = plans.claims()
        said = (
            f"SELECT k.about, {LAST_SAID} / {1 << 40} AS said FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE k.detail AND {counts} GROUP BY k.about"
        )
        return f" LEFT JOIN ({said}) AS s ON s.about = i.record", parameters, f"(s.said IS NULL), s.said DESC, {last}"
    if order == "grade" and wanted.question:
        standings, parameters = plans.standings(wanted.question)
        ranked = " ".join(f"WHEN '{grade}' THEN {place}" for place, grade in enumerate(_scale(wanted)))
        place = f"CASE g.v {ranked} WHEN '{DISPUTED}' THEN -1 ELSE -2 END" if ranked else "g.v"
        return f" LEFT JOIN ({standings}) AS g ON g.about = i.record", parameters, f"(g.v IS NULL), {place}, {last}"
    return "", [], f"i.container, {last}"


def _scale(wanted: Wanted) -> list[str]:
    """The grades of a question in the order of the framework, or of the first that has its axis."""
    axis_slug = wanted.question.split("/")[1] if wanted.question.count("/") == 2 else ""
    known = frameworks()
    for slug in [wanted.framework] if wanted.framework in known else sorted(known):
        axis = known[slug].axis(axis_slug)
        if axis is not None:
            return [grade.slug for grade in axis.scale]
    return []


def called(plans: Plans, at: Resolved, records: set[str]) -> View:
    """The view of what some records are and are called, and of what a plan is titled by."""
    selection = Selection(plans.sight)
    wanted = selection.same(records) if plans.joined.to else records
    asked: set[str] = set()
    for _ in range(_TITLED_BY):
        asked |= wanted
        selection.describe(wanted)
        wanted = {one for entry in selection.entries for one in _titled_by(entry)} - asked
    if at.published_by is not None:
        selection.cite()
    return compose(selection.entries, at, records)


def _titled_by(entry: Entry) -> Iterator[str]:
    """The records that a plan or package without a name is titled by."""
    if entry.kind in ("plan", "package"):
        yield from filter(None, (getattr(entry.payload, name, None) for name in ("follows", "plan")))


def _of(entry: Any) -> Any:
    return entry.payload
