"""Keeping ``known_to`` true: what arriving closers close, and what withdrawn closers open again (rule 8).

And, by ``projection.marks``, who may read what was marked anew.

``kernel.closing`` decides; here its answer is asked for each entry that an arriving closer can touch, and kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.kernel.closing import CLOSERS, Closings
from servanda.kernel.entries import Entry
from servanda.kernel.marks import MARKED
from servanda.ledger.columns import hex_of
from servanda.ledger.database import execute_many, is_postgresql, numbers_within, put, rows, slices, within
from servanda.projection import marks, standings
from servanda.projection.items import COLUMNS as ITEM

Interval = tuple[int, int | None]
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(CLOSERS))
# word for word the condition of the index entry_closer, for SQLite uses it only then
_INDEXED = "kind IN ('erased', 'replaces', 'withdraws') AND kind <> 'erased'"
_TABLES: Mapping[str, tuple[str, ...]] = {
    "claim": ("key_id", "entry", "day", "latest_day", "audience", "val"),
    "link": ("entry", "day", "audience", "kind", "target", "other"),
    "joining": ("entry", "audience", "target", "other"),
    "prose": ("entry", "day", "audience", "record", "scope", "weight", "folded"),
    "occasion": ("entry", "day", "audience", "scope"),
    "item": tuple(column for column in ITEM if column not in ("known_from", "known_to")),
}


def _tables() -> Mapping[str, tuple[str, ...]]:
    return {**_TABLES, "prose_closed": _TABLES["prose"]} if is_postgresql() else _TABLES


@dataclass(frozen=True, slots=True)
class _Closer:
    """As much of an entry as closing asks for."""

    id: str
    kind: str
    about: str


def close(placed: Sequence[tuple[int, Entry]], *, late: bool = False) -> None:
    """Bring the projection up to date with newly arrived closers and markings.

    ``late``: one may have come before what it closes (in a union), so all new entries are looked at.
    """
    touched = {entry.about for _, entry in placed if entry.kind in CLOSERS or entry.kind == MARKED}
    if late:
        arrived = [entry.id for _, entry in placed]
        touched |= _closed_by_any(arrived) | marks.targets(arrived)
    if touched:
        apply(known_intervals(touched))


def known_intervals(touched: Iterable[str]) -> dict[int, tuple[Interval, ...]]:
    """The intervals in which each touched entry is known and open, by tick, with what they close in turn."""
    targets = _with_what_they_close(touched)
    closers, ticks = _closers_over(targets)
    own = _ticks(targets)
    closings = Closings(closers, ticks | own)  # type: ignore[arg-type]
    return {own[target]: closings.known(target) for target in targets if target in own}


def apply(intervals: Mapping[int, tuple[Interval, ...]]) -> None:
    """Rewrite the rows of entries so that they count in these intervals and no others, for who may read them."""
    marked = marks.cut(intervals)
    _mark(marked)
    unmarked = {tick: spans for tick, spans in intervals.items() if tick not in marked}
    simple = {tick: spans[0][1] for tick, spans in unmarked.items() if len(spans) == 1 and spans[0][0] == tick}
    for table, columns in _tables().items():
        execute_many(
            f"UPDATE {table} SET known_to = %s WHERE entry = %s AND known_from = %s AND known_to IS NULL",  # noqa: S608
            [(end, tick, tick) for tick, end in simple.items() if end is not None],
        )
        _rewrite(table, columns, {tick: spans for tick, spans in unmarked.items() if tick not in simple})
    standings.settle_said(intervals)


def _rewrite(table: str, columns: tuple[str, ...], intervals: Mapping[int, tuple[Interval, ...]]) -> None:
    if not intervals:
        return
    names = ", ".join(columns)
    condition, parameters = numbers_within("entry", intervals)
    found = rows(f"SELECT DISTINCT {names} FROM {table} WHERE {condition}", parameters)  # noqa: S608
    execute_many(f"DELETE FROM {table} WHERE entry = %s", [(tick,) for tick in intervals])  # noqa: S608
    place = columns.index("entry")
    put(
        table,
        (*columns, "known_from", "known_to"),
        [(*row, start, end) for row in found for start, end in _kept(row[place], intervals[row[place]])],
    )


def _mark(marked: Mapping[int, Sequence[tuple[int, int | None, int]]]) -> None:
    """Rewrite the rows of entries that were marked anew: each stretch has an audience of its own."""
    if not marked:
        return
    condition, parameters = numbers_within("entry", marked)
    for table, columns in _tables().items():
        kept = tuple(column for column in columns if column != "audience")
        found = rows(f"SELECT DISTINCT {', '.join(kept)} FROM {table} WHERE {condition}", parameters)  # noqa: S608
        execute_many(f"DELETE FROM {table} WHERE entry = %s", [(tick,) for tick in marked])  # noqa: S608
        place = kept.index("entry")
        fresh = [(*row, *stretch) for row in found for stretch in marked[row[place]]]
        # words of what was marked anew stand with those that not all may find, whoever may now
        into = "prose_closed" if table == "prose" and is_postgresql() else table
        put(into, (*kept, "known_from", "known_to", "audience"), fresh)


def _kept(tick: int, spans: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The intervals to keep: of an entry that did not count as it came, first one that never counts.

    It may be opened yet, by what comes later or by a day of publication.
    """
    return spans if spans and spans[0][0] == tick else ((tick, tick), *spans)


def _with_what_they_close(touched: Iterable[str]) -> set[str]:
    targets: set[str] = set()
    frontier = set(touched)
    while frontier:
        targets |= frontier
        found: set[str] = set()
        for piece in slices(frontier):
            condition, parameters = within("id", piece)
            sql = f"SELECT about FROM entry WHERE {condition} AND kind IN ({_KINDS})"  # noqa: S608
            found.update(hex_of(about) or "" for (about,) in rows(sql, parameters))
        frontier = found - targets
    return targets


def _closers_over(targets: Iterable[str]) -> tuple[list[_Closer], dict[str, int]]:
    closers: dict[str, _Closer] = {}
    ticks: dict[str, int] = {}
    frontier = set(targets)
    asked: set[str] = set()
    while frontier:
        asked |= frontier
        for piece in slices(frontier):
            condition, parameters = within("about", piece)
            sql = f"SELECT id, kind, about, tick FROM entry WHERE {condition} AND {_INDEXED}"  # noqa: S608
            for own, kind, about, tick in rows(sql, parameters):
                one = _Closer(hex_of(own) or "", kind, hex_of(about) or "")
                closers[one.id], ticks[one.id] = one, tick
        frontier = set(closers) - asked
    return list(closers.values()), ticks


def _ticks(entries: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for piece in slices(entries):
        condition, parameters = within("id", piece)
        found.update(
            (hex_of(own) or "", tick)
            for own, tick in rows(f"SELECT id, tick FROM entry WHERE {condition}", parameters)  # noqa: S608
        )
    return found


def _closed_by_any(entries: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for piece in slices(entries):
        condition, parameters = within("about", piece)
        sql = f"SELECT DISTINCT about FROM entry WHERE {condition} AND {_INDEXED}"  # noqa: S608
        found.update(hex_of(about) or "" for (about,) in rows(sql, parameters))
    return found
