"""What a register file changes in a register: pure; the file's statements against the live entries of its scope.

The file speaks for itself alone. What it said earlier and says otherwise now is changed; what others have since
corrected, withdrawn or erased here stays as they left it; what others recorded is none of its business.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from servanda.exchange.registerfile.item import (
    CitationItem,
    Digest,
    Item,
    RegisterFile,
    citation_digest,
    likeness_of,
    redating_of,
    statement_digest,
    statement_id,
)
from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.identity import derived_id

CLOSING = frozenset({"replaces", "withdraws", "erased"})
OWN_TO_A_REGISTER = frozenset({"issued", "framework-edition"})  # never a file's to hold
_T = TypeVar("_T")


@dataclass(frozen=True)
class New:
    """A statement to be recorded under ``id``, with its citations; ``replaces`` is what it corrects."""

    id: str
    item: Item
    replaces: Entry | None = None


@dataclass(frozen=True)
class NewCitation:
    """A citation to be recorded under ``id``, of the entry ``target``."""

    id: str
    target: str
    citation: CitationItem


@dataclass
class Changes:
    """What loading would do. ``missing`` are entries of this file that it no longer holds.

    ``uncited`` are the statements, still held, of citations among them, by the entry that is cited.
    """

    new: list[New] = field(default_factory=list)
    changed: list[New] = field(default_factory=list)
    cited: list[NewCitation] = field(default_factory=list)
    unchanged: int = 0
    missing: list[Entry] = field(default_factory=list)
    uncited: dict[str, Entry] = field(default_factory=dict)
    kept: list[tuple[Item, Entry]] = field(default_factory=list)
    others: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to record."""
        return not (self.new or self.changed or self.cited)


def changes(file: RegisterFile, live: Iterable[Entry]) -> Changes:
    """Compare a file with the live entries of its scope (citations and closers among them)."""
    return _Comparison(file, live).run()


class _Comparison:
    def __init__(self, file: RegisterFile, live: Iterable[Entry]) -> None:
        self._file = file
        self._statements: dict[Digest, list[Entry]] = defaultdict(list)
        self._citations: dict[str, list[Entry]] = defaultdict(list)
        self._closers: dict[str, Entry] = {}
        self._taken: set[str] = set()
        self._found = Changes()
        for entry in live:
            if entry.kind in CLOSING:
                self._closers[entry.about] = entry
            elif entry.kind == "citation":
                self._citations[entry.about].append(entry)
            else:
                self._statements[statement_digest(entry)].append(entry)

    def run(self) -> Changes:
        fresh: list[New] = []
        matched: set[Digest] = set()
        for item in (*self._file.items, *self._file.same):
            same = self._statements.get(item.digest)
            if same:
                matched.add(item.digest)
                self._found.unchanged += 1
                self._compare_citations(item, same)
            else:
                fresh.extend(self._fresh(item))
        left = [
            entry
            for digest, entries in self._statements.items()
            for entry in entries
            if digest not in matched and entry.kind not in OWN_TO_A_REGISTER
        ]
        own = [entry for entry in left if entry.actor == self._file.actor]
        self._found.others = len(left) - len(own)
        self._pair(fresh, own)
        return self._found

    def _fresh(self, item: Item) -> Iterator[New]:
        free, closer = self._free_id(lambda after: statement_id(self._file.register, item.digest, after))
        if closer is not None:
            self._found.kept.append((item, closer))
        else:
            yield New(free, item)

    def _free_id(self, name: Callable[[str], str]) -> tuple[str, Entry | None]:
        """An identifier that is free; or the closer, when somebody else has closed what the file says here."""
        free = name("")
        while free in self._taken or free in self._closers:
            closer = self._closers.get(free)
            if closer and (closer.actor != self._file.actor or closer.kind == "erased"):
                return free, closer
            free = name(closer.id if closer else free)
        self._taken.add(free)
        return free, None

    def _pair(self, fresh: Sequence[New], own: Sequence[Entry]) -> None:
        """Pair what is new with what is gone: the same question first, then the same words on another date."""
        changed, fresh, own = _paired(fresh, own, likeness_of, several=True)
        redated, fresh, own = _paired(fresh, own, redating_of, several=False)
        self._found.changed.extend(changed + redated)
        self._found.new.extend(fresh)
        self._found.missing.extend(own)

    def _compare_citations(self, item: Item, same: Sequence[Entry]) -> None:
        live: dict[Digest, list[Entry]] = defaultdict(list)
        for entry in same:
            for cited in self._citations.get(entry.id, ()):
                live[citation_digest(cited.payload, cited.marking)].append(cited)
        target = min(same, key=lambda entry: (entry.actor != self._file.actor, entry.id)).id
        for citation in item.citations:
            if live.pop(citation.digest, None) is None:
                free, closer = self._free_id(citation_namer(self._file.register, target, citation))
                if closer is None:
                    self._found.cited.append(NewCitation(free, target, citation))
        gone = [entry for entries in live.values() for entry in entries if entry.actor == self._file.actor]
        self._found.missing.extend(gone)
        statements = {entry.id: entry for entry in same}
        self._found.uncited.update({entry.about: statements[entry.about] for entry in gone})


def citation_namer(register: str, target: str, citation: CitationItem) -> Callable[[str], str]:
    """Give the identifier of a citation of ``target``, derived like a statement's."""
    return lambda after: derived_id(f"citation of {register}", f"{target}\x1f{citation.digest}\x1f{after}")


def _paired(
    fresh: Sequence[New], own: Sequence[Entry], likeness: Callable[[Item | Entry], Digest], *, several: bool
) -> tuple[list[New], list[New], list[Entry]]:
    """Pair by likeness, in order; unless ``several``, only where there is one on either side."""
    after = _grouped(fresh, lambda one: likeness(one.item))
    before = _grouped([entry for entry in own if entry.temporal is not Temporal.ENTRY], likeness)
    changed: list[New] = []
    for key in after.keys() & before.keys():
        if several or len(after[key]) == len(before[key]) == 1:
            changed.extend(New(one.id, one.item, entry) for one, entry in zip(after[key], before[key], strict=False))
    taken = {one.id for one in changed}
    replaced = {one.replaces.id for one in changed if one.replaces}
    return (
        sorted(changed, key=lambda one: one.item.place.line),
        [one for one in fresh if one.id not in taken],
        [entry for entry in own if entry.id not in replaced],
    )


def _grouped(things: Iterable[_T], key: Callable[[_T], Digest]) -> Mapping[Digest, list[_T]]:
    groups: dict[Digest, list[_T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups
