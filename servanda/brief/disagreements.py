"""Disputes of many partnerships told together, with the sources at their foot."""

from collections.abc import Sequence

from servanda.brief import disputed
from servanda.brief.citing import Numbers
from servanda.brief.model import Section, SourceLine
from servanda.brief.scene import Scene
from servanda.brief.sources import lines
from servanda.brief.words import Words
from servanda.frameworks import Frameworks
from servanda.i18n import Translator
from servanda.kernel.dispute import Dispute
from servanda.kernel.view import View

is_told = disputed.is_told


def disagreements(
    view: View, found: Sequence[Dispute], frameworks: Frameworks, language: str = "en"
) -> tuple[Section, tuple[SourceLine, ...]]:
    """Tell disputes in their order, each as the brief of its partnership would."""
    translator = Translator(language)
    words, numbers = Words(frameworks, translator), Numbers()
    scenes: dict[str, Scene] = {}
    told = []
    for dispute in found:
        scope = view.aliases[dispute.facts[0].entry.scope]
        scene = scenes.setdefault(scope, Scene(view, scope, words, translator))
        told.append(numbers.sentence(disputed.sentence(scene, dispute)))
    section = Section(
        "disagreements",
        translator.gettext("Where sources disagree"),
        tuple(told),
        empty=translator.gettext("No source contradicts another in a figure, a grade, a step or a date."),
    )
    return section, lines(next(iter(scenes.values()), Scene(view, "", words, translator)), numbers)
