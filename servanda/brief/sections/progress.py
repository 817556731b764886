"""Progress in the framework's own words: items by their latest grade, an axis and a voice at a time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from servanda.brief.disputes import told_dispute
from servanda.brief.model import GradeCount, Plain, Section, Sentence, Sign
from servanda.brief.parts import figure, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections import shares
from servanda.brief.sides import Words, as_followed, signed
from servanda.brief.titles import record_link
from servanda.frameworks import Axis
from servanda.kernel.asof import Standing, standing
from servanda.kernel.view import Fact

DISPUTED = "disputed"


def section(scene: Scene) -> Section:
    """Counts by grade of each plan and package, and by share done; then what is said of each as a whole."""
    containers = (*scene.told("plan"), *scene.told("package"))
    by_share = [one for each in containers for one in shares.counted(scene, each, items_of(scene, each))]
    as_wholes = [one for each in containers for one in shares.said_of(scene, each.about)]
    sentences = (*_counted(scene), *_undated(scene), *by_share, *_whole(scene), *as_wholes)
    return Section("progress", scene.t.gettext("Progress"), sentences)


def grade_counts(scene: Scene) -> tuple[GradeCount, ...]:
    """Items by their latest grade, in the order of the framework's scale."""
    found = []
    answered = {question for _, question in scene.view.questions()} | {question for _, question in scene.counts}
    for container in (*scene.told("plan"), *scene.told("package")):
        framework = container.payload.framework
        for axis in scene.words.axes(framework):
            for track in axis.tracks:
                question = f"grade/{axis.slug}/{track}"
                counts = _counts(scene, container, question) if question in answered else None
                if counts:
                    found.append(_count(scene, container, axis, track, counts))
    return tuple(found)


def _counts(scene: Scene, container: Fact, question: str) -> Mapping[str, int]:
    given = scene.counts.get((container.about, question))
    if given is not None:
        return given
    counts: dict[str, int] = {}
    for item in items_of(scene, container):
        stand = standing(scene.view, item.about, question)
        if stand.history:
            grade = DISPUTED if stand.dispute else stand.facts[0][1].value.text
            counts[grade] = counts.get(grade, 0) + 1
    return counts


def items_of(scene: Scene, container: Fact) -> tuple[Fact, ...]:
    """The items of a plan or package that the view holds."""
    return tuple(
        item for item in scene.view.of_kind("objective") if scene.view.aliases[item.payload.of] == container.about
    )


def _count(scene: Scene, container: Fact, axis: Axis, track: str, counts: Mapping[str, int]) -> GradeCount:
    framework = container.payload.framework
    order = [grade.slug for grade in axis.grades]
    known = [(slug, scene.words.grade(framework, axis.slug, slug), counts[slug]) for slug in order if slug in counts]
    others = [(slug, scene.human(slug), number) for slug, number in sorted(counts.items()) if slug not in order]
    return GradeCount(
        record=container.about,
        axis=axis.slug,
        track=track,
        title=f"{scene.words.axis(framework, axis.slug)}, {scene.words.track(framework, track)}",
        grades=(*known, *others),
        total=sum(counts.values()),
    )


def _counted(scene: Scene) -> Iterator[Sentence]:
    for count in grade_counts(scene):
        container = scene.view.record(count.record)
        facts = _graded(scene, container, f"grade/{count.axis}/{count.track}") if container else ()
        if not facts:
            continue  # counted elsewhere: it is drawn, but a sentence needs its sources
        pattern = scene.t.ngettext(
            "{what}, {axis}: of {total} item graded, {grades}.",
            "{what}, {axis}: of {total} items graded, {grades}.",
            count.total,
        )
        yield scene.say(
            f"progress.{count.axis}.{count.track}",
            pattern,
            facts,
            Behind(record=count.record),
            what=record_link(scene, count.record),
            axis=count.title,
            total=figure(count.total),
            grades=_listed(scene, count),
        )


def _undated(scene: Scene) -> Iterator[Sentence]:
    """Items of which every grade bears no date: they stand beside those that are counted (rule 6)."""
    for container in (*scene.told("plan"), *scene.told("package")):
        items = items_of(scene, container)
        for axis in scene.words.axes(container.payload.framework):
            for track in axis.tracks:
                stands = [standing(scene.view, item.about, f"grade/{axis.slug}/{track}") for item in items]
                undated = [one for one in stands if one.facts and not one.history]
                if undated:
                    yield _without_day(scene, container, axis, track, undated)


def _without_day(scene: Scene, container: Fact, axis: Axis, track: str, stands: Sequence[Standing]) -> Sentence:
    counts = Counter(DISPUTED if one.dispute else one.facts[0][1].value.text for one in stands)
    count = _count(scene, container, axis, track, counts)
    facts = tuple({fact.digest: fact for one in stands for fact, _ in one.facts}.values())
    pattern = scene.t.ngettext(
        "{what}, {axis}: of {total} item graded on a day that is {unknown} ({date}), {grades}.",
        "{what}, {axis}: of {total} items graded on days that are {unknown} ({date}), {grades}.",
        count.total,
    )
    return scene.say(
        f"progress.undated.{axis.slug}.{track}",
        pattern,
        facts,
        Behind(record=container.about),
        what=record_link(scene, container.about),
        axis=count.title,
        total=figure(count.total),
        unknown=Sign(scene.t.gettext("not known"), "unknown"),
        date=scene.date(max((fact.as_of for fact in facts), key=lambda day: day.latest)),
        grades=_listed(scene, count),
    )


def _listed(scene: Scene, count: GradeCount) -> Words:
    """How many items have each grade, the furthest first."""
    pattern = "{number} {grade}"
    return scene.listed(
        [fill(pattern, number=figure(number), grade=label) for _, label, number in reversed(count.grades)]
    )


def _graded(scene: Scene, container: Fact, question: str) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for item in items_of(scene, container):
        for fact, _ in standing(scene.view, item.about, question).facts:
            found[fact.digest] = fact
    return tuple(found.values())


def _whole(scene: Scene) -> Iterator[Sentence]:
    """Grades given to a plan or a package as a whole."""
    t = scene.t
    for container in (*scene.told("plan"), *scene.told("package")):
        framework = container.payload.framework
        for about, question in scene.view.questions(container.about):
            if not question.startswith("grade/"):
                continue
            facts = [fact for fact, _ in standing(scene.view, about, question).facts]
            for fact, dispute in as_followed(scene, facts, question):
                payload = fact.payload
                grade: Words = (Plain(scene.words.grade(framework, payload.axis, payload.grade)),)
                pattern = t.gettext("{what}, {axis}, {track}: {grade}, as of {date}{reasoning}.")
                yield scene.say(
                    f"progress.whole.{payload.axis}.{payload.track}",
                    pattern,
                    (fact,),
                    Behind(record=container.about, dispute=told_dispute(scene, dispute) if dispute else None),
                    what=record_link(scene, container.about),
                    axis=scene.words.axis(framework, payload.axis),
                    track=scene.words.track(framework, payload.track),
                    grade=signed(scene, grade, fact, dispute) if dispute else grade,
                    date=scene.date(fact.as_of),
                    reasoning=scene.if_said(t.gettext(" ({text})"), text=payload.reasoning),
                )
