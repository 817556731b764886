"""What citations, closings and erasures are about: entries that are there, open, and may be closed (rule 8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.errors import Worded, worded
from servanda.kernel.closing import CLOSERS
from servanda.kernel.entries import Temporal
from servanda.kernel.marking import PUBLIC, Marking, readable_wherever
from servanda.kernel.marks import MARKED
from servanda.kinds import KINDS
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.projection.closing import known_intervals
from servanda.projection.marks import NOW
from servanda.register.draft import Draft, Found
from servanda.register.writing.remarked import Remarked

_ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Target:
    """As much of an entry as is asked of what another is about."""

    kind: str
    scope: str
    marking: Marking
    is_open: bool

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact, and not itself about an entry."""
        return KINDS[self.kind].temporal is not Temporal.ENTRY


class Targets:
    """The entries that a piece of a batch speaks of: its own, and those of the register."""

    def __init__(self, drafts: Sequence[Draft], ids: Sequence[str]) -> None:
        self._place = {own: place for place, own in reversed(list(enumerate(ids)))}
        notes = [d for d in drafts if d.payload.temporal is Temporal.ENTRY and d.payload.kind != "same-as"]
        wanted = {draft.about for draft in notes}
        wanted |= {_by(draft) for draft in notes if draft.payload.kind == "replaces"}
        wanted |= {entry for draft in drafts for entry in _resting(draft)}
        given = {draft.id for draft in drafts if draft.id is not None}
        outside = {name for name in wanted - self._place.keys() if len(name) == _ID_LENGTH}
        self._found = _look_up(outside)
        self._taken = _look_up_ids({name for name in given if len(name) == _ID_LENGTH})
        for draft, own in zip(drafts, ids, strict=True):
            if own in wanted:
                self._found[own] = Target(draft.payload.kind, draft.scope or "", draft.marking or PUBLIC, is_open=True)
        self._inherit(drafts, ids, wanted)
        self._marks = Remarked(drafts, ids, {name: one.marking for name, one in self._found.items()})

    def _inherit(self, drafts: Sequence[Draft], ids: Sequence[str], wanted: set[str]) -> None:
        """A note of the batch about which another is has its target's scope and marking, where it gives none."""
        for draft, own in zip(drafts, ids, strict=True):
            if own in wanted and draft.payload.temporal is Temporal.ENTRY and draft.about in self._found:
                above = self._found[draft.about]
                scope, marking = draft.scope or above.scope, draft.marking or above.marking
                self._found[own] = Target(draft.payload.kind, scope, marking, is_open=True)

    def __getitem__(self, entry: str) -> Target:
        return self._found[entry]

    def kind_of(self, entry: str) -> str | None:
        """The kind of an entry that a draft is about; ``None`` where it is not known."""
        return self._found[entry].kind if entry in self._found else None

    def is_taken(self, own: str, place: int) -> bool:
        """Whether an id is used before, in the batch or in the register."""
        return own in self._taken or self._place[own] != place

    def faults(self, draft: Draft, own: str) -> Iterator[Found]:
        """All that is wrong with what a citation or closing is about."""
        kind = draft.payload.kind
        target = self._found.get(draft.about)
        if target is None or draft.about == own:
            yield Found(
                "no-such-entry",
                "about",
                worded("No entry {name!r} is known.", name=draft.about),
                worded("name a recorded fact by its id"),
            )
            return
        if kind == MARKED:
            yield from self._marking(draft, own, target)
            return
        if not target.is_open and not draft.late:
            sentence = worded("The entry {name} has been replaced or withdrawn already.", name=draft.about)
            remedy = worded("name the entry that stands in its place")
            yield Found("closed", "about", sentence, remedy, refused=True)
        if kind == "citation" and not (target.is_fact or target.kind in CLOSERS):
            sentence = worded("A {kind} cannot be cited.", kind=target.kind)
            yield Found("wrong-kind", "about", sentence, worded("cite a fact, or what closes one"))
        if kind == "erased":
            yield Found(
                "erase",
                "about",
                worded("Contents are not erased by recording."),
                worded("use the erasure of the register's upkeep"),
                refused=True,
            )
        if kind in CLOSERS:
            yield from self._closing(draft, target)

    def resting(self, draft: Draft) -> Iterator[Found]:
        """What is wrong with the facts that a line rests on: whoever may read the line may read these."""
        for entry in _resting(draft):
            target = self._found.get(entry)
            if target is None or not target.is_fact:
                sentence, remedy = worded("No entry {name!r} is known.", name=entry), worded("name a fact by its id")
                yield Found("no-such-entry", "rests_on", sentence, remedy)
            elif not target.is_open:
                sentence = worded("The entry {name} has been replaced or withdrawn already.", name=entry)
                remedy = worded("name the entry that stands in its place")
                yield Found("closed", "rests_on", sentence, remedy, refused=True)
            elif not readable_wherever(target.marking, draft.marking or PUBLIC):
                sentence = worded("Some who may read the line may not read a fact that it rests on.")
                remedy = worded("mark the line as the fact is, or have the fact disclosed first")
                yield Found("hidden", "rests_on", sentence, remedy, refused=True)

    def _marking(self, draft: Draft, own: str, target: Target) -> Iterator[Found]:
        if target.kind in (MARKED, "erased"):
            sentence = worded("A {kind} is not marked anew.", kind=target.kind)
            yield Found("wrong-kind", "about", sentence, worded("mark what it is about"))
        yield from self._marks.faults(draft.about, own)

    def _closing(self, draft: Draft, target: Target) -> Iterator[Found]:
        own = draft.marking or target.marking
        if target.kind == "erased":
            yield Found(
                "closed",
                "about",
                worded("An erasure cannot be taken back."),
                worded("record the fact anew if it may be kept"),
                refused=True,
            )
        if target.kind == MARKED:
            yield Found(
                "closed",
                "about",
                worded("How an entry was marked cannot be taken back."),
                worded("mark the entry once more, as it is to be from now on"),
                refused=True,
            )
        if not readable_wherever(own, target.marking):
            sentence = worded(
                "Some who may read the entry ({its}) may not read what closes it ({own}).",
                its=target.marking.text,
                own=own.text,
            )
            yield _hidden("marking", sentence)
        if draft.payload.kind != "replaces":
            return
        by = self._found.get(_by(draft))
        if by is None or _by(draft) == draft.about:
            yield Found(
                "no-such-entry",
                "by",
                worded("No entry {name!r} is known to replace it.", name=_by(draft)),
                worded("record the new fact in the same batch"),
            )
        elif by.is_fact != target.is_fact:
            sentence = worded("A {kind} cannot replace a {other}.", kind=by.kind, other=target.kind)
            yield Found("wrong-kind", "by", sentence, worded("replace a fact by a fact"))
        elif not readable_wherever(by.marking, target.marking):
            sentence = worded(
                "Some who may read the entry ({its}) may not read what replaces it ({own}).",
                its=target.marking.text,
                own=by.marking.text,
            )
            yield _hidden("by", sentence)


