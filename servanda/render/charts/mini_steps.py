"""Strength the size of a word: the same steps, without axis or letters."""

from dataclasses import dataclass
from datetime import date

from servanda.render.charts.axis import Span
from servanda.render.charts.marks import Drawing, Line, Mark, Table, When
from servanda.render.charts.steps import Panel, Point, Steps, describe, draw_risers, draw_run, highest, runs

HEIGHT = 58.0


@dataclass(frozen=True, slots=True)
class MiniSteps:
    """One operation's points beside a sentence; ``title`` is its label for those who listen."""

    ident: str
    title: str
    start: date
    end: date
    as_of: date
    points: tuple[Point, ...]
    ended: When | None = None

    def layout(self) -> Drawing:
        """Lay the steps out over 58 pixels, solid and dotted as in the large chart."""
        panel, span = Panel(self.title, self.points), Span(self.start, self.end)
        base, per_unit = HEIGHT - 5, (HEIGHT - 14) / highest((panel,))
        found = list(runs(self.points, self.as_of, self.ended))
        marks: list[Mark] = [Line(0, base, 100, base, "ax zero")]
        marks.extend(draw_risers(found, span, base, per_unit))
        marks.extend(line for run in found for line in draw_run(run, span, base, per_unit))
        return Drawing(self.ident, self.title, describe(self.points), round(HEIGHT), tuple(marks))

    def table(self) -> Table:
        """The same points as the large chart's table."""
        panels = (Panel(self.title, self.points, self.ended),)
        return Steps(self.ident, self.title, self.start, self.end, self.as_of, "", panels).table()
