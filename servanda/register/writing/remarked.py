"""Whether entries may be marked anew as a batch says (rule 8): a closer stays readable to all who may read its target.

What takes a fact's place must be so, too. It is asked of the markings as they will be when all of the batch counts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from servanda.errors import worded
from servanda.kernel.closing import CLOSERS
from servanda.kernel.marking import PUBLIC, Marking, readable_wherever
from servanda.kernel.marks import MARKED
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.projection.marks import NOW
from servanda.register.draft import Draft, Found

_CLOSERS = "c.kind IN ('erased', 'replaces', 'withdraws') AND c.kind <> 'erased'"


class Remarked:
    """The entries that a batch marks anew, and what that leads to; ``markings`` are those of entries it speaks of."""

    def __init__(self, drafts: Sequence[Draft], ids: Sequence[str], markings: Mapping[str, Marking]) -> None:
        self._to = {draft.about: _to(draft) for draft in drafts if draft.payload.kind == MARKED}
        self._times = Counter(draft.about for draft in drafts if draft.payload.kind == MARKED)
        self._before = dict(markings)
        self._pairs: set[tuple[str, str]] = set()
        if self._to:
            self._pairs = {*_pairs(set(self._to)), *_drafted(drafts, ids)}
            ends = {end for pair in self._pairs for end in pair}
            self._before = {**_markings(ends), **markings, **_own(drafts, ids, ends, markings)}

    def faults(self, entry: str, _own: str) -> Iterator[Found]:
        """All that is wrong with marking an entry so."""
        to, before = self._to[entry], self._before.get(entry)
        if self._times[entry] > 1:
            yield Found("marked-twice", "about", worded("It is marked twice at once."), worded("mark it once"))
        if before == to:
            sentence = worded("It is marked so already: {marking}.", marking=to.text)
            yield Found("marked-already", "to", sentence, worded("leave it as it is"))
        for closer, target in sorted(self._pairs):
            if entry not in (closer, target):
                continue
            its, over = self._after(target), self._after(closer)
            if its is not None and over is not None and not readable_wherever(over, its):
                sentence = worded(
                    "Some who may read the entry {target} ({its}) could not read {closer}, which closes it or takes its"
                    " place ({over}).",
                    target=target,
                    its=its.text,
                    closer=closer,
                    over=over.text,
                )
                yield Found("closer-hidden", "to", sentence, worded("mark both, in the same batch"), refused=True)

    def _after(self, entry: str) -> Marking | None:
        return self._to.get(entry, self._before.get(entry))


def _to(draft: Draft) -> Marking:
    payload: Any = draft.payload
    return Marking.parse(payload.to)


def _pairs(entries: set[str]) -> Iterator[tuple[str, str]]:
    """Who must be readable to all who may read whom, of those kept: closers, and what takes a place."""
    for piece in slices(entries):
        about, of_about = within("c.about", piece)
        own, of_own = within("c.id", piece)
        for condition, parameters in ((f"{about} AND {_CLOSERS}", of_about), (f"{own} AND {_CLOSERS}", of_own)):
            found = rows(f"SELECT c.id, c.about FROM entry AS c WHERE {condition}", parameters)  # noqa: S608
            yield from ((hex_of(closer) or "", hex_of(target) or "") for closer, target in found)
        for column in ("q.target", "q.other"):
            condition, parameters = within(column, piece)
            sql = f"SELECT q.other, q.target FROM link AS q WHERE q.kind = 'replaces' AND {condition}"  # noqa: S608
            yield from ((hex_of(by) or "", hex_of(target) or "") for by, target in rows(sql, parameters))


def _drafted(drafts: Sequence[Draft], ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for draft, own in zip(drafts, ids, strict=True):
        if draft.payload.kind in CLOSERS:
            yield own, draft.about
            if (by := getattr(draft.payload, "by", None)) is not None:
                yield str(by), draft.about


def _markings(entries: set[str]) -> dict[str, Marking]:
    found: dict[str, Marking] = {}
    for piece in slices(name for name in entries if len(name) == 32):
        condition, parameters = within("e.id", piece)
        sql = f"SELECT e.id, COALESCE({NOW}, e.marking) FROM entry AS e WHERE {condition}"  # noqa: S608
        found.update((hex_of(own) or "", Marking.parse(text)) for own, text in rows(sql, parameters))
    return found


def _own(
    drafts: Sequence[Draft], ids: Sequence[str], ends: set[str], markings: Mapping[str, Marking]
) -> dict[str, Marking]:
    """The markings that entries of the batch itself come with."""
    return {
        own: draft.marking or markings.get(draft.about, PUBLIC)
        for draft, own in zip(drafts, ids, strict=True)
        if own in ends and own not in markings
    }
