"""The answer in one or two sentences: the plans, the newest package, and who serves where."""

from collections.abc import Iterator

from servanda.brief.model import Part, Sentence, Sign
from servanda.brief.parts import fill
from servanda.brief.scene import Scene
from servanda.brief.sections.contributions import contributions
from servanda.brief.sections.packages import counted, word_of
from servanda.brief.sections.plans import courses
from servanda.brief.sections.strengths import levels, open_disputes
from servanda.brief.sums import strength_sum
from servanda.brief.titles import plan_parts, record_link
from servanda.kernel.view import Fact

Clause = tuple[tuple[Part, ...], tuple[Fact, ...]]


def lede(scene: Scene) -> tuple[Sentence, ...]:
    """One sentence on plans and one on what was agreed and who serves, as far as facts are held."""
    found = [list(_plans(scene)), [*_packages(scene), *_strengths(scene)]]
    return tuple(_sentence(scene, f"lede.{number}", clauses) for number, clauses in enumerate(found, 1) if clauses)


def _sentence(scene: Scene, key: str, clauses: list[Clause]) -> Sentence:
    words = clauses[0][0]
    for clause, _ in clauses[1:]:
        words = fill(scene.t.gettext("{one}; {other}"), one=words, other=clause)
    return scene.say(key, "{words}.", [fact for _, facts in clauses for fact in facts], words=words)


def _plans(scene: Scene) -> Iterator[Clause]:
    t = scene.t
    told = courses(scene)
    standing = [course for course in told if course.turn == 0 and course.step][:1]
    coming = [course for course in told if course.turn == 1 and course.step][:1]
    for course in (*standing, *coming):
        if course.step is None:
            continue
        step = scene.words.step(course.framework, course.step.payload.step)
        yield fill(t.gettext("the {plan} is {step}"), plan=plan_parts(scene, course.plan), step=step), (course.step,)


def _packages(scene: Scene) -> Iterator[Clause]:
    for one in counted(scene, "package")[:1]:
        for fact in one.latest:
            if fact.payload.total is None:
                continue
            pattern = scene.t.gettext("{number} {word} stand under {framework}, as of {date}")
            words = fill(
                pattern,
                number=scene.count(fact.payload.total),
                word=word_of(scene, fact),
                framework=scene.words.framework(one.record.payload.framework),
                date=scene.date(fact.entry.as_of),
            )
            yield words, (fact,)
            return


def _strengths(scene: Scene) -> Iterator[Clause]:
    t = scene.t
    for contribution in contributions(scene):
        if scene.life(contribution.about).has_ended:
            continue
        for level in levels(scene, contribution.about):
            if level.measure != "in-place" or not level.latest:
                continue
            what = record_link(scene, contribution.about)
            facts = level.latest
            if open_disputes(scene, facts):
                number: tuple[Part, ...] = (Sign(t.gettext("the number is disputed"), "disputed"),)
            else:
                number = _number(scene, facts[-1])
            pattern = t.gettext("{what}: {number}, as of {date}")
            yield fill(pattern, what=what, number=number, date=scene.date(facts[-1].as_of)), facts


def _number(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    if fact.payload.total is not None:
        return scene.count(fact.payload.total)
    working = strength_sum(fact, scene.language)
    if working is not None:
        return (Sign(str(working.result), "computed"),)
    lines = [fill("{n} {what}", n=scene.count(line.count), what=scene.text(line.what)) for line in fact.payload.lines]
    return scene.listed(lines)
