"""Sources, and what is cited to them: a file that was brought in once can carry tens of thousands of statements."""

from typing import Any, NamedTuple

from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.columns import hex_of
from servanda.ledger.database import within
from servanda.ledger.faults import explained
from servanda.register.reading.views import about
from servanda.register.seeing import noted
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import Spoken


class Sources(NamedTuple):
    """All sources that something seen is cited to: what they are, and how many recordings of statements each carries.

    What was recorded twice is counted twice, and what only says what a record is, whether or not that record is shown;
    where sources were joined, they are counted together.
    """

    view: View
    carried: dict[str, int]


def sources(at: Resolved) -> Sources:
    """Every source that a fact seen is cited to, counted by the database."""
    with explained():
        selection = Selection(Sight.of(at))
        citations, parameters = _citations(selection.sight)
        found = _counted(selection.sight, at, f"SELECT l.other, COUNT(DISTINCT q.entry){{}} {citations}", parameters)
        own = Spoken(selection.sight).of(selection.same(source for source, _ in found))
        selection.describe(own)
        selection.cite()
        view = selection.composed(at, own)
        carried: dict[str, int] = {}
        for source, number in found:
            carried[view.aliases[source]] = carried.get(view.aliases[source], 0) + number
        return Sources(view, carried)


def carried_by(source: str, at: Resolved) -> int:
    """How many recordings of statements seen are cited to a source."""
    with explained():
        selection = Selection(Sight.of(at))
        citations, parameters = _citations(selection.sight)
        for_source, more = within("l.other", selection.same([source]))
        counted = f"SELECT NULL, COUNT(DISTINCT q.entry){{}} {citations} AND {for_source}"
        return sum(number for _, number in _counted(selection.sight, at, counted, [*parameters, *more], by=""))


def source_view(source: str, at: Resolved, first: int = 0, many: int | None = None) -> View:
    """A source and the facts that cite it, each with all its citations; ``many`` of them from the ``first`` on."""
    with explained():
        selection = Selection(Sight.of(at))
        own = selection.same([source])
        citations, parameters = _citations(selection.sight)
        for_source, more = within("l.other", own)
        part = "" if many is None else f" LIMIT {many} OFFSET {first}"
        sql = (
            f"SELECT q.entry, MIN(q.day) AS began {citations} AND {for_source}"
            f" GROUP BY q.entry ORDER BY began, q.entry{part}"
        )
        selection.facts_at(tick for tick, _ in selection.sight.rows(sql, [*parameters, *more]))
        # what says only what a record is may stand on another page than what speaks of that record
        described = {entry.about for entry in selection.entries if many is not None and entry.payload.structural}
        return about(selection, own, at, own | described)


def _citations(sight: Sight) -> tuple[str, list[Any]]:
    """The citations (``l``) that are seen, with what is seen (``q``) of the facts that cite."""
    known, parameters = sight.known("l")
    out, more = sight.publication.of_link("l")
    seen, also = sight.seen("q")
    return (
        "FROM link AS l JOIN entry AS f ON f.id = l.target JOIN claim AS q ON q.entry = f.tick"
        f" WHERE l.kind = 'citation' AND {known}{out} AND {seen}"
    ), [*parameters, *more, *also]


def _counted(sight: Sight, at: Resolved, sql: str, parameters: list[Any], by: str = "l.other") -> list[tuple[str, int]]:
    """Run a count; of a reader of more than what is public it is noted which of that is counted."""
    apart = not sight.knowing.is_of_all
    groups = [group for group in (by, "q.audience" if apart else "") if group]
    grouped = f" GROUP BY {', '.join(groups)}" if groups else ""
    found = sight.rows(sql.format(", q.audience" if apart else "") + grouped, parameters)
    if apart:
        noted.audiences({row[2] for row in found}, sight.knowing, at.reader)
    return [(hex_of(row[0]) or "", row[1]) for row in found]
