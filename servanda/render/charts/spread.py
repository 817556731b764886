"""The disagreement map: chapter by chapter, on how many questions voices agree, and how far apart they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda.render.charts.grades import RAMPS
from servanda.render.charts.marks import Box, Drawing, Line, Mark, Table, Text

ROW, BAR, LETTERS = 40.0, 14.0, 46


@dataclass(frozen=True, slots=True)
class Apart:
    """A chapter: questions by how many steps of the scale voices are apart (0: they agree), those that cannot be
    measured, those on which one voice alone has spoken, and those on which none has."""

    title: str
    by_size: tuple[int, ...]
    unmeasured: int = 0
    alone: int = 0
    silent: int = 0

    @property
    def total(self) -> int:
        """All questions of the chapter."""
        return sum(self.by_size) + self.unmeasured + self.alone + self.silent

    @property
    def apart(self) -> int:
        """The questions on which voices differ."""
        return sum(self.by_size[1:]) + self.unmeasured


@dataclass(frozen=True, slots=True)
class Spread:
    """Chapters in their order."""

    ident: str
    title: str
    chapters: tuple[Apart, ...]

    def layout(self) -> Drawing:
        """Lay out one bar a chapter, as long as it has questions: the darker, the further apart."""
        height = round(ROW * max(1, len(self.chapters)))
        return Drawing(self.ident, self.title, self._describe(), height, tuple(self._draw()))

    def table(self) -> Table:
        """The counts by chapter."""
        most = self._largest()
        sizes = (ngettext("%(n)s step apart", "%(n)s steps apart", n) % {"n": n} for n in range(1, most + 1))
        rest = (_("cannot be measured"), _("one voice only"), _("no voice yet"))
        rows = tuple(
            (one.title, *(str(count) for count in one.by_size), *map(str, (one.unmeasured, one.alone, one.silent)))
            for one in self.chapters
        )
        header = (_("Chapter"), _("agree"), *sizes, *rest)
        return Table(self.title, header, rows, frozenset(range(1, len(header))))

    def _largest(self) -> int:
        return max((len(one.by_size) for one in self.chapters), default=1) - 1

    def _draw(self) -> Iterator[Mark]:
        most = max((one.total for one in self.chapters), default=0)
        for number, one in enumerate(self.chapters):
            top = number * ROW
            yield Text(0, top + 14, shorten(one.title, LETTERS, placeholder=" ..."))
            if one.total:
                yield from self._bar(one, top + 20, 100 / most)

    def _bar(self, one: Apart, top: float, per_question: float) -> Iterator[Mark]:
        x = 0.0
        for count, css, fill in self._parts(one):
            width = round(count * per_question, 3)
            if count:
                yield Box(round(x, 3), top, width, BAR, css, fill)
                yield Line(round(x + width, 3), top, round(x + width, 3), top + BAR, "seam")
            x += width
        yield Box(0, top, round(one.total * per_question, 3), BAR, "gframe")

    def _parts(self, one: Apart) -> Iterator[tuple[int, str, str]]:
        ramp = RAMPS[min(max(RAMPS), max(2, self._largest() + 1))]
        for size, count in enumerate(one.by_size):
            yield count, ramp[min(size, len(ramp) - 1)], ""
        yield one.unmeasured, "", "url(#p-hatch)"
        yield one.alone, "", "url(#p-unreported)"
        yield one.silent, "gx", ""

    def _describe(self) -> str:
        many = ngettext("%(n)s question", "%(n)s questions", sum(one.total for one in self.chapters))
        total = many % {"n": sum(one.total for one in self.chapters)}
        differ = _("%(chapter)s: voices differ on %(n)s")
        apart = [differ % {"chapter": one.title, "n": one.apart} for one in self.chapters if one.apart]
        return "; ".join([total, *apart]) + "."
