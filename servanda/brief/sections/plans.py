"""Plans: which is in force, what comes next, and where the earlier ones ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Part, Plain, Section, Sentence, Sign
from servanda.brief.once import once
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.steps import steps_told
from servanda.brief.sides import Words, against, either, of_dispute
from servanda.brief.titles import plan_parts
from servanda.kernel.asof import Life, Standing, standing
from servanda.kernel.dispute import Dispute, Side
from servanda.kernel.planlives import contradiction, reached
from servanda.kernel.view import Fact

PAST = 2


@dataclass(frozen=True)
class Course:
    """A plan and where it stands: ``turn`` is 0 in force or agreed, 1 to come, 2 past.

    ``dispute`` is what sources have of it against each other; ``step`` then is that which is followed, if one is.
    """

    plan: Fact
    stand: Standing
    life: Life
    step: Fact | None
    turn: int = 0
    dispute: Dispute | None = None

    @property
    def framework(self) -> str:
        """The slug of its framework."""
        return str(self.plan.payload.framework)


def section(scene: Scene) -> Section:
    """All plans that something is said of: in force, next, earlier."""
    sentences = [sentence for course in courses(scene) for sentence in _told(scene, course)]
    return Section("plans", scene.t.gettext("Plans"), tuple(sentences))


def courses(scene: Scene) -> tuple[Course, ...]:
    """The plans of the partnership that facts speak of, in the order in which they are told."""
    found = [course_of(scene, plan) for plan in scene.records("plan")]
    past = _followed(scene, found)
    turned = [replace(course, turn=_turn(scene, course, past)) for course in found]
    return tuple(sorted(turned, key=lambda course: (course.turn, -_newest(course).toordinal(), course.plan.digest)))


def course_of(scene: Scene, plan: Fact) -> Course:
    """A plan or package and where it stands by its own steps; its turn is that among others, and not yet known."""
    stand = standing(scene.view, plan.about, "step")
    step = reached(stand, partial(scene.words.step_order, str(plan.payload.framework)))
    return Course(plan, stand, scene.life(plan.about), step, dispute=contradiction(stand))


def _followed(scene: Scene, found: list[Course]) -> set[str]:
    """The plans that come before one which was agreed: a stage that was agreed takes the place of all before it."""
    before = {course.plan.about: course.plan.payload.follows for course in found}
    past: set[str] = set()
    for course in found:
        if course.step is None or _is_ahead(scene, course):
            continue
        earlier = course.plan.payload.follows
        while earlier and scene.view.aliases[earlier] not in past:
            past.add(scene.view.aliases[earlier])
            earlier = before.get(scene.view.aliases[earlier])
    return past


def _is_ahead(scene: Scene, course: Course) -> bool:
    return course.step is not None and phase_of(scene, course) == "ahead"


def phase_of(scene: Scene, course: Course) -> str:
    """The phase that it is in; where sources contradict each other and none is followed, none has it over for sure."""
    if course.step is None:
        return "standing"
    steps = [course.step]
    if course.dispute is not None and course.dispute.followed is None:
        steps = list(course.dispute.facts)
    phases = {scene.words.phase(course.framework, step.payload.step) for step in steps}
    return next(phase for phase in ("standing", "ahead", "over") if phase in phases)


def _turn(scene: Scene, course: Course, past: set[str]) -> int:
    if course.life.has_ended or course.life.ran_out or course.plan.about in past:
        return PAST
    if phase_of(scene, course) == "over":
        return PAST
    return 1 if _is_ahead(scene, course) else 0


def _newest(course: Course) -> date:
    period = course.plan.payload.period
    if period is not None:
        return date.fromordinal(period.earliest.toordinal())
    return course.step.entry.begins if course.step else date.min


def stands(scene: Scene, course: Course) -> tuple[Words, tuple[Fact, ...]]:
    """Where it stands in words, and the facts behind them: the step, or what is said of it against each other."""
    dispute = course.dispute
    if dispute is not None:
        return of_dispute(scene, dispute, partial(_side, scene, course)), dispute.facts
    step = course.step
    return ((), ()) if step is None else ((Plain(_step(scene, course, step)),), (step,))


def _step(scene: Scene, course: Course, step: Fact) -> str:
    return scene.words.step(course.framework, step.payload.step)


def _side(scene: Scene, course: Course, side: Side) -> Words:
    facts = [fact for fact, _ in side.answers]
    return (Plain(_step(scene, course, facts[0])), scene.cite(*facts))


def _told(scene: Scene, course: Course) -> Iterator[Sentence]:
    if course.step is not None:
        yield _state(scene, course, course.step)
    yield from _ending(scene, course)
    yield from _announced(scene, course)
    yield from _before(scene, course)


def _key(course: Course, what: str) -> str:
    return f"plans.{course.framework}.{course.plan.payload.stage or 'one'}.{what}"


def _state(scene: Scene, course: Course, step: Fact) -> Sentence:
    """Where the plan stands: on which day it was said to, or that no day is known."""
    said = [fact for fact, _ in course.stand.facts if fact.payload.step == step.payload.step]
    facts, *others = _parted(said, step)
    if course.dispute is not None or others:
        return _differing(scene, course, [facts, *others])
    t, step = scene.t, facts[0]
    entry = step.entry
    slots: dict[str, Slot] = {
        "plan": plan_parts(scene, course.plan),
        "step": _step(scene, course, step),
        "by": _by(scene, step),
        "note": _note(scene, step),
        "unknown": Sign(t.gettext("not known"), "unknown"),
    }
    if not entry.is_placed and course.turn < 2:
        pattern = t.gettext("The {plan} is {step}{by}{note}; the day is {unknown} ({date}).")
        slots["date"] = scene.date(entry.as_of)
    elif not entry.is_placed:
        pattern = t.gettext("The {plan} was {step}{by}{note}; the day is {unknown} ({date}).")
        slots["date"] = scene.date(entry.as_of)
    elif entry.since is not None:
        pattern = t.gettext("The {plan} has been {step}{by} {date}{note}.")
        slots["date"] = scene.date(entry.since, "since")
    elif entry.as_of.latest >= scene.day:
        pattern = t.gettext("The {plan} is {step}{by}, as of {date}{note}.")
        slots["date"] = scene.date(entry.as_of)
    elif _is_ahead(scene, course):
        pattern = t.gettext("The {plan} was {step}{by}, as of {date}{note}.")
        slots["date"] = scene.date(entry.as_of)
    else:
        pattern = t.gettext("The {plan} was {step}{by} {date}{note}.")
        slots["date"] = scene.date(entry.as_of, "at")
    return scene.say(_key(course, "step"), pattern, facts, Behind(record=course.plan.about), **slots)


def _parted(said: Sequence[Fact], first: Fact) -> list[tuple[Fact, ...]]:
    """Part facts on one step by the body and the words that they tell of it, the fullest first."""

    def turn(fact: Fact) -> tuple[int, bool]:
        return -sum(one is not None for one in (fact.payload.by, fact.payload.note)), fact is not first

    groups: list[list[Fact]] = []
    for fact in sorted(said, key=turn):
        home = next((group for group in groups if _says_no_other(fact, group[0])), None)
        if home is None:
            groups.append([fact])
        else:
            home.append(fact)
    return [tuple(group) for group in groups]


def _says_no_other(fact: Fact, step: Fact) -> bool:
    """Whether a fact bears out all that is printed of a step: what it is silent on it does not deny."""
    pairs = ((fact.payload.by, step.payload.by), (fact.payload.note, step.payload.note))
    return fact.entry.start.overlaps(step.entry.start) and all(one in (None, other) for one, other in pairs)


def _differing(scene: Scene, course: Course, alike: Sequence[tuple[Fact, ...]]) -> Sentence:
    """What sources have of it otherwise, each with the body and day it is said of: another step, or another body."""
    dispute, facts = course.dispute, [fact for group in alike for fact in group]
    if dispute is not None:
        facts = list(dispute.facts)
        steps = of_dispute(scene, dispute, partial(_told_side, scene, course))
    else:
        words = [_told_step(scene, course, group) for group in alike]
        bodies = {fact.payload.by for fact in facts} - {None}
        steps = against(scene, None, words) if len(bodies) > 1 else scene.listed(words)
    return scene.say(
        _key(course, "step"),
        scene.t.gettext("Where the {plan} stands: {steps}."),
        facts,
        Behind(record=course.plan.about, dispute=told_dispute(scene, dispute) if dispute is not None else None),
        plan=plan_parts(scene, course.plan),
        steps=steps,
    )


def _told_side(scene: Scene, course: Course, side: Side) -> Words:
    facts = [fact for fact, _ in side.answers]
    return either(scene, [_told_step(scene, course, group) for group in _parted(facts, facts[0])])


def _told_step(scene: Scene, course: Course, facts: tuple[Fact, ...]) -> Words:
    step = facts[0]
    words = fill(
        scene.t.gettext("{step}{by}, {date}{note}"),
        step=_step(scene, course, step),
        by=_by(scene, step),
        date=_said_of(scene, step),
        note=_note(scene, step),
    )
    return (*words, scene.cite(*facts))


def _said_of(scene: Scene, step: Fact) -> Words:
    if step.entry.since is not None:
        return scene.date(step.entry.since, "since")
    if not step.entry.is_placed:
        return fill(scene.t.gettext("undated ({date})"), date=scene.date(step.as_of))
    return fill(scene.t.gettext("as of {date}"), date=scene.date(step.as_of))


def _by(scene: Scene, step: Fact) -> tuple[Part, ...]:
    if step.payload.by is None:
        return ()
    return fill(scene.t.gettext(" by {party}"), party=scene.party(step.payload.by))


def _note(scene: Scene, step: Fact) -> tuple[Part, ...]:
    if step.payload.note is None:
        return ()
    return fill(scene.t.gettext(" ({note})"), note=scene.text(step.payload.note))


def _ending(scene: Scene, course: Course) -> Iterator[Sentence]:
    """That it ended, or that its period ran out and nobody said that it was concluded (rule 2)."""
    t, plan = scene.t, plan_parts(scene, course.plan, with_period=False)
    ended = once(scene, course.life.ended)
    if ended is not None:
        pattern = t.gettext("The {plan} ended {date}.")
        yield scene.say(
            _key(course, "ended"), pattern, ended.facts, Behind(dispute=ended.dispute), plan=plan, date=ended.date
        )
    elif course.life.ran_out and course.step is not None and phase_of(scene, course) != "over":
        pattern = t.gettext("The period of the {plan} has run out; whether it was concluded is {unknown}.")
        yield scene.say(
            _key(course, "ran-out"),
            pattern,
            [fact for fact, _ in course.stand.facts],
            Behind(record=course.plan.about),
            plan=plan_parts(scene, course.plan),
            unknown=Sign(t.gettext("not known"), "unknown"),
        )


def _announced(scene: Scene, course: Course) -> Iterator[Sentence]:
    """Steps that were announced: a plan is not an event (rule 3)."""
    t = scene.t
    for fact in steps_told(scene, course.plan):
        if fact.payload.planned_for is None:
            continue
        pattern = t.gettext("The {plan} was planned to be {step} {date}{note}; whether it was is {unknown}.")
        if fact.payload.planned_for.latest >= scene.day:
            pattern = t.gettext("The {plan} is planned to be {step} {date}{note}.")
        yield scene.say(
            _key(course, "planned"),
            pattern,
            (fact,),
            Behind(record=course.plan.about),
            plan=plan_parts(scene, course.plan, with_period=False),
            step=scene.words.step(course.framework, fact.payload.step),
            date=scene.date(fact.payload.planned_for, "at"),
            note=_note(scene, fact),
            unknown=Sign(t.gettext("not known"), "unknown"),
        )


def _before(scene: Scene, course: Course) -> Iterator[Sentence]:
    """The steps before, in one sentence: the chain as far as anyone has told it."""
    told = course.step.payload.step if course.step else None
    disputed = {fact.digest for fact in course.dispute.facts} if course.dispute else set()
    said = [fact for fact, _ in (*course.stand.history, *course.stand.undated) if fact.digest not in disputed]
    steps = [fact for fact in said if course.dispute is not None or fact.payload.step != told]
    if not steps:
        return
    items: list[tuple[Part, ...]] = [
        (
            *fill(
                scene.t.gettext("{step} {date}"),
                step=scene.words.step(course.framework, fact.payload.step),
                date=scene.date(fact.entry.start, "at"),
            ),
            scene.cite(fact),
        )
        for fact in steps
    ]
    pattern = scene.t.gettext("Other steps of the {plan}: {steps}.")
    yield scene.say(
        _key(course, "before"),
        pattern,
        steps,
        Behind(record=course.plan.about),
        plan=plan_parts(scene, course.plan, with_period=False),
        steps=scene.listed(items),
    )
