"""Objectives with the grades that stand, by index: for lists of tens of thousands.

It answers for objectives about which nothing is in question: described once, joined with none, no date of a grade
open, and on no key two values whose spans meet. There the latest value stands, as ``kernel.asof.standing`` has it. For
all others it gives nothing, and the kernel is asked.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds.objective import Objective
from servanda.ledger.columns import hex_of
from servanda.ledger.database import within
from servanda.ledger.faults import explained
from servanda.projection.marks import NOW
from servanda.register.seeing import noted
from servanda.register.seeing.joined import joined_records
from servanda.register.seeing.knowing import Condition
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight

_read = json.JSONDecoder().raw_decode  # what is kept has no space around it: a third of the work of ``json.loads``

_NONE: Mapping[str, str] = MappingProxyType({})
Spell = tuple[int, int, str, int]  # the first and the last day it can begin on, the value, the tick


class Header(NamedTuple):
    """The header of an entry, as it is kept."""

    entry: str
    said_by: str | None
    marking: str
    as_of: str
    since: str | None
    until: str | None


@dataclass(slots=True)
class PlainItem:
    """One objective: its one entry's content, its grades; if they were asked for, the header and where it is cited."""

    record: str
    scope: str
    content: Mapping[str, Any]
    header: Header | None
    grades: Mapping[str, str]
    cited: Sequence[tuple[str, str | None]] = ()


def plain_items(
    records: Sequence[str], at: Resolved, scope: str | None = None, *, whole: bool = True
) -> dict[str, PlainItem]:
    """Those of some objectives that are plain, of one partnership or all, in a few queries.

    ``whole``: with the headers of their entries, and where these are cited.
    """
    if at.published_by is not None:
        return {}
    with explained():
        reading = _Reading(Sight.of(at), records, scope)
        noted.whole(reading.knowing, at.reader)
        entries = reading.entries(whole=whole)
        grades = reading.grades()
        places = reading.cited({item.header.entry for item in entries.values() if item.header})
    for record, item in list(entries.items()):
        standing = grades.get(record, _NONE)
        if standing is None:
            del entries[record]
            continue
        item.grades = standing
        if item.header:
            item.cited = places.get(item.header.entry, ())
    return entries


def named(records: Iterable[str], scopes: Iterable[str], at: Resolved, plans: Iterable[str] = ()) -> View:
    """What some records are and are called: as said in some partnerships, else as said anywhere.

    ``plans`` are those of them that are called here what they are called on their own pages, wherever that was said.
    """
    with explained():
        selection = Selection(Sight.of(at))
        wanted = selection.same(records)
        selection.describe(wanted, scopes)
        called = {entry.about for entry in selection.entries if entry.kind == "name"}
        selection.describe(selection.same(plans) | (wanted - called))
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
        self._scopes = joined.group(scope) if scope is not None else None

    def _among(self, row: str, record: str, records: Sequence[str]) -> Condition:
        """The condition that a row is of some records, and was said in the partnership that is asked of."""
        sql, parameters = within(f"{row}.{record}", records)
        if self._scopes is None:
            return sql, parameters
        also, more = within(f"{row}.scope", self._scopes)
        return f"{sql} AND {also}", [*parameters, *more]

    def entries(self, *, whole: bool) -> dict[str, PlainItem]:
        """What each objective is, of those that are described once. ``whole``: with the header of its entry."""
        seen, more = self._sight.seen("i", "item")
        among, wanted = self._among("i", "record", self._records)
        header = f", e.id, e.said_by, COALESCE({NOW}, e.marking), e.as_of, e.since, e.until" if whole else ""
        sql = (
            f"SELECT i.record, i.scope, e.kind_version, t.text{header}"  # noqa: S608
            " FROM item AS i JOIN entry AS e ON e.tick = i.entry JOIN content AS t ON t.tick = e.tick"
            f" WHERE {among} AND {seen}"
        )
        found: dict[str, PlainItem] = {}
        several: set[str] = set()
        for own, scope, version, text, *rest in self._sight.rows(sql, [*wanted, *more]):
            record = hex_of(own) or ""
            if record in found or version != Objective.version:
                several.add(record)
            found[record] = PlainItem(
                record, hex_of(scope) or "", _read(text)[0], _header(*rest) if rest else None, _NONE
            )
        for record in several:
            del found[record]
        return found

    def grades(self) -> dict[str, dict[str, str] | None]:
        """The grade that stands on each question of each objective; nothing where that is for the kernel to say.

        Where all that is said on a question is the same, that stands, whenever and however often it was said.
        """
        seen, more = self._sight.seen("q")
        among, wanted = self._among("k", "about", self._records)
        sql = (
            "SELECT k.about, k.question, q.val FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE k.question LIKE 'grade/%%' AND {among} AND {seen}"
        )
        found: dict[Any, dict[str, str]] = defaultdict(dict)
        differing: set[str] = set()
        for about, question, value in self._sight.rows(sql, [*wanted, *more]):
            if found[about].setdefault(question, value) != value:
                differing.add(hex_of(about) or "")
        graded: dict[str, dict[str, str] | None] = {hex_of(about) or "": own for about, own in found.items()}
        return graded | self._latest(sorted(differing)) if differing else graded

    def _latest(self, records: Sequence[str]) -> dict[str, dict[str, str] | None]:
        """The same, of objectives of which different things are said on a question."""
        seen, more = self._sight.seen("q")
        among, wanted = self._among("k", "about", records)
        sql = (
            "SELECT k.about, k.question, q.day, q.latest_day, q.val, q.entry, e.since, e.until"  # noqa: S608
            " FROM key AS k JOIN claim AS q ON q.key_id = k.id JOIN entry AS e ON e.tick = q.entry"
            f" WHERE k.question LIKE 'grade/%%' AND {among} AND {seen}"
        )
        spells: dict[tuple[str, str], list[Spell]] = defaultdict(list)
        found: dict[str, dict[str, str] | None] = {}
        for about, question, day, latest, value, tick, since, until in self._sight.rows(sql, [*wanted, *more]):
            record = hex_of(about) or ""
            if latest is None or since is not None or until is not None:
                found[record] = None
            else:
                spells[record, question].append((day, latest, value, tick))
        corrections = self._corrections(records)
        for (record, question), many in spells.items():
            value = _standing(many, corrections)
            if value is None:
                found[record] = None
            elif (own := found.setdefault(record, {})) is not None:
                own[question] = value
        return found

    def _corrections(self, records: Sequence[str]) -> set[int]:
        """The ticks of entries that take the place of others: two such can be rivals for one place."""
        known, more = self._sight.known("l")
        among, parameters = within("f.about", records)
        sql = (
            "SELECT f.tick FROM entry AS f JOIN link AS l ON l.other = f.id AND l.kind = 'replaces'"  # noqa: S608
            f" WHERE f.kind = 'assessment' AND {among} AND {known}"
        )
        return {tick for (tick,) in self._sight.rows(sql, [*parameters, *more])}

    def cited(self, entries: set[str]) -> dict[str, list[tuple[str, str | None]]]:
        """Where entries are cited, as (source, place)."""
        if not entries:
            return {}
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


def _header(own: Any, said_by: Any, marking: str, as_of: str, since: str | None, until: str | None) -> Header:
    return Header(hex_of(own) or "", hex_of(said_by), marking, as_of, since, until)


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
