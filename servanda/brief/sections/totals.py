"""Totals of tallies: how many there are, with the sign where sources contradict each other on it (rule 5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.brief.scene import Scene
from servanda.brief.sides import Words, against, bears_out, dispute_on, either, signed
from servanda.kernel.asof import standing
from servanda.kernel.entries import Answer
from servanda.kernel.view import Fact
from servanda.kinds.fields import Count
from servanda.kinds.tally import Share


@dataclass(frozen=True)
class Total:
    """The total that is told of a record: in words, with the facts behind them and the one that it is dated by."""

    fact: Fact
    words: Words
    facts: tuple[Fact, ...]


def total_of(scene: Scene, latest: Sequence[Fact]) -> Total | None:
    """How many there are: the number that is followed, with the sign if it is disputed; else each that is given."""
    first = next((fact for fact in latest if fact.payload.total is not None), None)
    if first is None:
        return None
    stand = standing(scene.view, first.about, question_of(first))
    if stand.dispute is None:
        parted = _parted(stand.facts)
        if len(parted) == 1:
            return Total(parted[0][0], scene.count(parted[0][0].payload.total), (parted[0][0],))
        words = either(scene, [_cited(scene, facts) for facts in parted])
        return Total(parted[0][0], words, tuple(fact for facts in parted for fact in facts))
    followed = stand.dispute.followed
    if followed is not None:
        facts = _parted(followed.answers)[0]
        return Total(facts[0], signed(scene, scene.count(facts[0].payload.total)), facts)
    sides = {facts[0].digest: facts for side in stand.dispute.sides for facts in _parted(side.answers)}
    words = against(scene, None, [_cited(scene, facts) for facts in sides.values()])
    return Total(first, words, stand.dispute.facts)


def _parted(said: Sequence[tuple[Fact, Answer]]) -> list[tuple[Fact, ...]]:
    """Part totals by what they print, exact ones first; one that bears another out stands with it."""
    heads: list[list[tuple[Fact, Answer]]] = []
    for pair in sorted(said, key=lambda pair: pair[1].value.exact is None):
        home = next((group for group in heads if bears_out(pair[1], group[0][1])), None)
        if home is None:
            heads.append([pair])
        else:
            home.append(pair)
    return [tuple(fact for fact, _ in group) for group in heads]


def _cited(scene: Scene, facts: tuple[Fact, ...]) -> Words:
    return (*scene.count(facts[0].payload.total), scene.cite(*facts))


def question_of(fact: Fact, *shares: Share) -> str:
    """The question that a tally answers: its total, or a share of it, or a share of that."""
    return "/".join(("tally", fact.payload.of, *(f"{share.by}:{share.of_class}" for share in shares)))


def number(scene: Scene, fact: Fact, count: Count, *shares: Share) -> Words:
    """A count of a tally, with the sign where another source has it otherwise."""
    dispute = dispute_on(scene, fact, question_of(fact, *shares))
    words = scene.count(count)
    return words if dispute is None else signed(scene, words, fact, dispute)
