"""What several sources tell of one thing that happens once: together where they agree, else each by itself.

Of the date they may differ as of any value (``once``). Where they differ in what happened, each is told with its own
sources: as a contradiction, or, where only free words differ, in other words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from servanda.brief.disputes import question_title, side_line, why
from servanda.brief.model import DisputeTold, Part, Plain, Sentence, SideTold, Sign
from servanda.brief.once import Once, once
from servanda.brief.parts import Slot, capital, closed, fill, text_of
from servanda.brief.scene import Behind, Scene
from servanda.brief.sides import Words, disputed
from servanda.brief.titles import record_title
from servanda.kernel.asof import Standing, standing
from servanda.kernel.dispute import Side, contradict, follow
from servanda.kernel.view import Fact
from servanda.kinds.fields import Text


@dataclass(frozen=True, slots=True)
class Wording:
    """The patterns of a sentence on something that happens once: while it is planned, after the day it was planned
    for, and when it happened. ``key`` is the sentence's where it happened."""

    key: str
    planned: str
    over: str
    happened: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How one fact is told. ``said`` are the values it prints that may contradict another's; ``worded`` free words."""

    wording: Wording
    slots: Mapping[str, Slot]
    said: tuple[object, ...] = ()
    worded: tuple[Text | None, ...] = ()


Tell = Callable[[Fact], Telling]


@dataclass(frozen=True)
class _Group:
    """Facts that agree in all they print, the fullest first."""

    facts: tuple[Fact, ...]
    telling: Telling


def happening(scene: Scene, fact: Fact, tell: Tell) -> Sentence:
    """Tell what happened on its day, or was only planned for one (rule 3), with all that is said of it."""
    question = fact.answers[0].question
    stand = standing(scene.view, fact.about, question)
    facts = _told_with(fact, stand)
    groups = _groups(facts, tell)
    if len(groups) == 1:
        return _alone(scene, stand, groups[0])
    sides = [Side(tuple((one, one.answers[0]) for one in group.facts)) for group in groups]
    followed, rule = follow(scene.view, fact.about, question, sides)
    first = next((place for place, side in enumerate(sides) if side is followed), 0)
    ordered = [groups[first], *groups[:first], *groups[first + 1 :]]
    told = [_clause(scene, stand, group) for group in ordered]
    opened = None
    if any(_contradict(ordered[0], other) for other in ordered[1:]):
        pattern = scene.t.gettext("{telling} Against it ({disputed}): {others}")
        opened = _opened(scene, stand, ordered, told, rule)
    else:
        pattern = scene.t.gettext("{telling} In other words: {others}")
    return scene.say(
        _key(ordered[0]),
        pattern,
        facts,
        Behind(record=fact.about, dispute=opened),
        telling=told[0],
        disputed=disputed(scene),
        others=_running(told[1:]),
    )


def _running(sentences: Sequence[Words]) -> Words:
    words: list[Part] = []
    for sentence in sentences:
        words += [*([Plain(" ")] if words else []), *sentence]
    return tuple(words)


def _told_with(fact: Fact, stand: Standing) -> tuple[Fact, ...]:
    """The facts that tell of the same: of what is planned those that were said last together."""
    if fact.payload.planned_for is None:
        return tuple(one for one, _ in (*stand.history, *stand.undated) or stand.facts)
    said = tuple(one for one, _ in stand.facts)
    return said if any(one is fact for one in said) else (fact,)


def _groups(facts: Sequence[Fact], tell: Tell) -> list[_Group]:
    """Part facts by what they print: the fullest begin a group, and what is silent on a difference joins each."""
    told = [(one, _dated(one, tell(one))) for one in facts]
    told.sort(key=lambda pair: -sum(map(_is_said, (*pair[1].said, *pair[1].worded))))
    groups: list[list[tuple[Fact, Telling]]] = []
    others = []
    for pair in told:
        if any(all(_agree(pair[1], held) for _, held in group) for group in groups):
            others.append(pair)
        else:
            groups.append([pair])
    for pair in others:
        for group in groups:
            if all(_agree(pair[1], held) for _, held in group):
                group.append(pair)
    return [_Group(tuple(one for one, _ in group), group[0][1]) for group in groups]


def _dated(fact: Fact, telling: Telling) -> Telling:
    """The day that something is planned for is told as all else is; that on which it happened has its own doubt."""
    return replace(telling, said=(*telling.said, fact.payload.planned_for))


