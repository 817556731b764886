"""Dialogue and statements: what was said, by whom and when; a statement is an event and never itself current."""

import re

from servanda.brief.model import Part, Section, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.texts import unstopped
from servanda.kernel.view import Fact


def section(scene: Scene) -> Section:
    """The statements, the newest first, in the order in which their sources make them on one day."""
    facts = scene.told("statement")
    placed = sorted((f for f in facts if f.entry.is_placed), key=_turn)
    undated = [fact for fact in facts if not fact.entry.is_placed]
    sentences = tuple(statement(scene, fact) for fact in (*placed, *undated))
    return Section("dialogue", scene.t.gettext("Dialogue and statements"), sentences)


def _turn(fact: Fact) -> tuple[int, str, str, str]:
    """The newest first; of one day and source, from the top of the page to its foot."""
    first = fact.citations[0]
    place = re.sub(r"\d+", lambda number: number[0].zfill(6), first.at or "")
    return -fact.entry.begins.toordinal(), first.source, place, fact.digest


def statement(scene: Scene, fact: Fact) -> Sentence:
    """Tell what was said: who, when, what kind of thing it was, and what for it was planned."""
    t, payload = scene.t, fact.payload
    slots: dict[str, Slot] = {
        "speaker": _speaker(scene, fact),
        "date": _when(scene, fact),
        "text": unstopped(scene.text(payload.text)),
        "areas": _areas(scene, fact),
        "planned": _planned(scene, fact),
    }
    patterns = {
        "intends": t.gettext("{speaker} stated an intention {date}: {text}{areas}{planned}."),
        "supports": t.gettext("{speaker} stated support {date}: {text}{areas}{planned}."),
        "appreciates": t.gettext("{speaker} expressed appreciation {date}: {text}{areas}{planned}."),
        "notes": t.gettext("{speaker} noted {date}: {text}{areas}{planned}."),
        "says": t.gettext("{speaker} said {date}: {text}{areas}{planned}."),
        "plans": t.gettext("{speaker} told of a plan {date}: {text}{areas}{planned}."),
        "proposes": t.gettext("{speaker} made a proposal {date}: {text}{areas}{planned}."),
        "describes": t.gettext("According to {speaker}, {date}: {text}{areas}{planned}."),
    }
    return scene.say(f"dialogue.{payload.topic}", patterns[payload.act], (fact,), Behind(record=fact.about), **slots)


def _speaker(scene: Scene, fact: Fact) -> Part:
    """Who said it; where no speaker is named, the publisher speaks."""
    if fact.entry.said_by is not None:
        return scene.party(fact.entry.said_by)
    publishers = [scene.view.record(cited.source) for cited in fact.citations]
    first = next((source for source in publishers if source is not None), None)
    if first is None:
        return Sign(scene.t.gettext("a speaker not named"), "unknown")
    return scene.link(first.about, first.payload.publisher)


def _when(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    if fact.entry.is_placed:
        return scene.date(fact.as_of, "at")
    return fill(scene.t.gettext("at a time not given ({date})"), date=scene.date(fact.as_of))


def _areas(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    areas = [scene.text(area) for area in fact.payload.areas]
    return fill(scene.t.gettext(" ({areas})"), areas=scene.listed(areas)) if areas else ()


def _planned(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    """What it was planned for; once that has passed, nothing here says that it happened (rule 3)."""
    planned = fact.payload.planned_for
    if planned is None:
        return ()
    pattern = scene.t.gettext("; planned {date}")
    if planned.latest < scene.day:
        pattern = scene.t.gettext("; this was planned {date}")
    return fill(pattern, date=scene.date(planned, "for"))
