"""The answer in one or two sentences: the plans, the newest package, and who serves where."""

from collections.abc import Iterator

from servanda.brief.model import Cite, Part, Sentence, Sign
from servanda.brief.parts import fill
from servanda.brief.scene import Scene
from servanda.brief.sections.contributions import contributions
from servanda.brief.sections.packages import ITEMS, counted, days_of, word_of
from servanda.brief.sections.plans import PAST, course_of, courses, phase_of, stands
from servanda.brief.sections.strengths import Saying, Sayings, levels, sayings
from servanda.brief.sections.totals import total_of
from servanda.brief.sides import Words, against, either, signed
from servanda.brief.sums import strength_sum
from servanda.brief.titles import plan_parts, record_link
from servanda.kernel.view import Fact

Clause = tuple[tuple[Part, ...], tuple[Fact, ...]]


def lede(scene: Scene) -> tuple[Sentence, ...]:
    """One sentence on plans and one on what was agreed and who serves, as far as facts are held."""
    found = [list(_plans(scene)), [*_packages(scene), *_strengths(scene)]]
    return tuple(_sentence(scene, f"lede.{number}", clauses) for number, clauses in enumerate(found, 1) if clauses)


def _sentence(scene: Scene, key: str, clauses: list[Clause]) -> Sentence:
    if any(isinstance(part, Cite) for words, _ in clauses for part in words):
        # where a clause has marks of its own each has: at the end they would be read as those of the last
        clauses = [(_marked(scene, words, facts), facts) for words, facts in clauses]
    words = clauses[0][0]
    for clause, _ in clauses[1:]:
        words = fill(scene.t.gettext("{one}; {other}"), one=words, other=clause)
    return scene.say(key, "{words}.", [fact for _, facts in clauses for fact in facts], words=words)


def _marked(scene: Scene, words: Words, facts: tuple[Fact, ...]) -> Words:
    return words if any(isinstance(part, Cite) for part in words) else (*words, scene.cite(*facts))


def _plans(scene: Scene) -> Iterator[Clause]:
    t = scene.t
    told = courses(scene)
    standing = [course for course in told if course.turn == 0 and course.step][:1]
    coming = [course for course in told if course.turn == 1 and course.step][:1]
    for course in (*standing, *coming):
        step, facts = stands(scene, course)
        yield fill(t.gettext("the {plan} is {step}"), plan=plan_parts(scene, course.plan), step=step), facts


def _packages(scene: Scene) -> Iterator[Clause]:
    for one in counted(scene, "package")[:1]:
        total = total_of(scene, [fact for fact in one.latest if fact.payload.of == ITEMS])
        if total is None:
            continue
        words = {word_of(scene, fact) for fact in total.facts}
        pattern = scene.t.gettext("{number} {word} stand under {framework}, as of {date}")
        if _is_past(scene, one.record):
            pattern = scene.t.gettext("{number} {word} stood under {framework}, as of {date}")
        clause = fill(
            pattern,
            number=total.words,
            word=words.pop() if len(words) == 1 else scene.human(total.fact.payload.of),
            framework=scene.words.framework(one.record.payload.framework),
            date=days_of(scene, total),
        )
        yield clause, total.facts


def _is_past(scene: Scene, package: Fact) -> bool:
    """Whether a package is over, or the plan that it was agreed in, or the period of that has run out."""
    plan = package.payload.plan
    if scene.life(package.about).has_ended or phase_of(scene, course_of(scene, package)) == "over":
        return True
    if plan is None:
        return False
    life = scene.life(plan)
    past = {course.plan.about for course in courses(scene) if course.turn == PAST}
    return life.has_ended or life.ran_out or scene.view.aliases[plan] in past


def _strengths(scene: Scene) -> Iterator[Clause]:
    for contribution in contributions(scene):
        if scene.life(contribution.about).has_ended:
            continue
        for level in levels(scene, contribution.about):
            if level.measure == "in-place" and level.latest:
                yield _strength(scene, contribution, sayings(scene, level.latest))


def _strength(scene: Scene, contribution: Fact, said: Sayings) -> Clause:
    """The number that is followed; else each that is given, with its own sources."""
    what = record_link(scene, contribution.about)
    if said.followed is not None or len(said.others) == 1:
        told = said.followed or said.others[0]
        number = _number(scene, told.fact)
        if said.dispute is not None:
            number = signed(scene, number)
        pattern = scene.t.gettext("{what}: {number}, as of {date}")
        return fill(pattern, what=what, number=number, date=scene.date(told.fact.as_of)), told.behind
    each = [_dated(scene, one) for one in said.others]
    values = either(scene, each) if said.dispute is None else against(scene, None, each)
    facts = tuple(fact for one in said.others for fact in one.behind)
    return fill(scene.t.gettext("{what}: {values}"), what=what, values=values), facts


def _dated(scene: Scene, said: Saying) -> Words:
    pattern = scene.t.gettext("{number}, as of {date}")
    if not said.fact.entry.is_placed:
        pattern = scene.t.gettext("{number}, undated ({date})")
    words = fill(pattern, number=_number(scene, said.fact), date=scene.date(said.fact.as_of))
    return (*words, scene.cite(*said.behind))


def _number(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    if fact.payload.total is not None:
        return scene.count(fact.payload.total)
    working = strength_sum(fact, scene.language)
    if working is not None:
        return (Sign(str(working.result), "computed"),)
    lines = [fill("{n} {what}", n=scene.count(line.count), what=scene.text(line.what)) for line in fact.payload.lines]
    return scene.listed(lines)
