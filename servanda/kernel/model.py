"""The reference model: from a ledger to what is seen of it. Everything else is tested against this file.

``select`` is what a database does with an index (what is known, open, readable, begun and, with "published by", out);
``compose`` is what is always done here (citations, joined records, one statement shown once, no trace).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from servanda.kernel.canonical import canonical_text, sha256
from servanda.kernel.closing import Closings
from servanda.kernel.entries import Arrival, Entry, Temporal
from servanda.kernel.identity import Aliases, aliases
from servanda.kernel.marks import Markings
from servanda.kernel.publishing import Published
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Cited, Fact, View


def see(entries: Sequence[Entry], arrivals: Iterable[Arrival], standpoint: Resolved) -> View:
    """See a whole ledger from a standpoint."""
    return compose(select(entries, arrivals, standpoint), standpoint)


def select(entries: Sequence[Entry], arrivals: Iterable[Arrival], standpoint: Resolved) -> list[Entry]:
    """Pick the entries that are known at the tick, open, readable to the reader, and begun by the as-of date.

    Readable is what the reader may read as it is marked now, and as it was marked at the tick (rule 13).

    With ``published_by``, a fact is open if no closer counts whose ground was out by that day, and citations, closers
    and what is cited are picked only where a source was (rules 8 and 10).
    """
    ticks = {arrival.entry: arrival.tick for arrival in arrivals}
    closings = Closings(entries, ticks)
    tick, may_read = standpoint.tick, standpoint.reader.may_read
    markings = Markings(entries, ticks)
    known = [
        replace(e, marking=now) if (now := markings.now(e)) != e.marking else e
        for e in entries
        if ticks.get(e.id, tick + 1) <= tick and may_read(markings.known(e, tick)) and may_read(markings.now(e))
    ]
    open_now = {entry.id for entry in known if not closings.is_closed(entry.id, tick)}
    published = Published((entry for entry in known if entry.id in open_now), standpoint.published_by)
    return [
        entry
        for entry in known
        if (entry.id in open_now or published.opens(entry, closings.in_force(entry.id, tick)))
        and published.counts(entry)
        and (entry.temporal is Temporal.ENTRY or entry.begins <= standpoint.as_of)
    ]


def compose(entries: Iterable[Entry], standpoint: Resolved, spoken_of: Iterable[str] = ()) -> View:
    """Make the view of selected entries: cite, count, join, drop what nothing shown speaks of, and order.

    ``spoken_of`` are records that facts seen from the standpoint, but not among the entries, speak of.
    """
    facts: list[Entry] = []
    notes: list[Entry] = []
    for entry in entries:
        (notes if entry.temporal is Temporal.ENTRY else facts).append(entry)
    joined = aliases((note.about, _of(note).other) for note in notes if note.kind == "same-as")
    cited = _citations(notes, joined)
    if standpoint.published_by is not None:
        facts = [fact for fact in facts if fact.payload.structural or fact.id in cited]
    statements = _statements(facts, cited, joined, _replaced(notes))
    kept = _spoken_of(statements, joined, spoken_of)
    shown = [fact for fact in statements if not fact.payload.structural or fact.about in kept]
    return View(standpoint, tuple(sorted(shown, key=_order)), joined)


def _of(entry: Entry) -> Any:
    return entry.payload


def _citations(notes: Iterable[Entry], joined: Aliases) -> dict[str, list[Cited]]:
    """The citations of each fact."""
    found: dict[str, list[Cited]] = defaultdict(list)
    for note in notes:
        if note.kind == "citation":
            content = _of(note)
            found[note.about].append(Cited(joined[content.source], content.at, note))
    return found


def _replaced(notes: Iterable[Entry]) -> Mapping[str, set[str]]:
    """What each entry is said to replace."""
    found: dict[str, set[str]] = defaultdict(set)
    for note in notes:
        if note.kind == "replaces":
            found[_of(note).by].add(note.about)
    return found


def _statements(
    facts: Iterable[Entry], cited: Mapping[str, list[Cited]], joined: Aliases, replaced: Mapping[str, set[str]]
) -> list[Fact]:
    """Join the recordings of one statement (rule 11): same kind, record, time, content and speaker."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for fact in facts:
        groups[statement_digest(fact, joined)].append(fact)
    statements = []
    for digest, group in groups.items():
        group.sort(key=lambda entry: (entry.recorded_at, entry.id))
        citations: dict[tuple[str, str], Cited] = {}
        for entry in group:
            for one in sorted(cited.get(entry.id, ()), key=lambda c: (c.entry.recorded_at, c.entry.id)):
                citations.setdefault((one.source, one.payload.content_text), one)
        ordered = sorted(citations.values(), key=lambda c: (c.source, c.payload.content_text))
        before = _reached((entry.id for entry in group), replaced) if replaced else frozenset()
        statements.append(Fact(joined[group[0].about], tuple(group), tuple(ordered), digest, before))
    return statements


def _reached(start: Iterable[str], edges: Mapping[str, set[str]]) -> frozenset[str]:
    """All that is reached from some entries, step by step."""
    reached: set[str] = set()
    frontier = list(start)
    while frontier:
        fresh = edges.get(frontier.pop(), set()) - reached
        reached |= fresh
        frontier.extend(fresh)
    return frozenset(reached)


def statement_digest(fact: Entry, joined: Aliases) -> str:
    """What makes one statement of several recordings: the hash of its kind, record, time, content and speaker."""
    # what a record is called is one statement on whichever day it was entered
    day = None if fact.is_timeless and not fact.is_placed else fact.as_of.text
    said_by = joined[fact.said_by] if fact.said_by else None
    since, until = (when.text if when else None for when in (fact.since, fact.until))
    before = ",".join(map(canonical_text, (fact.kind, joined[fact.about], day, since, until)))
    return sha256(f"[{before},{fact.payload.content_text},{canonical_text(said_by)}]")


def _spoken_of(statements: Sequence[Fact], joined: Aliases, elsewhere: Iterable[str]) -> set[str]:
    """The records that something shown speaks of (rule 14): a record exists only through facts seen.

    An item of a plan that is spoken of is shown with it, for agreeing on it is what the plan is.
    """
    refers: dict[str, set[str]] = defaultdict(set)
    kept: set[str] = {joined[record] for record in elsewhere}
    for fact in statements:
        mentioned = {joined[name] for name in fact.payload.references()}
        mentioned.update(cited.source for cited in fact.citations)
        if fact.entry.said_by:
            mentioned.add(joined[fact.entry.said_by])
        if fact.payload.structural:
            refers[fact.about] |= mentioned
            if (owner := fact.payload.belongs_to()) is not None:
                refers[joined[owner]].add(fact.about)
        else:
            kept |= {fact.about, *(joined[entry.scope] for entry in fact.entries), *mentioned}
    frontier = list(kept)
    while frontier:
        for record in refers.get(frontier.pop(), ()):
            if record not in kept:
                kept.add(record)
                frontier.append(record)
    return kept


def _order(fact: Fact) -> tuple[date, date, str, str, str]:
    entry = fact.entry
    latest = entry.start.latest if entry.is_placed else entry.begins
    return (entry.begins, latest, fact.kind, fact.about, fact.digest)
