"""Items as lists show them: what each is, the grades that stand, when it was last spoken of; in a few queries.

An item that is described once, joined with none, and whose latest facts give one date is read by index, as
``kernel.asof.standing`` has it. For all others, which are few, the kernel is asked.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry, edtf
from servanda.kernel.model import statement_digest
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.ledger.columns import hex_of
from servanda.ledger.database import numbers_within, slices, within
from servanda.ledger.read import TABLES
from servanda.projection.marks import SEEN, seen_entry
from servanda.register.seeing.plans import Plans
from servanda.register.seeing.selection import Selection

Grade = tuple[str, tuple[str, ...], PartialDate]  # question, the values that stand, their date


@dataclass(frozen=True, slots=True)
class Item:
    """An item as seen: what it is, the values that stand on each grade's question with their date, the last said."""

    record: str
    fact: Fact
    grades: tuple[Grade, ...]
    last: PartialDate | None


class Row(NamedTuple):
    """An item that was found: the entry that stands first of it, and whether others describe it, too."""

    record: str
    tick: int
    several: bool
    container: str
    holder: str | None


class _Said(NamedTuple):
    """A placed fact about an item: the first and last day it can begin on, its value; its date and content as kept."""

    day: int
    latest: int
    value: str
    as_of: str
    content: str

    @property
    def period(self) -> str:
        """What it is about: a period, or its date."""
        return (json.loads(self.content).get("period") or self.as_of) if '"period"' in self.content else self.as_of


def items_of(plans: Plans, at: Resolved, rows: Sequence[Row]) -> dict[str, Item]:
    """The items of some rows, by record."""
    plain = {row.record: row for row in rows if not row.several and row.record not in plans.merged}
    said = _said(plans, plain)
    described = _described(plans, plain.values())
    found: dict[str, Item] = {}
    for record in plain:
        try:
            grades = [_grade(*one) for one in sorted(said[record].items()) if _is_grade(one[0])]
            last = _last([one for each in said[record].values() for one in each])
        except _Unclear:
            continue
        entry = described[record]
        fact = Fact(record, (entry,), (), statement_digest(entry, plans.joined))
        found[record] = Item(record, fact, tuple(grades), last)
    rest = [row.record for row in rows if row.record not in found]
    return found | (_by_the_kernel(plans, at, rest) if rest else {})


def _is_grade(question: str) -> bool:
    return question.startswith("grade/")


def _described(plans: Plans, rows: Iterable[Row]) -> dict[str, Entry]:
    among, parameters = numbers_within("e.tick", (row.tick for row in rows))
    found = plans.sight.rows(f"SELECT {SEEN} FROM {TABLES} WHERE {among}", parameters)  # noqa: S608
    return {entry.about: entry for entry in map(seen_entry, found)}


def _said(plans: Plans, records: Iterable[str]) -> dict[str, dict[str, list[_Said]]]:
    """What stands of each item, by question: those facts that none certainly comes after (``kernel.asof``)."""
    counts, parameters = plans.claims()
    said: dict[str, dict[str, list[_Said]]] = defaultdict(lambda: defaultdict(list))
    for piece in slices(records):
        among, wanted = within("k.about", piece)
        sql = (
            "SELECT s.about, s.question, s.day, s.latest_day, s.val, e.as_of, c.text FROM"  # noqa: S608
            " (SELECT k.about, k.question, q.day, q.latest_day, q.val, q.entry,"
            " MAX(q.day) OVER (PARTITION BY k.about, k.question) AS last_day"
            f" FROM key AS k JOIN claim AS q ON q.key_id = k.id WHERE {among} AND {counts}) AS s"
            " JOIN entry AS e ON e.tick = s.entry JOIN content AS c ON c.tick = s.entry"
            " WHERE s.latest_day >= s.last_day"
        )
        for about, question, *one in plans.sight.rows(sql, [*wanted, *parameters]):
            said[hex_of(about) or ""][question].append(_Said(*one))
    return said


class _Unclear(Exception):
    """Which of several facts comes first is for the kernel to say."""


def _grade(question: str, stand: Sequence[_Said]) -> Grade:
    """The grade that stands, with the date of the first fact that gives it."""
    first = min((one.day, one.latest) for one in stand)
    date = _only({one.period for one in stand if (one.day, one.latest) == first})
    return question, tuple(sorted({one.value for one in stand})), edtf(date)


def _last(said: Sequence[_Said]) -> PartialDate | None:
    """The date of the last fact, if there is any; it stands on its question."""
    order = max(((one.latest, one.day) for one in said), default=None)
    return edtf(_only({one.as_of for one in said if (one.latest, one.day) == order})) if said else None


def _only(dates: set[str]) -> str:
    if len(dates) > 1:
        raise _Unclear
    return dates.pop()


def _by_the_kernel(plans: Plans, at: Resolved, records: Sequence[str]) -> dict[str, Item]:
    selection = Selection(plans.sight)
    selection.facts_about(selection.same(records))
    if at.published_by is not None:
        selection.cite()
    view = selection.composed(at, records)
    return {record: _item(view, record) for record in records}


def _item(view: View, record: str) -> Item:
    fact = view.record(record)
    assert fact is not None
    grades: list[Grade] = []
    for about, question in view.questions(record):
        if _is_grade(question):
            stand = standing(view, about, question)
            if stand.history:
                values = tuple(sorted({answer.value.text for _, answer in stand.facts}))
                said = stand.facts[0][0]
                grades.append((question, values, said.payload.period or said.as_of))
    placed = [one for one in view.about(record) if not one.payload.structural and one.entry.is_placed]
    last = max(placed, key=lambda one: (one.entry.start.latest, one.entry.begins, one.digest), default=None)
    return Item(fact.about, fact, tuple(grades), last.as_of if last else None)
