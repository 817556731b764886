"""Composing a brief: the view with its uncited facts left out, each section in its order, sources numbered."""

from collections.abc import Callable, Mapping, Sequence

from servanda.brief import disputed, stale, unknown
from servanda.brief.heading import heading
from servanda.brief.lede import lede
from servanda.brief.model import Brief, Section
from servanda.brief.next_dates import next_dates
from servanda.brief.numbering import numbered
from servanda.brief.scene import Scene
from servanda.brief.sections import (
    activities,
    contributions,
    decisions,
    dialogue,
    evaluations,
    frameworks,
    meetings,
    packages,
    plans,
    progress,
    texts,
    visits,
)
from servanda.brief.shapes.series import series
from servanda.brief.shapes.tallies import tallies
from servanda.brief.shapes.timeline import lanes
from servanda.brief.words import Words
from servanda.frameworks import Frameworks
from servanda.i18n import Translator
from servanda.kernel.marking import high_water
from servanda.kernel.view import View

# facts about items that a brief counts one by one; larger plans tell their progress on their own pages
ITEMS = 2000

SECTIONS: tuple[Callable[[Scene], Section], ...] = (
    frameworks.section,
    plans.section,
    packages.section,
    progress.section,
    meetings.section,
    decisions.section,
    texts.section,
    evaluations.section,
    contributions.section,
    visits.section,
    dialogue.section,
    activities.section,
)

HAPPENED = (meetings.section, decisions.section, visits.section)  # those that find contradictions by themselves


def compose(
    view: View,
    partnership: str,
    frameworks: Frameworks,
    language: str = "en",
    counts: Mapping[tuple[str, str], Mapping[str, int]] | None = None,
    sections: Sequence[Callable[[Scene], Section]] = SECTIONS,
) -> Brief:
    """Compose the brief of a partnership (a record's identifier) from a view.

    Progress is told in sentences where the view holds the items (see ``merged``). ``counts`` are items by
    grade, by (plan or package, question), for drawings where it does not: a sentence needs its sources. ``sections``
    are those that are told, in order; where progress is not, nothing is counted.
    """
    scene = scene_of(view, partnership, frameworks, language, counts)
    head = heading(scene)
    # the order of these is the order of reading: names are written in full where they first stand
    opening = lede(scene)
    told = [section(scene) for section in sections]
    return numbered(
        scene,
        Brief(
            partnership=scene.partnership,
            language=language,
            heading=head,
            lede=opening,
            sections=tuple(section for section in told if section.sentences),
            disputed=disputed.section(scene, [sentence for section in told for sentence in section.sentences]),
            stale=stale.section(scene),
            unknown=unknown.section(scene),
            next_dates=next_dates(scene),
            sources=(),
            lanes=lanes(scene),
            tallies=tallies(scene),
            series=series(scene),
            grades=progress.grade_counts(scene) if progress.section in sections else (),
            view_sha256=view.sha256(),
            marking=high_water(view.markings()),
        ),
    )


def scene_of(
    view: View,
    partnership: str,
    frameworks: Frameworks,
    language: str,
    counts: Mapping[tuple[str, str], Mapping[str, int]] | None = None,
) -> Scene:
    """The scene of a view: a fact that no source is cited for is not told."""
    translator = Translator(language)
    words = Words(frameworks, translator)
    return Scene(view.told, view.aliases[partnership], words, translator, counts or {})
