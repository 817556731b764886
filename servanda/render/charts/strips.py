"""Every item, every period: one strip an item, one bar a period.

Height and darkness rise with the grade; a speck is a missing report, which is not the lowest grade;
a red wedge is a fall below the grade last given.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from servanda.render.charts.grades import Grade, Scale
from servanda.render.charts.marks import WEDGE, Box, Drawing, Line, Mark, Shape, Table

BASE, HIGH, LOW = 33.0, 26.0, 2.0


@dataclass(frozen=True, slots=True)
class Strip:
    """One item: its grades by period, ``None`` where nothing was reported. ``href`` opens it."""

    label: str
    grades: tuple[str | None, ...]
    href: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class StripDrawing:
    """A laid out strip with the word for its latest grade, and a sentence for those who listen."""

    label: str
    name: str
    href: str
    latest: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A line of the legend: the grade's word and its small drawing."""

    label: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Strips:
    """Items over the same periods, graded on one scale."""

    ident: str
    title: str
    scale: Scale
    periods: tuple[str, ...]
    items: tuple[Strip, ...]

    def layout(self) -> tuple[StripDrawing, ...]:
        """Lay out one small drawing for each item."""
        return tuple(self._strip(at, item) for at, item in enumerate(self.items))

    def key(self) -> tuple[KeyEntry, ...]:
        """The legend: each grade, a missing report and a fall."""
        entries = [KeyEntry(grade.label, self._key(grade)) for grade in self.scale.grades]
        missing = (Box(1, 0.5, 98, 15, "gx"),)
        entries.append(KeyEntry(_("No report"), Drawing("", "", "", 16, missing)))
        entries.append(KeyEntry(_("Lower than before"), Drawing("", "", "", 16, (Shape(50, 13, WEDGE, "dn"),))))
        return tuple(entries)

    def table(self) -> Table:
        """The grades as letters, one row an item."""
        rows = tuple((item.label, *(code or _("not known") for code in item.grades)) for item in self.items)
        return Table(self.title, (_("Item"), *self.periods), rows)

    def _strip(self, at: int, item: Strip) -> StripDrawing:
        known = [code for code in item.grades if code is not None]
        latest = self.scale.label(known[-1]) if known else _("not known")
        marks = (Line(0, BASE, 100, BASE, "ax zero"), *_bars(self.scale, item.grades))
        desc = self._describe(item)
        return StripDrawing(
            item.label, item.name, item.href, latest, Drawing(f"{self.ident}-{at}", item.label, desc, 34, marks)
        )

    def _describe(self, item: Strip) -> str:
        pairs = zip(self.periods, item.grades, strict=True)
        return "; ".join(f"{period}: {self.scale.label(code) if code else _('not known')}" for period, code in pairs)

    def _key(self, grade: Grade) -> Drawing:
        height = _height(self.scale, grade.code) * 15 / HIGH
        filled = Box(1, round(15.5 - height, 2), 98, round(height, 2), self.scale.ink(grade.code))
        return Drawing("", "", "", 16, (filled, Box(1, 0.5, 98, 15, "gframe")))


def falls(scale: Scale, grades: tuple[str | None, ...]) -> tuple[bool, ...]:
    """Say for each period whether the grade is lower than the one last given; silence is no fall."""
    found: list[bool] = []
    last: int | None = None
    for code in grades:
        rank = None if code is None else scale.rank(code)
        found.append(rank is not None and last is not None and rank < last)
        last = last if rank is None else rank
    return tuple(found)


def _bars(scale: Scale, grades: tuple[str | None, ...]) -> Iterator[Mark]:
    if not grades:
        return
    step = 100 / len(grades)
    for at, (code, fell) in enumerate(zip(grades, falls(scale, grades), strict=True)):
        middle = round((at + 0.5) * step, 2)
        if code is None:
            yield Shape(middle, BASE - 2, "M-1.2-1h2.4v2h-2.4z", "speck")
            continue
        height = _height(scale, code)
        y = round(BASE - 0.5 - height, 2)
        yield Box(round((at + 0.06) * step, 2), y, round(0.88 * step, 2), round(height, 2), scale.ink(code))
        if fell:
            yield Shape(middle, y, WEDGE, "dn")


def _height(scale: Scale, code: str) -> float:
    return LOW + (HIGH - LOW) * scale.share(code)
