"""Counts and sums from a standpoint, in groups, for anyone who must check totals: ``servanda count``.

What is counted are statements (rule 11: one said twice is one), of one kind, in the whole register or a part of it. A
group is what statements have in common in some dimensions (``register.counting.dimensions``). Absent is not zero: what
is not known of a statement is a group of its own, and what has no number is counted beside the sum and never in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Literal

from servanda.errors import UsageError
from servanda.kernel.standpoint import Resolved
from servanda.kinds import KINDS
from servanda.ledger.faults import explained
from servanda.register.counting.changes import changes
from servanda.register.counting.dimensions import Dimensions, Key
from servanda.register.counting.numbers import NumberSaid, number_of
from servanda.register.counting.units import Unit, gathered, latest
from servanda.register.seeing import noted
from servanda.register.seeing.knowing import Knowing

Counting = Literal["facts", "latest", "changes"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What to count. ``within`` is a partnership, plan, package or other record; ``where`` are dimensions and values.

    ``counting``: all facts; of each question of a record the one that stands (``latest``); or how often the answer
    changed from one period to the next (``changes``). ``summing`` adds the numbers up; ``places`` counts the distinct
    places in sources that are cited.
    """

    kind: str
    within: str | None = None
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    counting: Counting = "facts"
    summing: bool = False
    places: bool = False


@dataclass(slots=True)
class Measures:
    """What a group comes to. A number is summed only if it was said exactly; all others are counted beside it.

    ``sum_by_place`` takes a number once for each place that gives it: what the rows of a file add up to.
    """

    facts: int = 0
    records: set[str] = field(default_factory=set)
    places: set[tuple[str, str | None]] = field(default_factory=set)
    sum: int | Decimal = 0
    sum_by_place: int | Decimal = 0
    said: dict[NumberSaid, int] = field(default_factory=lambda: defaultdict(int))
    up: int = 0
    down: int = 0
    aside: int = 0

    def add(self, unit: Unit, *, summing: bool) -> None:
        """Count one unit in."""
        self.facts += 1
        self.records.add(unit.about)
        self.places |= unit.places
        if summing:
            how, number = number_of(unit)
            self.said[how] += 1
            self.sum += number
            self.sum_by_place += number * len(unit.places)
        if unit.course is not None:
            self.up += unit.course == "up"
            self.down += unit.course == "down"
            self.aside += unit.course == "aside"


@dataclass(frozen=True, slots=True)
class Group:
    """One row: its key in each dimension (``None``: not known), and what it comes to."""

    keys: tuple[Key | None, ...]
    measures: Measures


@dataclass(frozen=True, slots=True)
class Table:
    """The groups in order, and all together. ``overlap``: some statements are in several groups."""

    ask: Ask
    groups: tuple[Group, ...]
    total: Measures
    overlap: bool


def tabulate(at: Resolved, ask: Ask) -> Table:
    """Count; raises ``UsageError`` for a kind or a dimension that there is not."""
    if ask.kind not in KINDS:
        raise UsageError("no-such-kind", f"There is no kind {ask.kind!r}.", f"one of: {', '.join(sorted(KINDS))}")
    dimensions = Dimensions(ask.kind, [*ask.by, *(name for name, _ in ask.where)])
    with explained():
        noted.whole(Knowing.of(at), at.reader)
        units = gathered(at, ask.kind, ask.within, places=ask.places or dimensions.needs_places)
        if dimensions.needs_records or ask.counting == "changes":
            dimensions.learn(at, units)
        counted = list(_counted(ask, units, dimensions))
    return _table(ask, counted, dimensions)


def _counted(ask: Ask, units: Sequence[Unit], dimensions: Dimensions) -> Iterator[Unit]:
    if ask.counting == "facts":
        yield from units
    elif ask.counting == "latest":
        yield from latest(units)
    else:
        yield from changes(units, dimensions.framework_of)


def _table(ask: Ask, units: Iterable[Unit], dimensions: Dimensions) -> Table:
    groups: dict[tuple[Key | None, ...], Measures] = {}
    total = Measures()
    overlap = False
    for unit in units:
        if not all(dimensions.matches(unit, name, wanted) for name, wanted in ask.where):
            continue
        total.add(unit, summing=ask.summing)
        keys = list(product(*(dimensions.keys(unit, name) for name in ask.by)))
        overlap = overlap or len(keys) > 1
        for key in keys:
            groups.setdefault(key, Measures()).add(unit, summing=ask.summing)
    ordered = sorted(groups.items(), key=lambda pair: [(key is None, key.order if key else "") for key in pair[0]])
    return Table(ask, tuple(Group(keys, measures) for keys, measures in ordered if ask.by), total, overlap)
