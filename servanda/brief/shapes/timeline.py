"""The time line: lanes of plans and packages by framework, of evaluations, meetings, visits and contributions."""

from collections.abc import Iterator, Sequence
from typing import Literal

from servanda.brief.model import Lane, LaneItem
from servanda.brief.once import announced, once
from servanda.brief.parts import text_of
from servanda.brief.scene import Scene
from servanda.brief.sections import evaluations, procedures
from servanda.brief.sections.contributions import contributions
from servanda.brief.sections.packages import ITEMS, counted
from servanda.brief.sections.plans import Course, courses, stands
from servanda.brief.sections.totals import question_of
from servanda.brief.sides import dispute_on
from servanda.brief.titles import ordinal, record_title
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact

State = Literal["said", "planned", "open", "disputed"]


def lanes(scene: Scene) -> tuple[Lane, ...]:
    """The lanes that have something on them, in the order of the brief."""
    found = [*_plans(scene), *_packages(scene), _evaluations(scene), *_contributions(scene)]
    found.extend(_occasions(scene, kind, title) for kind, title in _occasion_kinds(scene))
    return tuple(lane for lane in found if lane.items)


def _occasion_kinds(scene: Scene) -> tuple[tuple[str, str], ...]:
    t = scene.t
    return ("meeting", t.gettext("Meetings")), ("visit", t.gettext("Visits")), ("decision", t.gettext("Decisions"))


def _plans(scene: Scene) -> Iterator[Lane]:
    lanes: dict[str, list[LaneItem]] = {}
    for course in courses(scene):
        lanes.setdefault(course.framework, []).append(_plan(scene, course))
    for framework, items in lanes.items():
        ordered = sorted(items, key=lambda item: item.start.earliest.toordinal() if item.start else 0)
        yield Lane(f"plans.{framework}", scene.words.framework(framework), tuple(ordered))


def _plan(scene: Scene, course: Course) -> LaneItem:
    """A bar if a period or both ends are known, else from where it was first spoken of, with an open end."""
    plan, step = course.plan, course.step
    period = plan.payload.period
    ended = once(scene, course.life.ended)
    placed = [fact for fact, _ in course.stand.history]
    start = period.start if period else (placed[0].entry.start if placed else None)
    end = ended.when if ended else (period.end if period else None)
    state: State = "said" if end is not None else "open"
    if course.turn == 1:
        state = "planned"
    stage = plan.payload.stage
    words, facts = stands(scene, course)
    if course.dispute is None and step is not None:
        facts = tuple(fact for fact, _ in course.stand.facts if fact.payload.step == step.payload.step)
    return LaneItem(
        label=ordinal(scene, stage) if stage else record_title(scene, plan.about),
        short=str(stage or ""),
        record=plan.about,
        shape="bar",
        start=start,
        end=end,
        when=scene.date_text(period) if period else (scene.date_text(start) if start else scene.t.gettext("not known")),
        stands=text_of(words) if words else scene.t.gettext("not known"),
        state=state,
        marks=scene.cite(*facts).marks,
    )


def _packages(scene: Scene) -> Iterator[Lane]:
    """A package is a point on the day it was counted: what came before and after is only carried."""
    lanes: dict[str, list[LaneItem]] = {}
    for one in counted(scene, "package"):
        for fact in one.latest:
            if fact.payload.total is None or fact.payload.of != ITEMS:
                continue
            total = text_of(scene.count(fact.payload.total))
            lanes.setdefault(one.record.payload.framework, []).append(
                LaneItem(
                    label=record_title(scene, one.record.about),
                    short=total,
                    record=one.record.about,
                    shape="point",
                    start=fact.entry.start,
                    end=None,
                    when=scene.date_text(fact.entry.start),
                    stands=total,
                    figure=total,
                    state="disputed" if dispute_on(scene, fact, question_of(fact)) is not None else "said",
                    marks=scene.cite(fact).marks,
                )
            )
    for framework, items in lanes.items():
        label = scene.t.gettext("{framework} packages").format(framework=scene.words.framework(framework))
        yield Lane(f"packages.{framework}", label, tuple(reversed(items)))


