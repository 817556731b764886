"""Strength: people in place, the ceiling, the pledge. Sums are worked out here and say so."""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.brief.disputes import told_dispute
from servanda.brief.model import DisputeTold, Part, Sentence, Sign, Working
from servanda.brief.once import either
from servanda.brief.parts import fill, text_of
from servanda.brief.scene import Behind, Scene
from servanda.brief.sums import strength_sum
from servanda.brief.titles import record_link
from servanda.kernel.asof import standing
from servanda.kernel.dispute import Dispute, Side
from servanda.kernel.view import Fact

MEASURES = ("in-place", "ceiling", "pledged")


@dataclass(frozen=True)
class Level:
    """The statements of one measure: those that nothing came after, those before, and those without a date."""

    measure: str
    latest: tuple[Fact, ...]
    earlier: tuple[Fact, ...]
    undated: tuple[Fact, ...]


def levels(scene: Scene, record: str) -> tuple[Level, ...]:
    """What was said of a record's strength, one measure at a time: they are never mixed."""
    said = scene.view.about(record, "strength")
    found = []
    for measure in MEASURES:
        # what a source interpolated was never reported: it is not told
        facts = [fact for fact in said if (fact.payload.measure, fact.payload.basis) == (measure, "reported")]
        placed = [fact for fact in facts if fact.entry.is_placed]
        undated = tuple(fact for fact in facts if not fact.entry.is_placed)
        if not facts:
            continue
        last = max((fact.entry.begins for fact in placed), default=None)
        latest = tuple(fact for fact in placed if last is not None and fact.entry.start.latest >= last)
        found.append(Level(measure, latest, tuple(f for f in placed if f not in latest), undated))
    return tuple(found)


def strengths(scene: Scene, record: str) -> Iterator[Sentence]:
    """Tell each measure: what answers now, and beside it what bears no date."""
    for level in levels(scene, record):
        if level.latest:
            yield _latest(scene, record, level)
        for fact in level.undated:
            yield _undated(scene, record, level, fact)


def _key(level: Level, what: str) -> str:
    return f"contributions.strength.{level.measure}.{what}"


def _latest(scene: Scene, record: str, level: Level) -> Sentence:
    t = scene.t
    ended = scene.life(record).has_ended
    disputes = open_disputes(scene, level.latest)
    workings: list[Working] = []
    told: DisputeTold | None = None
    if disputes:
        told = told_dispute(scene, disputes[0])
        sides = [_side(scene, side, workings) for side in disputes[0].sides]
        pattern = t.gettext("{measure}, {what}: {values} ({disputed}).")
        if ended:
            pattern = t.gettext("Last known {measure}, {what}: {values} ({disputed}).")
        values = either(scene, sides)
    else:
        values = _agreeing(scene, level.latest, workings)
        pattern = t.gettext("{measure}, {what}: {values}.")
        if ended:
            pattern = t.gettext("Last known {measure}, {what}: {values}.")
    return scene.say(
        _key(level, "last-known" if ended else "latest"),
        pattern,
        level.latest,
        Behind(record=record, workings=tuple(workings), dispute=told),
        measure=scene.words.measure(level.measure),
        what=record_link(scene, record),
        values=values,
        disputed=Sign(t.gettext("disputed"), "disputed"),
    )


def _side(scene: Scene, side: Side, workings: list[Working]) -> tuple[Part, ...]:
    """One side of a dispute in the words of its fullest statement, with the sources of all of them."""
    facts = [fact for fact, _ in side.answers]
    fact = max(facts, key=lambda one: (one.entry.is_placed, len(one.payload.lines), one.digest))
    return (*statement(scene, fact, workings), *_dated(scene, fact), scene.cite(*facts))


def _agreeing(scene: Scene, facts: tuple[Fact, ...], workings: list[Working]) -> tuple[Part, ...]:
    """Statements that agree: one if they say the same of the same day, else each with its own date and source."""
    said: dict[str, tuple[tuple[Part, ...], list[Fact], list[Working]]] = {}
    for fact in sorted(facts, key=lambda one: (one.entry.begins, one.digest), reverse=True):
        sums: list[Working] = []
        words = (*statement(scene, fact, sums), *_dated(scene, fact))
        said.setdefault(text_of(words), (words, [], sums))[1].append(fact)
    for _, _, sums in said.values():
        workings.extend(sums)
    if len(said) == 1:
        return next(iter(said.values()))[0]
    return scene.listed([(*words, scene.cite(*behind)) for words, behind, _ in said.values()])


def open_disputes(scene: Scene, facts: tuple[Fact, ...]) -> tuple[Dispute, ...]:
    """The disputes about what these facts say that these facts are themselves in."""
    found: dict[str, Dispute] = {}
    for fact in facts:
        for answer in fact.answers:
            dispute = standing(scene.view, fact.about, answer.question).dispute
            if dispute is not None and fact in dispute.facts:
                found[answer.question] = dispute
    return tuple(found.values())


def _undated(scene: Scene, record: str, level: Level, fact: Fact) -> Sentence:
    """A figure that nobody dates stands beside the dated ones and replaces none (rule 6)."""
    workings: list[Working] = []
    values = statement(scene, fact, workings)
    return scene.say(
        _key(level, "undated"),
        scene.t.gettext("{measure}, {what}, undated ({date}): {values}."),
        (fact,),
        Behind(record=record, workings=tuple(workings)),
        measure=scene.words.measure(level.measure),
        what=record_link(scene, record),
        date=scene.date(fact.as_of),
        values=values,
    )


def statement(scene: Scene, fact: Fact, workings: list[Working]) -> tuple[Part, ...]:
    """What one statement says: its total, its lines, and the sum of its lines where it gives no total."""
    t, payload = scene.t, fact.payload
    lines = [
        fill("{number} {what}", number=scene.count(line.count), what=scene.text(line.what)) for line in payload.lines
    ]
    listed = scene.listed(lines)
    note = fill(t.gettext(" ({note})"), note=scene.text(payload.note)) if payload.note else ()
    if payload.total is not None and not lines:
        return (*scene.count(payload.total), *note)
    if payload.total is not None:
        pattern = t.gettext("{total}, including {lines}") if payload.lines_are == "some" else "{total} ({lines})"
        return (*fill(pattern, total=scene.count(payload.total), lines=listed), *note)
    working = strength_sum(fact, scene.language)
    if working is None:
        return (*listed, *note)
    workings.append(working)
    pattern = t.gettext("{lines}, {total} in all, computed ({sum})")
    total = Sign(str(working.result), "computed")
    return (*fill(pattern, lines=listed, total=total, sum=working.text), *note)


def _dated(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    entry = fact.entry
    if entry.since is None:
        return fill(scene.t.gettext(", as of {date}"), date=scene.date(entry.as_of))
    return fill(
        scene.t.gettext(", as of {date}, {since}"),
        date=scene.date(entry.as_of),
        since=scene.date(entry.since, "since"),
    )
