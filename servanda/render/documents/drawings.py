"""The drawings of a document: the time line at its opening, strengths where contributions are told."""

from django.utils import translation

from servanda.brief.model import Brief
from servanda.i18n import Translator
from servanda.render import charts, figures
from servanda.render.documents.paper import Drawing
from servanda.render.documents.svg import size_of, svg_of
from servanda.render.documents.words import printable


def drawings_of(brief: Brief) -> dict[str, tuple[Drawing, ...]]:
    """The drawings by the key of the section they stand in, those of the first page under ``opening``."""
    t = Translator(brief.language)
    with translation.override(brief.language):  # charts take their words from the pages' language
        line, strengths = figures.timeline(brief), figures.strengths(brief)
        found: dict[str, tuple[Drawing, ...]] = {}
        if line:
            found["opening"] = (_drawn(line.layout(), _dates_legend(t)),)
        if strengths:
            found["contributions"] = (_drawn(strengths.layout(), _strengths_legend(t)),)
    return found


def _drawn(drawing: charts.Drawing, legend: str) -> Drawing:
    width, height = size_of(drawing)
    alt = printable(f"{drawing.title}. {drawing.desc}".strip())
    return Drawing(drawing.title, legend, alt, printable(svg_of(drawing)), width, height)


def _dates_legend(t: Translator) -> str:
    return t.gettext(
        "Solid where a source gives the dates, broken where none does. "
        "The upright dashed line is the day it is all seen from."
    )


def _strengths_legend(t: Translator) -> str:
    return t.gettext(
        "How many were in place. A dot is a report; the line is solid for a year after it and dotted while nothing "
        "newer has been said; a hollow dot is a sum worked out here. All panels share one scale. Rotations are not "
        "strengths and are left out."
    )
