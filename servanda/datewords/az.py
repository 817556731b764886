"""Dates in Azerbaijani: "15 noyabr 2016-cı il", "2016-cı ilin aprel ayında", "2015-2016-cı illər".

The ordinal ending of a year and the case ending of what follows both change with the last sound spoken.
"""

from functools import partial

from servanda.datewords.clocks import clock, zone
from servanda.kernel.edtf import Parts, Point

MONTHS = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun",
    "iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr",
)  # fmt: skip
SEASONS = ("yaz", "yay", "payız", "qış")
QUARTERS = ("birinci", "ikinci", "üçüncü", "dördüncü")
_UNITS = {1: "ci", 2: "ci", 3: "cü", 4: "cü", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cu"}
_TENS = {1: "cu", 2: "ci", 3: "cu", 4: "cı", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cı"}

_UNKNOWN = {
    "plain": "tarixi məlum deyil",
    "at": "naməlum tarixdə",
    "since": "naməlum tarixdən",
    "until": "naməlum tarixədək",
    "for": "naməlum tarix üçün",
}

# endings by the word they follow: (plain, at, since, until)
_FORMS = ("plain", "at", "since", "until")
_YEAR = ("il", "ildə", "ildən", "ilədək")
_YEARS = ("illər", "illərdə", "illərdən", "illərədək")
_CENTURY = ("əsr", "əsrdə", "əsrdən", "əsrədək")
_MONTH = ("ayı", "ayında", "ayından", "ayınadək")
_MONTHS = ("ayları", "aylarında", "aylarından", "aylarınadək")
_SEASON = ("fəsli", "fəslində", "fəslindən", "fəslinədək")
_QUARTER = ("rübü", "rübündə", "rübündən", "rübünədək")
_HALF = ("yarısı", "yarısında", "yarısından", "yarısınadək")


def say(parts: Parts, form: str) -> tuple[str, str]:
    """Give what leads to the date and the date."""
    start, end = parts.start, parts.end
    if parts.shape == "unknown" or (start is None and end is None):
        return "", _UNKNOWN[form]
    if start is None and end is not None:
        return ("ən geci " if parts.shape == "by" else ""), _point(end, "since" if form == "since" else "until")
    if start is not None and end is None:
        return "", _point(start, "since")
    assert start is not None
    assert end is not None
    said = _point if parts.shape == "point" else partial(_span, parts, start)
    if form == "for":
        core = said(end, "plain")
        return "", core if core.endswith("dək") else f"{core} üçün"
    return "", said(end, form)


def _span(parts: Parts, start: Point, end: Point, form: str) -> str:
    """A span: what both ends share is said once; else it is told from the one to the other."""
    if any(point.approximate or point.uncertain for point in (start, end)):
        return f"{_point(start, 'since')} {_point(end, 'until')}"
    if start.precision == end.precision == "year":
        return f"{start.year}-{ordinal(end.year)} {_cased(_YEARS, form)}"
    if parts.shared == "month":
        return f"{start.day}-{_point(end, form)}"
    if parts.shared == "year" and start.precision == end.precision == "month":
        return f"{ordinal(end.year)} ilin {_month(start)}-{_month(end)} {_cased(_MONTHS, form)}"
    if parts.shared == "year" and start.precision == end.precision == "day":
        return f"{start.day} {_month(start)} - {_point(end, form)}"
    return f"{_point(start, 'since')} {_point(end, 'until')}"


def _point(point: Point, form: str) -> str:
    doubt = "təxminən " * point.approximate + "ehtimal ki, " * point.uncertain
    return doubt + _plain(point, form)


def _plain(point: Point, form: str) -> str:
    year = ordinal(point.year)
    if point.moment is not None:
        day = f"{point.day} {_month(point)} {year} {_cased(_YEAR, form)}"
        return f"{day}, saat {clock(point.moment)} ({zone(point)})"
    nth = (point.nth or 1) - 1
    match point.precision:
        case "day":
            return f"{point.day} {_month(point)} {year} {_cased(_YEAR, form)}"
        case "month":
            return f"{year} ilin {_month(point)} {_cased(_MONTH, form)}"
        case "season":
            return f"{year} ilin {SEASONS[nth]} {_cased(_SEASON, form)}"
        case "quarter":
            return f"{year} ilin {QUARTERS[nth]} {_cased(_QUARTER, form)}"
        case "half":
            return f"{year} ilin {QUARTERS[nth]} {_cased(_HALF, form)}"
        case "decade":
            return f"{year} {_cased(_YEARS, form)}"
        case "century":
            return f"{ordinal(point.year // 100 + 1)} {_cased(_CENTURY, form)}"
    return f"{year} {_cased(_YEAR, form)}"


def ordinal(number: int) -> str:
    """Write a number as an ordinal, its ending in harmony with the last word it is read with: "2013-cü"."""
    unit, ten = number % 10, number // 10 % 10
    if unit:
        ending = _UNITS[unit]
    elif ten:
        ending = _TENS[ten]
    else:
        ending = "cü" if number % 1000 else "ci"
    return f"{number}-{ending}"


def _cased(endings: tuple[str, str, str, str], form: str) -> str:
    return endings[_FORMS.index(form)]


def _month(point: Point) -> str:
    return MONTHS[(point.month or 1) - 1]
