"""Change or contradiction (rule 4), and which of contradicting facts is followed (rule 5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import inf

from servanda.kernel.entries import Answer, Entry, Temporal
from servanda.kernel.values import compatible
from servanda.kernel.view import Fact, View

Said = tuple[Fact, Answer]

_EVER = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True)
class Side:
    """The facts of a dispute that give one value."""

    answers: tuple[Said, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The records of the sources that stand behind it."""
        return frozenset(cited.source for fact, _ in self.answers for cited in fact.citations)


@dataclass(frozen=True)
class Dispute:
    """A contradiction on one key: its sides, the side followed if any, and by which rule."""

    about: str
    question: str
    sides: tuple[Side, ...]
    followed: Side | None
    rule: str | None  # "choice", "rank", "publication", or None: both are shown

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in the dispute, each once: a vague one may stand on several sides."""
        by_digest = {fact.digest: fact for side in self.sides for fact, _ in side.answers}
        return tuple(by_digest.values())


def contradict(one: Said, other: Said) -> bool:
    """Say whether two facts on one key contradict.

    A change is two values on spans that do not meet; a contradiction is two values that cannot both be true
    of a day that both speak of. The date of a once-only event is its value. Periods contradict on one span
    only; events that may happen again never do, but in what came of one of them on its day. Two facts that each
    replaced one and the same contradict whatever their dates.
    """
    (first, a), (second, b) = one, other
    temporal = class_of(one)
    if first is second or compatible(a.value, b.value):
        return False
    if temporal is Temporal.ONCE or are_rivals(first, second):
        return True
    if temporal is Temporal.EVENT and not (_is_of_a_day(one) and _is_of_a_day(other)):
        return False
    return _spans_meet(first.entry, second.entry)


def _is_of_a_day(said: Said) -> bool:
    """Whether it says what came of an event, and when: what is undated may speak of another time."""
    fact, answer = said
    return answer.single and fact.entry.is_placed


def class_of(said: Said) -> Temporal:
    """The temporal class of an answer: of a fact's kind, but what is planned holds from when it was announced (rule 3).

    So a day announced anew takes the place of the day announced before.
    """
    fact, answer = said
    temporal = fact.entry.temporal
    return Temporal.STATE if answer.is_planned and temporal in (Temporal.ONCE, Temporal.EVENT) else temporal


def are_rivals(one: Fact, other: Fact) -> bool:
    """Whether both stand in the place of one fact: two heads, of which only one can be its correction (rule 8)."""
    return not one.replaces.isdisjoint(other.replaces)


def _spans_meet(one: Entry, other: Entry) -> bool:
    a, b = _attested(one), _attested(other)
    return a[0] <= b[1] and b[0] <= a[1]


def _attested(entry: Entry) -> tuple[date, date]:
    """The span a fact speaks of: ``since`` to ``as_of`` (or to ``until``, where it says how long it held)."""
    ends = [entry.as_of.latest]
    if entry.until is not None:
        ends.append(entry.until.latest)
    if entry.payload.structural and entry.since is None:
        return date.min, max(ends)
    return entry.start.earliest, max(ends)


def dispute_of(view: View, about: str, question: str, latest: Sequence[Said]) -> Dispute | None:
    """Find the contradiction that touches the facts answering now, with everything said on its sides."""
    said = view.answering(about, question)
    touched = list(latest)
    opposed = [pair for pair in said if any(contradict(pair, current) for current in latest)]
    if not opposed:
        return None
    for pair in opposed:
        if pair not in touched:
            touched.append(pair)
    sides = _sides(pair for pair in said if pair in touched)
    followed, rule = _follow(view, about, question, sides)
    return Dispute(about, question, sides, followed, rule)


def disputes(view: View) -> tuple[Dispute, ...]:
    """All contradictions of a view, wherever on a key they lie, in the order of their keys."""
    found = []
    for about, question in view.questions():
        said = view.answering(about, question)
        for group in _connected(_opposed(said)):
            sides = _sides(group)
            followed, rule = _follow(view, about, question, sides)
            found.append(Dispute(about, question, sides, followed, rule))
    return tuple(found)


def follow(view: View, about: str, question: str, sides: Sequence[Side]) -> tuple[Side | None, str | None]:
    """Which of some sides on a question is followed, and by which rule (rule 5)."""
    return _follow(view, about, question, sides)


def _opposed(said: Sequence[Said]) -> list[Said]:
    """Those of some facts on one key that contradict another of them."""
    found: set[int] = set()
    for (here, one), (there, other) in combinations(enumerate(said), 2):
        if not {here, there} <= found and contradict(one, other):
            found |= {here, there}
    return [said[place] for place in sorted(found)]


def _connected(opposed: Sequence[Said]) -> list[list[Said]]:
    """Part contradicting facts into groups: a key may be in dispute about two separate times."""
    groups: list[list[Said]] = []
    for pair in opposed:
        near = [group for group in groups if any(_related(pair, other) for other in group)]
        joined = [pair, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near] + [joined]
    return [[pair for pair in opposed if pair in group] for group in groups]


def _related(one: Said, other: Said) -> bool:
    if class_of(one) is Temporal.ONCE:
        return True
    return are_rivals(one[0], other[0]) or _spans_meet(one[0].entry, other[0].entry)


def _sides(said: Iterable[Said]) -> tuple[Side, ...]:
    """Part facts by value: no side holds two that contradict, and the most exact of a side stands first.

    A vague value stands on each side that it contains: "2005" speaks for no day of that year against another.
    """
    pairs = sorted(said, key=lambda pair: (_width(pair[1]), pair[1].value.text, pair[0].digest))
    sides: list[list[Said]] = []
    others: list[Said] = []
    for pair in pairs:
        if any(_agrees(pair, side) for side in sides):
            others.append(pair)
        else:
            sides.append([pair])
    for pair in others:
        homes = [side for side in sides if _agrees(pair, side)]
        for side in homes:
            side.append(pair)
        if not homes:
            sides.append([pair])
    return tuple(Side(tuple(side)) for side in sides)


def _agrees(pair: Said, side: Iterable[Said]) -> bool:
    return all(compatible(other[1].value, pair[1].value) for other in side)


def _width(answer: Answer) -> float:
    """How much a value leaves open: days of a date, numbers of a range."""
    value = answer.value
    if value.date is not None:
        return (value.date.latest - value.date.earliest).days
    if value.form == "number":
        return inf if value.low is None or value.high is None else value.high - value.low
    return 0


def _follow(view: View, about: str, question: str, sides: Sequence[Side]) -> tuple[Side | None, str | None]:
    """Follow a person's choice, else source rank, else certainly later publication, else nobody (rule 5)."""
    chosen = {view.aliases[fact.payload.source] for fact in choices(view, about, question)}
    if len(chosen) == 1:
        picked = [side for side in sides if chosen & side.sources]
        if len(picked) == 1:
            return picked[0], "choice"
    ranked = _highest(sides, [_ranks(view, side) for side in sides])
    if ranked is not None:
        return ranked, "rank"
    later = _highest(sides, [_published(view, side) for side in sides])
    return (later, "publication") if later is not None else (None, None)


