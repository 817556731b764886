"""Keeping true who may see what was marked anew (rule 13): ``kernel.marks`` decides, here its answer is kept.

``mark`` holds the ``marked`` entries, ``remarked`` the marking now of what they mark, and of themselves. ``NOW`` is the
expression for the marking now of an entry ``e``, absent where it is that of its header.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from servanda.kernel.entries import Entry
from servanda.kernel.marking import Marking
from servanda.kernel.marks import MARKED, Mark, Stretch, marking_at, stretches
from servanda.ledger.columns import hex_of
from servanda.ledger.database import execute, id_form, numbers_within, put, rows, slices, within
from servanda.ledger.read import COLUMNS, entry_of, payload
from servanda.projection import audiences
from servanda.projection.fold import forget_words

NOW = "(SELECT r.marking FROM remarked AS r WHERE r.entry = e.tick)"
SEEN = f"{COLUMNS}, {NOW}"  # with it, ``seen_entry`` makes an entry of a row
_NOW_PLACE = 16
_COLUMNS = ("entry", "target", "recorded", "own", "marking")
Interval = tuple[int, int | None]


def seen_entry(row: tuple[Any, ...]) -> Entry:
    """Make an entry of a row of ``SEEN``, with the marking it has now."""
    entry = _written(row[:_NOW_PLACE])
    return entry if row[_NOW_PLACE] is None else replace(entry, marking=Marking.parse(row[_NOW_PLACE]))


def forget_erased(erasures: int) -> None:
    """Drop what is kept in memory of before the latest erasure, by any process; told how many there were.

    A thread that read a content just before, and is done with it just after, may leave it there until the next erasure
    or until others take its room. It is found only by whoever reads the very same words from the ledger again, so it is
    never shown.
    """
    if _erasures.get("known") != erasures:
        _written.cache_clear()
        payload.cache_clear()
        forget_words()
        _erasures["known"] = erasures


_erasures: dict[str, int] = {}


@lru_cache(maxsize=4_096)
def _written(row: tuple[Any, ...]) -> Entry:
    """Make an entry of a row of the ledger, of which the same row always makes the same."""
    return entry_of(row)


def project(placed: Sequence[tuple[int, Entry]]) -> None:
    """Write the rows of newly arrived ``marked`` entries; what they change is kept by ``projection.closing``."""
    form = id_form()
    found = []
    for tick, entry in placed:
        if entry.kind == MARKED:
            payload: Any = entry.payload
            recorded = round(entry.recorded_at.timestamp() * 1000)
            found.append((tick, form(entry.about), recorded, form(entry.id), payload.to))
    put("mark", _COLUMNS, found)


def targets(among: Iterable[str] | None = None) -> set[str]:
    """Those of some entries that were marked anew; of all, where none are named."""
    if among is None:
        return {hex_of(own) or "" for (own,) in rows("SELECT DISTINCT target FROM mark")}
    found: set[str] = set()
    for piece in slices(among):
        condition, parameters = within("target", piece)
        sql = f"SELECT DISTINCT target FROM mark WHERE {condition}"  # noqa: S608
        found.update(hex_of(own) or "" for (own,) in rows(sql, parameters))
    return found


def now(entries: Iterable[str]) -> dict[str, Marking]:
    """The marking now of those of some entries (by id) that were marked anew."""
    found: dict[str, Marking] = {}
    for piece in slices(entries):
        condition, parameters = within("e.id", piece)
        sql = f"SELECT e.id, r.marking FROM entry AS e JOIN remarked AS r ON r.entry = e.tick WHERE {condition}"  # noqa: S608
        found.update((hex_of(own) or "", Marking.parse(text)) for own, text in rows(sql, parameters))
    return found


def cut(intervals: Mapping[int, Sequence[Interval]]) -> dict[int, list[tuple[int, int | None, int]]]:
    """Of those of some entries (by tick) that were marked anew, when they count and for which audience.

    It also keeps their marking now.
    """
    marks, own = _marks(intervals)
    if not marks:
        return {}
    pieces = {tick: stretches(tick, intervals[tick], marks[tick], own[tick]) for tick in marks}
    current = {tick: marking_at(marks[tick], own[tick], max(mark.tick for mark in marks[tick])) for tick in marks}
    texts = {_text(piece) for cut_up in pieces.values() for piece in cut_up} | {one.text for one in current.values()}
    numbers = audiences.numbers(sorted(texts))
    _keep(marks, current, numbers)
    return {
        tick: [(piece.start, piece.end, numbers[_text(piece)]) for piece in cut_up] for tick, cut_up in pieces.items()
    }


def _text(piece: Stretch) -> str:
    return audiences.BOTH.join(marking.text for marking in piece.markings)


def _marks(ticks: Iterable[int]) -> tuple[dict[int, list[Mark]], dict[int, Marking]]:
    condition, parameters = numbers_within("e.tick", ticks)
    sql = (
        "SELECT e.tick, e.marking, m.recorded, m.own, m.entry, m.marking"  # noqa: S608
        f" FROM mark AS m JOIN entry AS e ON e.id = m.target WHERE {condition}"
    )
    marks: dict[int, list[Mark]] = defaultdict(list)
    own: dict[int, Marking] = {}
    for tick, header, recorded, note, arrived, to in rows(sql, parameters):
        own[tick] = Marking.parse(header)
        marks[tick].append(Mark(recorded, hex_of(note) or "", arrived, Marking.parse(to)))
    return marks, own


def _keep(marks: Mapping[int, Sequence[Mark]], current: Mapping[int, Marking], numbers: Mapping[str, int]) -> None:
    fresh = {}
    for tick, marking in current.items():
        for entry in (tick, *(mark.tick for mark in marks[tick])):
            fresh[entry] = (entry, numbers[marking.text], marking.text)
    condition, parameters = numbers_within("entry", fresh)
    execute(f"DELETE FROM remarked WHERE {condition}", parameters)  # noqa: S608
    put("remarked", ("entry", "audience", "marking"), list(fresh.values()))
