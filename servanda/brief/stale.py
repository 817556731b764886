"""What is stale: snapshots of an earlier day, and what is told as current that nobody has said again for a year."""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta

from servanda.brief.model import Section, Sentence, Sign
from servanda.brief.parts import Slot
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.contributions import contributions
from servanda.brief.sections.packages import counted
from servanda.brief.sections.plans import PAST, Course, courses
from servanda.brief.sections.progress import items_of
from servanda.brief.sections.strengths import levels
from servanda.brief.sections.ways import way_words
from servanda.brief.titles import record_link
from servanda.kernel.asof import Hold, standing
from servanda.kernel.view import Fact

FRESH = timedelta(days=365)
ASSESSED = ("assessment", "progress")


def section(scene: Scene) -> Section:
    """Everything that is still told and should be read with its date."""
    plans = courses(scene)
    past = {course.plan.about for course in plans if course.turn == PAST}
    sentences = (
        *_snapshots(scene),
        *_strengths(scene),
        *_tallies(scene, past),
        *_plans(scene, plans),
        *_grades(scene, past),
        *_arrangements(scene),
    )
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
    days: dict[tuple[str, str], dict[str, Fact]] = {}
    for about, question in sorted(keys):
        stand = standing(scene.view, about, question)
        if stand.hold is Hold.LAST_KNOWN:
            last = _last([fact for fact, _ in stand.facts])
            days.setdefault((about, last[0].as_of.text), {}).update({fact.digest: fact for fact in last})
    pattern = scene.t.gettext("What was scheduled is known for {date} only; what is scheduled now is {unknown}.")
    for (about, _), said in days.items():
        facts = tuple(said.values())
        yield _say(scene, "snapshot", pattern, facts, about, date=scene.date(facts[0].as_of))


def _strengths(scene: Scene) -> Iterator[Sentence]:
    pattern = scene.t.gettext("{measure}, {what}: last reported as of {date}; nothing newer is held.")
    for record in (*contributions(scene), *scene.records("operation")):
        if scene.life(record.about).has_ended:
            continue
        for level in levels(scene, record.about):
            measure = scene.words.measure(level.measure)
            yield from _old(scene, "strength", pattern, level.latest, record.about, measure=measure)


def _tallies(scene: Scene, past: Collection[str]) -> Iterator[Sentence]:
    """Only the newest package of a framework is told as current, so only it can go stale; and no plan that is past."""
    pattern = scene.t.gettext("{what}: last counted as of {date}; nothing newer is held.")
    seen: set[str] = set()
    for one in counted(scene, "package"):
        framework = one.record.payload.framework
        if framework in seen or not one.latest:
            continue
        seen.add(framework)
        if not scene.life(one.record.about).has_ended:
            yield from _old(scene, "tally", pattern, one.latest, one.record.about)
    for one in (each for kind in ("plan", "partnership", "party") for each in counted(scene, kind)):
        if one.record.about not in past:
            yield from _old(scene, "tally", pattern, one.latest, one.record.about)


def _plans(scene: Scene, plans: Sequence[Course]) -> Iterator[Sentence]:
    pattern = scene.t.gettext("{what}: where it stands was last said as of {date}; nothing newer is held.")
    for course in plans:
        if course.step is not None and course.turn != PAST:
            yield from _old(scene, "plan", pattern, (course.step,), course.plan.about)


def _grades(scene: Scene, past: Collection[str]) -> Iterator[Sentence]:
    """Grades and shares of plans and packages that stand, and of their items: told until others take their place."""
    pattern = scene.t.gettext("{what}: last assessed as of {date}; nothing newer is held.")
    for container in (*scene.told("plan"), *scene.told("package")):
        if container.about in past or scene.life(container.about).has_ended:
            continue
        records = (container, *items_of(scene, container))
        graded = [fact for one in records for fact in scene.view.about(one.about) if fact.kind in ASSESSED]
        placed = [fact for fact in graded if fact.entry.is_placed]
        yield from _old(scene, "grade", pattern, placed, container.about)


def _arrangements(scene: Scene) -> Iterator[Sentence]:
    pattern = scene.t.gettext("{way}: last said as of {date}; nothing newer is held.")
    keys = {(fact.about, answer.question) for fact in scene.told("arrangement") for answer in fact.answers}
    for about, question in sorted(keys):
        stand = standing(scene.view, about, question)
        facts = [fact for fact, _ in stand.facts]
        if stand.hold is Hold.CURRENT and all(is_old(scene, fact) for fact in facts):
            for fact in facts:
                yield from _old(scene, "arrangement", pattern, (fact,), about, way=way_words(scene, fact))


def _old(scene: Scene, key: str, pattern: str, facts: Sequence[Fact], record: str, **slots: Slot) -> Iterator[Sentence]:
    """That nobody has said it again for a year, if all that is said of it is so old; cited to what was said last."""
    if facts and all(is_old(scene, fact) for fact in facts):
        last = _last(facts)
        date = scene.date(last[0].as_of)
        yield _say(scene, key, pattern, last, record, what=record_link(scene, record), date=date, **slots)


def _last(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts of the last date among some."""
    last = max(facts, key=lambda fact: (fact.as_of.earliest, fact.as_of.latest)).as_of
    return tuple(fact for fact in facts if fact.as_of.text == last.text)


def _say(scene: Scene, key: str, pattern: str, facts: tuple[Fact, ...], record: str, **slots: Slot) -> Sentence:
    unknown = Sign(scene.t.gettext("not known"), "unknown")
    return scene.say(f"stale.{key}", pattern, facts, Behind(record=record), unknown=unknown, **slots)
