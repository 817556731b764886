"""What happens once: its date, said with its doubt (one, or the sides of a dispute about it), and its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.brief.disputes import answer_parts, told_dispute
from servanda.brief.model import DisputeTold, Part, Plain, Sentence, Sign
from servanda.brief.parts import Slot, fill, joined
from servanda.brief.scene import Behind, Scene
from servanda.datewords import Form
from servanda.kernel.asof import Hold, Standing, standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.dispute import Side
from servanda.kernel.view import Fact


@dataclass(frozen=True)
class Once:
    """When it happened: the date in words (with source marks where sources differ), and the facts behind it."""

    date: tuple[Part, ...]
    facts: tuple[Fact, ...]
    when: PartialDate | None
    dispute: DisputeTold | None


def once(scene: Scene, stand: Standing, form: Form = "at") -> Once | None:
    """Say when something happened, or nothing if nobody said."""
    if stand.hold is Hold.UNKNOWN:
        return None
    said = (*stand.history, *stand.undated) or stand.facts
    facts = tuple(fact for fact, _ in said)
    if stand.dispute is None:
        exact = stand.answer
        when = exact.value.date if exact and exact.value.date else facts[0].as_of
        return Once(scene.date(when, form), facts, when, None)
    told = told_dispute(scene, stand.dispute)
    followed = stand.dispute.followed
    sign = Sign(scene.t.gettext("disputed"), "disputed")
    if followed is None:
        sides = [_side(scene, side, form) for side in stand.dispute.sides]
        date = fill(scene.t.gettext("{dates} ({disputed})"), dates=either(scene, sides), disputed=sign)
        return Once(date, facts, None, told)
    others = [_side(scene, side, "plain") for side in stand.dispute.sides if side is not followed]
    date = fill(
        scene.t.gettext("{date} ({disputed}: also given as {others})"),
        date=_side(scene, followed, form),
        disputed=sign,
        others=either(scene, others),
    )
    return Once(date, facts, followed.answers[0][1].value.date, told)


@dataclass(frozen=True, slots=True)
class Wording:
    """The patterns of a sentence on something that happens once: while it is planned, after the day it was planned
    for, and when it happened. ``key`` is the sentence's where it happened."""

    key: str
    planned: str
    over: str
    happened: str


def occasion(scene: Scene, fact: Fact, question: str, wording: Wording, slots: Mapping[str, Slot]) -> Sentence:
    """Tell what happened on its day, or was only planned for one (rule 3)."""
    planned, slots = fact.payload.planned_for, {**slots, "unknown": Sign(scene.t.gettext("not known"), "unknown")}
    if planned is not None:
        pattern = wording.planned if planned.latest >= scene.day else wording.over
        key, day = f"{wording.key.partition('.')[0]}.planned", scene.date(planned, "for")
        return scene.say(key, pattern, (fact,), Behind(record=fact.about), **slots, date=day)
    found = once(scene, standing(scene.view, fact.about, question))
    return scene.say(
        wording.key,
        wording.happened,
        found.facts if found else (fact,),
        Behind(record=fact.about, dispute=found.dispute if found else None),
        **slots,
        date=found.date if found else scene.date(fact.as_of, "at"),
    )


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


def either(scene: Scene, items: list[tuple[Part, ...]]) -> tuple[Part, ...]:
    """Join what is said against each other: "a, b or c"."""
    if len(items) < 2:
        return items[0] if items else ()
    first = items[0]
    for item in items[1:-1]:
        first = (*first, Plain(", "), *item)
    return fill(scene.t.pgettext("list", "{items} or {last}"), items=joined(first), last=items[-1])
