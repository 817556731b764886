"""Composing a comparison: facts that came and went, corrections, ends, grades, disputes."""

from collections.abc import Mapping
from dataclasses import replace

from servanda.brief.citing import Numbers
from servanda.brief.compose import SECTIONS, scene_of
from servanda.brief.heading import heading
from servanda.brief.model import Section, SourceLine
from servanda.brief.scene import Scene
from servanda.brief.sources import lines
from servanda.compare import decided as decisions
from servanda.compare.changes import Told, corrections, ran_out
from servanda.compare.differing import differences
from servanda.compare.grades import grades
from servanda.compare.model import Comparison
from servanda.frameworks import Frameworks
from servanda.kernel.marking import high_water
from servanda.kernel.view import View

Counts = Mapping[tuple[str, str], Mapping[str, int]]


def compose(
    before: View,
    after: View,
    partnership: str,
    frameworks: Frameworks,
    language: str = "en",
    counts_before: Counts | None = None,
    counts_after: Counts | None = None,
) -> Comparison:
    """Compose what changed for a partnership from one view to another, whatever their standpoints differ in."""
    old = scene_of(before, partnership, frameworks, language, counts_before)
    new = scene_of(after, partnership, frameworks, language, counts_after)
    numbers = Numbers()
    sections = tuple(_numbered(section, numbers) for section in _sections(old, new) if section.sentences)
    return Comparison(
        partnership=new.partnership,
        language=language,
        before=heading(old),
        after=heading(new),
        sections=sections,
        sources=_sources(old, new, numbers),
        marking=high_water(before.markings() | after.markings()),
        unchanged=new.t.gettext("Nothing that is told has changed."),
    )


def _sections(old: Scene, new: Scene) -> tuple[Section, ...]:
    t = new.t
    was, now = _told(old), _told(new)
    corrected, replaced, replacing = corrections(old, new, was, now)
    otherwise, decided = decisions.otherwise(old, new)
    came = decisions.without(now.with_facts(now.facts - was.facts - replacing), (*otherwise, *decided))
    went = decisions.without(was.with_facts(was.facts - now.facts - replaced), otherwise)
    differing = differences(old, new, was.sentences, now.sentences)
    endings = [one for one in came if one.key.endswith(".ended")]
    return (
        Section("corrected", t.gettext("Corrected"), (*corrected, *otherwise)),
        Section("decided", t.gettext("Decided"), decided),
        Section("came", t.gettext("New"), tuple(one for one in came if one not in endings)),
        Section("ended", t.gettext("Ended"), (*endings, *ran_out(was, now))),
        Section("grades", t.gettext("Grades"), tuple(grades(old, new))),
        Section("disputes", t.gettext("Newly disputed"), differing.fresh),
        Section("followed", t.gettext("Followed otherwise"), differing.followed),
        Section("settled", t.gettext("No longer disputed"), differing.settled),
        Section("went", t.gettext("No longer told"), went),
    )


def _told(scene: Scene) -> Told:
    sentences = [sentence for section in SECTIONS for sentence in section(scene).sentences]
    return Told(tuple(sentences), frozenset(fact.digest for fact in scene.view.facts if not fact.payload.structural))


def _numbered(section: Section, numbers: Numbers) -> Section:
    return replace(section, sentences=tuple(numbers.sentence(sentence) for sentence in section.sentences))


def _sources(old: Scene, new: Scene, numbers: Numbers) -> tuple[SourceLine, ...]:
    """The sources of both: as they stand after, or before where they are no longer shown."""
    earlier = {line.number: line for line in lines(old, numbers)}
    return tuple(
        line if new.view.record(line.record) is not None else earlier[line.number] for line in lines(new, numbers)
    )
