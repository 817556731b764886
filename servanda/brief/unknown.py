"""What is unknown: the questions that the facts told raise and that no fact answers. Each cites what raises it."""

from collections.abc import Iterator

from servanda.brief.model import Section, Sentence, Sign
from servanda.brief.parts import Slot
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.contributions import contributions
from servanda.brief.sections.packages import Counted, counted
from servanda.brief.sections.plans import Course, courses
from servanda.brief.sections.progress import items_of
from servanda.brief.sums import remainder
from servanda.brief.titles import record_link
from servanda.kernel.view import Fact
from servanda.kinds.fields import Count
from servanda.kinds.tally import Share

COMPLETED = "completed"  # the class of a tally that counts what is done


def section(scene: Scene) -> Section:
    """The open questions about plans, packages and contributions."""
    sentences = [sentence for course in courses(scene) for sentence in _plan(scene, course)]
    newest: set[str] = set()
    for one in counted(scene, "package"):
        if one.latest and one.record.payload.framework not in newest:
            newest.add(one.record.payload.framework)
            sentences.extend(_package(scene, one))
    for contribution in contributions(scene):
        sentences.extend(_contribution(scene, contribution))
    return Section(
        "unknown",
        scene.t.gettext("What is not known"),
        tuple(sentences),
        empty=scene.t.gettext("No question that the facts raise is left open."),
    )


def _say(scene: Scene, key: str, pattern: str, facts: tuple[Fact, ...], record: str, **slots: Slot) -> Sentence:
    unknown = Sign(scene.t.gettext("not known"), "unknown")
    what = record_link(scene, record)
    return scene.say(f"unknown.{key}", pattern, facts, Behind(record=record), unknown=unknown, what=what, **slots)


def _plan(scene: Scene, course: Course) -> Iterator[Sentence]:
    if course.step is None or course.turn == 2:
        return
    t, facts, record = scene.t, (course.step,), course.plan.about
    if not course.step.entry.is_placed and course.dispute is None:
        pattern = t.gettext("{what}: on which day it was {step} is {unknown}.")
        step = scene.words.step(course.framework, course.step.payload.step)
        yield _say(scene, "plan.day", pattern, facts, record, step=step)
    if course.plan.payload.period is None:
        yield _say(scene, "plan.period", t.gettext("{what}: for which period is {unknown}."), facts, record)


def _package(scene: Scene, one: Counted) -> Iterator[Sentence]:
    """How far the items of the newest package are, which they are, and whose the remainder is."""
    t, record = scene.t, one.record.about
    facts = one.latest
    if not items_of(scene, one.record):
        yield _say(scene, "package.items", t.gettext("{what}: which they are is {unknown}."), facts, record)
    if not _has_progress(scene, one):
        pattern = t.gettext("{what}: how many are completed is {unknown}; no source gives a number.")
        yield _say(scene, "package.completed", pattern, facts, record)
    if any(working for fact in facts for working in remainder(fact, of_holders=True)):
        pattern = t.gettext("{what}: whose the others are is {unknown}.")
        yield _say(scene, "package.others", pattern, facts, record)


def _has_progress(scene: Scene, one: Counted) -> bool:
    """Whether anyone said how many are completed, if only about or that it is none; or items are graded."""
    done = _done(scene, one)
    said = any(
        _is_number(share.count)
        for fact in (*one.latest, *one.earlier, *one.undated)
        for share in _shares(fact.payload.parts)
        if share.of_class in done
    )
    graded = any(container == one.record.about and counts for (container, _), counts in scene.counts.items())
    return said or graded or bool(items_of(scene, one.record))


def _done(scene: Scene, one: Counted) -> frozenset[str]:
    """The classes of what is completed: by that name, or by a grade that the framework has for done."""
    axes = scene.words.axes(one.record.payload.framework)
    return frozenset({COMPLETED, *(grade.slug for axis in axes for grade in axis.grades if grade.done)})


def _shares(shares: tuple[Share, ...]) -> Iterator[Share]:
    for share in shares:
        yield share
        yield from _shares(share.parts)


def _is_number(count: Count) -> bool:
    """Whether it is an answer: a number, about one, within bounds, or none; what is in words only is no number."""
    numbers = (count.exact, count.about, count.at_least, count.at_most)
    return count.none or any(number is not None for number in numbers)


def _contribution(scene: Scene, contribution: Fact) -> Iterator[Sentence]:
    t, record = scene.t, contribution.about
    life = scene.life(record)
    facts = tuple(fact for fact, _ in (life.ended.facts or life.began.facts))
    if not facts:
        facts = tuple(fact for fact in scene.view.about(record) if not fact.payload.structural)[:1]
    if not scene.view.about(record, "strength"):
        pattern = t.gettext("{what}: how many are in place is {unknown}.")
        yield _say(scene, "contribution.strength", pattern, facts, record)
    if not life.began.facts:
        yield _say(scene, "contribution.began", t.gettext("{what}: since when is {unknown}."), facts, record)
