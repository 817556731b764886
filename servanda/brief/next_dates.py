"""Next dates: what is planned, what runs out, and what is said to come without a day."""

from collections.abc import Iterator
from datetime import date

from servanda.brief.model import NextDate, Part, Sentence, Sign
from servanda.brief.once import announced
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections import procedures
from servanda.brief.sections.decisions import decision
from servanda.brief.sections.dialogue import statement
from servanda.brief.sections.meetings import meeting
from servanda.brief.sections.plans import Course, courses, stands
from servanda.brief.sections.visits import schedule, visit
from servanda.brief.titles import plan_parts, record_link
from servanda.kernel.asof import Hold, standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact

_TELLERS = {"meeting": meeting, "visit": visit, "decision": decision, "statement": statement}
_ONCE = ("meeting", "visit", "decision")


def next_dates(scene: Scene) -> tuple[NextDate, ...]:
    """Everything ahead of the as-of date, in order; what has no day comes last."""
    found = [*_planned(scene), *_expiries(scene), *_periods(scene), *_without_day(scene), *_nothing(scene)]
    # what two sources announce alike is one
    alike: dict[tuple[str, str], NextDate] = {}
    for one in found:
        alike.setdefault((one.when.text if one.when else "", one.sentence.text), one)
    return tuple(sorted(alike.values(), key=lambda one: one.when.latest if one.when else date.max))


def _planned(scene: Scene) -> Iterator[NextDate]:
    for kind, tell in _TELLERS.items():
        for fact in announced(scene, kind) if kind in _ONCE else scene.told(kind):
            when = fact.payload.planned_for
            if when is not None and _is_ahead(scene, when):
                yield NextDate(when, scene.date(when), tell(scene, fact))


def _expiries(scene: Scene) -> Iterator[NextDate]:
    """When texts expire that are put to decision."""
    for one in procedures.told(scene):
        if one.course is not None and one.course.is_open and one.course.expires is not None:
            when = procedures.expiry(one, one.course)
            yield NextDate(when, scene.date(when), procedures.stands(scene, one))


def _is_ahead(scene: Scene, when: PartialDate) -> bool:
    return when.latest >= scene.day


def _periods(scene: Scene) -> Iterator[NextDate]:
    """The ends of periods of plans, from the facts that speak of the plan."""
    t = scene.t
    for course in courses(scene):
        period = course.plan.payload.period
        if course.step is None or course.turn == 2 or period is None or period.end is None:
            continue
        pattern = t.gettext("The period of the {plan} ends.")
        sentence = scene.say(
            "next.period",
            pattern,
            _behind(course),
            Behind(record=course.plan.about),
            plan=plan_parts(scene, course.plan),
        )
        yield NextDate(period.end, scene.date(period.end), sentence)


def _behind(course: Course) -> tuple[Fact, ...]:
    return tuple(fact for fact, _ in course.stand.facts)


def _without_day(scene: Scene) -> Iterator[NextDate]:
    """Plans that are to come and for which nobody has named a day."""
    t = scene.t
    unknown: tuple[Part, ...] = (Sign(t.gettext("not known"), "unknown"),)
    for course in courses(scene):
        if course.turn != 1 or course.step is None or _has_date(scene, course):
            continue
        step, facts = stands(scene, course)
        sentence = scene.say(
            "next.plan",
            t.gettext("{plan}: {step}."),
            facts,
            Behind(record=course.plan.about),
            plan=record_link(scene, course.plan.about),
            step=step,
        )
        yield NextDate(None, unknown, sentence)


def _has_date(scene: Scene, course: Course) -> bool:
    steps = scene.view.about(course.plan.about, "step")
    return any(fact.payload.planned_for is not None and _is_ahead(scene, fact.payload.planned_for) for fact in steps)


def _nothing(scene: Scene) -> Iterator[NextDate]:
    """That nothing is scheduled is an answer, while it is current and no other is followed."""
    keys = {(fact.about, answer.question) for fact in scene.told("schedule") for answer in fact.answers}
    for about, question in sorted(keys):
        stand = standing(scene.view, about, question)
        answer = stand.answer
        if stand.hold is Hold.CURRENT and answer is not None and answer.value.form == "none":
            sentence: Sentence = schedule(scene, stand)
            yield NextDate(None, (Sign(scene.t.gettext("none"), "none"),), sentence)
