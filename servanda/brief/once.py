"""When something happened that happens once: its date, with its doubt (one, or the sides of a dispute about it)."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from servanda.brief.disputes import answer_parts, told_dispute
from servanda.brief.model import Cite, DisputeTold, Part, Plain, Said
from servanda.brief.scene import Scene
from servanda.brief.sides import Words, of_dispute
from servanda.datewords import Form
from servanda.kernel.asof import Hold, Standing, standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.dispute import Dispute, Side
from servanda.kernel.view import Fact


@dataclass(frozen=True)
class Once:
    """When it happened: the date in words (with source marks where sources differ), and the facts behind it.

    ``followed`` are those that give the date that is followed, where sources differ; ``opened`` is their dispute.
    """

    date: Words
    facts: tuple[Fact, ...]
    when: PartialDate | None
    dispute: DisputeTold | None
    opened: Dispute | None = None

    @property
    def followed(self) -> tuple[Fact, ...]:
        """The facts that give the date told first; none where sources differ and none is followed."""
        if self.opened is None:
            return self.facts
        side = self.opened.followed
        return tuple(fact for fact, _ in side.answers) if side else ()


def once(scene: Scene, stand: Standing, form: Form = "at", among: Collection[str] | None = None) -> Once | None:
    """Say when something happened, or nothing if nobody said; ``among`` (digests) narrows it to some facts."""
    if stand.hold is Hold.UNKNOWN:
        return None
    said = (*stand.history, *stand.undated) or stand.facts
    dispute = stand.dispute
    if among is not None:
        said = tuple(pair for pair in said if pair[0].digest in among)
        dispute = _narrowed(dispute, among)
    facts = tuple(fact for fact, _ in said)
    if dispute is None:
        dates = [answer.value.date for _, answer in said if answer.value.date is not None]
        exact = min(dates, key=_width, default=facts[0].as_of)
        return Once(scene.date(exact, form), facts, exact, None)
    followed = dispute.followed
    words = of_dispute(scene, dispute, lambda side: _side(scene, side, form if followed in (None, side) else "plain"))
    when = followed.answers[0][1].value.date if followed is not None else None
    return Once(words, facts, when, told_dispute(scene, dispute), dispute)


def announced(scene: Scene, kind: str) -> tuple[Fact, ...]:
    """What is planned, of what happens once: not what took place since, and of plans only what stands (rule 4).

    Where announcements contradict one another and none is followed, each of them.
    """
    told = scene.told(kind)
    over = {fact.about for fact in told if fact.payload.planned_for is None}
    ahead: set[str] = set()
    for record in {fact.about for fact in told} - over:
        ahead.update(fact.digest for fact in standing(scene.view, record, f"planned/{kind}").told)
    return tuple(fact for fact in told if fact.digest in ahead)


def _side(scene: Scene, side: Side, form: Form) -> tuple[Part, ...]:
    fact, answer = side.answers[0]
    when = answer.value.date
    date = scene.date(when, form) if when else answer_parts(scene, fact, answer)
    return (*date, scene.cite(*(one for one, _ in side.answers)))


def hows(scene: Scene, found: Once) -> Words:
    """How it came about, in the words of its sources, each once; cited apart where not all can have said it."""
    said: dict[Said, list[Fact]] = {}
    for fact in found.facts:
        if fact.payload.how is not None:
            said.setdefault(scene.text(fact.payload.how), []).append(fact)
    followed = {fact.digest for fact in found.followed}
    if len(said) == 1 and any(fact.digest in followed for facts in said.values() for fact in facts):
        return tuple(said)
    words: list[Part] = []
    for how, facts in said.items():
        words += [*([Plain("; ")] if words else []), how, scene.cite(*facts)]
    return tuple(words)


def dated(scene: Scene, found: Once, how: Words) -> Words:
    """The date; with the marks of its sources, if what is said of how it came about has marks of its own."""
    if found.dispute is None and any(isinstance(part, Cite) for part in how):
        return (*found.date, scene.cite(*found.facts))
    return found.date


def _width(when: PartialDate) -> tuple[int, str]:
    return (when.latest - when.earliest).days, when.text


def _narrowed(dispute: Dispute | None, among: Collection[str]) -> Dispute | None:
    """What is left of a dispute among some of its facts: nothing, if they agree."""
    if dispute is None:
        return None
    followed: Side | None = None
    sides: list[Side] = []
    for side in dispute.sides:
        kept = Side(tuple(pair for pair in side.answers if pair[0].digest in among))
        if kept.answers:
            sides.append(kept)
            followed = kept if side is dispute.followed else followed
    if len(sides) < 2:
        return None
    return replace(dispute, sides=tuple(sides), followed=followed, rule=dispute.rule if followed else None)
