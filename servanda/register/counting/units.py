"""What is counted: the statements of a kind that are seen, each once, with the places they are cited to."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from servanda.kernel.entries import Entry
from servanda.kernel.identity import Aliases
from servanda.kernel.model import statement_digest
from servanda.kernel.standpoint import Resolved
from servanda.kinds import KINDS
from servanda.ledger.columns import hex_of
from servanda.ledger.database import slices, within
from servanda.ledger.read import TABLES
from servanda.projection.marks import SEEN, seen_entry
from servanda.projection.write import kinds_of
from servanda.register.seeing.joined import joined_pairs, joined_records
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import Spoken

Place = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that is counted: a statement, or several that answer one question at once.

    ``about`` is the canonical record; ``question`` the first question that is answered. ``course`` says of a change
    which way it went: up or down the framework's order of grades, or aside where the order says nothing.
    """

    about: str
    question: str
    entries: tuple[Entry, ...]
    places: frozenset[Place] = frozenset()
    course: Literal["up", "down", "aside"] | None = None

    @property
    def entry(self) -> Entry:
        """The first of its statements."""
        return self.entries[0]


def gathered(at: Resolved, kind: str, part: str | None, *, places: bool) -> list[Unit]:
    """The statements of a kind that are seen in a part of the register, in order of arrival."""
    sight = Sight.of(at)
    joined = joined_records(sight)
    by_digest: dict[str, list[Entry]] = defaultdict(list)
    for entry in _entries(sight, kind, part):
        by_digest[statement_digest(entry, joined)].append(entry)
    if KINDS[kind].structural:
        shown = Spoken(sight).of({group[0].about for group in by_digest.values()})
        by_digest = {digest: group for digest, group in by_digest.items() if group[0].about in shown}
    cited = _places(sight, (one.id for group in by_digest.values() for one in group), joined) if places else {}
    found = []
    for group in by_digest.values():
        group.sort(key=lambda one: (one.recorded_at, one.id))
        first = group[0]
        question = first.answers[0].question if first.answers else first.kind
        everywhere = frozenset(place for one in group for place in cited.get(one.id, ()))
        found.append(Unit(joined[first.about], question, (first,), everywhere))
    return found


def latest(units: Iterable[Unit]) -> Iterator[Unit]:
    """Of each question of a record the statements that stand: none certainly comes after them (``kernel.asof``)."""
    asked: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.entry.is_placed:
            asked[unit.about, unit.question].append(unit)
    for found in asked.values():
        yield together(standing(found))


def standing(found: Sequence[Unit]) -> list[Unit]:
    """Of statements on one question, those that no other one certainly comes after."""
    last = max(unit.entry.begins for unit in found)
    return [unit for unit in found if unit.entry.start.latest >= last]


def together(found: Sequence[Unit]) -> Unit:
    """Statements that answer one question at once, as one unit."""
    places = frozenset(place for unit in found for place in unit.places)
    return replace(found[0], entries=tuple(unit.entry for unit in found), places=places)


def _entries(sight: Sight, kind: str, part: str | None) -> Iterator[Entry]:
    seen, parameters = sight.seen("q")
    counts = "" if KINDS[kind].structural else sight.publication.of_fact("e.tick")
    select = f"SELECT {SEEN} FROM {TABLES} WHERE e.kind = %s{counts} AND"  # noqa: S608
    if part is None:
        exists = f"EXISTS (SELECT 1 FROM claim AS q WHERE q.entry = e.tick AND {seen})"  # noqa: S608
        found = sight.rows(f"{select} {exists} ORDER BY e.tick", [kind, *parameters])
    else:
        found = []
        column, records = _part(sight, part)
        for piece in slices(records):
            among, wanted = within(column, piece)
            inside = f"SELECT q.entry FROM key AS k JOIN claim AS q ON q.key_id = k.id WHERE {among} AND {seen}"  # noqa: S608
            found += sight.rows(f"{select} e.tick IN ({inside}) ORDER BY e.tick", [kind, *wanted, *parameters])
    for row in found:
        yield seen_entry(row)


def _part(sight: Sight, part: str) -> tuple[str, set[str]]:
    """The column of ``key`` by which a part of the register is found, and its values there."""
    own = _same(sight, {part})
    kind = kinds_of([part]).get(part)
    if kind == "partnership":
        return "k.scope", own
    if kind in ("plan", "package"):
        among, parameters = within("i.other", own)
        seen, more = sight.seen("i", "link")
        sql = f"SELECT i.target FROM link AS i WHERE i.kind = 'item' AND {among} AND {seen}"  # noqa: S608
        items = {hex_of(target) or "" for (target,) in sight.rows(sql, [*parameters, *more])}
        own |= _same(sight, items)
    return "k.about", own


def _same(sight: Sight, records: set[str]) -> set[str]:
    return records.union(*(pair[:2] for pair in joined_pairs(sight, records)))


def _places(sight: Sight, entries: Iterable[str], joined: Aliases) -> dict[str, set[Place]]:
    """Of each entry the places that are cited for it: the source, and where in it."""
    found: dict[str, set[Place]] = defaultdict(set)
    known, more = sight.known("l")
    out, also = sight.publication.of_link("l")
    for piece in slices(entries):
        among, parameters = within("l.target", piece)
        sql = (
            "SELECT l.target, l.other, c.text FROM link AS l JOIN content AS c ON c.tick = l.entry"  # noqa: S608
            f" WHERE l.kind = 'citation' AND {among} AND {known}{out}"
        )
        for target, source, text in sight.rows(sql, [*parameters, *more, *also]):
            content: dict[str, Any] = json.loads(text)
            found[hex_of(target) or ""].add((joined[hex_of(source) or ""], content.get("at")))
    return found
