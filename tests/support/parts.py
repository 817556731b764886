"""What each view is of, told in the kernel's terms over a whole ledger: the reference for the SQL of views."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from servanda.kernel.entries import Arrival, Entry, Temporal
from servanda.kernel.identity import Aliases, aliases
from servanda.kernel.model import compose, select
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds import INTRODUCING
from servanda.kinds.name import Name


class Ledger:
    """A whole ledger, seen from one standpoint."""

    def __init__(self, entries: Sequence[Entry], arrivals: Sequence[Arrival], at: Resolved) -> None:
        self.at = at
        self.all = entries
        self.arrivals = arrivals
        self.kinds: dict[str, str] = {}
        for entry in entries:
            if entry.kind in INTRODUCING:
                self.kinds.setdefault(entry.about, entry.kind)
        self.seen = select(entries, arrivals, at)
        self.aliases: Aliases = aliases((e.about, _of(e).other) for e in self.seen if e.kind == "same-as")
        self.view = compose(self.seen, at)

    def group(self, *records: str) -> set[str]:
        """Records with all that they were joined with."""
        return {name for record in records for name in self.aliases.group(record)}

    def items(self, container: str) -> set[str]:
        """The objectives of a plan or package."""
        own = self.group(container)
        return {entry.about for entry in self.seen if entry.kind == "objective" and _of(entry).of in own}

    def spoken_of(self, records: Iterable[str]) -> set[str]:
        """Those of some records that a fact seen speaks of: a public name would be shown of them."""
        probes = {}
        for record, number in zip(sorted(records), count(), strict=False):
            pattern = self.all[0]
            payload = Name(text=f"probe {number}", language="zu")
            probes[record] = replace(
                pattern, id=f"{number:032x}", about=record, payload=payload, since=None, said_by=None
            )
        view = compose([*self.seen, *probes.values()], self.at)
        names = [entry for fact in view.of_kind("name") for entry in fact.entries]
        shown = {entry.about for entry in names if _of(entry).language == "zu"}
        return shown & set(probes)

    def part(self, chosen: Callable[[Entry], bool], asked: Iterable[str] = ()) -> View:
        """The view of some facts, their citations, and what the records named are and are called (two steps away)."""
        entries = {e.id: e for e in self.seen if e.temporal is not Temporal.ENTRY and chosen(e)}
        entries |= {e.id: e for e in self.seen if e.kind == "citation" and e.about in entries}
        entries |= {e.id: e for e in self.seen if e.kind == "replaces"}
        asked_for: set[str] = set()
        scopes = {e.scope for e in entries.values() if e.temporal is not Temporal.ENTRY}
        for _ in range(2):
            named = {name for entry in entries.values() for name in _named(entry)}
            named = self.group(*named) - asked_for
            asked_for |= named
            for here in (scopes, None):
                described = {entry.about for entry in entries.values() if entry.payload.structural}
                entries |= {
                    e.id: e
                    for e in self.seen
                    if e.payload.structural and e.about in named - described and (here is None or e.scope in here)
                }
        joins = [e for e in self.seen if e.kind == "same-as"]
        return compose([*entries.values(), *joins], self.at, asked)


def _named(entry: Entry) -> Iterable[str]:
    yield from entry.payload.references()
    if entry.said_by:
        yield entry.said_by
    if entry.temporal is not Temporal.ENTRY:
        yield from (entry.about, entry.scope)


def _of(entry: Entry) -> Any:
    return entry.payload
