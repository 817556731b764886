"""Dates in English: "15 November 2016", "on 15 November 2016", "7-16 October 2011", "about 2005", "by 2016"."""

from servanda.datewords.clocks import clock, zone
from servanda.kernel.edtf import Parts, Point

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = ("spring", "summer", "autumn", "winter")
QUARTERS = ("the first quarter of", "the second quarter of", "the third quarter of", "the last quarter of")
HALVES = ("the first half of", "the second half of")
_LEADS = {"since": "since ", "until": "until ", "for": "for "}


def say(parts: Parts, form: str) -> tuple[str, str]:
    """Give what leads to the date and the date."""
    start, end = parts.start, parts.end
    if parts.shape == "unknown":
        return "", "on a date not known" if form == "at" else "date not known"
    if start is None:
        lead = "by " if parts.shape == "by" else "until "
        return ("since no later than " if form == "since" else lead), _point(end)
    if end is None:
        return ("since " if form == "since" else "from "), _point(start)
    if parts.shape == "point":
        return (_preposition(start) if form == "at" else _LEADS.get(form, "")), _point(start)
    return _span(parts, start, end, form)


def _span(parts: Parts, start: Point, end: Point, form: str) -> tuple[str, str]:
    whole_years = start.precision == end.precision == "year"
    if parts.shared == "month":
        core = f"{start.day}-{_point(end)}"
    elif whole_years:
        core = f"{_point(start)}-{_point(end)}"
    elif parts.shared == "year" and start.precision == end.precision == "month":
        core = f"{_month(start)}-{_point(end)}"
    else:
        core = f"{_within(start) if parts.shared else _point(start)} to {_point(end)}"
    if form == "at":
        lead = "on " if parts.shared == "month" else "from " if " to " in core else "in "
        return lead, core
    return _LEADS.get(form, ""), core


def _preposition(point: Point) -> str:
    if point.approximate:
        return ""
    return "on " if point.day else "in "


def _point(point: Point | None) -> str:
    if point is None:
        return "a date not known"
    doubt = "about " * point.approximate + "perhaps " * point.uncertain
    return doubt + _plain(point)


def _plain(point: Point) -> str:
    if point.moment is not None:
        return f"{point.day} {_month(point)} {point.year}, {clock(point.moment)} ({zone(point)})"
    match point.precision:
        case "day":
            return f"{point.day} {_month(point)} {point.year}"
        case "month":
            return f"{_month(point)} {point.year}"
        case "season" | "quarter" | "half":
            names = {"season": SEASONS, "quarter": QUARTERS, "half": HALVES}[point.precision]
            return f"{names[(point.nth or 1) - 1]} {point.year}"
        case "decade":
            return f"the {point.year}s"
        case "century":
            return f"the {_ordinal(point.year // 100 + 1)} century"
    return str(point.year)


def _ordinal(number: int) -> str:
    """A number as an ordinal: "20th", "21st"."""
    teen = number % 100 // 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _within(point: Point) -> str:
    """A date without its year, which the end of the span gives."""
    return _plain(point).removesuffix(f" {point.year}")


def _month(point: Point) -> str:
    return MONTHS[(point.month or 1) - 1]
