"""Where sources disagree, in one partnership or the whole register: found by index, decided by the kernel."""

from dataclasses import dataclass
from typing import Any

from servanda.kernel.dispute import Dispute, disputes
from servanda.kernel.entries import Temporal
from servanda.kernel.model import compose
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds import KINDS
from servanda.ledger.database import within
from servanda.ledger.faults import explained
from servanda.register.joined import joined_pairs
from servanda.register.selection import Selection
from servanda.register.sight import Sight
from servanda.register.units import joined_records

_ONCE = ", ".join(f"'{kind}'" for kind, made in sorted(KINDS.items()) if made.temporal is Temporal.ONCE)


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Some disputes of ``total``, in the order of their keys, and the view of all facts that take part in any."""

    total: int
    disputes: tuple[Dispute, ...]
    view: View


def disagreements(at: Resolved, scope: str | None = None, *, first: int = 0, many: int = 50) -> Disagreements:
    """The contradictions in what is said (not in what records are), in one partnership's scope or anywhere.

    Those from place ``first`` on, at most ``many``. The number of queries does not grow.
    """
    with explained():
        sight = Sight.of(at)
        selection = Selection(sight)
        selection.facts_at(_may_contradict(sight, scope))
        about = {entry.about for entry in selection.entries}
        selection.cite()
        named = {name for entry in selection.entries for name in entry.payload.references()}
        # choices between the sources of a question, and ranks of the sources, wherever they are said
        selection.describe(selection.same(about | named))
        selection.reach()
        view = compose(selection.entries, at, about)
    found = [one for one in disputes(view) if not one.facts[0].payload.structural]
    return Disagreements(len(found), tuple(found[first : first + many]), view)


def _may_contradict(sight: Sight, scope: str | None) -> set[int]:
    """The entries of facts that another on the same key may contradict: all that do, and few that do not.

    Spans that are said apart (since, until), dates that happen once, undated facts and replacements are left to
    the kernel, and so are records that were joined.
    """
    seen, parameters = sight.seen("q")
    counts = sight.publication.of_fact("q.entry")
    known, of_known = sight.known("r")
    where, of_scope = _within_scope(sight, scope)
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
    several = (
        "SELECT about, question, entry, val, day, latest_day, apart FROM (SELECT said.*,"  # noqa: S608
        " MIN(val) OVER (PARTITION BY about, question) AS low, MAX(val) OVER (PARTITION BY about, question) AS high"
        f" FROM ({said}) AS said) AS told WHERE low <> high"
    )
    sql = (
        "SELECT a.entry FROM several AS a WHERE EXISTS (SELECT 1 FROM several AS b WHERE b.about = a.about"
        " AND b.question = a.question AND b.val <> a.val"
        " AND (a.apart = 1 OR b.apart = 1 OR (b.day <= a.latest_day AND b.latest_day >= a.day)))"
    )
    every = [*of_known, *parameters, *of_scope]
    found = {tick for (tick,) in sight.rows(sql, every, recursive=f"several AS ({several})")}
    if among:
        told = f"SELECT entry FROM ({said}) AS said WHERE {merged}"  # noqa: S608
        found |= {tick for (tick,) in sight.rows(told, [*every, *of_merged])}
    return found


def _within_scope(sight: Sight, scope: str | None) -> tuple[str, list[Any]]:
    if scope is None:
        return "", []
    own = {scope}
    own.update(*(pair[:2] for pair in joined_pairs(sight, own)))
    condition, parameters = within("k.scope", own)
    return f" AND {condition}", parameters
