"""What became of the objectives of the plan before in the next one: a table of what was said, and of what was not.

A plan with fewer objectives than the one before says nothing of how many were done.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from servanda.kernel.asof import standing
from servanda.kernel.reviews import leaves
from servanda.kernel.view import Fact, View

BECAME = ("carried", "split", "merged", "dropped", "new")


@dataclass(frozen=True)
class Row:
    """Objectives before, and what they became. ``fact`` says so: a succession, or an objective that continues one."""

    became: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    fact: Fact
    is_disputed: bool = False

    @property
    def is_reasoned(self) -> bool:
        """Whether it was said as such, with its reason; else an objective says only what it continues."""
        return self.fact.kind == "succession"


@dataclass(frozen=True)
class Table:
    """The succession of one plan or package: ``old`` and ``new`` are all objectives that no other is below."""

    plan: str
    follows: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def unsaid_before(self) -> tuple[str, ...]:
        """The objectives before of which nobody has said what became of them."""
        said = {one for row in self.rows for one in row.before}
        return tuple(one for one in self.old if one not in said)

    @property
    def unsaid_after(self) -> tuple[str, ...]:
        """The objectives of the plan of which nobody has said where they come from."""
        said = {one for row in self.rows for one in row.after}
        return tuple(one for one in self.new if one not in said)

    @property
    def counts(self) -> Mapping[str, tuple[int, int]]:
        """How many objectives before became how many, in each way."""
        before, after = Counter[str](), Counter[str]()
        for row in self.rows:
            before[row.became] += len(row.before)
            after[row.became] += len(row.after)
        return {became: (before[became], after[became]) for became in BECAME if before[became] or after[became]}


def succession(view: View, plan: str) -> Table | None:
    """The succession of a plan or package, from a view of it and of the one before; ``None`` where it follows none."""
    view = view.told
    what = view.record(plan)
    follows = getattr(what.payload, "follows", None) if what is not None else None
    if what is None or follows is None:
        return None
    about, earlier = what.about, view.aliases[follows]
    old, new = leaves(view, {earlier}, None), leaves(view, {about}, None)
    rows = list(_said(view, about))
    taken = {one for row in rows for one in (*row.before, *row.after)}
    rows += _continued(view, [one for one in new if one not in taken], taken)
    order = {one: place for place, one in enumerate((*old, *new))}
    rows.sort(key=lambda row: (min(order.get(one, len(order)) for one in row.before or row.after), row.fact.digest))
    return Table(about, earlier, old, new, tuple(rows))


def _said(view: View, about: str) -> Iterator[Row]:
    """What was said and stands: of each objective the last word."""
    found: dict[str, tuple[Fact, bool]] = {}
    for record, question in view.questions(about):
        if not question.startswith("succession/"):
            continue
        stand = standing(view, record, question)
        is_open = stand.dispute is not None and stand.dispute.followed is None
        answers = stand.dispute.followed.answers if stand.dispute and stand.dispute.followed else stand.facts
        for fact, _answer in answers:
            found[fact.digest] = (fact, is_open or found.get(fact.digest, (fact, False))[1])
    for fact, is_disputed in found.values():
        before, after = (_records(view, named) for named in (fact.payload.before, fact.payload.after))
        yield Row(fact.payload.became, before, after, fact, is_disputed)


def _continued(view: View, new: list[str], taken: set[str]) -> list[Row]:
    """What objectives say themselves that they continue, where nothing else was said."""
    by_old: dict[str, list[Fact]] = {}
    for record in new:
        what = view.record(record)
        if what is not None and what.payload.continues is not None:
            old = view.aliases[what.payload.continues]
            if old not in taken:
                by_old.setdefault(old, []).append(what)
    return [
        Row("carried" if len(facts) == 1 else "split", (old,), tuple(fact.about for fact in facts), facts[0])
        for old, facts in by_old.items()
    ]


def _records(view: View, named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view.aliases[one] for one in named))
