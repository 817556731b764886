"""From the shapes of a brief to drawings, on pages and in documents. One shape is put into another, no more."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from servanda.brief.model import Brief, Lane, LaneItem, Series, SeriesPoint, ShareTold, TallyTold
from servanda.i18n import Translator
from servanda.kernel.dates import PartialDate
from servanda.render import charts

FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(9998, 12, 31)


def timeline(brief: Brief) -> charts.Timeline | None:
    """Plans, packages, evaluations and contributions on one axis; ``None`` when nothing has a place on it."""
    items = [item for lane in brief.lanes for item in lane.items]
    days = [day for item in items for day in _days(item.start, item.end)]
    # a line with a single day on it says nothing that its sentence does not
    if not days or (len(items) == 1 and items[0].shape == "point"):
        return None
    as_of = brief.heading.day
    start, end = whole_years(min([*days, as_of]), max([*days, as_of]))
    lanes = tuple(_lane(lane) for lane in brief.lanes if lane.items)
    return charts.Timeline("plans", _("Plans, packages and evaluations"), start, end, as_of, brief.heading.as_of, lanes)


def strengths(brief: Brief) -> charts.Steps | None:
    """The strength of each contribution on one scale; ``None`` when none was ever said."""
    return steps("strength", brief)


def steps(ident: str, brief: Brief) -> charts.Steps | None:
    """Panels of strengths; undated figures are left to the table of the page, for they stand nowhere."""
    series, as_of = brief.series, brief.heading.day
    translator = Translator(brief.language)
    panels = tuple(_panel(one, translator) for one in series if any(point.placed for point in one.points))
    days = [day for one in series for p in one.points if p.placed for day in _days(p.when)]
    if not panels or not days:
        return None
    ends = [day for one in series for day in _days(one.ended)]
    start, end = whole_years(min(days), max([*days, *ends, as_of]))
    title = _("Strength in operations, over the years")
    return charts.Steps(ident, title, start, end, as_of, brief.heading.as_of, panels)


def mini(series: Series, as_of: date) -> charts.MiniSteps | None:
    """A strength the size of a word, to stand beside a sentence."""
    points = tuple(_point(point) for point in series.points if point.placed)
    if len(points) < 2:
        return None
    start = min(point.when.earliest for point in points)
    return charts.MiniSteps(f"mini-{series.record[:8]}", series.title, start, max(as_of, start), as_of, points)


def splits(tally: TallyTold, ident: str, *, small: bool = False) -> tuple[charts.Split, ...]:
    """The split bars of a tally: one for each way in which its parts were counted in numbers, and make up its total.

    What they leave of it is drawn only where it was worked out: parts that may overlap, or that another statement than
    the total's gives, leave nothing that is known.
    """
    found = []
    for at, ((_by, shares), way) in enumerate(zip(tally.groups, tally.ways, strict=True)):
        counted = tuple(
            charts.Part(share.label, share.value)
            for share in shares
            if share.value is not None and share.answer == "reported"
        )
        if counted and tally.total.value is not None and _adds_up(tally.total.value, shares):
            heading = _("%(tally)s, by %(way)s") % {"tally": tally.title, "way": way}
            found.append(charts.Split(f"{ident}-{at}", heading, tally.total.value, counted, small))
    return tuple(found)


def _adds_up(total: int, shares: Sequence[ShareTold]) -> bool:
    numbers = [share.value for share in shares if share.value is not None]
    return sum(numbers) == total and len(numbers) == len(shares)


def undrawn(tally: TallyTold) -> tuple[ShareTold, ...]:
    """The parts of a tally that were counted in numbers and stand in none of its bars."""
    total = tally.total.value
    left = [shares for _, shares in tally.groups if total is None or not _adds_up(total, shares)]
    return tuple(share for shares in left for share in shares if share.answer == "reported")


def _lane(lane: Lane) -> charts.Lane:
    bars = tuple(_plan(item) for item in lane.items if item.shape == "bar")
    points = tuple(_event(item) for item in lane.items if item.shape == "point")
    return charts.Lane(lane.label, bars, points)


def _plan(item: LaneItem) -> charts.Plan:
    begin = when(item.start, item.when) if item.start else None
    end = when(item.end, item.when) if item.end else None
    return charts.Plan(
        item.label,
        item.short,
        begin,
        end,
        ongoing=item.state == "said" and item.end is None,
        planned=item.state == "planned",
        disputed=_("disputed") if item.state == "disputed" else "",
        stands=item.stands,
    )


def _event(item: LaneItem) -> charts.Event:
    return charts.Event(
        item.label,
        item.short,
        when(item.start, item.when) if item.start else None,
        item.figure,
        planned=item.state == "planned",
        disputed=item.state == "disputed",
        stands=item.stands,
    )


def _panel(series: Series, translator: Translator) -> charts.Panel:
    points = tuple(_point(point) for point in series.points if point.placed)
    ended = when(series.ended, translator.date(series.ended).text) if series.ended else None
    return charts.Panel(series.title, points, ended)


def _point(point: SeriesPoint) -> charts.Point:
    return charts.Point(when(point.when, point.date), point.values, point.how, point.text)


def when(date_said: PartialDate, said: str) -> charts.When:
    """A date as charts take it: its first and last day, open sides cut, and its words."""
    days = _days(date_said)
    earliest, latest = (days or [FIRST_DAY])[0], (days or [LAST_DAY])[-1]
    return charts.When(earliest, latest, said)


def _days(*dates: PartialDate | None) -> list[date]:
    """The first and last days that dates can mean, open sides left out, in order."""
    found: Iterable[date] = (
        day for when in dates if when is not None for day in (when.earliest, when.latest) if FIRST_DAY < day < LAST_DAY
    )
    return sorted(found)


def whole_years(first: date, last: date) -> tuple[date, date]:
    """Round a span of days out to whole years, for an axis."""
    return date(first.year, 1, 1), date(min(last.year + 1, LAST_DAY.year), 1, 1)
