"""Plans on a time line: lanes by kind, a bar a plan, a mark an event.

Solid is said: a bar is filled only between dates a source gives, and only up to the day looked from.
An end nobody gave is open and dashed; a plan with no date at all is named and not drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from servanda.render.charts.axis import Span, draw_axis, draw_now
from servanda.render.charts.labels import SLIM, WIDE, Area, Spot, Wish, place, text_width
from servanda.render.charts.marks import DIAMOND, Box, Drawing, Line, Mark, Shape, Table, Text, When

TOP, LABEL, ABOVE, BAR, BELOW = 20.0, 20.0, 16.0, 20.0, 24.0
STUB = 7.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A bar. ``begin`` and ``end`` are ``None`` when no source gives them.

    ``ongoing`` says a source speaks of it as holding, so that it needs no end. ``disputed`` names a
    dispute about its beginning; ``begin`` then runs from the earliest to the latest claim.
    """

    label: str
    short: str
    begin: When | None
    end: When | None
    ongoing: bool = False
    planned: bool = False
    disputed: str = ""
    stands: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A point: a diamond, or a box with a ``figure`` in it. ``planned`` is dotted, ``disputed`` red."""

    label: str
    short: str
    when: When | None
    figure: str = ""
    planned: bool = False
    disputed: bool = False
    stands: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of thing. ``carries`` draws a dotted line from event to event, where each holds till the next."""

    label: str
    plans: tuple[Plan, ...] = ()
    events: tuple[Event, ...] = ()
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes over one span of time, seen from ``as_of``."""

    ident: str
    title: str
    start: date
    end: date
    as_of: date
    as_of_said: str
    lanes: tuple[Lane, ...]

    def layout(self) -> Drawing:
        """Lay out the lanes one under another, on one axis."""
        span = Span(self.start, self.end)
        top, marks = TOP, list[Mark]()
        for lane in self.lanes:
            drawn = _LaneLayout(lane, span, self.as_of, top)
            marks.extend(drawn.draw())
            top = drawn.bottom
        axis = list(draw_axis(span, 16, top))
        now = draw_now(span, self.as_of, self.as_of_said, top)
        return Drawing(self.ident, self.title, self._describe(), round(top + 22), (*axis, *now, *marks))

    def table(self) -> Table:
        """Every plan and event with its dates as said, drawn or not."""
        rows = [row for lane in self.lanes for row in (*_plan_rows(lane), *_event_rows(lane))]
        return Table(self.title, (_("Kind"), _("Item"), _("When, as said"), _("Where it stands")), tuple(rows))

    def _describe(self) -> str:
        parts = ("; ".join(f"{item} {when}" for _kind, item, when, _stands in rows) for rows in self._by_lane())
        lines = zip((lane.label for lane in self.lanes), parts, strict=True)
        return " ".join(f"{label}: {part}." for label, part in lines if part)

    def _by_lane(self) -> Iterator[list[tuple[str, str, str, str]]]:
        for lane in self.lanes:
            yield [*_plan_rows(lane), *_event_rows(lane)]


@dataclass(slots=True)
class _LaneLayout:
    """One lane being drawn; gathers the ground taken and the labels that want a place."""

    lane: Lane
    span: Span
    as_of: date
    top: float
    wishes: list[Wish] = field(default_factory=list)
    taken: list[Area] = field(default_factory=list)

    @property
    def line(self) -> float:
        """The upper edge of the bars, in pixels."""
        return self.top + LABEL + (ABOVE if self.lane.events else 0)

    @property
    def bottom(self) -> float:
        """Where the next lane begins, in pixels."""
        return self.line + BAR + BELOW

    def draw(self) -> Iterator[Mark]:
        """Draw the lane's name, its bars, its events, then the labels where they fit."""
        yield Text(0, self.top + 12, self.lane.label, css="said-t halo")
        self.taken.append(Area(0, 0, self.top, self.top + 16, after=text_width(self.lane.label)))
        yield from self._plans()
        yield from self._events()
        self._undated()
        yield from place(self.wishes, self.taken)

    def _plans(self) -> Iterator[Mark]:
        for plan in self.lane.plans:
            if plan.begin and (plan.end or plan.ongoing):
                yield from self._bar(plan, plan.begin)
            elif plan.begin or plan.end:
                yield from self._open_bar(plan)

    def _bar(self, plan: Plan, begin: When) -> Iterator[Mark]:
        """A plan with both ends, or a beginning and someone who says it holds: filled as far as the day looked from."""
        first = self.span.x(begin.latest if plan.disputed else begin.earliest)
        now = self.span.x(self.as_of)
        last = max(first, self.span.x(plan.end.latest) if plan.end else now)
        shown = first if plan.planned else max(first, min(last, now))
        if plan.disputed:
            yield self._dispute(plan.disputed, self.span.x(begin.earliest), first)
        if shown > first:
            yield Box(first, self.line, round(shown - first, 2), BAR, "bar")
        if last > shown:
            css = "bar-open" if plan.planned else "bar-ahead"
            yield Box(shown, self.line, round(last - shown, 2), BAR, css)
        self.taken.append(Area(first, last, self.line, self.line + BAR))
        yield from self._name(plan, first, *((shown - first, "on") if shown > first else (last - first, "in")))

    def _open_bar(self, plan: Plan) -> Iterator[Mark]:
        """A plan with one end only: a firm edge on the side a source gives, and a box left open on the other."""
        y, bottom = self.line, self.line + BAR
        if plan.begin:
            edge = self.span.x(plan.begin.latest if plan.disputed else plan.begin.earliest)
            rest = min(self._starts(after=plan.begin.latest), default=self.span.x(max(self.as_of, plan.begin.latest)))
            first, last = edge, round(min(edge + STUB, max(edge, rest)), 2)
            if plan.disputed:
                yield self._dispute(plan.disputed, self.span.x(plan.begin.earliest), edge)
            if rest > last:
                yield Line(last, y + BAR / 2, round(rest, 2), y + BAR / 2, "carried")
        else:
            edge = last = self.span.x(plan.end.latest) if plan.end else 0.0
            first = max(0.0, round(edge - STUB / 2, 2))
        for level in (y, bottom):
            yield Line(first, level, last, level, "bar-open")
        yield Line(edge, y, edge, bottom, "bar-open" if plan.planned else "edge")
        self.taken.append(Area(first, last, y, bottom))
        yield from self._name(plan, first, last - first, "in")

    def _starts(self, after: date) -> Iterator[float]:
        """Where the lane's plans that are drawn after a day begin, in per cent."""
        for plan in self.lane.plans:
            if plan.begin and plan.begin.earliest > after:
                yield self.span.x(plan.begin.earliest)
            elif plan.end and not plan.begin and plan.end.earliest > after:
                yield max(self.span.x(after), self.span.x(plan.end.latest) - STUB / 2)

    def _dispute(self, words: str, begin: float, end: float) -> Mark:
        spots = (Spot("end", -6, self.line + 14), Spot("start", 0, self.line + 35))
        self.wishes.append(Wish(begin, words, spots, css="red halo"))
        return Box(begin, self.line, round(end - begin, 2), BAR, "bar-dis")

    def _name(self, plan: Plan, first: float, inside: float, css: str) -> Iterator[Mark]:
        for text, page in ((plan.label, WIDE), (plan.short, SLIM)):
            if text and text_width(text) + 10 <= inside * page / 100:
                yield Text(first, self.line + 14, text, dx=5, css=css, width="wide" if page == WIDE else "slim")
            else:
                spots = (Spot("start", 0, self.line + 35), Spot("end", 0, self.line + 35))
                wide, slim = (text, "") if page == WIDE else ("", text)
                self.wishes.append(Wish(first, wide, spots, slim, "halo"))

    def _events(self) -> Iterator[Mark]:
        known = [(event.when, event) for event in self.lane.events if event.when]
        y = self.line + BAR / 2
        if self.lane.carries and known:
            days = sorted(when.middle for when, event in known if not event.planned)
            if days and days[0] < self.as_of:
                yield Line(self.span.x(days[0]), y, self.span.x(self.as_of), y, "carried")
        for when, event in known:
            yield from self._event(when, event, y)

    def _event(self, when: When, event: Event, y: float) -> Iterator[Mark]:
        x, ink = self.span.x(when.middle), _ink(event)
        if not when.exact:
            yield Line(self.span.x(when.earliest), y, self.span.x(when.latest), y, f"spread {ink}")
        half = max(7.0, text_width(event.figure) / 2 + 7)
        if event.figure:
            yield Shape(x, y, f"M{-half:g}-12H{half:g}V12H{-half:g}z", f"mark {ink}")
            yield Text(x, y + 4.5, event.figure, "middle", css="in" if ink != "said" else "on strong")
        else:
            yield Shape(x, y, DIAMOND, f"mark {ink}")
        self.taken.append(Area(x, x, y - 12, y + 12, half, half))
        self.wishes.append(
            Wish(x, event.label, _around(half, y), event.short, "halo red" if event.disputed else "halo")
        )

    def _undated(self) -> None:
        """Name what has no date beside the lane's name: it is known of, but stands nowhere."""
        names = [plan.label for plan in self.lane.plans if not plan.begin and not plan.end]
        names += [event.label for event in self.lane.events if not event.when]
        if names:
            text = _("%(names)s: date not known") % {"names": ", ".join(names)}
            beside = Spot("start", text_width(self.lane.label) + 16, self.top + 12)
            self.wishes.append(Wish(0, text, (beside, Spot("start", 0, self.line + 35)), text, "halo unknown-t"))


