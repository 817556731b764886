"""Marks as SVG: a page may have thousands of them, and the template engine takes a hundred times as long for each."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from servanda.render.charts.marks import Box, Dot, Drawing, Line, Mark, Shape, Text


def svg(marks: Iterable[Mark]) -> str:
    """The elements of marks, one a line."""
    return "".join(_ELEMENTS[type(mark)](mark) for mark in marks)


def cap(drawing: Drawing) -> str:
    """A small drawing that stands beside its word, for the eye alone."""
    return f'<svg class="cap" aria-hidden="true" focusable="false">{svg(drawing.marks)}</svg>'


def _line(mark: Line) -> str:
    return f'<line{_css(mark.css)} x1="{mark.x1}%" x2="{mark.x2}%" y1="{mark.y1}" y2="{mark.y2}"/>\n'


def _box(mark: Box) -> str:
    fill = f' fill="{escape(mark.fill)}"' if mark.fill else ""
    size = f'x="{mark.x}%" y="{mark.y}" width="{mark.width}%" height="{mark.height}"'
    return f"<rect{_css(mark.css)} {size}{fill}/>\n"


def _dot(mark: Dot) -> str:
    return f'<circle{_css(mark.css)} cx="{mark.x}%" cy="{mark.y}" r="{mark.r}"/>\n'


def _shape(mark: Shape) -> str:
    path = f'<path{_css(mark.css)} d="{escape(mark.path)}"/>'
    return f'<svg x="{mark.x}%" y="{mark.y}" overflow="visible">{path}</svg>\n'


def _text(mark: Text) -> str:
    dx = f' dx="{mark.dx}"' if mark.dx else ""
    anchor = f' text-anchor="{mark.anchor}"' if mark.anchor != "start" else ""
    return f'<text{_css(mark.classes)} x="{mark.x}%" y="{mark.y}"{dx}{anchor}>{escape(mark.text)}</text>\n'


def _css(css: str) -> str:
    return f' class="{escape(css)}"' if css else ""


_ELEMENTS: Mapping[type, Callable[[Any], str]] = {Line: _line, Box: _box, Dot: _dot, Shape: _shape, Text: _text}
