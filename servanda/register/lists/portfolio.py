"""All plans at once: how many items each has, where they stand, the last said; in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import edtf
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.ledger.columns import hex_of
from servanda.ledger.database import numbers_within, rows, within
from servanda.ledger.faults import explained
from servanda.projection.standings import ITEM
from servanda.register.lists.kept import Kept
from servanda.register.lists.wanted import Wanted, conditions, plans_wanted
from servanda.register.seeing import noted
from servanda.register.seeing.plans import LAST_SAID, Plans, entry_last_said
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight

Counts = dict[str, dict[str, Counter[str]]]
EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan or package: what it is, how many items, how many stand at which grade by question."""

    fact: Fact
    items: int
    counts: Mapping[str, Mapping[str, int]]


def plans(at: Resolved, wanted: Wanted = EVERYTHING) -> tuple[View, tuple[PlanLine, ...]]:
    """The plans that are wanted, in no order, with a view of them; with a holder or an answer those with such items."""
    with explained():
        found = Plans(Sight.of(at))
        among = plans_wanted(found, wanted)
        left = found.shown if among is None else found.shown & among
        view = _view(found, at, left)
        items, counts = _counted(found, wanted, among)
        noted.whole(found.sight.knowing, at.reader)
    lines = []
    canonical = {found.joined[one] for one in left}
    for fact in (*view.of_kind("plan"), *view.of_kind("package")):
        own = fact.about
        if view.record(own) is not fact or own not in canonical:
            continue
        if (wanted.holder or (wanted.question and wanted.answer)) and not items[own]:
            continue
        lines.append(PlanLine(fact, items[own], {name: dict(each) for name, each in counts[own].items()}))
    return view, tuple(lines)


def last_said(at: Resolved, view: View, records: Collection[str], wanted: Wanted) -> dict[str, PartialDate]:
    """When some of the plans of a view were last spoken of, themselves or by way of an item that is wanted."""
    with explained():
        found = Plans(Sight.of(at))
        group = {one for record in records for one in found.group(record)}
        last = _Counting(found, wanted, group).last() if group else {}
        said = _dates(last.values())
    dates: dict[str, PartialDate] = {}
    for own in records:
        about = [one for one in view.about(own) if not one.payload.structural and one.entry.is_placed]
        every = [one.as_of for one in about] + ([said[last[own]]] if own in last else [])
        if every:
            dates[own] = max(every, key=lambda when: (when.latest, when.earliest, when.text))
    return dates


def _view(plans_: Plans, at: Resolved, left: frozenset[str]) -> View:
    selection = Selection(plans_.sight)
    selection.facts_about(selection.same(left))
    if at.published_by is not None:
        selection.cite()
    selection.reach()
    return selection.composed(at, left)


def _counted(plans_: Plans, wanted: Wanted, among: set[str] | None) -> tuple[Counter[str], Counts]:
    """How many items each plan has, and how many stand at which grade, by question."""
    kept = Kept(plans_, (ITEM, *plans_.settled.grades))
    if wanted.is_of_plans_only and wanted.stand[0] == ITEM and kept.is_asked and not kept.is_doubtful:
        items, counts = kept.sums(among)
        return Counter(items), counts
    counting = _Counting(plans_, wanted)
    return counting.items(), counting.standings()


class _Counting:
    """Counts by plan of the items that are wanted; a plan is named by the record it is, joined or not."""

    def __init__(self, plans_: Plans, wanted: Wanted, among: set[str] | None = None) -> None:
        self._plans, self._among = plans_, among
        self._where, self._parameters = conditions(plans_, wanted)
        if among is not None:
            inside, more = within("i.container", among)
            self._where, self._parameters = f"{self._where} AND {inside}", [*self._parameters, *more]

    def items(self) -> Counter[str]:
        """How many items each has."""
        sql = f"SELECT i.container, COUNT(*) FROM item AS i WHERE {self._where} GROUP BY i.container"  # noqa: S608
        counts: Counter[str] = Counter()
        for container, number in self._plans.sight.rows(sql, self._parameters):
            counts[self._plans.joined[hex_of(container) or ""]] += number
        return counts

    def standings(self) -> Counts:
        """How many stand at which grade, by question."""
        standings, parameters = self._plans.standings()
        sql = (
            "SELECT i.container, g.question, g.v, COUNT(*) FROM item AS i"  # noqa: S608
            f" JOIN ({standings}) AS g ON g.about = i.record WHERE {self._where} GROUP BY i.container, g.question, g.v"
        )
        counts: Counts = defaultdict(lambda: defaultdict(Counter))
        for container, question, value, number in self._plans.sight.rows(sql, [*parameters, *self._parameters]):
            counts[self._plans.joined[hex_of(container) or ""]][question][value] += number
        merged = self._plans.merged_standings()
        for tick, container in self._merged().items():
            for question, value in merged.get(tick, {}).items():
                counts[container][question][value] += 1
        return counts

    def last(self) -> dict[str, int]:
        """The entry that said something last of any item, by its tick."""
        counts, parameters = self._plans.claims()
        inside, more = within("own.container", self._among or ())
        said = (
            f"SELECT k.about, {LAST_SAID} AS last FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE k.about IN (SELECT own.record FROM item AS own WHERE {inside}) AND {counts} GROUP BY k.about"
        )
        parameters = [*more, *parameters]
        sql = (
            f"SELECT i.container, MAX(s.last) FROM item AS i JOIN ({said}) AS s ON s.about = i.record"  # noqa: S608
            f" WHERE {self._where} GROUP BY i.container"
        )
        latest: dict[str, int] = {}
        found = [
            (self._plans.joined[hex_of(container) or ""], number)
            for container, number in self._plans.sight.rows(sql, [*parameters, *self._parameters])
        ]
        merged = self._plans.merged_last()
        found += [(container, merged[tick]) for tick, container in self._merged().items() if tick in merged]
        for own, number in found:
            latest[own] = max(number, latest.get(own, 0))
        return {own: entry_last_said(number) for own, number in latest.items()}

    def _merged(self) -> dict[int, str]:
        """The items wanted that were joined: the tick of what stands first, and the plan it is in."""
        if not self._plans.first_of_merged:
            return {}
        chosen, more = numbers_within("i.entry", self._plans.first_of_merged)
        sql = f"SELECT i.entry, i.container FROM item AS i WHERE {self._where} AND {chosen}"  # noqa: S608
        found = self._plans.sight.rows(sql, [*self._parameters, *more])
        return {tick: self._plans.joined[hex_of(container) or ""] for tick, container in found}


def _dates(entries: Iterable[int]) -> dict[int, PartialDate]:
    condition, parameters = numbers_within("tick", entries)
    sql = f"SELECT tick, as_of FROM entry WHERE {condition}"  # noqa: S608
    return {tick: edtf(as_of) for tick, as_of in rows(sql, parameters)}
