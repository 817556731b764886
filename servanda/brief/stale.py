"""What is stale: snapshots of an earlier day, figures nobody has renewed for a year, plans nobody has confirmed."""

from collections.abc import Iterator
from datetime import timedelta

from servanda.brief.model import Section, Sentence, Sign
from servanda.brief.parts import Slot
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.contributions import contributions
from servanda.brief.sections.packages import counted
from servanda.brief.sections.plans import courses
from servanda.brief.sections.strengths import levels
from servanda.brief.titles import record_link
from servanda.kernel.asof import Hold, standing
from servanda.kernel.view import Fact

FRESH = timedelta(days=365)


def section(scene: Scene) -> Section:
    """Everything that is still told and should be read with its date."""
    sentences = (*_snapshots(scene), *_strengths(scene), *_tallies(scene), *_plans(scene))
    return Section(
        "stale",
        scene.t.gettext("What is stale"),
        sentences,
        empty=scene.t.gettext("Nothing that is told as current is older than a year."),
    )


def is_old(scene: Scene, fact: Fact) -> bool:
    """Whether nobody has said it within a year before the as-of date; what is said of an open span is not old."""
    return fact.entry.is_placed and scene.day - fact.as_of.latest > FRESH


def _snapshots(scene: Scene) -> Iterator[Sentence]:
    keys = {(fact.about, answer.question) for fact in scene.told("schedule") for answer in fact.answers}
    for about, question in sorted(keys):
        stand = standing(scene.view, about, question)
        if stand.hold is Hold.LAST_KNOWN:
            fact = stand.facts[0][0]
            pattern = scene.t.gettext(
                "What was scheduled is known for {date} only; what is scheduled now is {unknown}."
            )
            yield _say(scene, "snapshot", pattern, (fact,), about, date=scene.date(fact.as_of))


def _strengths(scene: Scene) -> Iterator[Sentence]:
    for contribution in contributions(scene):
        if scene.life(contribution.about).has_ended:
            continue
        for level in levels(scene, contribution.about):
            if level.latest and all(is_old(scene, fact) for fact in level.latest):
                pattern = scene.t.gettext("{measure}, {what}: last reported as of {date}; nothing newer is held.")
                yield _say(
                    scene,
                    "strength",
                    pattern,
                    level.latest[-1:],
                    contribution.about,
                    measure=scene.words.measure(level.measure),
                    what=record_link(scene, contribution.about),
                    date=scene.date(level.latest[-1].as_of),
                )


def _tallies(scene: Scene) -> Iterator[Sentence]:
    """Only the newest package of a framework is told as current, so only it can go stale."""
    seen: set[str] = set()
    for one in counted(scene, "package"):
        framework = one.record.payload.framework
        if framework in seen or not one.latest:
            continue
        seen.add(framework)
        if all(is_old(scene, fact) for fact in one.latest) and not scene.life(one.record.about).has_ended:
            pattern = scene.t.gettext("{what}: last counted as of {date}; nothing newer is held.")
            yield _say(
                scene,
                "tally",
                pattern,
                one.latest[:1],
                one.record.about,
                what=record_link(scene, one.record.about),
                date=scene.date(one.latest[0].as_of),
            )


def _plans(scene: Scene) -> Iterator[Sentence]:
    for course in courses(scene):
        if course.step is None or course.turn == 2 or not is_old(scene, course.step):
            continue
        pattern = scene.t.gettext("{what}: where it stands was last said as of {date}; nothing newer is held.")
        yield _say(
            scene,
            "plan",
            pattern,
            (course.step,),
            course.plan.about,
            what=record_link(scene, course.plan.about),
            date=scene.date(course.step.as_of),
        )


def _say(scene: Scene, key: str, pattern: str, facts: tuple[Fact, ...], record: str, **slots: Slot) -> Sentence:
    unknown = Sign(scene.t.gettext("not known"), "unknown")
    return scene.say(f"stale.{key}", pattern, facts, Behind(record=record), unknown=unknown, **slots)
