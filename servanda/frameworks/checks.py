"""What must hold between the parts of one framework, beyond the shape of each."""

from collections.abc import Iterator, Sequence

from servanda.frameworks.model import Axis, Cycle, Framework, Level, Named, Procedure, Split, find
from servanda.yamlfile import Key

Fault = tuple[tuple[Key, ...], str, str]

_LISTS = (
    "levels",
    "areas",
    "splits",
    "tracks",
    "axes",
    "steps",
    "formats",
    "meeting_levels",
    "procedures",
    "evaluations",
    "results",
)


def faults(framework: Framework) -> Iterator[Fault]:
    """Give (path, sentence, remedy) of each thing that does not hold."""
    for name in _LISTS:
        yield from _twice((name,), getattr(framework, name))
    yield from _counted(framework.levels)
    yield from _forms(framework.procedures)
    if framework.cycle:
        yield from _cycle(framework.cycle, framework)
    for place, step in enumerate(framework.steps):
        yield from _unknown(("steps", place, "after"), step.after, framework.steps, "step", "steps")
    for place, axis in enumerate(framework.axes):
        yield from _axis(("axes", place), axis, framework)
    for place, split in enumerate(framework.splits):
        yield from _split(("splits", place), split, framework)


def _twice(path: tuple[Key, ...], items: Sequence[Named | Level]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, item in enumerate(items):
        if item.slug in seen:
            yield (*path, place, "slug"), f"the slug {item.slug!r} is given twice", "Give each its own slug."
        seen.add(item.slug)


def _forms(procedures: Sequence[Procedure]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, procedure in enumerate(procedures):
        if procedure.form in seen:
            sentence = f"a second procedure has the form {procedure.form!r}"
            yield ("procedures", place, "form"), sentence, "Leave one of the two without a form."
        if procedure.form is not None:
            seen.add(procedure.form)


def _cycle(cycle: Cycle, framework: Framework) -> Iterator[Fault]:
    for name in ("steps", "departures", "returns"):
        yield from _twice(("cycle", name), getattr(cycle, name))
    for place, step in enumerate(cycle.steps):
        path = ("cycle", "steps", place)
        for key in ("collects", "returns", "approves"):
            yield from _unknown((*path, key), getattr(step, key), framework.tracks, "track", "tracks")
        yield from _unknown((*path, "axes"), step.axes, framework.axes, "axis", "axes")
        decides = (step.decides,) if step.decides else ()
        yield from _unknown((*path, "decides"), decides, framework.procedures, "procedure", "procedures")


def _unknown(
    path: tuple[Key, ...], slugs: Sequence[str], known: Sequence[Named], what: str, under: str
) -> Iterator[Fault]:
    for slug in slugs:
        if find(known, slug) is None:
            names = ", ".join(one.slug for one in known) or "none"
            yield path, f"there is no {what} {slug!r}", f"Add it under {under}; known are: {names}."


def _counted(levels: Sequence[Level]) -> Iterator[Fault]:
    counted = [place for place, level in enumerate(levels) if level.counted]
    remedy = "Write counted: true on the one level whose items are the objectives."
    if levels and not counted:
        yield ("levels",), "no level is counted", remedy
    if len(counted) > 1:
        yield ("levels", counted[1], "counted"), "a second level is counted", remedy


def _axis(path: tuple[Key, ...], axis: Axis, framework: Framework) -> Iterator[Fault]:
    yield from _twice((*path, "grades"), axis.grades)
    for place, track in enumerate(axis.tracks):
        yield from _unknown((*path, "tracks", place), (track,), framework.tracks, "track", "tracks")
    if len(axis.scale) < 2:
        yield (*path, "grades"), "a scale needs at least two grades in an order", "Take on_scale: false from one."
    if axis.plans_from and axis.plans_until and axis.plans_from > axis.plans_until:
        yield (*path, "plans_from"), "it begins after plans_until", "Exchange the two years."


def _split(path: tuple[Key, ...], split: Split, framework: Framework) -> Iterator[Fault]:
    yield from _twice((*path, "classes"), split.classes)
    if split.within is None:
        return
    by, _, name = split.within.partition("/")
    outer = framework.split(by)
    if outer is None or outer is split or find(outer.classes, name) is None:
        remedy = "Write it as by/class of another split, such as holder/armed-forces, or leave it out."
        yield (*path, "within"), f"{split.within!r} names no class of this framework", remedy
