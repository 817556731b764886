"""What each voice said of one item, period by period: lanes under one another, on the same periods and scale.

Height and darkness rise with the grade; a speck is a missing report, a red wedge a fall below the grade last given.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from servanda.render.charts.axis import edge_anchor
from servanda.render.charts.grades import Scale
from servanda.render.charts.labels import SLIM, WIDE, Spot, Wish, place, text_width
from servanda.render.charts.marks import WEDGE, Box, Drawing, Line, Mark, Shape, Table, Text
from servanda.render.charts.strips import falls

NAME, BASE, HIGH, LOW = 22.0, 50.0, 38.0, 4.0
LETTERS = 16.0  # a bar this tall has room for its letters; over a lower one they stand above it
MARGIN = 4.0
GAP = 10.0  # between a lane and the name of the next


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice: its name, and its grade for each period (``None``: no report)."""

    label: str
    grades: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """Voices over the same periods, graded on one scale. A voice that is alone is named above the drawing."""

    ident: str
    title: str
    scale: Scale
    periods: tuple[str, ...]
    voices: tuple[Voice, ...]

    def layout(self) -> Drawing:
        """Lay out a lane for each voice, the periods named once below the last."""
        marks = tuple(self._draw()) if self.periods else ()
        return Drawing(self.ident, self.title, self._describe(), round(self._height(len(self.voices)) + 24), marks)

    def table(self) -> Table:
        """The grades as words, one row a voice."""
        rows = tuple((voice.label, *map(self._word, voice.grades)) for voice in self.voices)
        return Table(self.title, (_("Who graded"), *self.periods), rows)

    def _draw(self) -> Iterator[Mark]:
        step = 100 / len(self.periods)
        for at, voice in enumerate(self.voices):
            base = self._height(at + 1)
            if len(self.voices) > 1:
                yield Text(0, base - BASE - 2, voice.label, css="hi")
            yield Line(0, base, 100, base, "ax zero")
            fallen = falls(self.scale, voice.grades)
            for nth, (code, fell) in enumerate(zip(voice.grades, fallen, strict=True)):
                yield from self._bar(nth * step, step, base, code, fell=fell)
        yield from self._period_names(step)

    def _bar(self, x: float, step: float, base: float, code: str | None, *, fell: bool) -> Iterator[Mark]:
        middle = round(x + step / 2, 3)
        if code is None:
            yield Shape(middle, base - 2.5, "M-1.5-1.5h3v3h-3z", "speck")
            return
        height = LOW + (HIGH - LOW) * self.scale.share(code)
        y = round(base - 0.5 - height, 2)
        ink = self.scale.ink(code)
        yield Box(round(x + 0.04 * step, 3), y, round(0.92 * step, 3), round(height, 2), ink)
        if fell:
            yield Shape(middle, y, WEDGE, "dn")
        inside = height >= LETTERS
        css = f"tiny on-{ink}" if inside else "tiny"
        letters = base - 6 if inside else y - (10 if fell else 4)
        for page in (WIDE, SLIM):
            words = self._fitting(code, step * page / 100 - MARGIN)
            if words:
                yield Text(middle, letters, words, "middle", css=css, width="wide" if page == WIDE else "slim")

    def _fitting(self, code: str, room: float) -> str:
        """The word of a grade if it has room, else its first letter where no other grade begins with it."""
        word = self.scale.label(code)
        if text_width(word) <= room:
            return word
        initials = [grade.label[:1] for grade in self.scale.grades]
        return word[:1] if initials.count(word[:1]) == 1 and text_width(word[:1]) <= room else ""

    def _height(self, lanes: int) -> float:
        """Where the base of the lane with this number stands."""
        lane = BASE + (NAME + GAP if len(self.voices) > 1 else 0)
        return lane * lanes - (GAP if len(self.voices) > 1 else 0)

    def _period_names(self, step: float) -> Iterator[Text]:
        """Name as many periods as fit, the last for certain."""
        y = self._height(len(self.voices)) + 18
        wishes = []
        for at in range(len(self.periods) - 1, -1, -1):
            x, label = round((at + 0.5) * step, 3), self.periods[at]
            spots = tuple(Spot(edge_anchor(x, label, page), 0, y) for page in (WIDE, SLIM))
            wishes.append(Wish(x, label, spots, label))
        yield from place(wishes)

    def _describe(self) -> str:
        lines = []
        for voice in self.voices:
            pairs = zip(self.periods, voice.grades, strict=True)
            lines.append(f"{voice.label}: " + "; ".join(f"{period}: {self._word(code)}" for period, code in pairs))
        return ". ".join(lines) + "."

    def _word(self, code: str | None) -> str:
        return self.scale.label(code) if code else _("not known")