def _agree(one: Telling, other: Telling) -> bool:
    worded = zip(one.worded, other.worded, strict=True)
    return not _differ(one, other) and not any(
        a is not None and b is not None and not _is_same(a, b) for a, b in worded
    )


def _differ(one: Telling, other: Telling) -> bool:
    """Whether two tellings contradict each other; what one of them does not say it does not deny."""
    return any(_is_said(a) and _is_said(b) and _deny(a, b) for a, b in zip(one.said, other.said, strict=True))


def _deny(one: object, other: object) -> bool:
    """Whether two values deny each other; words in two languages may be the same."""
    if isinstance(one, Text) and isinstance(other, Text):
        return not one.by.keys().isdisjoint(other.by) and not _is_same(one, other)
    return one != other


def _contradict(one: _Group, other: _Group) -> bool:
    """Whether two groups contradict each other, in what happened or in when."""
    dates = [(group.facts[0], group.facts[0].answers[0]) for group in (one, other)]
    return _differ(one.telling, other.telling) or contradict(*dates)


def _is_said(value: Any) -> bool:
    return value is not None and value != ()


def _is_same(one: Text, other: Text) -> bool:
    """Whether two texts read the same, in whichever language both have."""
    return not _plain(one).isdisjoint(_plain(other))


def _plain(text: Text) -> set[str]:
    return {words.casefold().strip(" .") for words in text.by.values()}


def _alone(scene: Scene, stand: Standing, group: _Group) -> Sentence:
    """The one sentence of facts that agree but, it may be, on the date."""
    pattern, slots, found = _filled(scene, stand, group)
    behind = Behind(record=group.facts[0].about, dispute=found.dispute if found else None)
    return scene.say(_key(group), pattern, found.facts if found else group.facts, behind, **slots)


def _clause(scene: Scene, stand: Standing, group: _Group) -> Words:
    """A sentence among others, with the marks of its own sources."""
    pattern, slots, found = _filled(scene, stand, group)
    parts = closed(fill(pattern, **slots))
    marks = () if found is not None and found.dispute is not None else (scene.cite(*group.facts),)
    return capital((*parts, *marks), scene.t)


def _filled(scene: Scene, stand: Standing, group: _Group) -> tuple[str, dict[str, Slot], Once | None]:
    telling, planned = group.telling, group.facts[0].payload.planned_for
    slots: dict[str, Slot] = {**telling.slots, "unknown": Sign(scene.t.gettext("not known"), "unknown")}
    if planned is not None:
        pattern = telling.wording.planned if planned.latest >= scene.day else telling.wording.over
        return pattern, {**slots, "date": scene.date(planned, "for")}, None
    found = once(scene, stand, among={one.digest for one in group.facts})
    date = found.date if found else scene.date(group.facts[0].as_of, "at")
    return telling.wording.happened, {**slots, "date": date}, found


def _key(group: _Group) -> str:
    key = group.telling.wording.key
    return f"{key.partition('.')[0]}.planned" if group.facts[0].payload.planned_for is not None else key


def _opened(
    scene: Scene, stand: Standing, groups: Sequence[_Group], told: Sequence[Words], rule: str | None
) -> DisputeTold:
    """The contradiction opened: each telling with its voices, and which is followed."""
    title = scene.t.gettext("{record}: what happened").format(record=_called(scene, groups[0].facts[0]))
    if stand.question.startswith("planned/"):
        title = question_title(scene, stand.about, stand.question)
    values = [_bare(words) for words in told]
    sides = tuple(
        SideTold((side_line(scene, value, group.facts),), bool(rule) and place == 0)
        for place, (value, group) in enumerate(zip(values, groups, strict=True))
    )
    reason = why(scene, stand.about, stand.question, rule, values[0] if rule else None)
    return DisputeTold(stand.about, stand.question, title, sides, rule, reason)


def _called(scene: Scene, fact: Fact) -> str:
    """What is meant: by its name, else by what it is and when it was."""
    if scene.has_name(fact.about):
        return scene.name(fact.about)
    when = scene.date_text(fact.entry.start)
    return scene.t.gettext("{what} ({date})").format(what=record_title(scene, fact.about), date=when)


def _bare(words: Words) -> tuple[Part, ...]:
    """The words of a sentence without their marks and last stop, as a value."""
    return (Plain(text_of(words).removesuffix(".")),)
