"""Composing a brief: the view with its uncited facts left out, each section in its order, sources numbered."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from servanda.brief import disputed, stale, unknown
from servanda.brief.citing import Numbers
from servanda.brief.heading import heading
from servanda.brief.lede import lede
from servanda.brief.model import Brief, Lane, NextDate, Section, Series
from servanda.brief.next_dates import next_dates
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
    visits,
)
from servanda.brief.shapes.series import series
from servanda.brief.shapes.tallies import tallies
from servanda.brief.shapes.timeline import lanes
from servanda.brief.sources import lines
from servanda.brief.words import Words
from servanda.frameworks import Frameworks
from servanda.i18n import Translator
from servanda.kernel.view import View

SECTIONS: tuple[Callable[[Scene], Section], ...] = (
    frameworks.section,
    plans.section,
    packages.section,
    progress.section,
    meetings.section,
    decisions.section,
    evaluations.section,
    contributions.section,
    visits.section,
    dialogue.section,
    activities.section,
)


def compose(
    view: View,
    partnership: str,
    frameworks: Frameworks,
    language: str = "en",
    counts: Mapping[tuple[str, str], Mapping[str, int]] | None = None,
) -> Brief:
    """Compose the brief of a partnership (a record's identifier) from a view.

    ``counts`` are items by grade where the view does not hold the items, by (plan or package, question).
    """
    scene = scene_of(view, partnership, frameworks, language, counts)
    numbers = Numbers()
    head = tuple(numbers.sentence(sentence) for sentence in lede(scene))
    told = [_numbered(section(scene), numbers) for section in SECTIONS]
    asides = [_numbered(section(scene), numbers) for section in (disputed.section, stale.section, unknown.section)]
    ahead = tuple(_next(one, numbers) for one in next_dates(scene))
    return Brief(
        partnership=scene.partnership,
        language=language,
        heading=heading(scene),
        lede=head,
        sections=tuple(section for section in told if section.sentences),
        disputed=asides[0],
        stale=asides[1],
        unknown=asides[2],
        next_dates=ahead,
        lanes=tuple(_lane(lane, numbers) for lane in lanes(scene)),
        tallies=tuple(replace(one, marks=numbers.marks(one.marks)) for one in tallies(scene)),
        series=tuple(_series(one, numbers) for one in series(scene)),
        grades=progress.grade_counts(scene),
        sources=lines(scene, numbers),
        view_sha256=view.sha256(),
    )


def scene_of(
    view: View,
    partnership: str,
    frameworks: Frameworks,
    language: str,
    counts: Mapping[tuple[str, str], Mapping[str, int]] | None = None,
) -> Scene:
    """The scene of a view: a fact that no source is cited for is not told."""
    cited = tuple(fact for fact in view.facts if fact.payload.structural or fact.citations)
    translator = Translator(language)
    words = Words(frameworks, translator)
    return Scene(replace(view, facts=cited), view.aliases[partnership], words, translator, counts or {})


def _numbered(section: Section, numbers: Numbers) -> Section:
    return replace(section, sentences=tuple(numbers.sentence(sentence) for sentence in section.sentences))


def _next(one: NextDate, numbers: Numbers) -> NextDate:
    return replace(one, sentence=numbers.sentence(one.sentence))


def _lane(lane: Lane, numbers: Numbers) -> Lane:
    return replace(lane, items=tuple(replace(item, marks=numbers.marks(item.marks)) for item in lane.items))


def _series(one: Series, numbers: Numbers) -> Series:
    points = tuple(replace(point, marks=numbers.marks(point.marks)) for point in one.points)
    moved = tuple(replace(movement, marks=numbers.marks(movement.marks)) for movement in one.movements)
    return replace(one, points=points, movements=moved)
