"""Grades that rose or fell between two standpoints, item by item where items are held, else by their counts."""

from collections.abc import Iterator

from servanda.brief.model import Figure, Sentence
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.progress import grade_counts
from servanda.brief.titles import record_link
from servanda.frameworks import Axis
from servanda.kernel.asof import standing
from servanda.kernel.view import Fact


def grades(old: Scene, new: Scene) -> Iterator[Sentence]:
    """Tell each item whose grade is another, then each count that is another."""
    for objective in new.view.of_kind("objective"):
        yield from _item(old, new, objective)
    yield from _counts(old, new)


def _item(old: Scene, new: Scene, objective: Fact) -> Iterator[Sentence]:
    container = new.view.record(objective.payload.of)
    if container is None:
        return
    framework = container.payload.framework
    for axis in new.words.axes(framework):
        for track in axis.tracks:
            question = f"grade/{axis.slug}/{track}"
            was, now = standing(old.view, objective.about, question), standing(new.view, objective.about, question)
            if not was.answer or not now.answer or was.answer.value.text == now.answer.value.text:
                continue
            before, after = was.answer.value.text, now.answer.value.text
            yield new.say(
                f"grades.{axis.slug}.{track}",
                _pattern(new, axis, before, after),
                [fact for fact, _ in now.facts],
                Behind(record=objective.about),
                what=record_link(new, objective.about),
                axis=new.words.axis(framework, axis.slug),
                track=new.words.track(framework, track),
                before=new.words.grade(framework, axis.slug, before),
                after=new.words.grade(framework, axis.slug, after),
            )


def _pattern(scene: Scene, axis: Axis, before: str, after: str) -> str:
    """Up, down, or only another: a grade that is not on the scale has no place in its order."""
    t = scene.t
    low, high = axis.rank(before), axis.rank(after)
    if low is None or high is None or low == high:
        return t.gettext("{what}, {axis}, {track}: {after}, before that {before}.")
    if high > low:
        return t.gettext("{what}, {axis}, {track}: up from {before} to {after}.")
    return t.gettext("{what}, {axis}, {track}: down from {before} to {after}.")


def _counts(old: Scene, new: Scene) -> Iterator[Sentence]:
    before = {(one.record, one.axis, one.track): one for one in grade_counts(old)}
    for count in grade_counts(new):
        was = before.get((count.record, count.axis, count.track))
        if was is None:
            continue
        earlier = {slug: number for slug, _, number in was.grades}
        later = {slug: number for slug, _, number in count.grades}
        labels = {slug: label for slug, label, _ in (*was.grades, *count.grades)}
        for slug, label in labels.items():
            one, other = earlier.get(slug, 0), later.get(slug, 0)
            if one == other:
                continue
            yield new.say(
                f"grades.count.{count.axis}.{count.track}.{slug}",
                new.t.gettext("{what}, {axis}: {grade}, {before} before and {after} now."),
                _behind(new, count.record, f"grade/{count.axis}/{count.track}"),
                Behind(record=count.record),
                what=record_link(new, count.record),
                axis=count.title,
                grade=label,
                before=Figure(str(one)),
                after=Figure(str(other)),
            )


def _behind(scene: Scene, record: str, question: str) -> list[Fact]:
    items = [item for item in scene.view.of_kind("objective") if scene.view.aliases[item.payload.of] == record]
    facts = {fact.digest: fact for item in items for fact, _ in standing(scene.view, item.about, question).facts}
    return list(facts.values())
