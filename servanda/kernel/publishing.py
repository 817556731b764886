"""What the world could have known by a day: which sources were out, and which closings count by then (rules 8, 10).

Joinings, citations and the dates of sources are taken as known at the tick, whatever the day: so nothing here turns
on itself.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from servanda.kernel.closing import CLOSERS
from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.identity import Aliases, aliases


class Published:
    """The day ``by``, and the sources and citations among the entries that are known, open and readable.

    Without a day everything counts.
    """

    def __init__(self, known: Iterable[Entry], by: date | None) -> None:
        self._by = by
        self._cited: set[str] = set()
        self._supported: set[str] = set()
        if by is None:
            return
        notes = list(known)
        self._joined = aliases((one.about, _of(one).other) for one in notes if one.kind == "same-as")
        self._out = {source for source, day in counts_from(notes, self._joined).items() if day <= by}
        for note in notes:
            if note.kind == "citation":
                self._cited.add(note.about)
                if self._is_out(note):
                    self._supported.add(note.about)

    def counts(self, entry: Entry) -> bool:
        """Say whether an entry may count by the day, as far as its own citations tell.

        A citation does if its source was out, a closer if its ground was, what is cited if one citation's source
        was. A fact that is not cited at all is left to ``model.compose``, which shows it only if it says what a
        record is or is called.
        """
        if self._by is None or entry.kind == "same-as":
            return True
        if entry.kind == "citation":
            return self._is_out(entry)
        if entry.kind in CLOSERS:
            return self.closes(entry)
        return not entry.is_sourced or self._rests(entry.id)

    def closes(self, closer: Entry) -> bool:
        """Say whether the ground of a closer was out by the day.

        Its own citations are its ground, and of a replacement what takes the place; what is not cited is held to be
        a correction by the register itself, which counts at any day.
        """
        if self._by is None:
            return True
        return self._rests(closer.id) and (closer.kind != "replaces" or self._rests(_of(closer).by))

    def opens(self, entry: Entry, closers: Iterable[Entry]) -> bool:
        """Say whether a fact closed by these closers stands by the day all the same: none of them counts by then."""
        if self._by is None or entry.temporal is Temporal.ENTRY or not entry.is_sourced:
            return False
        return not any(self.closes(closer) for closer in closers)

    def _rests(self, entry: str) -> bool:
        """Whether an entry is not cited, or one of its citations was out."""
        return entry in self._supported or entry not in self._cited

    def _is_out(self, citation: Entry) -> bool:
        return self._joined[_of(citation).source] in self._out


def counts_from(known: Iterable[Entry], joined: Aliases) -> dict[str, date]:
    """The day each source counts from: its latest possible publication, else its earliest capture (rule 10)."""
    printed: dict[str, date] = {}
    captured: dict[str, date] = {}
    for fact in known:
        if fact.kind != "source":
            continue
        source = joined[fact.about]
        content = _of(fact)
        if content.published is not None:
            printed[source] = min(printed.get(source, date.max), content.published.latest)
        if content.captured is not None:
            captured[source] = min(captured.get(source, date.max), content.captured.latest)
    return {**captured, **printed}


def _of(entry: Entry) -> Any:
    return entry.payload
