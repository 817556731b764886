"""The time axis under the standpoint: a tick for each day on which something became known or true."""

from dataclasses import dataclass
from datetime import date
from math import log2

from django.utils.translation import gettext as _

from servanda.render.charts.axis import Span, edge_anchor
from servanda.render.charts.labels import SLIM, WIDE
from servanda.render.charts.marks import Box, Drawing, Line, Mark, Shape, Table, Text

EPOCH = date(1970, 1, 1)
BASE = 17.0
HERE = "M-4 0h8v19h-8z"


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which ``weight`` facts became known or true, printed as ``said``."""

    day: date
    weight: int
    said: str


@dataclass(frozen=True, slots=True)
class Scrubber:
    """The axis from ``start`` to ``end``, seen from ``as_of``."""

    ident: str
    start: date
    end: date
    as_of: date
    as_of_said: str
    changes: tuple[Change, ...] = ()

    @property
    def lowest(self) -> int:
        """The first day of the slider, in days since 1 January 1970."""
        return (self.start - EPOCH).days

    @property
    def highest(self) -> int:
        """The last day of the slider, in days since 1 January 1970."""
        return (self.end - EPOCH).days

    @property
    def value(self) -> int:
        """The as-of day on the slider, in days since 1 January 1970."""
        return min(self.highest, max(self.lowest, (self.as_of - EPOCH).days))

    def layout(self) -> Drawing:
        """Lay the axis out: solid up to the as-of day, dotted after."""
        span = Span(self.start, self.end)
        now = span.x(self.as_of)
        marks: list[Mark] = [Box(0, 16, now, 2.5, "axis-held"), Line(now, 17.25, 100, 17.25, "axis-after")]
        for change in self.changes:
            if span.holds(change.day) and change.weight > 0:
                x = span.x(change.day)
                css = "tick" if change.day <= self.as_of else "tick after"
                marks.append(Line(x, round(BASE - _height(change.weight), 1), x, BASE, css))
        marks.append(Shape(now, 1, HERE, "here"))
        for tick in span.ticks():
            x = span.x(tick.day)
            marks.append(Line(x, BASE, x, BASE + 4, "ax-tick"))
            anchor = edge_anchor(x, tick.label, SLIM if tick.slim else WIDE)
            marks.append(Text(x, 32, tick.label, anchor, css="tiny", width="both" if tick.slim else "wide"))
        return Drawing(self.ident, _("Days on which something changed"), self.as_of_said, 38, tuple(marks))

    def table(self) -> Table:
        """The days and how many facts each brought."""
        rows = tuple((change.said, str(change.weight)) for change in self.changes)
        return Table(_("Days on which something changed"), (_("Day"), _("Facts")), rows, frozenset({1}))


def _height(weight: int) -> float:
    # A logarithm keeps a day that brought a hundred facts from hiding the days that brought one.
    return min(16.0, 5.6 + 2.6 * log2(weight))
