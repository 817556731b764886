"""Checking that no party lies within itself and no plan follows itself: neither at once nor by way of others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from servanda.errors import worded
from servanda.kernel.marking import PUBLIC, Marking, readable_wherever
from servanda.register.draft import Draft, Found
from servanda.register.writing.onrecord import on_record

_NEXT = {"party": "within", "plan": "follows", "package": "follows"}
_ASKED = ", ".join(f"'is/{kind}'" for kind in _NEXT)


class Chains:
    """Which record is within, or follows, which: as a batch says it, and of others as the register does.

    Of what the register holds, a draft is held only against what everyone may read who may read the draft (rule 14).
    """

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._next: dict[str, dict[str, Marking]] = {}
        for draft in drafts:
            self._note(draft.about, draft.payload, PUBLIC)

    def _note(self, about: str, content: Any, marking: Marking) -> None:
        name = _NEXT.get(content.kind)
        if name is not None:
            own = self._next.setdefault(about, {})
            if (further := getattr(content, name)) is not None:
                own[further] = marking

    def learn(self) -> None:
        """Look up the records that the batch leads to and does not describe; no query where it leads nowhere."""
        frontier = self._unknown(list(self._next))
        while frontier:
            self._look_up(frontier)
            for record in frontier:
                self._next.setdefault(record, {})
            frontier = self._unknown(frontier)

    def _unknown(self, records: Iterable[str]) -> list[str]:
        return sorted({further for one in records for further in self._next[one]} - self._next.keys())

    def _look_up(self, records: Sequence[str]) -> None:
        for one in on_record(records, f"k.question IN ({_ASKED})"):
            self._note(one.about, one.content, one.marking)

    def faults(self, draft: Draft) -> Iterator[Found]:
        """That a draft would close a circle."""
        name = _NEXT.get(draft.payload.kind)
        first = getattr(draft.payload, name) if name is not None else None
        if first is None or draft.about not in self._reached(first, draft.marking or PUBLIC):
            return
        if name == "within":
            sentence = worded("A party cannot lie within itself, not even by way of others.")
            yield Found("circle", name, sentence, worded("name the party that it is a part of, or leave it out"))
        else:
            sentence = worded("A plan or package cannot follow itself, not even by way of others.")
            yield Found("circle", "follows", sentence, worded("name the one that came before it, or leave it out"))

    def _reached(self, record: str, marking: Marking) -> set[str]:
        reached: set[str] = set()
        frontier = [record]
        while frontier:
            one = frontier.pop()
            if one not in reached:
                reached.add(one)
                further = self._next.get(one, {}).items()
                frontier.extend(name for name, own in further if readable_wherever(own, marking))
        return reached
