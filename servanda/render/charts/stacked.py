"""Items by their latest grade, period by period: the best at the bottom, so that progress is a rising floor."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from django.utils.translation import gettext as _

from servanda.render.charts.axis import edge_anchor
from servanda.render.charts.grades import Scale
from servanda.render.charts.labels import SLIM, WIDE, Spot, Wish, place, text_width
from servanda.render.charts.marks import Box, Drawing, Line, Mark, Table, Text

TOP, PLOT, RIGHT = 14.0, 222.0, 82.0
LETTERS = 10.0  # the height of letters: no name stands cut off at the upper edge


@dataclass(frozen=True, slots=True)
class Period:
    """How many items stood at each grade by the end of a period, and how many had no report yet."""

    label: str
    counts: dict[str, int]
    unreported: int = 0

    def count(self, code: str) -> int:
        """How many stood at this grade."""
        return self.counts.get(code, 0)

    @property
    def total(self) -> int:
        """All items of the period, reported or not."""
        return sum(self.counts.values()) + self.unreported


@dataclass(frozen=True, slots=True)
class Stacked:
    """Periods in order, graded on one scale."""

    ident: str
    title: str
    scale: Scale
    periods: tuple[Period, ...]

    def layout(self) -> Drawing:
        """Lay out the bands; each is named at its end, so that no legend is needed."""
        marks = tuple(self._draw()) if self.periods else ()
        return Drawing(self.ident, self.title, self._describe(), round(TOP + PLOT + 26), marks)

    def table(self) -> Table:
        """The counts by period, the best grade first."""
        codes = self._codes()
        header = (_("Period"), *(self.scale.label(code) for code in codes), _("No report"), _("In all"))
        rows = tuple(
            (period.label, *(str(period.count(code)) for code in codes), str(period.unreported), str(period.total))
            for period in self.periods
        )
        return Table(self.title, header, rows, frozenset(range(1, len(header))))

    def _codes(self) -> tuple[str, ...]:
        return tuple(grade.code for grade in reversed(self.scale.grades))

    def _draw(self) -> Iterator[Mark]:
        most = max(1, *(period.total for period in self.periods))
        per_item, step = PLOT / most, RIGHT / len(self.periods)
        for at, period in enumerate(self.periods):
            yield from self._column(period, at, step, per_item)
        yield from self._floor(step, per_item)
        yield Line(0, TOP + PLOT, RIGHT, TOP + PLOT, "ax zero")
        yield from self._names(per_item)
        yield from self._period_names(step)

    def _column(self, period: Period, at: int, step: float, per_item: float) -> Iterator[Mark]:
        x, width = round(at * step, 3), round(step, 3)
        y = TOP + PLOT
        inks = [(period.count(code), self.scale.ink(code), "") for code in self._codes()]
        for count, css, fill in (*inks, (period.unreported, "", "url(#p-unreported)")):
            height = count * per_item
            y -= height
            if count:
                # The second of the ramp stands too near its neighbours to be told by ink alone.
                css, fill = ("", "url(#p-hatch)") if css == "g1" else (css, fill)
                yield Box(x, round(y, 2), width, round(height, 2), css, fill)

    def _floor(self, step: float, per_item: float) -> Iterator[Mark]:
        # A paper line along each band's top keeps neighbours apart where their inks are close.
        for depth in range(1, len(self.scale.grades) + 1):
            heights = [sum(period.count(code) for code in self._codes()[:depth]) for period in self.periods]
            for at, count in enumerate(heights):
                y = round(TOP + PLOT - count * per_item, 2)
                yield Line(round(at * step, 3), y, round((at + 1) * step, 3), y, "seam")
                if at:
                    before = round(TOP + PLOT - heights[at - 1] * per_item, 2)
                    yield Line(round(at * step, 3), before, round(at * step, 3), y, "seam")

    def _names(self, per_item: float) -> Iterator[Text]:
        last = self.periods[-1]
        counts = [last.count(code) for code in self._codes()] + [last.unreported]
        words = [self.scale.label(code) for code in self._codes()] + [_("no report")]
        wishes = []
        for count, top, word in zip(counts, accumulate(counts), words, strict=True):
            y = round(TOP + PLOT - (top - count / 2) * per_item + 4, 2)
            near = (y + aside for aside in (0, -12, 12, -24, 24, -36, 36, -48, 48))
            spots = tuple(Spot("start", 8, place_at) for place_at in near if LETTERS <= place_at <= TOP + PLOT + 4)
            if count:
                short = f"{count} {word}" if text_width(f"{count} {word}") < 44 else str(count)
                wishes.append(Wish(RIGHT, f"{count} {word}", spots, short, "hi"))
        yield from place(wishes)

    def _period_names(self, step: float) -> Iterator[Text]:
        """Name as many periods as fit, evenly, counting back from the last."""
        longest = max(text_width(period.label) for period in self.periods) + 12
        for page in (WIDE, SLIM):
            stride = max(1, ceil(longest / (step * page / 100)))
            for at in range(len(self.periods) - 1, -1, -stride):
                label, x = self.periods[at].label, round((at + 0.5) * step, 3)
                anchor = edge_anchor(x, label, page)
                yield Text(x, TOP + PLOT + 18, label, anchor, width="wide" if page == WIDE else "slim")

    def _describe(self) -> str:
        ends = self.periods[:1] + self.periods[1:][-1:]
        return " ".join(f"{period.label}: {self._sentence(period)}." for period in ends)

    def _sentence(self, period: Period) -> str:
        parts = [f"{period.count(code)} {self.scale.label(code)}" for code in self._codes()]
        return ", ".join([*parts, _("%(count)s without a report") % {"count": period.unreported}])
