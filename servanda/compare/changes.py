"""Which sentences tell of facts that came, went or took another's place."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from servanda.brief.model import Plain, Sentence
from servanda.brief.parts import joined
from servanda.brief.scene import Scene
from servanda.kernel.entries import Temporal
from servanda.kernel.view import Fact


@dataclass(frozen=True)
class Told:
    """The sentences of one side, and the digests of all facts it rests on."""

    sentences: tuple[Sentence, ...]
    facts: frozenset[str]

    def with_facts(self, digests: Collection[str]) -> tuple[Sentence, ...]:
        """The sentences that tell at least one of these facts."""
        return tuple(one for one in self.sentences if not set(one.facts).isdisjoint(digests))

    def first(self, digest: str) -> Sentence | None:
        """The first sentence that tells a fact."""
        return next(iter(self.with_facts({digest})), None)


def corrections(old: Scene, new: Scene, was: Told, now: Told) -> tuple[list[Sentence], set[str], set[str]]:
    """Pair facts that went with facts that came in their place: said to replace them, or answering the same anew.

    Gives the sentences, and the digests of the facts replaced and of those replacing them.
    """
    gone = [fact for fact in old.view.facts if fact.digest in was.facts - now.facts]
    come = [fact for fact in new.view.facts if fact.digest in now.facts - was.facts]
    found: dict[str, Sentence] = {}
    replaced: set[str] = set()
    replacing: set[str] = set()
    for fact in gone:
        heir = _heir(fact, [one for one in come if one.digest not in replacing], gone)
        before = was.first(fact.digest)
        after = now.first(heir.digest) if heir else None
        if heir is None or before is None or after is None:
            continue
        replaced.add(fact.digest)
        replacing.add(heir.digest)
        sentence = _corrected(new, before, after)
        found[sentence.text] = sentence
    return list(found.values()), replaced, replacing


def _heir(fact: Fact, free: Sequence[Fact], gone: Sequence[Fact]) -> Fact | None:
    """What came in the place of a fact that went: what is said to replace it, else what answers the same anew."""
    said = next((one for one in free if _replaces(one, fact)), None)
    alike = (one for one in free if _takes_place(fact, one) and not any(_replaces(one, other) for other in gone))
    return said or next(alike, None)


def _replaces(heir: Fact, fact: Fact) -> bool:
    return not heir.replaces.isdisjoint(entry.id for entry in fact.entries)


def _takes_place(fact: Fact, heir: Fact) -> bool:
    """Whether one fact answers what another answered, of the same day, or dates a once-only event anew.

    Of what may happen again, another that happened on the day is no correction.
    """
    temporal = fact.entry.temporal
    if temporal is Temporal.EVENT:
        return False
    if (fact.kind, fact.about, fact.entry.said_by) != (heir.kind, heir.about, heir.entry.said_by):
        return False
    if {answer.question for answer in fact.answers}.isdisjoint(answer.question for answer in heir.answers):
        return False
    cited = {one.source for one in fact.citations} & {one.source for one in heir.citations}
    return fact.as_of.text == heir.as_of.text or (temporal is Temporal.ONCE and bool(cited))


def _corrected(scene: Scene, before: Sentence, after: Sentence) -> Sentence:
    t = scene.t
    parts = joined((Plain(t.gettext("Before: ")), *before.parts, Plain(t.gettext(" Now: ")), *after.parts))
    facts = tuple(dict.fromkeys((*before.facts, *after.facts)))
    return Sentence(f"corrected.{after.key}", parts, facts, after.workings, after.dispute, after.record)


def ran_out(was: Told, now: Told) -> Iterator[Sentence]:
    """Periods that ran out between the two: no fact came, but the day did (rule 2)."""
    known = {(one.key, one.record) for one in was.sentences}
    for one in now.sentences:
        is_new = (one.key, one.record) not in known and set(one.facts) <= was.facts
        if is_new and one.key.endswith((".ran-out", ".ended")):
            yield one
