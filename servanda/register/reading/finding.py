"""Finding records: by the address a person types, and by words (ranked over readable facts only, rule 14)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.errors import NotFound, UsageError
from servanda.kernel.entries import Entry
from servanda.kernel.identity import aliases
from servanda.kernel.standpoint import Resolved
from servanda.kinds.fields import Text
from servanda.ledger.columns import hex_of
from servanda.ledger.database import is_postgresql, numbers_within, rows
from servanda.ledger.faults import explained
from servanda.ledger.read import TABLES
from servanda.projection.fold import fold
from servanda.projection.marks import SEEN, seen_entry
from servanda.projection.words import SLUG
from servanda.projection.write import kinds_of
from servanda.register.seeing import noted
from servanda.register.seeing.joined import joined_pairs
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import Spoken

_HEX = frozenset("0123456789abcdef")
_MOST_WORDS = 12
_MOST_FOUND = 1000  # what is looked through for the best; more than a person will
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: what it is called, the words it was found by if others, and how well (1 is best)."""

    record: str
    kind: str
    title: str
    where: str
    rank: int


def find(ref: str, at: Resolved, kind: str | None = None) -> str:
    """The record that an identifier or a slug stands for at the standpoint, of one kind if one is named.

    Raises ``NotFound``, alike for what is not there and for what this reader may not see; ``UsageError`` for a
    slug that several records bear.
    """
    with explained():
        sight = Sight.of(at)
        found = {ref.replace("-", "")} if _is_id(ref.replace("-", "")) else _by_slug(ref, sight)
        # whether it is spoken of comes first: of what may not be seen no more is asked than of what is not there
        kinds = kinds_of(Spoken(sight).of(found))
        wanted = {own for own, its_kind in kinds.items() if kind in (None, its_kind)}
        joined = aliases(pair[:2] for pair in joined_pairs(sight, wanted))
    distinct = {joined[own] for own in wanted}
    if not distinct:
        asked, remedy = _asked(at)
        raise NotFound("no-such-record", f"Nothing is known here by the name {ref[:80]!r}. {asked}", remedy)
    if len(distinct) > 1:
        raise UsageError(
            "ambiguous", f"Several records bear the name {ref[:80]!r}.", "use the identifier of one of them"
        )
    record = min(wanted)
    noted.found(ref, record)
    return record


def _asked(at: Resolved) -> tuple[str, str]:
    """From where a name was asked for that nothing bears, and what to do: it may only be known from elsewhere."""
    where = ["on any day" if at.as_of == date.max else f"as of {at.as_of.isoformat()}"]
    if at.known_at is not None:
        where.append(f"by what was known at {at.known_at.isoformat(timespec='minutes')}")
    if at.published_by is not None:
        where.append(f"by what was published by {at.published_by.isoformat()}")
    early = at.as_of < at.today or len(where) > 1
    remedy = "search for it by its words, or ask from a later standpoint" if early else "search for it by its words"
    return f"It was asked for {', '.join(where)}.", remedy


def search(text: str, at: Resolved, limit: int = 50) -> list[Hit]:
    """Find records by the beginnings of words, in any spelling: all words must occur in one fact.

    The best first: found by a name, then by a title, then in what is said; then the shorter. Nothing that the
    reader may not see takes part, in the order either.
    """
    words = fold(text).split()[:_MOST_WORDS]
    if not words or limit < 1:
        return []
    with explained():
        sight = Sight.of(at)
        found = _matches(words, sight)
        spoken = Spoken(sight).of({record for _, record, _ in found})
        best: dict[str, tuple[int, int]] = {}
        for tick, record, weight in found:
            if record in spoken:
                best.setdefault(record, (tick, weight))
        chosen = dict(list(best.items())[:limit])
        return _hits(chosen, sight, at) if chosen else []


def _by_slug(slug: str, sight: Sight) -> set[str]:
    seen, parameters = sight.seen("q", "prose_all")
    sql = f"SELECT q.record FROM prose_all AS q WHERE q.weight = {SLUG} AND q.folded = %s AND {seen}"  # noqa: S608
    return {hex_of(own) or "" for (own,) in sight.rows(sql, [slug, *parameters])}


def _matches(words: Sequence[str], sight: Sight) -> list[tuple[int, str, int]]:
    seen, parameters = sight.seen("q", "prose_all")
    counts = sight.publication.of_fact("q.entry", or_structural=True)
    matches, asked = worded(words)
    sql = (
        "SELECT q.entry, q.record, q.weight FROM prose_all AS q"  # noqa: S608
        f" WHERE {matches} AND q.weight > {SLUG} AND {seen}{counts}"
        f" ORDER BY q.weight, LENGTH(q.folded), q.folded, q.record LIMIT {_MOST_FOUND}"
    )
    return [(tick, hex_of(own) or "", weight) for tick, own, weight in sight.rows(sql, [asked, *parameters])]


def worded(words: Sequence[str]) -> tuple[str, str]:
    """The condition that a row of ``prose_all`` (``q``) has words that begin with all of some, and its parameter."""
    if is_postgresql():
        matches = "array_to_tsvector(string_to_array(q.folded, ' ')) @@ %s::tsquery"
        return matches, " & ".join(f"{word}:*" for word in words)
    return "q.id IN (SELECT rowid FROM prose_words WHERE prose_words MATCH %s)", " ".join(f"{word}*" for word in words)


def _hits(chosen: dict[str, tuple[int, int]], sight: Sight, at: Resolved) -> list[Hit]:
    condition, parameters = numbers_within("e.tick", (tick for tick, _ in chosen.values()))
    matched = {row[15]: seen_entry(row) for row in rows(f"SELECT {SEEN} FROM {TABLES} WHERE {condition}", parameters)}  # noqa: S608
    kinds = kinds_of(chosen)
    selection = Selection(sight)
    selection.describe(chosen)
    titles = _titles(selection.entries)
    noted.entries([*matched.values(), *selection.entries], at.reader)
    hits = []
    for record, (tick, weight) in chosen.items():
        words = _words(matched[tick]) if tick in matched else ""
        title = titles.get(record) or words
        hits.append(Hit(record, kinds.get(record, ""), title, "" if words == title else words, weight))
    return hits


def _titles(entries: Iterable[Entry]) -> dict[str, str]:
    best: dict[str, tuple[tuple[object, ...], str]] = {}
    for entry in entries:
        payload: Any = entry.payload
        if entry.kind == "name" and payload.use in ("full", "short"):
            order: tuple[object, ...] = (
                0,
                payload.use != "full",
                payload.language != "en",
                payload.language,
                entry.begins,
            )
        elif entry.kind in ("source", "objective"):
            order = (1,)
        else:
            continue
        title = (order, _words(entry))
        best[entry.about] = min(best.get(entry.about, title), title, key=lambda one: (one[0], one[1]))
    return {record: title for record, (_, title) in best.items()}


def _words(entry: Entry) -> str:
    payload: Any = entry.payload
    if entry.kind == "name":
        return str(payload.text)
    for name in type(payload).model_fields:
        value = getattr(payload, name)
        if isinstance(value, Text):
            text, _ = value.in_language("en")
            return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
    return ""


def _is_id(text: str) -> bool:
    return len(text) == 32 and _HEX.issuperset(text)
