"""One history in two times: across, what a grade speaks of; upward, when it was known.

It is a table already, so it needs no other behind it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from servanda.render.charts.grades import Scale
from servanda.render.charts.marks import Table
from servanda.render.charts.strips import falls


@dataclass(frozen=True, slots=True)
class KnownOn:
    """What was known on one day: a grade for each period, ``None`` where nothing was. ``here``: you look from it."""

    said: str
    grades: tuple[str | None, ...]
    here: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid: the word of a grade, or a shape for "not known"; ``label`` says its frame and edge too."""

    word: str
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A laid out day of knowledge."""

    said: str
    here: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A laid out grid."""

    ident: str
    title: str
    groups: tuple[tuple[str, int], ...]
    periods: tuple[str, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class TwoTimes:
    """Days of knowledge, the latest first, over the same periods. ``groups`` name runs of periods (label, how many)."""

    ident: str
    title: str
    scale: Scale
    periods: tuple[str, ...]
    rows: tuple[KnownOn, ...]
    groups: tuple[tuple[str, int], ...] = ()

    def layout(self) -> Grid:
        """Lay the grid out: a frame marks first knowledge, a red edge a fall."""
        older: list[KnownOn | None] = [*self.rows[1:], None]
        rows = tuple(self._row(row, before) for row, before in zip(self.rows, older, strict=True))
        return Grid(self.ident, self.title, self.groups, self.periods, rows)

    def table(self) -> Table:
        """The same words without the marks."""
        rows = tuple((row.said, *(self._word(code) for code in row.grades)) for row in self.rows)
        return Table(self.title, (_("Known on"), *self.periods), rows)

    def _row(self, row: KnownOn, older: KnownOn | None) -> GridRow:
        fallen = falls(self.scale, row.grades)
        before = older.grades if older else (None,) * len(row.grades)
        return GridRow(row.said, row.here, tuple(map(self._cell, row.grades, before, fallen)))

    def _cell(self, code: str | None, before: str | None, fell: bool) -> Cell:
        if code is None:
            return Cell("", _("not known"), "unknown")
        words = [self.scale.label(code)]
        words += [_("lower than before")] if fell else []
        words += [_("first known")] if code != before else []
        css = f"{self.scale.ink(code)}{' down' if fell else ''}{' first' if code != before else ''}"
        return Cell(self.scale.label(code), ", ".join(words), css)

    def _word(self, code: str | None) -> str:
        return self.scale.label(code) if code else _("not known")
