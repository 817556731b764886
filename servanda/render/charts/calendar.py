"""Meetings and visits on a strip of months: solid is held, dotted is planned.

A date known only to the month or year is drawn as long as it may be; what has no date is named, not drawn.
A plan whose day has passed unconfirmed stays dotted: it "was planned for", it did not "take place" (rule 3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from servanda.render.charts.axis import Span, draw_axis, draw_now
from servanda.render.charts.labels import Area, Spot, Wish, place
from servanda.render.charts.marks import DIAMOND, Box, Drawing, Line, Mark, Shape, Table, When

BASE, HEIGHT = 88.0, 104.0
LOWEST = 74.0
ROWS = (LOWEST, 58.0, 42.0, 28.0)
SPOTS = (*(Spot("start", -4, y) for y in ROWS), *(Spot("end", 4, y) for y in ROWS))


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting or visit, held or planned."""

    label: str
    short: str
    when: When | None
    state: Literal["held", "planned"]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Occasions over a span of months, seen from ``as_of``."""

    ident: str
    title: str
    start: date
    end: date
    as_of: date
    as_of_said: str
    occasions: tuple[Occasion, ...]

    def layout(self) -> Drawing:
        """Lay out one strip, with labels over it where they fit."""
        span = Span(self.start, self.end)
        now = span.x(self.as_of)
        axis = list(draw_axis(span, 22, HEIGHT))
        line = (Line(0, BASE, now, BASE, "held thin"), Line(now, BASE, 100, BASE, "carried"))
        marks = list(self._occasions(span))
        today = list(draw_now(span, self.as_of, self.as_of_said, HEIGHT))
        drawn = (*axis, *today, *line, *self._labels(span), *marks)
        return Drawing(self.ident, self.title, self._describe(), round(HEIGHT + 22), drawn)

    def table(self) -> Table:
        """Every occasion with its date as said."""
        header = (_("Date, as said"), _("Occasion"), _("Kind"), _("Held or planned"))
        rows = tuple((_said(item), item.label, item.kind, self._state(item)) for item in self.occasions)
        return Table(self.title, header, rows)

    def _occasions(self, span: Span) -> Iterator[Mark]:
        for when, item in self._dated(span):
            ink = "said" if item.state == "held" else "planned"
            if not when.exact:
                x = span.x(when.earliest)
                yield Box(x, BASE - 4, round(span.x(when.latest) - x, 2), 8, f"range {ink}")
            yield Shape(span.x(when.middle), BASE, DIAMOND, f"mark {ink}")

    def _labels(self, span: Span) -> Iterator[Mark]:
        # From the last to the first, like flags on poles: no pole then crosses another's words.
        dated = sorted(((span.x(when.middle), item) for when, item in self._dated(span)), key=lambda pair: -pair[0])
        taken = [Area(x, x, BASE - 7, BASE + 7, 7, 7) for x, _item in dated]
        texts = place([Wish(x, item.label, SPOTS, item.short, "halo") for x, item in dated], taken)
        # A label that had to stand higher keeps a hairline to its mark.
        for text in texts:
            if text.y < LOWEST:
                yield Line(text.x, text.y + 4, text.x, BASE - 8, f"leader {text.width}")
        yield from texts

    def _dated(self, span: Span) -> list[tuple[When, Occasion]]:
        known = [(item.when, item) for item in self.occasions if item.when]
        return [(when, item) for when, item in known if when.latest >= span.start and when.earliest <= span.end]

    def _state(self, item: Occasion) -> str:
        if item.state == "held":
            return _("held")
        passed = item.when is not None and item.when.latest < self.as_of
        return _("was planned for this day") if passed else _("planned")

    def _describe(self) -> str:
        return " ".join(f"{_said(item)}: {item.label}, {self._state(item)}." for item in self.occasions)


def _said(item: Occasion) -> str:
    return item.when.said if item.when else _("not known")
