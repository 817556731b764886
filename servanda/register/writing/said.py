"""What one actor said before, looked up in bulk: for imports, which compare a file with its earlier states."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from servanda.kernel.entries import Entry
from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, id_form, is_postgresql, rows, slices, within
from servanda.ledger.faults import explained
from servanda.ledger.read import TABLES, stream
from servanda.ledger.reading import as_whole
from servanda.projection.closing import known_intervals
from servanda.projection.marks import SEEN, seen_entry

_CLOSES = "e.kind IN ('erased', 'replaces', 'withdraws')"
_PIECE = 2000


class Asked(NamedTuple):
    """A question about a record, and the day on which what answers it begins (none: any day)."""

    about: str
    question: str
    day: int | None


@dataclass(frozen=True, slots=True)
class Closer:
    """What closes an entry: its kind, whose it is, and by what an entry is replaced."""

    id: str
    kind: str
    actor: str
    by: str = ""


@dataclass
class Said:
    """An entry with the sources it is cited to, and what closes it."""

    entry: Entry
    sources: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    closers: list[Closer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class State:
    """A source that is a state of a series: the last day it can have been published on, and its hash."""

    id: str
    day: int
    tick: int
    sha256: str
    published: str


def states_of(series: str) -> list[State]:
    """The states of a series that are known here, in order of arrival."""
    sql = (
        f"SELECT {SEEN} FROM {TABLES} WHERE e.tick IN (SELECT q.entry FROM mention AS m"  # noqa: S608
        " JOIN key AS k ON k.id = m.key_id JOIN claim AS q ON q.key_id = k.id"
        " WHERE m.record = %s AND m.manner = 1 AND q.known_to IS NULL) AND e.kind = 'source' ORDER BY e.tick"
    )
    found = []
    with explained(), as_whole():
        for row in rows(sql, [an_id(series)]):
            entry = seen_entry(row)
            source = entry.payload
            when = source.counts_from  # type: ignore[attr-defined]
            if source.state_of == series and source.sha256 and when is not None:  # type: ignore[attr-defined]
                published = source.published.text if source.published else ""  # type: ignore[attr-defined]
                found.append(State(entry.about, when.latest.toordinal(), row[15], source.sha256, published))  # type: ignore[attr-defined]
    return found


def said_on(asked: Collection[Asked], actor: str) -> dict[tuple[str, str], list[Said]]:
    """What the actor said on questions about records, open or closed, by record and question."""
    found: dict[tuple[str, str], list[Said]] = defaultdict(list)
    entries: dict[str, Said] = {}
    with explained(), as_whole():
        for dated in (True, False):
            wanted = sorted({one for one in asked if (one.day is not None) is dated})
            for start in range(0, len(wanted), _PIECE):
                for about, question, row in _answers(wanted[start : start + _PIECE], actor, dated=dated):
                    said = entries.setdefault(hex_of(row[0]) or "", Said(seen_entry(row)))
                    found[about, question].append(said)
        _support(entries)
        _close(entries)
    return found


def _answers(wanted: list[Asked], actor: str, *, dated: bool) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    form = id_form()
    cast = "(%s::uuid, %s::text, %s::int)" if is_postgresql() else "(%s, %s, %s)"
    marks = ", ".join([cast] * len(wanted))
    on_day = " AND q.day = w.day" if dated else ""
    sql = (
        f"WITH w(about, question, day) AS (VALUES {marks})"  # noqa: S608
        f" SELECT DISTINCT {SEEN}, w.about, w.question FROM w JOIN key AS k ON k.about = w.about"
        f" AND k.question = w.question JOIN claim AS q ON q.key_id = k.id{on_day}"
        " JOIN entry AS e ON e.tick = q.entry JOIN content AS c ON c.tick = e.tick WHERE e.actor = %s ORDER BY e.tick"
    )
    parameters: list[object] = []
    for one in wanted:
        parameters += [form(one.about), one.question, one.day or 0]
    for row in rows(sql, [*parameters, actor]):
        yield hex_of(row[-2]) or "", row[-1], row


def _support(entries: Mapping[str, Said]) -> None:
    for piece in slices(entries):
        condition, parameters = within("l.target", piece)
        sql = (
            "SELECT l.target, l.other, c.text FROM link AS l JOIN content AS c ON c.tick = l.entry"  # noqa: S608
            f" WHERE {condition} AND l.kind = 'citation' ORDER BY l.entry"
        )
        for target, other, text in rows(sql, parameters):
            entries[hex_of(target) or ""].sources[hex_of(other) or ""].append(text)


def _close(entries: Mapping[str, Said]) -> None:
    closers: dict[str, Closer] = {}
    for piece in slices(entries):
        condition, parameters = within("e.about", piece)
        sql = (
            f"SELECT e.id, e.about, e.kind, e.actor, l.other FROM entry AS e LEFT JOIN link AS l"  # noqa: S608
            f" ON l.entry = e.tick AND l.kind = 'replaces' WHERE {condition} AND {_CLOSES}"
        )
        for own, about, kind, actor, by in rows(sql, parameters):
            one = Closer(hex_of(own) or "", kind, actor, hex_of(by) or "")
            closers[one.id] = one
            entries[hex_of(about) or ""].closers.append(one)
    if not closers:
        return
    ended = {tick for tick, spans in known_intervals(closers).items() if not spans or spans[-1][1] is not None}
    if ended:
        closed = {own for own, tick in _ticks(closers).items() if tick in ended}
        for said in entries.values():
            said.closers = [one for one in said.closers if one.id not in closed]


def _ticks(entries: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for piece in slices(entries):
        condition, parameters = within("id", piece)
        sql = f"SELECT id, tick FROM entry WHERE {condition}"  # noqa: S608
        found.update((hex_of(own) or "", tick) for own, tick in rows(sql, parameters))
    return found


def grounds_of(closers: Iterable[str]) -> dict[str, set[str]]:
    """The sources that entries about entries are cited to."""
    found: dict[str, set[str]] = defaultdict(set)
    with explained(), as_whole():
        for piece in slices(closers):
            condition, parameters = within("target", piece)
            sql = f"SELECT target, other FROM link WHERE {condition} AND kind = 'citation'"  # noqa: S608
            for target, other in rows(sql, parameters):
                found[hex_of(target) or ""].add(hex_of(other) or "")
    return found


def taken(entries: Iterable[str]) -> set[str]:
    """Those identifiers that an entry bears here."""
    with explained(), as_whole():
        return set(_ticks(entries))


def everything_of(sources: Collection[str], actor: str, *, within_owners: Collection[str] | None) -> Iterator[Entry]:
    """What an actor said with these sources, open or closed; if owners are named, of them and of their items alone."""
    with explained(), as_whole():
        cited, parameters = within("l.other", sources)
        sql = (
            f"SELECT {SEEN} FROM {TABLES} WHERE e.actor = %s AND e.id IN"  # noqa: S608
            f" (SELECT l.target FROM link AS l WHERE {cited} AND l.kind = 'citation')"
        )
        if within_owners is not None:
            owned, more = within("o.other", within_owners)
            own, rest = within("e.about", within_owners)
            sql += f" AND ({own} OR e.about IN (SELECT o.target FROM link AS o WHERE {owned} AND o.kind = 'item'))"  # noqa: S608
            parameters = [*parameters, *rest, *more]
        for row in stream(f"{sql} ORDER BY e.tick", [actor, *parameters]):
            yield seen_entry(row)


def described_by(records: Collection[str], kind: str) -> dict[str, list[tuple[str, str]]]:
    """Who describes records of a kind, in entries that are open: by record, (entry, actor)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with explained(), as_whole():
        for piece in slices(records):
            condition, parameters = within("k.about", piece)
            sql = (
                "SELECT k.about, e.id, e.actor FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
                f" JOIN entry AS e ON e.tick = q.entry WHERE {condition} AND k.question = %s AND q.known_to IS NULL"
            )
            for about, own, actor in rows(sql, [*parameters, f"is/{kind}"]):
                found[hex_of(about) or ""].append((hex_of(own) or "", actor))
    return found
