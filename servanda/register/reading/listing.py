"""Going through many records piece by piece: which there are, and a view of each piece (for files, however large).

Only identifiers are held for all of them; what is said is held for one piece. Each piece takes a fixed number
of queries.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.kernel.codes import by_number
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.columns import hex_of
from servanda.ledger.database import slices, within
from servanda.ledger.faults import explained
from servanda.projection.write import kinds_of
from servanda.register.seeing.joined import joined_pairs
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import NAMING, Spoken, names, records_of

PIECE = 1000
_STEPS = 3  # from what is exported to what it names, and to what that names


@dataclass(frozen=True)
class Piece:
    """What is seen of some records: ``own`` are those it is of, each in one piece only, in order."""

    view: View
    own: tuple[str, ...]


def items(containers: Iterable[str], at: Resolved) -> list[str]:
    """The items of some plans and packages, each container's together, by their codes as people count them.

    Items without a code come last, in the order they were entered. Of objectives, the items are their indicators.
    """
    places = {own: place for place, own in enumerate(dict.fromkeys(containers))}
    with explained():
        sight = Sight.of(at)
        for one, other, _ in joined_pairs(sight, places):
            places.setdefault(other, places.get(one, len(places)))
        seen, more = sight.seen("q", "link")
        found = []
        for piece in slices(places):
            condition, parameters = within("q.other", piece)
            sql = (
                "SELECT q.target, q.other, q.entry, t.text FROM link AS q JOIN content AS t ON t.tick = q.entry"  # noqa: S608
                f" WHERE {condition} AND q.kind = 'item' AND {seen}"
            )
            for own, other, tick, text in sight.stream(sql, [*parameters, *more]):
                code = by_number(str(json.loads(text).get("code") or ""))
                found.append((places[hex_of(other) or ""], code, tick, hex_of(own) or ""))
    return list(dict.fromkeys(own for _, _, _, own in sorted(found)))


def containers(items: Iterable[str], at: Resolved) -> set[str]:
    """What some items are seen to be of: plans and packages, also those of which nothing else is seen."""
    with explained():
        sight = Sight.of(at)
        seen, more = sight.seen("q", "link")
        found: set[str] = set()
        for piece in slices(items):
            condition, parameters = within("q.target", piece)
            sql = f"SELECT DISTINCT q.other FROM link AS q WHERE {condition} AND q.kind = 'item' AND {seen}"  # noqa: S608
            found.update(hex_of(own) or "" for (own,) in sight.rows(sql, [*parameters, *more]))
    return found


def in_scope(partnership: str | None, at: Resolved) -> list[str]:
    """The records of which anything is seen in a partnership, or in any, in the order they were first spoken of.

    Objectives come last, each plan's together.
    """
    with explained():
        sight = Sight.of(at)
        seen, more = sight.seen("q")
        item, of_item = sight.seen("l", "link")
        condition, parameters = "TRUE", list[Any]()
        if partnership is not None:
            condition, parameters = within("k.scope", _same(sight, [partnership]))
        sql = (
            "SELECT k.about, MIN(q.entry) AS first FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE {condition} AND k.detail = FALSE AND {seen} GROUP BY k.about ORDER BY first, k.about"
        )
        found = [hex_of(own) or "" for own, _ in sight.rows(sql, [*parameters, *more])]
        sql = (
            "SELECT DISTINCT l.other FROM link AS l JOIN key AS k ON k.about = l.target"  # noqa: S608
            f" JOIN claim AS q ON q.key_id = k.id WHERE l.kind = 'item' AND {item} AND {condition} AND k.detail = TRUE"
            f" AND {seen}"
        )
        containers = [hex_of(own) or "" for (own,) in sight.rows(sql, [*of_item, *parameters, *more])]
    place = {own: number for number, own in enumerate(found)}
    ordered = sorted(containers, key=lambda own: (place.get(own, len(place)), own))
    return list(dict.fromkeys([*found, *items(ordered, at)]))


def naming(records: Iterable[str], of_kinds: Sequence[str], at: Resolved) -> list[str]:
    """The records of some kinds of which a fact names one of the given, in the order they were first spoken of."""
    with explained():
        sight = Sight.of(at)
        condition, parameters = within("m.record", _same(sight, records))
        seen, more = sight.seen("q")
        marks = ", ".join(["%s"] * len(of_kinds))
        sql = (
            "SELECT k.about, MIN(q.entry) AS first FROM mention AS m JOIN key AS k ON k.id = m.key_id"  # noqa: S608
            f" JOIN record AS r ON r.id = k.about JOIN claim AS q ON q.key_id = k.id {NAMING}"
            f" WHERE {condition} AND r.kind IN ({marks}) AND {seen} AND {names('m.record')}"
            " GROUP BY k.about ORDER BY first, k.about"
        )
        return [hex_of(own) or "" for own, _ in sight.rows(sql, [*parameters, *of_kinds, *more])]


def sources(at: Resolved) -> list[str]:
    """The records that are sources, in the order they were entered."""
    with explained():
        sight = Sight.of(at)
        seen, more = sight.seen("q")
        sql = (
            "SELECT k.about, MIN(q.entry) AS first FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE k.question = 'is/source' AND {seen} GROUP BY k.about ORDER BY first, k.about"
        )
        return [hex_of(own) or "" for own, _ in sight.rows(sql, more)]


def questions(beginning: str, at: Resolved, scope: str | None = None) -> list[str]:
    """The questions with a beginning ("grade/") that facts are seen to answer, in order."""
    with explained():
        sight = Sight.of(at)
        seen, more = sight.seen("q")
        condition, parameters = ("TRUE", list[Any]()) if scope is None else within("k.scope", _same(sight, [scope]))
        # each question once before it is asked whether it is answered: the first answer that is seen is enough
        sql = (
            "SELECT d.question FROM"  # noqa: S608
            " (SELECT DISTINCT question FROM key WHERE question LIKE %s AND NOT structural) AS d"
            " WHERE EXISTS (SELECT 1 FROM key AS k JOIN claim AS q ON q.key_id = k.id"
            f" WHERE k.question = d.question AND NOT k.structural AND {condition} AND {seen})"
        )
        return sorted(question for (question,) in sight.rows(sql, [f"{beginning}%", *parameters, *more]))


def frameworks_of(plans: Iterable[str], at: Resolved) -> list[str]:
    """The frameworks that some plans and packages are seen to be under, and those that these name."""
    with explained():
        selection = Selection(Sight.of(at))
        asked: set[str] = set()
        named = set(plans)
        for _ in range(_STEPS):
            fresh = selection.same(named) - asked
            asked |= fresh
            for piece in slices(fresh):
                condition, parameters = within("k.about", piece)
                selection.facts(f"k.question IN ('is/package', 'is/plan') AND {condition}", parameters)
            described = [entry.payload for entry in selection.entries if entry.kind in ("package", "plan")]
            named = {one for payload in described for one in payload.references()}
        view = selection.composed(at, asked)
    return sorted({fact.payload.framework for fact in view.of_kind("plan", "package")})


def kinds(records: Iterable[str]) -> Mapping[str, str]:
    """What kind of record each identifier stands for; asked of records that were seen."""
    with explained():
        return kinds_of(records)


def spoken_of(records: Iterable[str], at: Resolved) -> set[str]:
    """Those of some records that something seen speaks of (rule 14)."""
    with explained():
        return Spoken(Sight.of(at)).of(records)


def has(kind: str, at: Resolved) -> bool:
    """Whether any record of a kind is seen: where there is none, none need be looked for."""
    with explained():
        return bool(records_of(Sight.of(at), kind, many=1))


def pieces(
    records: Sequence[str], at: Resolved, *, of: Iterable[str] = (), scope: str | None = None, size: int = PIECE
) -> Iterator[Piece]:
    """See records piece by piece: all facts about them, of one partnership or all, and what names are needed.

    ``of`` are the plans and packages whose items are among them: an item is seen where these are. Records that
    were joined are one, seen in the piece of the first.
    """
    if not records:
        return
    sight = Sight.of(at)
    held = set(of)
    with explained():
        spoken_of = Spoken(sight).of(held) if held else set()
    seen: set[str] = set()
    for start in range(0, len(records), size):
        wanted = [record for record in records[start : start + size] if record not in seen]
        if not wanted:
            continue
        with explained():
            piece, group = _piece(sight, wanted, at, spoken_of if held else None, scope)
        own = tuple(dict.fromkeys(piece.view.aliases[record] for record in wanted))
        seen |= group | set(own)
        yield Piece(piece.view, own)


def _piece(
    sight: Sight, wanted: list[str], at: Resolved, spoken_of: set[str] | None, scope: str | None
) -> tuple[Piece, set[str]]:
    selection = Selection(sight)
    group = selection.same(wanted)
    condition, parameters = within("k.about", group)
    if scope is not None:
        among, more = within("k.scope", selection.same([scope]))
        condition, parameters = f"{condition} AND {among}", [*parameters, *more]
    selection.facts(condition, parameters)
    selection.cite()
    selection.reach()
    spoken = Spoken(sight).of(group) if spoken_of is None else spoken_of
    return Piece(selection.composed(at, spoken), ()), group


def _same(sight: Sight, records: Iterable[str]) -> set[str]:
    own = set(records)
    return own.union(*(pair[:2] for pair in joined_pairs(sight, own)))
