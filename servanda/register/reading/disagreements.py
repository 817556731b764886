"""Where sources disagree, in a plan, a partnership or the whole register: found by index, decided by the kernel."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.kernel.dispute import Dispute, disputes
from servanda.kernel.entries import Temporal
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds import KINDS
from servanda.ledger.database import within
from servanda.ledger.faults import explained
from servanda.register.seeing.joined import joined_pairs, joined_records
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight

_ONCE = ", ".join(f"'{kind}'" for kind, made in sorted(KINDS.items()) if made.temporal is Temporal.ONCE)


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Some disputes of ``total``, in the order of their keys, and the view of all facts that take part in any.

    ``records`` is how many records they are about; ``places`` how many there are in each plan or package, and in the
    partnership of what is in none.
    """

    total: int
    disputes: tuple[Dispute, ...]
    view: View
    records: int
    places: Mapping[str, int]


def disagreements(
    at: Resolved,
    scope: str | None = None,
    *,
    plan: str | None = None,
    wanted: Callable[[Dispute], bool] = lambda _: True,
    first: int = 0,
    many: int = 50,
) -> Disagreements:
    """The contradictions in what is said (not in what records are), in one partnership's scope or anywhere.

    ``plan`` leaves those about a plan or package and its items; ``wanted`` says of each whether it is told. Those from
    place ``first`` on, at most ``many``. The number of queries does not grow.
    """
    with explained():
        sight = Sight.of(at)
        selection = Selection(sight)
        selection.facts_at(_may_contradict(sight, *_part(sight, scope, plan)))
        about = {entry.about for entry in selection.entries}
        selection.cite()
        named = {name for entry in selection.entries for name in entry.payload.references()}
        # choices between the sources of a question, and ranks of the sources, wherever they are said
        selection.describe(selection.same(about | named))
        selection.reach()
        view = selection.composed(at, about)
    found = [one for one in disputes(view) if not one.facts[0].payload.structural and wanted(one)]
    return Disagreements(
        len(found),
        tuple(found[first : first + many]),
        view,
        len({one.about for one in found}),
        Counter(_place(view, one) for one in found),
    )


def _place(view: View, dispute: Dispute) -> str:
    """The plan or package that a dispute is about or its record is an item of, else its partnership."""
    what = view.record(dispute.about)
    if what is not None and what.kind in ("plan", "package"):
        return what.about
    container = getattr(what.payload, "of", None) if what is not None else None
    return view.aliases[container or dispute.facts[0].entry.scope]


def _may_contradict(sight: Sight, where: str, of_part: list[Any]) -> set[int]:
    """The entries of facts that another on the same key may contradict: all that do, and few that do not.

    Spans that are said apart (since, until), dates that happen once, undated facts and replacements are left to
    the kernel, and so are records that were joined.
    """
    seen, parameters = sight.seen("q")
    counts = sight.publication.of_fact("q.entry")
    known, of_known = sight.known("r")
    apart = (
        "CASE WHEN e.since IS NOT NULL OR e.until IS NOT NULL OR q.latest_day IS NULL"  # noqa: S608
        f" OR e.kind IN ({_ONCE}) OR EXISTS (SELECT 1 FROM link AS r WHERE r.other = e.id AND r.kind = 'replaces'"
        f" AND {known}) THEN 1 ELSE 0 END"
    )
    said = (
        f"SELECT k.about, k.question, q.entry, q.val, q.day, q.latest_day, {apart} AS apart"  # noqa: S608
        " FROM key AS k JOIN claim AS q ON q.key_id = k.id JOIN entry AS e ON e.tick = q.entry"
        f" WHERE NOT k.structural AND {seen}{counts}{where}"
    )
    among = {*(joined := joined_records(sight)).to, *joined.to.values()}
    merged, of_merged = within("about", among)
    key = "PARTITION BY about, question"
    in_time = f"{key} ORDER BY day, latest_day, entry"
    several = (
        "SELECT about, question, entry, val, day, latest_day, apart FROM (SELECT said.*,"  # noqa: S608
        f" MIN(val) OVER ({key}) AS low, MAX(val) OVER ({key}) AS high FROM ({said}) AS said) AS told WHERE low <> high"
    )
    # spans that touch, however many, are one stretch; within it values may contradict
    begins = (
        "SELECT several.*, CASE WHEN day > MAX(latest_day)"  # noqa: S608
        f" OVER ({in_time} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 1 ELSE 0 END AS begins,"
        f" MAX(apart) OVER ({key}) AS loose FROM several"
    )
    numbered = (
        f"SELECT begun.*, SUM(begins) OVER ({in_time} ROWS UNBOUNDED PRECEDING) AS stretch"  # noqa: S608
        f" FROM ({begins}) AS begun"
    )
    sql = (
        "SELECT entry FROM (SELECT entry, loose, MIN(val) OVER (PARTITION BY about, question, stretch) AS low,"  # noqa: S608
        f" MAX(val) OVER (PARTITION BY about, question, stretch) AS high FROM ({numbered}) AS numbered) AS told"
        " WHERE loose = 1 OR low <> high"
    )
    every = [*of_known, *parameters, *of_part]
    found = {tick for (tick,) in sight.rows(sql, every, recursive=f"several AS ({several})")}
    if among:
        told = f"SELECT entry FROM ({said}) AS said WHERE {merged}"  # noqa: S608
        found |= {tick for (tick,) in sight.rows(told, [*every, *of_merged])}
    return found


def _part(sight: Sight, scope: str | None, plan: str | None) -> tuple[str, list[Any]]:
    """A condition on keys (``k``): those of a partnership's scope, of a plan or package and its items, or of both."""
    where, parameters = "", []
    if scope is not None:
        condition, more = within("k.scope", _same(sight, scope))
        where, parameters = f" AND {condition}", [*more]
    if plan is not None:
        own, of_own = within("k.about", _same(sight, plan))
        container, of_container = within("i.other", _same(sight, plan))
        seen, of_seen = sight.seen("i", "link")
        items = f"SELECT i.target FROM link AS i WHERE i.kind = 'item' AND {container} AND {seen}"  # noqa: S608
        where += f" AND ({own} OR k.about IN ({items}))"
        parameters += [*of_own, *of_container, *of_seen]
    return where, parameters


def _same(sight: Sight, record: str) -> set[str]:
    return {record}.union(*(pair[:2] for pair in joined_pairs(sight, {record})))
