"""A chart as SVG for paper: one fixed width, black and greys, its own letters; nothing is left to a style sheet.

A layout's per cent across become units of a drawing 700 wide, the width that wide labels are placed for. Set on a
page at ``POINTS`` a unit, letters of 12 units are printed at 7.6 points.
"""

from collections.abc import Iterator
from html import escape

from servanda.render.charts import Drawing
from servanda.render.charts.labels import WIDE
from servanda.render.charts.marks import Box, Dot, Line, Mark, Shape, Text

LEFT, RIGHT, ABOVE = 3, 15, 3  # room for half a line, for half a mark on the last day, for letters at the top
POINTS = 453.5 / (LEFT + WIDE + RIGHT)  # a hair less than the 160 mm that a text is wide on A4

INK, INK_2, INK_3, RULE, PAPER = "#16191d", "#45484c", "#6a6d70", "#cfcfcb", "#ffffff"

# Each class of a mark as it is printed; a mark of several classes takes the attributes of all, the last first.
_INKS: dict[str, dict[str, str]] = {
    "ax": {"stroke": RULE, "stroke-width": "0.8"},
    "zero": {"stroke": INK_3},
    "now": {"stroke": INK, "stroke-width": "1", "stroke-dasharray": "7 3"},
    "held": {"stroke": INK, "stroke-width": "2.25"},
    "carried": {"stroke": INK_3, "stroke-width": "1.5", "stroke-dasharray": "2 4"},
    "dis": {"stroke-width": "1.2"},
    "riser": {"stroke": INK_3, "stroke-width": "1"},
    "point": {"fill": INK, "stroke": INK, "stroke-width": "2"},
    "hollow": {"fill": PAPER},
    "bar": {"fill": INK},
    "bar-ahead": {"fill": "#ececea", "stroke": INK, "stroke-width": "1"},
    "bar-open": {"fill": "none", "stroke": INK_3, "stroke-width": "1", "stroke-dasharray": "3 3"},
    "bar-dis": {"fill": "none", "stroke": INK, "stroke-width": "1.25", "stroke-dasharray": "1.5 2.5"},
    "edge": {"stroke": INK, "stroke-width": "2.5"},
    "spread": {"stroke": INK, "stroke-width": "1.25"},
    "mark": {"fill": INK, "stroke": INK, "stroke-width": "1.75"},
    "planned": {"fill": PAPER, "stroke": INK_2, "stroke-dasharray": "1.5 2"},
}
_OPEN = {"fill": PAPER}  # a disputed mark is hollow where a said one is full

_LETTERS: dict[str, dict[str, str]] = {
    "hi": {"fill": INK, "font-weight": "600"},
    "said-t": {"font-family": "Libertinus Serif", "font-size": "14", "fill": INK},
    "halo": {"stroke": PAPER, "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"},
    "red": {"fill": INK},
    "on": {"fill": PAPER},
    "in": {"fill": INK},
    "strong": {"font-weight": "600", "font-size": "13"},
    "unknown-t": {"fill": INK_3},
    "now-t": {"fill": INK, "font-weight": "600"},
}


def svg_of(drawing: Drawing) -> str:
    """Draw a laid out chart; its words for those who listen are given beside it, not in it."""
    width, height = LEFT + WIDE + RIGHT, ABOVE + drawing.height
    marks = "\n".join(line for mark in drawing.marks for line in _drawn(mark))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}" '
        f'viewBox="{-LEFT} {-ABOVE} {_n(width)} {_n(height)}" font-family="Noto Sans" font-size="12" fill="{INK_2}">\n'
        f"{marks}\n</svg>\n"
    )


def size_of(drawing: Drawing) -> tuple[float, float]:
    """Width and height on paper, in points."""
    return round((LEFT + WIDE + RIGHT) * POINTS, 2), round((ABOVE + drawing.height) * POINTS, 2)


def _drawn(mark: Mark) -> Iterator[str]:
    match mark:
        case Line(x1=x1, y1=y1, x2=x2, y2=y2, css=css):
            yield f'<line x1="{_x(x1)}" y1="{_n(y1)}" x2="{_x(x2)}" y2="{_n(y2)}"{_inks(css)}/>'
        case Box(x=x, y=y, width=width, height=height, css=css):
            yield f'<rect x="{_x(x)}" y="{_n(y)}" width="{_x(width)}" height="{_n(height)}"{_inks(css)}/>'
        case Dot(x=x, y=y, r=r, css=css):
            yield f'<circle cx="{_x(x)}" cy="{_n(y)}" r="{_n(r)}"{_inks(css)}/>'
        case Shape(x=x, y=y, path=path, css=css):
            yield f'<path transform="translate({_x(x)} {_n(y)})" d="{escape(path)}"{_inks(css)}/>'
        case Text(width="slim"):
            return
        case Text(x=x, y=y, text=text, anchor=anchor, dx=dx, css=css):
            at = _n(x * WIDE / 100 + dx)
            yield f'<text x="{at}" y="{_n(y)}" text-anchor="{anchor}"{_letters(css)}>{escape(text)}</text>'


def _inks(css: str) -> str:
    classes = css.split()
    found = {name: value for one in classes for name, value in _INKS.get(one, {}).items()}
    if "dis" in classes and ("mark" in classes or "point" in classes):
        found |= _OPEN | {"stroke-width": "1.75"}
    return _attributes(found)


def _letters(css: str) -> str:
    return _attributes({name: value for one in css.split() for name, value in _LETTERS.get(one, {}).items()})


def _attributes(found: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in found.items())


def _x(per_cent: float) -> str:
    return _n(per_cent * WIDE / 100)


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
