"""The axis of time: which day stands where, and which days are named under it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateformat import format as format_date

from servanda.render.charts.labels import SLIM, WIDE, text_width
from servanda.render.charts.marks import Anchor, Line, Mark, Text

YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MONTHS = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Tick:
    """A named day of the axis; ``slim`` ones stay on a narrow page."""

    day: date
    label: str
    slim: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days drawn from 0 to 100 per cent."""

    start: date
    end: date

    @classmethod
    def covering(cls, days: Iterable[date], margin: float = 0.02) -> "Span":
        """Make the span that holds these days, with a margin as a share of its length.

        Raises ``ValueError`` when there is no day: a chart of nothing is not drawn.
        """
        known = sorted(days)
        if not known:
            raise ValueError("A span of time needs at least one day.")
        room = timedelta(days=round(max(30, (known[-1] - known[0]).days) * margin))
        first = known[0] - min(room, known[0] - date.min)
        return cls(first, known[-1] + min(room, date.max - known[-1]))

    @property
    def days(self) -> int:
        """Its length in days, at least one."""
        return max(1, (self.end - self.start).days)

    def x(self, day: date) -> float:
        """Say where a day stands, in per cent; a day outside stands on the edge."""
        return round(min(100.0, max(0.0, (day - self.start).days * 100 / self.days)), 2)

    def holds(self, day: date) -> bool:
        """Say whether the day lies on the axis."""
        return self.start <= day <= self.end

    def ticks(self) -> tuple[Tick, ...]:
        """Choose the days to name: years on a long axis, months on a short one, else both ends."""
        found = tuple(self._years() if self.days > 730 else self._months())
        if len(found) > 1:
            return found
        return tuple(Tick(day, format_date(day, "j M Y"), slim=True) for day in (self.start, self.end))

    def _years(self) -> Iterator[Tick]:
        count = self.end.year - self.start.year + 1
        step = next(step for step in YEARS if count / step <= 13)
        coarse = next(many for many in YEARS if many % step == 0 and count / many <= 5)
        for year in range(self.start.year, self.end.year + 1):
            if year % step == 0 and self.holds(date(year, 1, 1)):
                yield Tick(date(year, 1, 1), str(year), slim=year % coarse == 0)

    def _months(self) -> Iterator[Tick]:
        count = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        step = next(step for step in MONTHS if count / step <= 9)
        coarse = next(many for many in (*MONTHS, 24) if many % step == 0 and count / many <= 4)
        for at in range(self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month):
            day = date(at // 12, at % 12 + 1, 1)
            if at % step == 0 and self.holds(day):
                yield Tick(day, format_date(day, "M Y"), slim=at % coarse == 0)


def edge_anchor(x: float, text: str, width: float) -> Anchor:
    """Choose an anchor that keeps a text inside a drawing ``width`` pixels wide."""
    half = text_width(text) / 2 / width * 100
    if x < half:
        return "start"
    return "end" if x > 100 - half else "middle"


def draw_axis(span: Span, top: float, bottom: float) -> Iterator[Mark]:
    """Draw the years: a hairline from ``top`` to ``bottom`` (pixels) and a name 16 pixels under it."""
    for tick in span.ticks():
        x = span.x(tick.day)
        yield Line(x, top, x, bottom, "ax")
        anchor = edge_anchor(x, tick.label, SLIM if tick.slim else WIDE)
        yield Text(x, bottom + 16, tick.label, anchor, width="both" if tick.slim else "wide")


def draw_now(span: Span, day: date, said: str, bottom: float) -> Iterator[Mark]:
    """Draw the day you are looking from, in blue, named at the top."""
    if span.holds(day):
        x = span.x(day)
        yield Line(x, 14, x, bottom, "now")
        yield Text(x, 9, said, edge_anchor(x, said, SLIM), css="now-t")
