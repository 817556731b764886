"""Labels that keep out of one another's way.

A drawing has two nominal widths, the narrowest wide page and the narrowest slim one. What does not
touch at that width does not touch on any wider page, because positions stretch and letters do not.
A label with no free spot is left out: the table behind the drawing has it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.render.charts.marks import Anchor, Text, Width

WIDE = 700.0
SLIM = 288.0
LETTER, BROAD_LETTER = 7.1, 12.5
ASCENT, DESCENT, GAP = 11.0, 3.0, 4.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place a label may stand: how it hangs on its point, the step aside and the base line, in pixels."""

    anchor: Anchor
    dx: float
    y: float


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that wants a place at ``x`` per cent, with its spots in order of preference."""

    x: float
    text: str
    spots: tuple[Spot, ...]
    short: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Ground already taken: per cent across, pixels down, with ``before`` and ``after`` it in pixels across."""

    x1: float
    x2: float
    y1: float
    y2: float
    before: float = 0
    after: float = 0


@dataclass(frozen=True, slots=True)
class _Rect:
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: "_Rect") -> bool:
        across = self.left < other.right + GAP and other.left < self.right + GAP
        return across and self.top < other.bottom and other.top < self.bottom


def text_width(text: str) -> float:
    """Estimate how wide a text of 12 pixels is drawn, in pixels, by a broad face."""
    broad = 0 if text.isascii() else sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return broad * BROAD_LETTER + (len(text) - broad) * LETTER


def place(wishes: Iterable[Wish], taken: Iterable[Area] = ()) -> tuple[Text, ...]:
    """Give each label its first free spot, once for wide pages and once, with short texts, for slim ones."""
    wishes, taken = tuple(wishes), tuple(taken)
    return (*_place(wishes, taken, WIDE, "wide"), *_place(wishes, taken, SLIM, "slim"))


def _place(wishes: tuple[Wish, ...], taken: tuple[Area, ...], page: float, width: Width) -> Iterator[Text]:
    full = [_ground(area, page) for area in taken]
    for wish in wishes:
        text = wish.short if width == "slim" else wish.text
        for spot in wish.spots if text else ():
            rect = _rect(wish.x * page / 100 + spot.dx, spot, text)
            if rect.left < 0 or rect.right > page or any(rect.touches(other) for other in full):
                continue
            full.append(rect)
            yield Text(wish.x, spot.y, text, spot.anchor, spot.dx, wish.css, width)
            break


def _ground(area: Area, page: float) -> _Rect:
    return _Rect(area.x1 * page / 100 - area.before, area.x2 * page / 100 + area.after, area.y1, area.y2)


def _rect(at: float, spot: Spot, text: str) -> _Rect:
    wide = text_width(text)
    left = at - {"start": 0.0, "middle": wide / 2, "end": wide}[spot.anchor]
    return _Rect(left, left + wide, spot.y - ASCENT, spot.y + DESCENT)
