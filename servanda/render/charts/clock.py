"""The time of a text put to decision: solid is over, dotted is still left."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from servanda.render.charts.axis import edge_anchor
from servanda.render.charts.labels import SLIM
from servanda.render.charts.marks import Box, Drawing, Line, Mark, Table, Text

HEIGHT, TOP, THICK = 84, 26.0, 12.0


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as it stands on the strip: its date in words, and what it is ("opened")."""

    moment: datetime
    said: str
    what: str


@dataclass(frozen=True, slots=True)
class Clock:
    """From ``opened`` to ``expires``, seen from ``now``; of what is decided, ``now`` is when that was."""

    ident: str
    title: str
    opened: Instant
    now: Instant
    expires: Instant

    def layout(self) -> Drawing:
        """Lay out the strip: its two ends named below it, the present above."""
        at = self._place(self.now.moment)
        marks: list[Mark] = [Box(0, TOP, at, THICK, "axis-held")]
        if at < 100:
            marks.append(Box(at, TOP + 0.5, round(100 - at, 2), THICK - 1, "left-over"))
        for x, one, anchor in ((0.0, self.opened, "start"), (100.0, self.expires, "end")):
            marks.append(Line(x, TOP - 8, x, TOP + 20, "ax"))
            marks.append(Text(x, 62, one.said, anchor))  # type: ignore[arg-type]
            marks.append(Text(x, 78, one.what, anchor, css="hi"))  # type: ignore[arg-type]
        marks.append(Line(at, 16, at, TOP + 20, "now"))
        marks.append(Text(at, 10, self.now.said, edge_anchor(at, self.now.said, SLIM), css="now-t"))
        return Drawing(self.ident, self.title, self._describe(), HEIGHT, tuple(marks))

    def table(self) -> Table:
        """The three moments."""
        rows = tuple((one.what, one.said) for one in (self.opened, self.now, self.expires))
        return Table(self.title, (_("What"), _("When")), rows)

    def _place(self, moment: datetime) -> float:
        whole = (self.expires.moment - self.opened.moment).total_seconds()
        over = (moment - self.opened.moment).total_seconds()
        return round(min(max(over / whole * 100, 0), 100), 2) if whole > 0 else 100.0

    def _describe(self) -> str:
        return " ".join(f"{one.what}: {one.said}." for one in (self.opened, self.now, self.expires))
