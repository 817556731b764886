"""Items by grade as a bar the size of a word, and one grade as a mark beside its name."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from servanda.render.charts.grades import Scale
from servanda.render.charts.marks import Box, Drawing, Line, Mark, Table

HEIGHT, MARK = 16, 16


@dataclass(frozen=True, slots=True)
class GradeBar:
    """How many items stand at each grade of a scale; ``others`` have a grade off it or none, or are disputed."""

    ident: str
    title: str
    scale: Scale
    counts: tuple[tuple[str, int], ...]
    others: int = 0

    @property
    def total(self) -> int:
        """All items."""
        return sum(count for _code, count in self.counts) + self.others

    def layout(self) -> Drawing:
        """Lay the bar out, the best grade first, what has none dotted at the end."""
        return Drawing(self.ident, self.title, self._describe(), HEIGHT, tuple(self._draw()))

    def table(self) -> Table:
        """The counts, the best grade first."""
        rows = [(self.scale.label(code), str(count)) for code, count in self._ordered()]
        if self.others:
            rows.append((_("without a grade on the scale"), str(self.others)))
        return Table(self.title, (_("Grade"), _("Count")), tuple(rows), frozenset({1}))

    def _ordered(self) -> list[tuple[str, int]]:
        return sorted(self.counts, key=lambda one: -self.scale.rank(one[0]))

    def _draw(self) -> list[Mark]:
        if not self.total:
            return []
        marks: list[Mark] = []
        done = 0
        parts = [(count, self.scale.ink(code)) for code, count in self._ordered()]
        for count, ink in (*parts, (self.others, "")):
            if not count:
                continue
            x, width = round(done * 100 / self.total, 2), round(count * 100 / self.total, 2)
            css, fill = ("", "url(#p-hatch)") if ink == "g1" else (ink, "" if ink else "url(#p-unreported)")
            marks.append(Box(x, 0.5, width, HEIGHT - 1, css, fill))
            if done:
                marks.append(Line(x, 0.5, x, HEIGHT - 0.5, "seam"))
            done += count
        marks.append(Box(0, 0.5, 100, HEIGHT - 1, "gframe"))
        return marks

    def _describe(self) -> str:
        parts = [f"{count} {self.scale.label(code)}" for code, count in self._ordered() if count]
        if self.others:
            parts.append(_("%(count)s without a grade on the scale") % {"count": self.others})
        return ", ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class GradeMark:
    """One grade as a filled measure: as full as it is high, so that ink alone never tells it."""

    scale: Scale
    code: str

    def layout(self) -> Drawing:
        """Lay the measure out."""
        full = MARK - 1
        height = round(2 + (full - 2) * self.scale.share(self.code), 2)
        marks = (
            Box(1, round(MARK - 0.5 - height, 2), 98, height, self.scale.ink(self.code)),
            Box(1, 0.5, 98, full, "gframe"),
        )
        return Drawing("", "", self.scale.label(self.code), MARK, marks)
