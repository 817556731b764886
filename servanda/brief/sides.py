"""What sources give against each other, in one place of a sentence: the value followed, else all of them (rule 5)."""

from collections.abc import Callable, Sequence

from servanda.brief.model import Part, Plain, Sign
from servanda.brief.parts import fill, joined
from servanda.brief.scene import Scene
from servanda.kernel.asof import standing
from servanda.kernel.dispute import Dispute, Side
from servanda.kernel.dispute import dispute_of as opposed_to
from servanda.kernel.entries import Answer
from servanda.kernel.values import compatible
from servanda.kernel.view import Fact

Words = tuple[Part, ...]


def disputed(scene: Scene) -> Sign:
    """The sign of what sources contradict each other on."""
    return Sign(scene.t.gettext("disputed"), "disputed")


def signed(scene: Scene, words: Words, fact: Fact | None = None, dispute: Dispute | None = None) -> Words:
    """Words with the sign behind them that they are disputed; and that another is followed, if one is."""
    pattern = scene.t.gettext("{words} ({disputed})")
    if fact is not None and dispute is not None and not is_followed(dispute, fact):
        pattern = scene.t.gettext("{words} ({disputed}, not followed)")
    return fill(pattern, words=words, disputed=disputed(scene))


def either(scene: Scene, items: Sequence[Words]) -> Words:
    """Join what is said against each other: "a, b or c"."""
    if len(items) < 2:
        return items[0] if items else ()
    first = items[0]
    for item in items[1:-1]:
        first = (*first, Plain(", "), *item)
    return fill(scene.t.pgettext("list", "{items} or {last}"), items=joined(first), last=items[-1])


def against(scene: Scene, followed: Words | None, others: Sequence[Words]) -> Words:
    """The value followed and what is also given; where none is followed, each of them, and that they are disputed."""
    if followed is None:
        pattern = scene.t.gettext("{values} ({disputed})")
        return fill(pattern, values=either(scene, others), disputed=disputed(scene))
    pattern = scene.t.gettext("{value} ({disputed}: also given as {others})")
    return fill(pattern, value=followed, disputed=disputed(scene), others=either(scene, others))


def of_dispute(scene: Scene, dispute: Dispute, say: Callable[[Side], Words]) -> Words:
    """The sides of a dispute, each as ``say`` says it."""
    followed = dispute.followed
    others = [say(side) for side in dispute.sides if side is not followed]
    return against(scene, say(followed) if followed is not None else None, others)


def disputes_of(scene: Scene, facts: Sequence[Fact]) -> tuple[Dispute, ...]:
    """The disputes about what these facts say that these facts are themselves in."""
    found: dict[str, Dispute] = {}
    for fact in facts:
        for answer in fact.answers:
            dispute = dispute_on(scene, fact, answer.question)
            if dispute is not None:
                found[answer.question] = dispute
    return tuple(found.values())


def dispute_on(scene: Scene, fact: Fact, question: str) -> Dispute | None:
    """The dispute on a question that a fact takes a side in: about what answers now, else about what it says."""
    said = scene.view.answering(fact.about, question)
    if len(said) < 2:
        return None
    now = standing(scene.view, fact.about, question).dispute
    if now is not None and any(fact is one for one in now.facts):
        # what every side could mean, as "about 40" could, takes none
        return None if all(any(fact is one for one, _ in side.answers) for side in now.sides) else now
    return opposed_to(scene.view, fact.about, question, [pair for pair in said if pair[0] is fact])


def as_followed(scene: Scene, facts: Sequence[Fact], question: str) -> list[tuple[Fact, Dispute | None]]:
    """Facts with the dispute that each is in, those first than which no other is followed."""
    found = [(fact, dispute_on(scene, fact, question)) for fact in facts]
    return sorted(found, key=lambda pair: pair[1] is not None and not is_followed(pair[1], pair[0]))


def is_followed(dispute: Dispute, fact: Fact) -> bool:
    """Whether no other value is followed than that which a fact speaks for."""
    return dispute.followed is None or any(fact is one for one, _ in dispute.followed.answers)


def bears_out(said: Answer, told: Answer) -> bool:
    """Whether what a source says bears out a value that is printed: the same, or a span or range that holds it.

    "About 300" and "a few" say no range: they stand by themselves.
    """
    one, other = said.value, told.value
    if one.text == other.text:
        return True
    if one.form != other.form or (one.form == "number" and one.low is None and one.high is None):
        return False
    return compatible(one, other)


def narrowest(facts: Sequence[Fact]) -> Fact:
    """Of facts whose dates overlap the one that is dated most exactly."""
    return min(facts, key=lambda fact: fact.as_of.latest - fact.as_of.earliest)
