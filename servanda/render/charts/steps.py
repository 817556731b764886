"""Strength over the years, as steps: it holds until someone says otherwise.

Solid for a year after a report, dotted beyond; a filled dot is reported, a hollow one a sum worked
out, two thin red lines a dispute. Panels share one scale. An unknown value ends the line: it is not 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from servanda.render.charts.axis import Span, draw_axis, draw_now
from servanda.render.charts.labels import Area, Spot, Wish, place, text_width
from servanda.render.charts.marks import Dot, Drawing, Line, Mark, Table, Text, When

CARRY_DAYS = 365
PLOT, LOWEST_PLOT = 96.0, 26.0
APART = 4.0


@dataclass(frozen=True, slots=True)
class Point:
    """What was said of one date: one value is a figure, several are a dispute, none is words or "not known".

    ``said`` prints it ("90 + 2 + 2"); ``how`` says whether somebody reported it or it is a sum made here.
    """

    when: When
    values: tuple[int, ...]
    how: Literal["reported", "computed"] = "reported"
    said: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One operation: its points, and its end of life once that is known."""

    label: str
    points: tuple[Point, ...]
    ended: When | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A level stretch, in days: said from ``begin`` to ``held_to``, carried on to ``carried_to``."""

    point: Point
    begin: date
    held_to: date
    carried_to: date


@dataclass(frozen=True, slots=True)
class Steps:
    """Small panels under one another, on one axis and one scale, seen from ``as_of``."""

    ident: str
    title: str
    start: date
    end: date
    as_of: date
    as_of_said: str
    panels: tuple[Panel, ...]

    def layout(self) -> Drawing:
        """Lay out the panels; each is as tall as its own highest figure on the common scale."""
        span, per_unit = Span(self.start, self.end), PLOT / highest(self.panels)
        top, marks = 18.0, list[Mark]()
        for panel in self.panels:
            base = top + 34 + max(LOWEST_PLOT, per_unit * highest((panel,), least=0))
            marks.extend(_draw_panel(panel, span, self.as_of, top, base, per_unit))
            top = base + 12
        axis = list(draw_axis(span, 16, top))
        now = draw_now(span, self.as_of, self.as_of_said, top)
        return Drawing(self.ident, self.title, self._describe(), round(top + 22), (*axis, *now, *marks))

    def table(self) -> Table:
        """Every point with its date and value as said."""
        header = (_("Operation"), _("As of"), _("In place"), _("As said"))
        rows = tuple(row for panel in self.panels for row in _rows(panel))
        return Table(self.title, header, rows, frozenset({2}))

    def _describe(self) -> str:
        return " ".join(f"{panel.label}: {describe(panel.points)}." for panel in self.panels if panel.points)


def highest(panels: tuple[Panel, ...], least: int = 1) -> int:
    """The highest figure of the panels, at least ``least``."""
    return max((value for panel in panels for point in panel.points for value in point.values), default=least) or least


def runs(points: tuple[Point, ...], as_of: date, ended: When | None = None) -> Iterator[Run]:
    """Cut points into level stretches, none past the next point, the end of life or the as-of day.

    A point after the as-of day and a point without a value give no stretch.
    """
    known = sorted((point for point in points if point.when.earliest <= as_of), key=lambda point: point.when.earliest)
    last = min(as_of, ended.earliest) if ended else as_of
    ends = [point.when.earliest for point in known[1:]] + [last]
    for point, stop in zip(known, ends, strict=False):
        begin, carried = point.when.earliest, min(stop, last)
        if point.values and carried >= begin:
            # Near the end of the calendar a year more has no date.
            room = min(timedelta(days=CARRY_DAYS), date.max - point.when.latest)
            yield Run(point, begin, min(carried, point.when.latest + room), carried)


def levels(values: tuple[int, ...], base: float, per_unit: float) -> tuple[float, ...]:
    """Say how high each value stands, in pixels; disputed values are kept apart so that both are seen."""
    found: list[float] = []
    for value in sorted(values):
        y = base - value * per_unit
        found.append(round(min(y, found[-1] - APART) if found else y, 2))
    return tuple(found)


def describe(points: tuple[Point, ...]) -> str:
    """Say the points in words: "22 as of 20 November 2002; ...", for those who listen."""
    parts = (_("%(value)s as of %(day)s") % {"value": _value(point), "day": point.when.said} for point in points)
    return "; ".join(parts)


def draw_run(run: Run, span: Span, base: float, per_unit: float) -> Iterator[Line]:
    """Draw one stretch: solid while said, dotted while carried, double and red in dispute."""
    red = " dis" if len(run.point.values) > 1 else ""
    begin, held, carried = span.x(run.begin), span.x(run.held_to), span.x(run.carried_to)
    for y in levels(run.point.values, base, per_unit):
        yield Line(begin, y, held, y, "held" + red)
        if carried > held:
            yield Line(held, y, carried, y, "carried" + red)


def draw_risers(found: list[Run], span: Span, base: float, per_unit: float) -> Iterator[Line]:
    """Join stretches that follow on; the first rises from nought only when it is drawn as a beginning."""
    for before, after in pairwise(found):
        if before.carried_to == after.begin:
            x = span.x(after.begin)
            yield Line(x, _level(before, base, per_unit), x, _level(after, base, per_unit), "riser")


def _draw_panel(panel: Panel, span: Span, as_of: date, top: float, base: float, per_unit: float) -> Iterator[Mark]:
    name = f"{panel.label} ({panel.note})" if panel.note else panel.label
    yield Text(0, top + 14, name, css="said-t halo")
    yield Line(0, base, 100, base, "ax zero")
    found = list(runs(panel.points, as_of, panel.ended))
    lines = [line for run in found for line in draw_run(run, span, base, per_unit)]
    lines += draw_risers(found, span, base, per_unit)
    over = panel.ended if panel.ended and panel.ended.earliest <= as_of else None
    if over and found:
        x = span.x(over.earliest)
        lines.append(Line(x, _level(found[-1], base, per_unit), x, base, "riser"))
    yield from lines
    for run in found:
        if len(run.point.values) == 1:
            css = "point hollow" if run.point.how == "computed" else "point"
            yield Dot(span.x(run.begin), _level(run, base, per_unit), 4, css)
    taken = [Area(line.x1, line.x2, min(line.y1, line.y2), max(line.y1, line.y2) + 1) for line in lines]
    taken.append(Area(0, 0, top, top + 18, after=text_width(name)))
    wishes = [_wish(run, span.x(run.begin), _level(run, base, per_unit)) for run in found]
    wishes += [_words(point, span, base) for point in panel.points if not point.values and point.said]
    yield from place([*wishes, *_end(over, span, base)], taken)


def _wish(run: Run, x: float, y: float) -> Wish:
    short = _figure(run.point)
    text = _("%(value)s computed") % {"value": short} if run.point.how == "computed" else short
    spots = (
        Spot("start", -4, y - 9), Spot("end", 4, y - 9), Spot("end", -8, y + 4), Spot("start", 8, y + 17),
        Spot("start", 8, y - 20), Spot("end", -8, y + 17), Spot("start", 8, y + 4),
    )  # fmt: skip
    return Wish(x, text, spots, short, "hi halo red" if len(run.point.values) > 1 else "hi halo")


def _words(point: Point, span: Span, base: float) -> Wish:
    # Said in words only: the words stand at their date, at no height.
    spots = (Spot("start", 0, base - 6), Spot("end", 0, base - 6), Spot("start", 0, base - 18))
    return Wish(span.x(point.when.earliest), point.said, spots, "", "halo")


def _end(over: When | None, span: Span, base: float) -> Iterator[Wish]:
    if over:
        text = _("ended %(day)s") % {"day": over.said}
        spots = (Spot("start", 6, base - 6), Spot("end", -6, base - 6), Spot("start", 6, base - 18))
        yield Wish(span.x(over.earliest), text, spots, text, "halo")


def _level(run: Run, base: float, per_unit: float) -> float:
    found = levels(run.point.values, base, per_unit)
    return found[-1]


def _figure(point: Point) -> str:
    if not point.values:
        return point.said or _("not known")
    first, *others = (str(value) for value in sorted(point.values))
    for other in others:
        first = _("%(first)s or %(other)s") % {"first": first, "other": other}
    return first


def _value(point: Point) -> str:
    words = [_figure(point)]
    words += [_("computed")] if point.how == "computed" and point.values else []
    words += [_("disputed")] if len(point.values) > 1 else []
    return ", ".join(words)


def _rows(panel: Panel) -> Iterator[tuple[str, ...]]:
    for point in panel.points:
        flags = _value(point).partition(", ")[2]
        said = "; ".join(part for part in (point.said if point.values else "", flags) if part)
        yield panel.label, point.when.said, _figure(point), said
    if panel.ended:
        yield panel.label, panel.ended.said, _("ended"), ""
