"""What lately happened to texts put to decision: opened, objected to, decided; of some subjects, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from servanda import register
from servanda.brief.compose import scene_of
from servanda.brief.occasions import sources_of
from servanda.brief.scene import Scene
from servanda.brief.sections.procedures import stands, told
from servanda.exchange.feeds.subject import Subjects
from servanda.kernel.procedures import Procedure, opened


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a text: what, when, and how the text stands now, with its sources."""

    what: str
    name: str
    at: datetime
    record: str
    text: str
    sources: tuple[str, ...]


def happened(subjects: Subjects, since: datetime) -> Iterator[Happened]:
    """What happened after a moment, of the texts that concern some subjects."""
    for scope, own in subjects.by_scope.items():
        view = register.procedures_view(subjects.at, scope)
        scene = scene_of(view, scope, register.frameworks(), subjects.language)
        for one in told(scene):
            version = scene.view.record(one.text)
            of = getattr(version.payload, "of", None) if version is not None else None
            concerns = {one.record, one.text, *one.parties, *([view.aliases[of]] if of else [])}
            if any(subject.concerns(concerns, scope) for subject in own):
                yield from (found for found in _happened(scene, one) if found.at > since)


def _happened(scene: Scene, one: Procedure) -> Iterator[Happened]:
    course = one.course
    if course is None:
        return
    sentence = stands(scene, one)
    sources = sources_of(scene, one.deciding)

    def told_as(what: str, name: str, at: datetime) -> Happened:
        return Happened(what, f"{what}:{one.record}:{name}", at, one.record, sentence.text, sources)

    if course.is_open:
        yield told_as("opened", one.opening.digest[:16], opened(one.opening))
        for reply in course.counted:
            if reply.written and reply.what in one.rules.breaking:
                yield told_as("objected", reply.key[:16], reply.moment)
    else:
        what = "objected" if course.state == "broken" else "decided"
        yield told_as(what, f"{course.state}:{course.since:%Y%m%dT%H%M%S}", course.since)
