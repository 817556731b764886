"""What narrows a list of items, as SQL."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.kernel.entries import Entry
from servanda.ledger.database import numbers_within, within
from servanda.projection.fold import fold
from servanda.projection.standings import ITEM
from servanda.register.lists.kept import Kept
from servanda.register.reading.finding import worded
from servanda.register.seeing.knowing import Condition
from servanda.register.seeing.plans import Plans
from servanda.register.seeing.selection import Selection

NOT_GRADED = "none"
_MOST_WORDS = 12


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

    @property
    def is_for_none(self) -> bool:
        """Whether it is items without a grade that are wanted."""
        return bool(self.question) and self.answer == NOT_GRADED

    @property
    def stand(self) -> tuple[str, str]:
        """The question that is asked of items, and the answer wanted: if there is none, whether they are items."""
        return (self.question, self.answer) if self.question and self.answer else (ITEM, "")

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions whose answers settle which items are wanted."""
        return (ITEM, self.question) if self.is_for_none else self.stand[:1]

    @property
    def is_of_plans_only(self) -> bool:
        """Whether nothing is asked of items but in which plans they are and how they stand."""
        days = self.due_after, self.due_before
        return not (self.holder or self.scope or self.words) and days == (None, None)


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
        parts.append((f"i.entry IN (SELECT q.entry FROM prose_all AS q WHERE {matches})", [asked]))  # noqa: S608
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
        of_framework = (one for one in described if wanted.framework in ("", _of(one).framework))
        own = plans.joined[wanted.party] if wanted.party else ""
        of_party = (one for one in described if not own or own in parties[plans.joined[_of(one).partnership]])
        # what is said of one holds of those that were joined with it
        among = _with_joined(plans, of_framework) & _with_joined(plans, of_party)
    return among


def _with_joined(plans: Plans, described: Iterable[Entry]) -> set[str]:
    return {one for entry in described for one in plans.group(entry.about)}


def _graded(plans: Plans, wanted: Wanted, among: Iterable[str] | None) -> Condition:
    kept = Kept(plans, (wanted.question,))
    if not kept.is_asked:
        sql, parameters = _stands(wanted, *plans.standings(wanted.question, among))
    else:
        sql, parameters = _stands(wanted, *_kept(kept, wanted.question))
        if kept.is_doubtful:
            doubtful, more = kept.doubtful()
            rest, also = _stands(wanted, *plans.standings(wanted.question, None, (f"k.about IN ({doubtful})", more)))
            parameters = [*more, *parameters, *more, *also]
            sql = f"((i.record NOT IN ({doubtful}) AND {sql}) OR (i.record IN ({doubtful}) AND {rest}))"
    if not plans.merged:
        return sql, parameters
    answer = None if wanted.is_for_none else wanted.answer
    standing_of = plans.merged_standings()
    chosen = [tick for tick in plans.first_of_merged if standing_of.get(tick, {}).get(wanted.question) == answer]
    apart, more = numbers_within("i.entry", plans.first_of_merged)
    among_chosen, also = numbers_within("i.entry", chosen)
    return f"((NOT ({apart}) AND {sql}) OR {among_chosen})", [*more, *parameters, *also]


def _kept(kept: Kept, question: str) -> Condition:
    stands, (seen, parameters) = "s.question = %s AND s.val IS NOT NULL", kept.seen()
    sql = f"SELECT s.record AS about, s.val AS v FROM standing AS s WHERE {stands} AND {seen}"  # noqa: S608
    return sql, [question, *parameters]


def _stands(wanted: Wanted, standings: str, parameters: list[Any]) -> Condition:
    """The condition that an item is among those that stand as wanted, by a query of where items stand."""
    graded = f"SELECT g.about FROM ({standings}) AS g"  # noqa: S608
    if wanted.is_for_none:
        return f"i.record NOT IN ({graded})", parameters
    return f"i.record IN ({graded} WHERE g.v = %s)", [*parameters, wanted.answer]


def _of(entry: Any) -> Any:
    return entry.payload
