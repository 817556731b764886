"""One text put to decision, told whole: how it stands, who has said what, what happened in order, what has changed."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from servanda.brief.compose import compose, scene_of
from servanda.brief.model import Brief, Section, Sentence
from servanda.brief.names import name_fact
from servanda.brief.numbering import numbered
from servanda.brief.procedure_events import PartyTold, history, party_told
from servanda.brief.redline import Paragraph, redline
from servanda.brief.scene import Scene
from servanda.brief.sections import procedures as section
from servanda.brief.titles import record_title
from servanda.frameworks import Frameworks
from servanda.kernel.dates import PartialDate
from servanda.kernel.procedures import Procedure, opened, procedure, procedures
from servanda.kernel.view import Fact, View

STANDS, HISTORY, VERSIONS = "stands", "history", "versions"


@dataclass(frozen=True)
class ProcedureTold:
    """A text put to decision. ``brief`` has its sentences with their sources numbered, in three sections.

    ``left`` is the time left; ``opened``, ``now`` and ``expires`` are moments in the zone of the procedure.
    """

    procedure: Procedure
    brief: Brief
    title: str
    state: str
    opened: datetime.datetime
    now: datetime.datetime
    expires: PartialDate | None
    since: PartialDate | None
    left: datetime.timedelta | None
    parties: tuple[PartyTold, ...]
    version: Any
    text: tuple[Paragraph, ...]
    text_language: str
    changed_from: str
    address: str

    def sentences(self, key: str) -> tuple[Sentence, ...]:
        """The sentences of a section."""
        return next((one.sentences for one in self.brief.sections if one.key == key), ())


def tell(view: View, record: str, frameworks: Frameworks, language: str = "en") -> ProcedureTold | None:
    """Tell one from the view of its partnership; ``None`` where the view has no opening of it."""
    found = procedure(view, record, frameworks.rules_of)
    if found is None:
        return None
    scope = found.opening.entry.scope
    scene = scene_of(view, scope, frameworks, language)
    course = found.course
    began = opened(found.opening)
    expires = section.expiry(found, course) if course and course.expires else None
    zone = (expires.moment if expires and expires.moment else began).tzinfo
    version = _version(scene, found.text)
    text, before = _text(scene, version)
    told = compose(view, scope, frameworks, language)
    brief = numbered(scene, replace(told, lede=(), sections=tuple(_sections(scene, found))))
    return ProcedureTold(
        procedure=found,
        brief=brief,
        title=record_title(scene, found.text),
        state=section.state_word(scene, course),
        opened=began.astimezone(zone),
        now=(course.moment if course else began).astimezone(zone),
        expires=expires,
        since=section.decided_on(found, course) if course and not course.is_open else None,
        left=course.left if course else None,
        parties=tuple(party_told(scene, found, party) for party in found.parties),
        version=version.payload if version else None,
        text=text,
        text_language=language_of(scene, version),
        changed_from=before,
        address=_address(scene, found.record),
    )


def by_state(view: View, frameworks: Frameworks, language: str = "en") -> Brief:
    """All texts put to decision in a view, a section for each way in which they stand; what is open comes first."""
    found = tuple(reversed(procedures(view, frameworks.rules_of)))
    scope = found[0].opening.entry.scope if found else ""
    scene = scene_of(view, scope, frameworks, language)
    groups: dict[str, list[Sentence]] = {}
    for one in sorted(found, key=lambda one: one.course is None or not one.course.is_open):
        groups.setdefault(section.state_word(scene, one.course), []).append(section.stands(scene, one))
    told = compose(view, scope, frameworks, language)
    sections = tuple(Section(title, capitalised(scene, title), tuple(said)) for title, said in groups.items())
    return numbered(scene, replace(told, lede=(), sections=sections))


def capitalised(scene: Scene, words: str) -> str:
    """Words as a heading."""
    return scene.t.capital(words)


def _address(scene: Scene, record: str) -> str:
    """The name that a person types for it, if it has one."""
    slug = name_fact(scene.view, record, "zxx", ("slug",))
    return str(slug.payload.text) if slug else record


def tell_all(view: View, frameworks: Frameworks, language: str = "en") -> list[ProcedureTold]:
    """Tell every text put to decision in a view: those that are open first, then the newest."""
    found = [tell(view, one.record, frameworks, language) for one in reversed(procedures(view, frameworks.rules_of))]
    told = [one for one in found if one is not None]
    return sorted(told, key=lambda one: one.procedure.course is None or not one.procedure.course.is_open)


def _sections(scene: Scene, one: Procedure) -> Iterator[Section]:
    yield Section(STANDS, "", (section.stands(scene, one),))
    yield Section(HISTORY, "", tuple(history(scene, one)))
    yield Section(VERSIONS, "", tuple(section.stands(scene, other) for other in _same_text(scene, one)))


def _same_text(scene: Scene, one: Procedure) -> Iterable[Procedure]:
    """Every procedure on a version of the same text, the newest first."""
    line = _line(scene.view, one.text)
    found = procedures(scene.view, scene.words.frameworks.rules_of)
    return [other for other in reversed(found) if other.text in line]


def on_text(view: View, text: str, frameworks: Frameworks) -> str | None:
    """The newest procedure on a text version, else on a version of the same text; ``None`` where there is none."""
    own, line = view.aliases[text], _line(view, text)
    found = [one for one in reversed(procedures(view, frameworks.rules_of)) if one.text in line]
    return min(found, key=lambda one: one.text != own).record if found else None


def _line(view: View, text: str) -> set[str]:
    """The versions that this one changes, and those that change it, however many steps away."""
    follows: dict[str, str] = {}
    for fact in view.of_kind("text-version"):
        if fact.payload.follows is not None:
            follows[fact.about] = view.aliases[fact.payload.follows]
    line = {view.aliases[text]}
    while True:
        near = {a for a, b in follows.items() if b in line} | {b for a, b in follows.items() if a in line}
        if near <= line:
            return line
        line |= near


def language_of(scene: Scene, version: Fact | None) -> str:
    """The language that the words of a version are shown in."""
    words = version.payload.text if version is not None else None
    return scene.text(words).language if words is not None else ""


def _text(scene: Scene, version: Fact | None) -> tuple[tuple[Paragraph, ...], str]:
    """The words of the text, with what changed against the version before it; and what that one is called."""
    if version is None or version.payload.text is None:
        return (), ""
    words = scene.text(version.payload.text)
    before = _version(scene, version.payload.follows) if version.payload.follows else None
    earlier = scene.text(before.payload.text) if before is not None and before.payload.text is not None else None
    if before is None or earlier is None or earlier.language != words.language:
        return redline(words.text, words.text), ""
    return redline(earlier.text, words.text), record_title(scene, before.about)


def _version(scene: Scene, record: str) -> Fact | None:
    found = scene.view.record(record)
    return found if found is not None and found.kind == "text-version" else None
