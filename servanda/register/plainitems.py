"""Objectives with the grades that stand, by index: for lists of tens of thousands.

It answers for objectives about which nothing is in question: described once, joined with none, no date of a grade
open, and on no key two values whose spans meet. There the latest value stands, as ``kernel.asof.standing`` has it. For
all others it gives nothing, and the kernel is asked.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds.objective import Objective
from servanda.ledger.columns import hex_of
from servanda.ledger.database import within
from servanda.ledger.faults import explained
from servanda.projection.marks import NOW
from servanda.register import noted
from servanda.register.joined import joined_records
from servanda.register.selection import Selection
from servanda.register.sight import Sight

_read = json.JSONDecoder().raw_decode  # what is kept has no space around it: a third of the work of ``json.loads``

Spell = tuple[int, int, str, int]  # the first and the last day it can begin on, the value, the tick


@dataclass(slots=True)
class PlainItem:
    """One objective: its one entry's header and content as they are kept, where it is cited, and its grades."""

    entry: str
    record: str
    scope: str
    said_by: str | None
    marking: str
    as_of: str
    since: str | None
    until: str | None
    content: Mapping[str, Any]
    cited: Sequence[tuple[str, str | None]] = ()
    grades: Mapping[str, str] = field(default_factory=dict)


def plain_items(
    records: Sequence[str], at: Resolved, scope: str | None = None, *, cited: bool = True
) -> dict[str, PlainItem]:
    """Those of some objectives that are plain, in five queries; of one partnership or all, perhaps with citations."""
    if at.published_by is not None:
        return {}
    with explained():
        reading = _Reading(Sight.of(at), records, scope)
        noted.whole(reading.knowing, at.reader)
        entries = reading.entries()
        grades = reading.grades()
        places = reading.cited({item.entry for item in entries.values()}) if cited else {}
    found = {}
    for record, item in entries.items():
        standing = grades.get(record, {})
        if standing is not None:
            item.cited, item.grades = places.get(item.entry, ()), standing
            found[record] = item
    return found


def named(records: Iterable[str], scopes: Iterable[str], at: Resolved) -> View:
    """What some records are and are called: as said in some partnerships, else as said anywhere."""
    with explained():
        selection = Selection(Sight.of(at))
        wanted = selection.same(records)
        selection.describe(wanted, scopes)
        selection.describe(wanted - {entry.about for entry in selection.entries})
        selection.reach()
        return selection.composed(at, wanted | {entry.about for entry in selection.entries})


class _Reading:
    """The queries about one piece."""

    def __init__(self, sight: Sight, records: Sequence[str], scope: str | None) -> None:
        self._sight = sight
        self.knowing = sight.knowing
        joined = joined_records(sight)
        several = {*joined.to, *joined.to.values()}
        self._records = [record for record in records if record not in several]
        self._within, self._parameters = within("k.about", self._records)
        if scope is not None:
            among, more = within("k.scope", joined.group(scope))
            self._within, self._parameters = f"{self._within} AND {among}", [*self._parameters, *more]

    def entries(self) -> dict[str, PlainItem]:
        """What each objective is, of those that are described once."""
        seen, more = self._sight.seen("q")
        sql = (
            f"SELECT e.id, e.about, e.scope, e.said_by, COALESCE({NOW}, e.marking), e.as_of, e.since, e.until,"  # noqa: S608
            " e.kind_version, t.text"
            " FROM key AS k JOIN claim AS q ON q.key_id = k.id JOIN entry AS e ON e.tick = q.entry"
            f" JOIN content AS t ON t.tick = e.tick WHERE k.question = 'is/objective' AND {self._within} AND {seen}"
        )
        found: dict[str, PlainItem] = {}
        several: set[str] = set()
        for own, about, scope, said_by, *rest, version, text in self._sight.rows(sql, [*self._parameters, *more]):
            record = hex_of(about) or ""
            if record in found or version != Objective.version:
                several.add(record)
            marking, as_of, since, until = rest
            found[record] = PlainItem(
                hex_of(own) or "", record, hex_of(scope) or "", hex_of(said_by),
                marking, as_of, since, until, _read(text)[0],
            )  # fmt: skip
        return {record: item for record, item in found.items() if record not in several}

    def grades(self) -> dict[str, dict[str, str] | None]:
        """The grade that stands on each question of each objective; nothing where that is for the kernel to say."""
        seen, more = self._sight.seen("q")
        sql = (
            "SELECT k.about, k.question, q.day, q.latest_day, q.val, q.entry, e.since, e.until"  # noqa: S608
            " FROM key AS k JOIN claim AS q ON q.key_id = k.id JOIN entry AS e ON e.tick = q.entry"
            f" WHERE k.question LIKE 'grade/%%' AND {self._within} AND {seen}"
        )
        spells: dict[tuple[Any, str], list[Spell]] = defaultdict(list)
        hard: set[str] = set()
        for about, question, day, latest, value, tick, since, until in self._sight.rows(
            sql, [*self._parameters, *more]
        ):
            if latest is None or since is not None or until is not None:
                hard.add(hex_of(about) or "")
            else:
                spells[about, question].append((day, latest, value, tick))
        corrections = self._corrections() if any(len(many) > 1 for many in spells.values()) else set()
        found: dict[str, dict[str, str] | None] = dict.fromkeys(hard)
        for (about, question), many in spells.items():
            record = hex_of(about) or ""
            value = many[0][2] if len(many) == 1 else _standing(many, corrections)
            if value is None:
                found[record] = None
            elif (own := found.setdefault(record, {})) is not None:
                own[question] = value
        return found

    def _corrections(self) -> set[int]:
        """The ticks of entries that take the place of others: two such can be rivals for one place."""
        known, more = self._sight.known("l")
        among, parameters = within("f.about", self._records)
        sql = (
            "SELECT f.tick FROM entry AS f JOIN link AS l ON l.other = f.id AND l.kind = 'replaces'"  # noqa: S608
            f" WHERE f.kind = 'assessment' AND {among} AND {known}"
        )
        return {tick for (tick,) in self._sight.rows(sql, [*parameters, *more])}

    def cited(self, entries: set[str]) -> dict[str, list[tuple[str, str | None]]]:
        """Where entries are cited, as (source, place)."""
        known, more = self._sight.known("l")
        among, parameters = within("l.target", entries)
        sql = (
            "SELECT l.target, l.other, t.text FROM link AS l JOIN content AS t ON t.tick = l.entry"  # noqa: S608
            f" WHERE l.kind = 'citation' AND {among} AND {known}"
        )
        found: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
        for target, source, text in self._sight.rows(sql, [*parameters, *more]):
            found[hex_of(target) or ""].append((hex_of(source) or "", text, _read(text)[0].get("at")))
        return {own: [(source, place) for source, _, place in sorted(many)] for own, many in found.items()}


def _standing(many: Sequence[Spell], corrections: set[int]) -> str | None:
    """The value that stands, or nothing where two values may both be meant of one day, or stand for one place."""
    if len({value for _, _, value, _ in many}) > 1:
        if sum(tick in corrections for *_, tick in many) > 1:
            return None
        for place, (day, latest, value, _) in enumerate(many):
            for other_day, other_latest, other, _ in many[:place]:
                if value != other and day <= other_latest and other_day <= latest:
                    return None
    last = max(day for day, *_ in many)
    return next(value for _, latest, value, _ in many if latest >= last)