def _evaluations(scene: Scene) -> Lane:
    items = []
    ahead = {fact.digest for fact in evaluations.ahead(scene)}
    for fact in scene.told("evaluation"):
        if fact.payload.planned_for is not None and fact.digest not in ahead:
            continue
        step = scene.words.evaluation(fact.payload.framework, fact.payload.step)
        items.append(_item(scene, fact, f"{scene.name(fact.about)}: {step}", fact.payload.step))
    return Lane("evaluations", scene.t.gettext("Evaluations of units"), tuple(items))


def _occasions(scene: Scene, kind: str, title: str) -> Lane:
    found: dict[str, list[Fact]] = {}
    ahead = {fact.digest for fact in announced(scene, kind)}
    for fact in scene.told(kind):
        if fact.payload.planned_for is None or fact.digest in ahead:
            found.setdefault(fact.about, []).append(fact)
    points = [point for facts in found.values() for point in _points(facts)]
    items = [_item(scene, facts[0], _subject(scene, facts), "", *facts[1:]) for facts in points]
    if kind == "decision":
        items.extend(_put_to_decision(scene))
    return Lane(kind, title, tuple(items))


def _points(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Part what is said of one meeting, visit or decision by its days, the narrowest date of each first.

    A wider date ("2017-05") tells of each day that lies in it ("2017-05-05"), as it contradicts none.
    """
    points: list[list[Fact]] = []
    for fact in sorted(facts, key=lambda one: (_when(one).latest - _when(one).earliest).days):
        same = [point for point in points if _when(point[0]).overlaps(_when(fact))]
        for point in same:
            point.append(fact)
        if not same:
            points.append([fact])
    return points


def _when(fact: Fact) -> PartialDate:
    """The day that it is planned for, else that on which it took place."""
    return fact.payload.planned_for or fact.entry.start


def _subject(scene: Scene, facts: Sequence[Fact]) -> str:
    """What a meeting, visit or decision was about, as the first that says it has it."""
    said = (getattr(one.payload, "subject", None) or getattr(one.payload, "text", None) for one in facts)
    what = next((text for text in said if text is not None), None)
    return scene.text(what).text if what is not None else scene.words.kind(facts[0].kind)


def _put_to_decision(scene: Scene) -> Iterator[LaneItem]:
    """A text is a point on the day it expires while it is open, and on the day it was decided after that."""
    for one in procedures.told(scene):
        if one.course is None:
            continue
        waits = one.course.is_open and one.course.expires is not None
        when = procedures.expiry(one, one.course) if waits else procedures.decided_on(one, one.course)
        sentence = procedures.stands(scene, one)
        yield LaneItem(
            label=record_title(scene, one.text),
            short="",
            record=one.record,
            shape="point",
            start=when,
            end=None,
            when=scene.date_text(when),
            stands=scene.t.gettext("expires") if waits else procedures.state_word(scene, one.course),
            state="planned" if waits else "said",
            marks=sentence.marks,
        )


def _item(scene: Scene, fact: Fact, label: str, short: str, *others: Fact) -> LaneItem:
    planned = fact.payload.planned_for is not None
    start = _when(fact)
    t = scene.t
    return LaneItem(
        label=label,
        short=short,
        record=fact.about,
        shape="point",
        start=start if not start.is_open_start else None,
        end=None,
        when=scene.date_text(start),
        stands=t.gettext("planned") if planned else t.gettext("took place"),
        state="planned" if planned else "said",
        marks=scene.cite(fact, *others).marks,
    )


def _contributions(scene: Scene) -> Iterator[Lane]:
    """A lane each: contributions run beside each other, and one bar is never drawn over another."""
    t = scene.t
    for contribution in contributions(scene):
        life = scene.life(contribution.about)
        began, ended = once(scene, life.began), once(scene, life.ended)
        is_disputed = bool((began and began.dispute) or (ended and ended.dispute))
        state: State = "disputed" if is_disputed else "said" if ended else "open"
        facts = [*(began.facts if began else ()), *(ended.facts if ended else ())]
        stands = t.gettext("ended") if ended else t.gettext("under way")
        item = LaneItem(
            label=stands,
            short="",
            record=contribution.about,
            shape="bar",
            start=began.when if began else None,
            end=ended.when if ended else None,
            when=", ".join(text_of(one.date) for one in (began, ended) if one) or t.gettext("not known"),
            stands=stands,
            state=state,
            marks=scene.cite(*facts).marks,
        )
        yield Lane(f"contributions.{contribution.about}", record_title(scene, contribution.about), (item,))