def choices(view: View, about: str, question: str) -> tuple[Fact, ...]:
    """The choices in force on a question: the latest; several only where their dates do not order them."""
    made = (fact for fact in view.about(about, "choice") if fact.payload.question == question)
    return _in_force(view, made)


def ranks(view: View, source: str) -> tuple[Fact, ...]:
    """The ranks in force of a source: the latest; several only where their dates do not order them."""
    return _in_force(view, view.about(source, "rank"))


def _in_force(view: View, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Rank and choice are facts with time: a later one takes the place of an earlier, and some end (rule 5)."""
    held = [fact for fact in facts if fact.entry.until is None or fact.entry.until.latest >= view.standpoint.as_of]
    placed = [fact for fact in held if fact.entry.is_placed] or held
    return tuple(fact for fact in placed if not any(fact.entry.start.before(other.entry.start) for other in placed))


def _ranks(view: View, side: Side) -> tuple[int, int]:
    """The lowest and highest that the best source of a side may rank; unranked ones are below every ranked one."""
    of_sources = [[fact.payload.rank for fact in ranks(view, source)] or [-1] for source in side.sources]
    return (
        max((min(found) for found in of_sources), default=-1),
        max((max(found) for found in of_sources), default=-1),
    )


def _highest(sides: Sequence[Side], scores: Sequence[tuple[int, int]]) -> Side | None:
    """The side whose lowest score is certainly above the highest of every other."""
    for place, (low, _) in enumerate(scores):
        if all(high < low for other, (_, high) in enumerate(scores) if other != place):
            return sides[place]
    return None


def _published(view: View, side: Side) -> tuple[int, int]:
    """The first and the last day, as ordinals, on which the last source of a side may have been published.

    A source that bears no date may have come at any time up to its capture; times that overlap are no order (rule 6).
    """
    spans = [_span_of(view, source) for source in side.sources] or [_EVER]
    return max(first for first, _ in spans), max(last for _, last in spans)


def _span_of(view: View, source: str) -> tuple[int, int]:
    described = [fact.payload for fact in view.about(source, "source")]
    printed = [one.published for one in described if one.published is not None]
    if printed:
        return min(when.earliest for when in printed).toordinal(), max(when.latest for when in printed).toordinal()
    captured = [one.captured.latest.toordinal() for one in described if one.captured is not None]
    return _EVER[0], min(captured, default=_EVER[1])
