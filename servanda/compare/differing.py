"""Disputes that differ between two standpoints: new ones, those followed otherwise, and those that are settled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.brief import disputed
from servanda.brief.model import DisputeTold, Plain, Sentence, SideTold
from servanda.brief.parts import joined, text_of
from servanda.brief.scene import Scene

_Key = tuple[str, str]


@dataclass(frozen=True)
class Differences:
    """``fresh`` disputes have a side that was not there; ``settled`` ones are told as they were."""

    fresh: tuple[Sentence, ...]
    followed: tuple[Sentence, ...]
    settled: tuple[Sentence, ...]


class _Disputes:
    """The disputes of a scene, by the record and question they are about, of which there may be several."""

    def __init__(self, scene: Scene, sentences: Iterable[Sentence]) -> None:
        told = disputed.section(scene, sentences).sentences
        self.told = [(sentence, sentence.dispute) for sentence in told if sentence.dispute is not None]
        self._by_key: dict[_Key, list[DisputeTold]] = defaultdict(list)
        for _, one in self.told:
            self._by_key[_key(one)].append(one)

    def like(self, one: DisputeTold) -> DisputeTold | None:
        """The dispute here that shares most sides with another."""
        return max(self._by_key.get(_key(one), ()), key=lambda own: _shared(one, own), default=None)

    def sides_of(self, one: DisputeTold) -> int:
        """How many sides of another dispute it has here too."""
        own = self.like(one)
        return _shared(one, own) if own is not None else 0


def differences(old: Scene, new: Scene, before: Iterable[Sentence], after: Iterable[Sentence]) -> Differences:
    """Tell the disputes that are new, followed otherwise, or no more; ``before`` and ``after`` is all that is told."""
    was, now = _Disputes(old, before), _Disputes(new, after)
    return Differences(
        tuple(sentence for sentence, one in now.told if was.sides_of(one) < len(one.sides)),
        tuple(_followed(new, was, now)),
        tuple(sentence for sentence, one in was.told if now.sides_of(one) < 2),
    )


def _followed(scene: Scene, was: _Disputes, now: _Disputes) -> Iterator[Sentence]:
    """Disputes with the sides they had, of which another is followed, or the same for another reason (rule 5)."""
    t = scene.t
    for sentence, one in now.told:
        before = was.like(one)
        if before is None or _shared(one, before) < len(one.sides) or text_of(before.why) == text_of(one.why):
            continue
        parts = joined((Plain(t.gettext("Before: ")), *before.why, Plain(t.gettext(" Now: ")), *sentence.parts))
        yield Sentence(f"followed.{sentence.key}", parts, sentence.facts, sentence.workings, one, sentence.record)


def _key(one: DisputeTold) -> _Key:
    return one.record, one.question


def _shared(one: DisputeTold, other: DisputeTold) -> int:
    """How many sides of one dispute say something that a side of the other says."""
    said = {line for side in other.sides for line in _lines(side)}
    return sum(not said.isdisjoint(_lines(side)) for side in one.sides)


def _lines(side: SideTold) -> set[str]:
    return {text_of(line.value) for line in side.lines}