def _hidden(name: str, sentence: Worded) -> Found:
    remedy = worded(
        "withdraw the entry with a marking as wide as its own, and record the restricted figure as a new fact"
    )
    return Found("closer-hidden", name, sentence, remedy, refused=True)


def _by(draft: Draft) -> str:
    payload: Any = draft.payload
    return str(payload.by)


def _resting(draft: Draft) -> tuple[str, ...]:
    content: Any = draft.payload
    return content.rests_on if content.kind == "press-line" else ()


def _look_up(entries: set[str]) -> dict[str, Target]:
    if not entries:
        return {}
    found: dict[str, Target] = {}
    intervals = known_intervals(entries)
    for piece in slices(entries):
        condition, parameters = within("e.id", piece)
        sql = f"SELECT e.id, e.kind, e.scope, COALESCE({NOW}, e.marking), e.tick FROM entry AS e WHERE {condition}"  # noqa: S608
        for own, kind, scope, marking, tick in rows(sql, parameters):
            spans = intervals.get(tick, ())
            is_open = bool(spans) and spans[-1][1] is None
            found[hex_of(own) or ""] = Target(kind, hex_of(scope) or "", Marking.parse(marking), is_open)
    return found


def _look_up_ids(entries: set[str]) -> set[str]:
    found: set[str] = set()
    for piece in slices(entries):
        condition, parameters = within("id", piece)
        found.update(hex_of(own) or "" for (own,) in rows(f"SELECT id FROM entry WHERE {condition}", parameters))  # noqa: S608
    return found
