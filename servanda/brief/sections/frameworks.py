"""Frameworks: what the partnership has joined, and under which frameworks it works."""

from collections.abc import Iterator

from servanda.brief.model import Part, Section, Sentence
from servanda.brief.once import dated, hows, once
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.ways import way, ways
from servanda.kernel.asof import Standing, standing
from servanda.kernel.view import Fact

COOPERATION = "cooperation"


def section(scene: Scene) -> Section:
    """Under what they cooperate, then what was joined, oldest first."""
    sentences = (*_cooperation(scene), *_joined(scene))
    return Section("frameworks", scene.t.gettext("Frameworks"), sentences)


def _cooperation(scene: Scene) -> Iterator[Sentence]:
    for fact in ways(scene):
        if fact.payload.what == COOPERATION:
            yield way(scene, fact, "frameworks.cooperation")


def _joined(scene: Scene) -> Iterator[Sentence]:
    keys: dict[tuple[str, str], Fact] = {}
    for fact in scene.told("joined"):
        for answer in fact.answers:
            keys.setdefault((fact.about, answer.question), fact)
    stands = [(standing(scene.view, *key), fact) for key, fact in keys.items()]
    for stand, fact in sorted(stands, key=lambda pair: _begins(pair[0])):
        yield _entry(scene, stand, fact)


def _begins(stand: Standing) -> tuple[str, str]:
    return min(fact.entry.begins for fact, _ in stand.history or stand.facts).isoformat(), stand.question


def _entry(scene: Scene, stand: Standing, fact: Fact) -> Sentence:
    found = once(scene, stand)
    facts = found.facts if found else (fact,)
    how = hows(scene, found) if found else ()
    date = dated(scene, found, how) if found else ""
    if fact.payload.act == "joined":
        pattern = scene.t.gettext("{subject} joined {framework}{how} {date}.")
    else:
        pattern = scene.t.gettext("{subject}, {framework}: {act}{how}, {date}.")
    act: Slot = scene.human(fact.payload.act)
    if how and fact.payload.act != "joined":
        act, how = how, ()
    return scene.say(
        f"frameworks.{stand.question.replace('/', '.')}",
        pattern,
        facts,
        Behind(record=stand.about, dispute=found.dispute if found else None),
        subject=subject(scene, fact.about),
        framework=scene.framework(fact.payload.framework),
        act=act,
        how=fill(" ({how})", how=how) if how else "",
        date=date,
    )


def subject(scene: Scene, about: str) -> Part:
    """Who joined: the party itself; of a partnership its only state; else the partnership."""
    what = scene.view.record(about)
    if what is None or what.kind != "partnership":
        return scene.link(about)
    parties = [scene.view.record(party) for party in what.payload.parties]
    states = [party for party in parties if party is not None and party.payload.category == "state"]
    return scene.link(states[0].about) if len(states) == 1 else scene.link(about)
