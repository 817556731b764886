"""Selecting from the projection what a view of one part of the register is made of, in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any

from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.model import compose
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.database import is_postgresql, numbers_within, slices, within
from servanda.ledger.read import TABLES
from servanda.projection.marks import SEEN, seen_entry
from servanda.register.seeing import noted
from servanda.register.seeing.joined import joined_pairs, listed
from servanda.register.seeing.sight import Sight

_HOPS = 2  # to the records that facts name, and to those that say what these are


class Selection:
    """Entries gathered for one view, each once."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self._entries: dict[str, Entry] = {}
        self._asked: set[str] = set()
        self._uncited: list[str] = []

    @property
    def entries(self) -> list[Entry]:
        """All that was gathered."""
        return list(self._entries.values())

    def composed(self, at: Resolved, spoken_of: Iterable[str] = ()) -> View:
        """Make the view of what was gathered, and note that it is given out."""
        return noted.view(compose(self.entries, at, spoken_of))

    def facts(self, condition: str, parameters: Iterable[Any]) -> None:
        """Gather the facts seen on the keys (``k``) that meet a condition."""
        seen, more = self.sight.seen("q")
        self._gather(
            "e.tick IN (SELECT q.entry FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
            f" WHERE {condition} AND {seen})",
            [*parameters, *more],
        )

    def facts_at(self, ticks: Iterable[int]) -> None:
        """Gather facts that were found to be seen, by the ticks of their entries."""
        self._gather(*numbers_within("e.tick", ticks))

    def facts_about(self, records: Iterable[str]) -> None:
        """Gather the facts about some records."""
        for piece in slices(records):
            condition, parameters = within("k.about", piece)
            self.facts(condition, parameters)

    def describe(self, records: Iterable[str], scopes: Iterable[str] = ()) -> None:
        """Gather what some records are and are called; of scopes, if they are named, only as said there."""
        # the plus keeps SQLite from beginning with all that is said in the scopes
        said_in, more = within("k.scope" if is_postgresql() else "+k.scope", scopes)
        also = f" AND {said_in}" if more and more != [[]] else ""
        for piece in slices(records):
            condition, parameters = within("k.about", piece)
            self.facts(f"{condition} AND k.structural{also}", [*parameters, *(more if also else ())])

    def linked(self, condition: str, parameters: Iterable[Any]) -> None:
        """Gather the entries of links (``q``) that meet a condition."""
        known, more = self.sight.known("q")
        sql = f"e.tick IN (SELECT q.entry FROM link AS q WHERE {condition} AND {known})"  # noqa: S608
        self._gather(sql, [*parameters, *more])

    def cite(self) -> None:
        """Gather the citations of the facts gathered since the last time, and what these took the place of."""
        uncited, self._uncited = self._uncited, []
        for piece in slices(uncited):
            condition, parameters = within("q.target", piece)
            out, more = self.sight.publication.of_link("q")
            self.linked(f"q.kind = 'citation' AND {condition}{out}", [*parameters, *more])
            self._corrected(piece)

    def _corrected(self, facts: list[str]) -> None:
        """Gather the replacements that led to some facts, however many corrections ago (rule 8)."""
        known, more = self.sight.known("q")
        known += self.sight.publication.of_closer("q")
        start, parameters = listed(facts)
        led = f"SELECT {{}} FROM reach JOIN link AS q ON q.other = reach.r AND q.kind = 'replaces' AND {known}"  # noqa: S608
        reach = f"reach(r) AS ({start} UNION {led.format('q.target')})"
        found = self.sight.rows(led.format("q.entry"), [*parameters, *more, *more], recursive=reach)
        if found:
            self._gather(*numbers_within("e.tick", (tick for (tick,) in found)))

    def same(self, records: Iterable[str]) -> set[str]:
        """Give records with all that they were joined with, and gather what joins them."""
        wanted = set(records)
        pairs = joined_pairs(self.sight, wanted)
        if pairs:
            condition, parameters = numbers_within("e.tick", (tick for _, _, tick in pairs))
            self._gather(condition, parameters)
        return wanted.union(*(pair[:2] for pair in pairs))

    def reach(self) -> None:
        """Gather what the records that are named are and are called.

        As the facts gathered say, else as said in their scopes, else as said anywhere: a party that fifty
        partnerships name alike is not read fifty times over.
        """
        scopes = {entry.scope for entry in self._entries.values() if entry.temporal is not Temporal.ENTRY}
        for _ in range(_HOPS):
            named = self.same(self._named() - self._asked)
            self._asked |= named
            self.describe(named - self._described(), scopes)
            self.describe(named - self._described())
        self._uncited.clear()

    def _described(self) -> set[str]:
        return {entry.about for entry in self._entries.values() if entry.payload.structural}

    def _named(self) -> set[str]:
        named: set[str] = set()
        for entry in self._entries.values():
            named.update(entry.payload.references())
            if entry.said_by is not None:
                named.add(entry.said_by)
            if entry.temporal is not Temporal.ENTRY:
                named.update((entry.about, entry.scope))
        return named

    def _gather(self, condition: str, parameters: Iterable[Any]) -> None:
        sql = f"SELECT {SEEN} FROM {TABLES} WHERE {condition}"  # noqa: S608
        for row in self.sight.rows(sql, list(parameters)):
            entry = seen_entry(row)
            if entry.id not in self._entries:
                self._entries[entry.id] = entry
                if entry.temporal is not Temporal.ENTRY:
                    self._uncited.append(entry.id)
