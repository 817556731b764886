"""Reading and writing EDTF (ISO 8601-2): the texts in which partial dates are kept (rule 6).

Levels 0 and 1, and of level 2 what records need: quarters and halves of a year. Every meaning has one
canonical text: what is not specified is left out ("2016-XX" is kept as "2016"), a moment loses seconds
that are zero, and UTC is "Z".
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from servanda.errors import Worded, worded

Precision = Literal[
    "moment", "day", "month", "season", "quarter", "half", "year", "decade", "century", "interval", "unknown"
]
Shape = Literal["point", "span", "by", "until", "from", "since", "unknown"]

UNKNOWN = "XXXX"
_FURTHEST_ZONE = timedelta(hours=14)

_PHRASE = re.compile(r"(?:BY|NO LATER THAN)\s+(?=[0-9])")
_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<doubt>[~?%])?"
)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}(?::[0-5][0-9])?)?"
)

# The second number of a text that is not a month: its precision, and which of the year's it is.
_PARTS_OF_YEAR: dict[int, tuple[Precision, int]] = {
    **{20 + nth: ("season", nth) for nth in (1, 2, 3, 4)},
    **{32 + nth: ("quarter", nth) for nth in (1, 2, 3, 4)},
    **{39 + nth: ("half", nth) for nth in (1, 2)},
}
_CODES = {part: code for code, part in _PARTS_OF_YEAR.items()}
_WINTER = 4


class NotEdtf(Exception):
    """A text is not a date. ``why`` is the reason, as the end of a sentence."""

    def __init__(self, why: Worded) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Point:
    """One date as said, to be printed without rounding it up or down.

    ``year`` is the first of a decade or century; ``nth`` says which season (1 spring ... 4 winter),
    quarter or half of the year it is. ``moment`` is aware, and keeps the zone it was given in.
    """

    precision: Precision
    year: int
    month: int | None = None
    day: int | None = None
    nth: int | None = None
    moment: datetime | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def text(self) -> str:
        """The canonical text."""
        if self.moment is not None:
            return _write_moment(self.moment)
        return self._undoubted + _doubt(self)

    @property
    def _undoubted(self) -> str:
        if self.precision == "century":
            return f"{self.year // 100:02}XX"
        if self.precision == "decade":
            return f"{self.year // 10:03}X"
        code = self.month if self.nth is None else _CODES[self.precision, self.nth]
        return "-".join([f"{self.year:04}", *(f"{number:02}" for number in (code, self.day) if number)])

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day it can be. Doubt does not widen them: no source says by how much."""
        if self.day is not None and self.month is not None:
            day = date(self.year, self.month, self.day)
            return day, day
        if self.precision == "season":
            return _season(self.year, self.nth or 1)
        if self.month is not None:
            return _months(self.year, self.month, 1)
        if self.nth is not None:
            length = 3 if self.precision == "quarter" else 6
            return _months(self.year, 1 + length * (self.nth - 1), length)
        years = {"decade": 10, "century": 100}.get(self.precision, 1)
        return date(max(self.year, 1), 1, 1), date(self.year + years - 1, 12, 31)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text says, as a renderer needs it.

    ====================  =============================  ================================
    shape                 text                           printed, for example
    ====================  =============================  ================================
    point                 ``2016-11-15``                 15 November 2016
    span                  ``2015/2016``                  2015-2016
    by (start open)       ``../2016``                    by 2016; no later than 2016
    until (start unknown) ``/2016``                      until 2016, beginning not known
    from (end open)       ``2016/..``                    from 2016
    since (end unknown)   ``2016/``                      from 2016, end not known
    unknown               ``XXXX``                       date not known
    ====================  =============================  ================================

    A point is its own start and end; an open or unknown end is ``None``.
    """

    shape: Shape
    start: Point | None
    end: Point | None

    @property
    def text(self) -> str:
        """The canonical text."""
        start = self.start.text if self.start else ""
        end = self.end.text if self.end else ""
        match self.shape:
            case "unknown":
                return UNKNOWN
            case "point":
                return start
            case "by":
                return f"../{end}"
            case "from":
                return f"{start}/.."
        return f"{start}/{end}"

    @property
    def shared(self) -> Literal["month", "year"] | None:
        """What both ends of a span have in common and is printed once: "7-16 October 2011" shares its month."""
        start, end = self.start, self.end
        if self.shape != "span" or start is None or end is None or _doubt(start) != _doubt(end):
            return None
        if start.year != end.year or not (start.month or start.nth) or not (end.month or end.nth):
            return None
        return "month" if start.day and end.day and start.month == end.month else "year"


def read(text: str) -> Parts:
    """Read a text. Raises ``NotEdtf``."""
    plain = _PHRASE.sub("../", text.strip().upper(), count=1)
    if plain == UNKNOWN:
        return Parts("unknown", None, None)
    if plain[:1] in {"[", "{"}:
        raise NotEdtf(
            worded('a set of dates is not one date; record each as a fact of its own, or give the span "2015/2016"')
        )
    if "/" in plain:
        return _interval(plain)
    point = _point(plain)
    return Parts("point", point, point)


def _interval(text: str) -> Parts:
    if text.count("/") > 1:
        raise NotEdtf(worded("an interval has one stroke, between its beginning and its end"))
    left, right = text.split("/")
    start, end = (None if side in {"", ".."} else _end(side) for side in (left, right))
    if start and end:
        if start.bounds[0] > end.bounds[1]:
            raise NotEdtf(worded("it ends before it begins"))
        return Parts("span", start, end)
    if end:
        return Parts("by" if left else "until", None, end)
    if start:
        return Parts("from" if right else "since", start, None)
    raise NotEdtf(worded("an interval needs at least one end that is known"))


def _end(text: str) -> Point:
    point = _point(text)
    if point.moment is not None:
        # Two moments with two zones have no one order of civil days; EDTF has no such intervals either.
        raise NotEdtf(worded("the ends of an interval are days or longer; leave out the time of day"))
    return point


def _point(text: str) -> Point:
    if text[10:11] == "T":
        return _read_moment(text)
    found = _POINT.fullmatch(text)
    if not found:
        raise NotEdtf(worded("it is not written as year, month and day, in four, two and two digits"))
    year, month, day, doubt = found.group("year", "month", "day", "doubt")
    approximate, uncertain = doubt in {"~", "%"}, doubt in {"?", "%"}
    if "X" in year:
        if month:
            raise NotEdtf(worded("a decade or century has no month"))
        precision: Precision = "century" if year.endswith("XX") else "decade"
        return Point(precision, int(year.replace("X", "0")), approximate=approximate, uncertain=uncertain)
    if int(year) == 0:
        raise NotEdtf(worded("there is no year 0"))
    precision, numbers = _within_year(int(year), month or "XX", day or "XX")
    return Point(precision, int(year), *numbers, approximate=approximate, uncertain=uncertain)


def _within_year(year: int, month: str, day: str) -> tuple[Precision, tuple[int | None, int | None, int | None]]:
    """Give the precision, and month, day and nth."""
    if month == "XX":
        if day != "XX":
            raise NotEdtf(worded("it has a day but no month"))
        return "year", (None, None, None)
    number = int(month)
    if number in _PARTS_OF_YEAR:
        precision, nth = _PARTS_OF_YEAR[number]
        if day != "XX":
            raise NotEdtf(worded("a {precision} has no day", precision=precision))
        return precision, (None, None, nth)
    if not 1 <= number <= 12:
        sentence = worded(
            "there is no month {month} (21 to 24 are seasons, 33 to 36 quarters, 40 and 41 half-years)", month=month
        )
        raise NotEdtf(sentence)
    if day == "XX":
        return "month", (number, None, None)
    if not 1 <= int(day) <= monthrange(year, number)[1]:
        raise NotEdtf(worded("{year:04}-{month} has no day {day}", year=year, month=month, day=day))
    return "day", (number, int(day), None)


def _read_moment(text: str) -> Point:
    found = _MOMENT.fullmatch(text)
    if not found:
        raise NotEdtf(worded('a time of day is written after the day, with its zone: "2016-11-15T10:23+04:00"'))
    if not found["zone"]:
        raise NotEdtf(worded('a time of day needs its zone: "+04:00", or "Z" for UTC'))
    day = _point(text[:10])
    try:
        moment = datetime.fromisoformat(text)
        moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise NotEdtf(worded("there is no such moment")) from error
    if abs(moment.utcoffset() or timedelta()) > _FURTHEST_ZONE:
        raise NotEdtf(worded("no zone is more than 14 hours from UTC"))
    return Point("moment", day.year, day.month, day.day, moment=moment)


def _write_moment(moment: datetime) -> str:
    precise = moment.second or moment.microsecond
    text = moment.isoformat() if precise else moment.isoformat(timespec="minutes")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _doubt(point: Point) -> str:
    return ("", "~", "?", "%")[point.approximate + 2 * point.uncertain]


def _months(year: int, first: int, length: int) -> tuple[date, date]:
    last = first + length - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _season(year: int, nth: int) -> tuple[date, date]:
    if nth != _WINTER:
        return _months(year, 3 * nth, 3)
    # "Winter 2020" is said of the one that began in 2019 and of the one that ended in 2021.
    earliest = date(year - 1, 12, 1) if year > 1 else date.min
    latest = _months(year + 1, 2, 1)[1] if year < date.max.year else date.max
    return earliest, latest
