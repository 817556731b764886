"""The answer in a sentence or two of several partnerships on one page, their sources numbered over all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servanda.brief.citing import Numbers
from servanda.brief.compose import scene_of
from servanda.brief.lede import lede
from servanda.brief.model import Sentence, SourceLine
from servanda.brief.sources import lines
from servanda.frameworks import Frameworks
from servanda.kernel.view import View


@dataclass(frozen=True, slots=True)
class Openings:
    """The first sentences of each partnership's brief, by its record, and the sources they lead to."""

    sentences: Mapping[str, tuple[Sentence, ...]]
    sources: tuple[SourceLine, ...]


def openings(view: View, partnerships: Iterable[str], frameworks: Frameworks, language: str = "en") -> Openings:
    """Tell the opening of each partnership from one view that holds them all."""
    numbers = Numbers()
    told = {}
    for partnership in partnerships:
        scene = scene_of(view, partnership, frameworks, language)
        told[partnership] = tuple(numbers.sentence(sentence) for sentence in lede(scene))
    nobody = scene_of(view, "", frameworks, language)
    return Openings(told, lines(nobody, numbers))
