"""Checking a draft's words against its framework: the grades, steps and classes that its edition declares."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from servanda.errors import Worded, worded
from servanda.frameworks import Framework, find
from servanda.kinds import Kind
from servanda.kinds.evaluation import Evaluation
from servanda.kinds.tally import Share
from servanda.register.draft import Draft, Found
from servanda.register.editions import frameworks
from servanda.register.writing.onrecord import on_record

_JUDGED = ("approval", "assessment", "returned", "review-step", "step", "tally")
_MOST_KEPT = 200_000
_BEARERS = ("is/objective", "is/package", "is/plan", "is/review")


class Words:
    """Knows which framework a record is under, unless it is ``unseen``; remembers it for the transaction."""

    def __init__(self, unseen: frozenset[str] = frozenset()) -> None:
        self._known = frameworks()
        self._unseen = unseen
        self._under: dict[str, str | None] = {}
        self._items: dict[str, str] = {}

    def learn(self, drafts: Sequence[Draft]) -> None:
        """Look up the frameworks of the records that the drafts judge."""
        if len(self._under) + len(self._items) > _MOST_KEPT:
            self._under.clear()
            self._items.clear()
        for draft in drafts:
            self._note(draft.about, draft.payload)
        judged = {draft.about for draft in drafts if draft.payload.kind in _JUDGED} - self._unseen
        self._look_up(judged - self._under.keys() - self._items.keys())
        self._look_up({self._items[name] for name in judged & self._items.keys()} - self._under.keys())

    def note(self, drafts: Iterable[Draft]) -> None:
        """Take the frameworks of records from what drafts say that they are, and look nothing up."""
        for draft in drafts:
            self._note(draft.about, draft.payload)

    def _note(self, about: str, content: Any) -> None:
        if content.kind in ("package", "plan", "review"):
            self._under.setdefault(about, content.framework)
        elif content.kind == "objective":
            self._items.setdefault(about, content.of)

    def _look_up(self, records: Iterable[str]) -> None:
        wanted = list(records)
        for one in on_record(wanted, f"k.question IN ({', '.join(['%s'] * len(_BEARERS))})", _BEARERS):
            self._note(one.about, one.content)
        for name in wanted:
            if name not in self._items:
                self._under.setdefault(name, None)

    def used(self, drafts: Iterable[Draft]) -> set[str]:
        """The frameworks that drafts name."""
        return {slug for draft in drafts for slug in _named(draft.payload)}

    def faults(self, draft: Draft) -> Iterator[Found]:
        """What a draft says in words that its framework does not have."""
        for slug in _named(draft.payload):
            if slug not in self._known:
                near = self._known.nearest(slug)
                remedy = worded("did you mean {name}?", name=near) if near else _known(self._known)
                yield Found(
                    "no-such-framework", "framework", worded("There is no framework {name!r}.", name=slug), remedy
                )
        if draft.payload.kind in _JUDGED and (framework := self._framework(draft.about)) is not None:
            yield from _CHECKS[draft.payload.kind](framework, draft.payload)
        if (
            isinstance(draft.payload, Evaluation)
            and (programme := self._known.get(draft.payload.framework)) is not None
        ):
            yield from _evaluation(programme, draft.payload)

    def _framework(self, record: str) -> Framework | None:
        slug = self._under.get(self._items.get(record, record))
        return self._known.get(slug) if slug else None


@cache
def _naming(kind: type[Kind]) -> tuple[str, ...]:
    return tuple(name for name in ("framework", "frameworks") if name in kind.model_fields)


def _named(content: Kind) -> list[str]:
    named: list[str] = []
    for name in _naming(type(content)):
        said = getattr(content, name)
        named.extend((said,) if isinstance(said, str) else said or ())
    return named


def _assessment(framework: Framework, content: Any) -> Iterator[Found]:
    axis = framework.axis(content.axis)
    if axis is None:
        yield _unknown("axis", content.axis, framework, (one.slug for one in framework.axes))
        return
    if axis.grade(content.grade) is None:
        yield _unknown("grade", content.grade, framework, (one.slug for one in axis.grades))
    if content.track not in axis.tracks:
        yield _unknown("track", content.track, framework, axis.tracks)
    codes = framework.cycle.departures if framework.cycle else ()
    if content.departure is not None and codes and (content.reason is None or find(codes, content.reason) is None):
        yield _unknown("reason", content.reason or "", framework, (one.slug for one in codes))


def _returned(framework: Framework, content: Any) -> Iterator[Found]:
    axis = framework.axis(content.axis)
    if axis is None or content.track not in axis.tracks:
        yield _unknown("track", content.track, framework, axis.tracks if axis else ())
    codes = framework.cycle.returns if framework.cycle else ()
    if codes and (content.reason is None or find(codes, content.reason) is None):
        yield _unknown("reason", content.reason or "", framework, (one.slug for one in codes))


def _in_cycle(framework: Framework, content: Any) -> Iterator[Found]:
    steps = framework.cycle.steps if framework.cycle else ()
    if find(steps, content.step) is None:
        yield _unknown("step", content.step, framework, (one.slug for one in steps))


def _step(framework: Framework, content: Any) -> Iterator[Found]:
    steps = [one.slug for one in framework.steps]
    if framework.cycle is not None:
        steps += [one.slug for one in framework.cycle.steps]
    if steps and content.step not in steps:
        yield _unknown("step", content.step, framework, steps)


def _evaluation(framework: Framework, content: Evaluation) -> Iterator[Found]:
    steps = [one.slug for one in framework.evaluations]
    if steps and content.step not in steps:
        yield _unknown("step", content.step, framework, steps)


def _tally(framework: Framework, content: Any) -> Iterator[Found]:
    stack: list[Share] = list(content.parts)
    while stack:
        share = stack.pop()
        stack.extend(share.parts)
        split = framework.split(share.by)
        # a way of splitting that the framework does not have is the speaker's own; its classes are his words
        if split is not None and find(split.classes, share.of_class) is None:
            yield _unknown(f"parts.{share.by}", share.of_class, framework, (one.slug for one in split.classes))


_CHECKS = {
    "approval": _in_cycle,
    "assessment": _assessment,
    "returned": _returned,
    "review-step": _in_cycle,
    "step": _step,
    "tally": _tally,
}


def _unknown(name: str, word: str, framework: Framework, known: Iterable[str]) -> Found:
    its = {
        "axis": worded("{word!r} is not an axis of the framework {framework}.", word=word, framework=framework.slug),
        "grade": worded("{word!r} is not a grade of the framework {framework}.", word=word, framework=framework.slug),
        "track": worded("{word!r} is not a track of the framework {framework}.", word=word, framework=framework.slug),
        "step": worded("{word!r} is not a step of the framework {framework}.", word=word, framework=framework.slug),
        "reason": worded("{word!r} is not a code of reasons of {framework}.", word=word, framework=framework.slug),
        "parts": worded("{word!r} is not a class of the framework {framework}.", word=word, framework=framework.slug),
    }
    sentence = its[name.partition(".")[0]]
    return Found("not-of-framework", name, sentence, _known(known))


def _known(known: Iterable[str]) -> Worded:
    names = ", ".join(known)
    return worded("known are: {names}", names=names) if names else worded("none is known")
