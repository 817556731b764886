"""A tally and the parts of it that are named: solid is reported, hatched is worked out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from servanda.render.charts.labels import text_width
from servanda.render.charts.marks import Table

PAGE = 288.0


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a tally. ``computed`` parts are sums made here."""

    label: str
    count: int
    how: Literal["reported", "computed"] = "reported"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the bar, in per cent, with the words that fit in it (perhaps none)."""

    x: float
    width: float
    text: str
    css: str
    hatched: bool


@dataclass(frozen=True, slots=True)
class SplitDrawing:
    """A laid out bar. ``title`` says it in words; ``height`` is in pixels."""

    ident: str
    title: str
    height: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A tally of ``total`` (``None``: not known) and its reported parts, which must be disjoint.

    What the parts leave of the total is drawn hatched as "others": whose it is no source says.
    Without a total, or when the parts come to more than it, nothing is drawn; the table still stands.
    """

    ident: str
    title: str
    total: int | None
    parts: tuple[Part, ...]
    small: bool = False

    @property
    def rest(self) -> int | None:
        """What the parts leave of the total; ``None`` when the sum cannot be made."""
        if self.total is None or not self.parts:
            return None
        left = self.total - sum(part.count for part in self.parts)
        return left if left >= 0 else None

    @property
    def working(self) -> str:
        """The sum behind the rest ("41 - 27"), empty when there is none."""
        if not self.rest:
            return ""
        return " - ".join(str(figure) for figure in (self.total, *(part.count for part in self.parts)))

    def layout(self) -> SplitDrawing:
        """Lay the bar out; no segments when there is nothing that can be drawn truly."""
        height = 16 if self.small else 26
        return SplitDrawing(self.ident, self._describe(), height, tuple(self._segments()))

    def table(self) -> Table:
        """The parts, the rest with its working, and the total."""
        rows = [(part.label, str(part.count), _how(part)) for part in self.parts]
        if self.rest:
            rows.append((_("others"), str(self.rest), _("computed: %(sum)s") % {"sum": self.working}))
        total = str(self.total) if self.total is not None else _("not known")
        rows.append((_("In all"), total, _("reported") if self.total is not None else ""))
        return Table(self.title, (_("Part"), _("Count"), _("How known")), tuple(rows), frozenset({1}))

    def _segments(self) -> Iterator[Segment]:
        if not self.total or self.rest is None:
            return
        shown = [(part.count, part.label, part.how == "computed") for part in self.parts if part.count]
        if self.rest:
            shown.append((self.rest, _("others"), True))
        done, named = 0, 0
        for count, label, hatched in shown:
            first, last = round(done * 100 / self.total, 2), round((done + count) * 100 / self.total, 2)
            width = round(last - first, 2)
            text = "" if self.small else _fitting(count, label, width)
            css = "computed" if hatched else ("part" if named % 2 == 0 else "part other")
            yield Segment(first, width, text, css, hatched)
            done, named = done + count, named + (not hatched)

    def _describe(self) -> str:
        parts = [f"{part.count} {part.label} ({_how(part)})" for part in self.parts]
        if self.rest:
            parts.append(_("%(count)s others (computed)") % {"count": self.rest})
        total = self.total if self.total is not None else _("total not known")
        return f"{self.title}: {total}. " + ", ".join(parts)


def _how(part: Part) -> str:
    return _("computed") if part.how == "computed" else _("reported")


def _fitting(count: int, label: str, width: float) -> str:
    room = width * PAGE / 100 - 12
    return next((text for text in (f"{count} {label}", str(count)) if text_width(text) <= room), "")