def _around(half: float, y: float) -> tuple[Spot, ...]:
    """The places for an event's label: under, over, beside."""
    under, over = y + 26, y - 16
    centred = (Spot("middle", 0, under), Spot("middle", 0, over))
    beside = (Spot("start", half + 3, y + 4), Spot("end", -half - 3, y + 4))
    hung = (Spot("end", half, over), Spot("start", -half, over), Spot("end", half, under), Spot("start", -half, under))
    return (*centred, *beside, *hung)


def _ink(event: Event) -> str:
    if event.disputed:
        return "dis"
    return "planned" if event.planned else "said"


def _plan_rows(lane: Lane) -> Iterator[tuple[str, str, str, str]]:
    for plan in lane.plans:
        stands = plan.stands or (_("planned") if plan.planned else "")
        yield lane.label, plan.label, _life(plan), " ".join(part for part in (stands, plan.disputed) if part)


def _life(plan: Plan) -> str:
    begin, end = (edge.said if edge else "" for edge in (plan.begin, plan.end))
    if begin and end:
        return begin if begin == end else _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    if begin:
        words = _("since %(begin)s") if plan.ongoing else _("from %(begin)s, end not known")
        return words % {"begin": begin}
    return _("until %(end)s, beginning not known") % {"end": end} if end else _("not known")


def _event_rows(lane: Lane) -> Iterator[tuple[str, str, str, str]]:
    for event in lane.events:
        flags = ((event.planned, _("planned")), (event.disputed, _("disputed")))
        stands = event.stands or ", ".join(word for flag, word in flags if flag)
        name = f"{event.label} ({event.figure})" if event.figure and event.figure not in event.label else event.label
        yield lane.label, name, event.when.said if event.when else _("not known"), stands
