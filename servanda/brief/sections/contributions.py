"""Contributions: since when, until when, and the strength; rotations, increments and cumulative figures as such."""

from collections.abc import Iterator

from servanda.brief.model import Part, Section, Sentence
from servanda.brief.once import Once, dated, hows, once
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.movements import movements
from servanda.brief.sections.strengths import strengths
from servanda.brief.titles import record_link
from servanda.kernel.view import Fact


def section(scene: Scene) -> Section:
    """Contributions under way first, then those that ended; then operations that something is said of."""
    t = scene.t
    sentences: list[Sentence] = []
    for contribution in contributions(scene):
        sentences.extend(_life(scene, contribution))
        sentences.extend(strengths(scene, contribution.about))
        sentences.extend(movements(scene, contribution.about))
    for operation in scene.records("operation"):
        sentences.extend(_life(scene, operation))
        sentences.extend(strengths(scene, operation.about))
    return Section("contributions", t.gettext("Contributions to operations"), tuple(sentences))


def contributions(scene: Scene) -> tuple[Fact, ...]:
    """The contributions, those under way first, then by their beginning, the latest first."""

    def turn(record: Fact) -> tuple[bool, int, str]:
        life = scene.life(record.about)
        days = [fact.entry.begins.toordinal() for fact, _ in (life.ended.facts or life.began.facts)]
        return life.has_ended, -max(days, default=0), record.digest

    return tuple(sorted(scene.records("contribution"), key=turn))


def _life(scene: Scene, record: Fact) -> Iterator[Sentence]:
    """When it began and ended, with any dispute about either."""
    t, life = scene.t, scene.life(record.about)
    is_over = life.has_ended or record.kind == "operation"
    began = once(scene, life.began, "at" if is_over else "since")
    ended = once(scene, life.ended)
    what = record_link(scene, record.about)
    if began is not None:
        pattern = t.gettext("{what}: in service {date}{how}{alongside}.")
        if record.kind == "operation":
            pattern = t.gettext("{what}: began {date}{how}{alongside}.")
        elif life.has_ended:
            pattern = t.gettext("{what}: service began {date}{how}{alongside}.")
        yield scene.say(
            f"contributions.{record.kind}.began",
            pattern,
            began.facts,
            Behind(record=record.about, dispute=began.dispute),
            what=what,
            **_date_and_how(scene, began),
            alongside=_alongside(scene, record),
        )
    if ended is not None:
        yield scene.say(
            f"contributions.{record.kind}.ended",
            t.gettext("{what}: ended {date}{how}."),
            ended.facts,
            Behind(record=record.about, dispute=ended.dispute),
            what=what,
            **_date_and_how(scene, ended),
        )


def _date_and_how(scene: Scene, found: Once) -> dict[str, Slot]:
    how = hows(scene, found)
    return {"date": dated(scene, found, how), "how": fill(" ({how})", how=how) if how else ""}


def _alongside(scene: Scene, record: Fact) -> tuple[Part, ...]:
    party = getattr(record.payload, "alongside", None)
    return fill(scene.t.gettext(", alongside {party}"), party=scene.link(party)) if party else ()
