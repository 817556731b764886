"""The marks every chart is drawn with: lines, boxes, texts and dots, and the table behind them.

Positions across are in per cent of the drawing, positions down in pixels: a drawing stretches with
the page, its type does not. Nothing here knows what is drawn; the style sheet gives each class its ink.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, Literal

Anchor = Literal["start", "middle", "end"]
Width = Literal["both", "wide", "slim"]


@dataclass(frozen=True, slots=True)
class When:
    """A date as it was said, with the first and last day it can mean (rule 6)."""

    earliest: date
    latest: date
    said: str

    @classmethod
    def day(cls, day: date, said: str) -> "When":
        """Make a date known to the day."""
        return cls(day, day, said)

    @property
    def exact(self) -> bool:
        """Say whether the date means one day."""
        return self.earliest == self.latest

    @property
    def middle(self) -> date:
        """The day to stand a mark on: the middle of what was said."""
        return self.earliest + timedelta(days=(self.latest - self.earliest).days // 2)


@dataclass(frozen=True, slots=True)
class Table:
    """The same as a table: what the drawing says, for the eye or ear that wants words.

    ``numeric`` holds the positions of columns of figures, which are set flush to the end.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()

    @property
    def lines(self) -> tuple[tuple[tuple[str, bool], ...], ...]:
        """Each row as (text, is a figure), for a template to draw."""
        return tuple(tuple((text, at in self.numeric) for at, text in enumerate(row)) for row in self.rows)

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """The header as (text, is a column of figures)."""
        return tuple((text, at in self.numeric) for at, text in enumerate(self.header))


@dataclass(frozen=True, slots=True)
class Line:
    """A line; ``x`` in per cent, ``y`` in pixels."""

    kind: ClassVar[str] = "line"
    x1: float
    y1: float
    x2: float
    y2: float
    css: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. ``fill`` names a pattern of the page's sprite, for hatching."""

    kind: ClassVar[str] = "box"
    x: float
    y: float
    width: float
    height: float
    css: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle of radius ``r`` pixels."""

    kind: ClassVar[str] = "dot"
    x: float
    y: float
    r: float
    css: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A small path in pixels about a point, that keeps its form however the drawing stretches."""

    kind: ClassVar[str] = "shape"
    x: float
    y: float
    path: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a point; ``width`` says on which pages: the wide, the slim or both."""

    kind: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    dx: float = 0
    css: str = ""
    width: Width = "both"

    @property
    def classes(self) -> str:
        """The classes of the element, with the one that hides it on the other width."""
        return " ".join(part for part in (self.css, "" if self.width == "both" else self.width) if part)


Mark = Line | Box | Dot | Shape | Text

DIAMOND = "M0-6 6 0 0 6-6 0z"
SQUARE = "M-5-5H5V5H-5z"
WEDGE = "M-4-7H4L0-1z"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid out chart: what a template draws and nothing more. ``height`` is in pixels."""

    ident: str
    title: str
    desc: str
    height: int
    marks: tuple[Mark, ...] = field(default=())
