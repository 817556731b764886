"""Dates as files write them, as EDTF: exact forms that have to fit, and free words of which what is certain is kept."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial

from servanda.exchange.mappings.plainly import plainly
from servanda.kernel.dates import DateFault, PartialDate

EITHER = "day-or-month"
_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
}
# As they are written plainly (see ``plainly``): "май" loses the mark of its last letter.
_RUSSIAN = (
    "январь января январе", "февраль февраля феврале", "март марта марте", "апрель апреля апреле", "маи мая мае",
    "июнь июня июне", "июль июля июле", "август августа августе", "сентябрь сентября сентябре",
    "октябрь октября октябре", "ноябрь ноября ноябре", "декабрь декабря декабре",
)  # fmt: skip
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS: Mapping[str, int] = (
    {name: number for names in (*_MONTHS.values(), _SHORT) for number, name in enumerate(names.split(), 1)}
    | {"sept": 9, "setiembre": 9}
    | {name: number for number, names in enumerate(_RUSSIAN, 1) for name in names.split()}
)
_SEASONS = {
    "spring": 21, "printemps": 21, "primavera": 21, "yaz": 21,
    "summer": 22, "ete": 22, "verano": 22, "yay": 22,
    "autumn": 23, "fall": 23, "automne": 23, "otono": 23, "payiz": 23,
    "winter": 24, "hiver": 24, "invierno": 24, "qis": 24,
    "весна": 21, "весны": 21, "весной": 21, "лето": 22, "лета": 22, "летом": 22,
    "осень": 23, "осени": 23, "осенью": 23, "зима": 24, "зимы": 24, "зимои": 24,
}  # fmt: skip
_COUNTED = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4,
    "1": 1, "2": 2, "3": 3, "4": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "1-и": 1, "2-и": 2, "3-и": 3, "4-и": 4,
}  # fmt: skip
_BY = re.compile(
    r"^(by|before|until|no later than|d'ici|avant|jusqu'a|antes de|hasta|para|до|к|не позднее)\b|\b(qeder|-dek|dek)$"
)
_OF_YEAR = re.compile(r"(?<=\d)(?: ?г| год[ауе]?)$")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"(?P<name>[a-zа-я]+)\.?"
_ROMAN = r"(?P<count>i{1,3}|iv)"
_NTH = rf"(?P<count>{'|'.join(map(re.escape, sorted(_COUNTED, key=len, reverse=True)))})"
_IN_AZ = rf"{_YEAR}(?:-c[iu]|-[iu]nci|-cu)?"
_END = r"(?:the )?(?:end of|end|fin de|fin|finales de|конец|конца|концу|в конце)"
_ABOUT = (
    r"(?:(?:the )?(?:middle|beginning|start) of |mid[- ]|early |late |mi-|debut |mediados de |principios de "
    r"|начало |начала |середина |середины |середине )"
)
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"^(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)? (?:de |of )?{_NAME},? (?:de |del )?{_YEAR}$"), "day"),
    (re.compile(rf"^{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}$"), "day"),
    (re.compile(rf"^{_ABOUT}?{_NAME},? (?:de |del |of )?{_YEAR}$"), "month"),
    (re.compile(rf"^{_IN_AZ} (?:il(?:in|de)? )?{_NAME}$"), "month"),
    (re.compile(rf"^(?P<number>0?[1-9]|1[0-2])[./]{_YEAR}$"), "month-number"),
    (re.compile(rf"^(?:q|t|quarter |rub )(?P<count>[1-4])[ ,/-]*(?:of )?{_YEAR}$"), "quarter"),
    (re.compile(rf"^{_YEAR}[ ,/-]*(?:q|t|quarter )(?P<count>[1-4])$"), "quarter"),
    (re.compile(rf"^(?:the )?{_NTH} (?:rub|quarter|trimestre|trim|квартал[ае]?|кв),? (?:of |de )?{_YEAR}$"), "quarter"),
    (re.compile(rf"^{_IN_AZ} il(?:in)? {_ROMAN} rub[uiu]*$"), "quarter"),
    (re.compile(rf"^h(?P<count>[12])[ ,/-]*{_YEAR}$"), "half"),
    (re.compile(rf"^{_YEAR}[ ,/-]*h(?P<count>[12])$"), "half"),
    (re.compile(rf"^(?:the )?{_NTH} (?:half|semestre|полугоди[еяи]),? (?:of |de )?{_YEAR}$"), "half"),
    (re.compile(rf"^{_END} {_YEAR}$"), "end"),
    (re.compile(rf"^{_END} {_NAME},? (?:de |del |of )?{_YEAR}$"), "end-of-month"),
    (re.compile(rf"^{_IN_AZ} ilin {_NAME} ayinin sonu(?:na)?$"), "end-of-month"),
    (re.compile(rf"^{_IN_AZ} ilin sonu(?:na)?$"), "end"),
    (re.compile(rf"^{_ABOUT}?{_IN_AZ}(?: il(?:in|de)?)?$"), "year"),
    (re.compile(rf"^{_YEAR}\s*[-/]\s*(?P<until>(?:19|20)\d\d)(?:-c[iu])?(?: iller)?$"), "span"),
)
_TWO_NUMBERS = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_YEAR_MONTH = re.compile(r"^(\d{4})(?:[-./ ]|\s?m)(\d{1,2})$", re.IGNORECASE)


class Uncertain(ValueError):
    """Two numbers and a year of which it is not known which is the day."""


def read(
    text: str, forms: tuple[str, ...], *, end: bool = False, order: Callable[[], str] = lambda: ""
) -> PartialDate | None:
    """Read a date in the first form that fits; ``end`` takes the last day of it.

    ``order`` tells, where a date itself does not, which form the others beside it have (see ``order_of``). Raises
    ``ValueError`` where none fits, and ``Uncertain``; of free ``words`` without a certain date it gives nothing.
    """
    for form in forms:
        plain = " ".join(text.split())
        found = _day_or_month(plain, order) if form == EITHER else _FORMS[form](plain)
        if found is not None:
            return PartialDate.of(found.latest) if end else found
    if "words" in forms:
        return None
    raise ValueError(text)


def order_of(texts: Iterable[str]) -> str:
    """The form that dates of two numbers and a year have, as those tell that have a number above twelve; else "".

    Where they tell both, nothing is certain either.
    """
    found = {order for text in texts if (order := _order(_TWO_NUMBERS.match(" ".join(text.split()))))}
    return found.pop() if len(found) == 1 else ""


def _order(found: re.Match[str] | None) -> str:
    """What one date tells: points stand between day and month, in this order; a number above twelve is a day."""
    if found is None:
        return ""
    if found[2] == "." or int(found[1]) > 12:
        return "day-first"
    return "month-first" if int(found[3]) > 12 else ""


def _day_or_month(text: str, order: Callable[[], str]) -> PartialDate | None:
    found = _TWO_NUMBERS.fullmatch(text)
    if found is None:
        return None
    own = _order(found) or ("day-first" if found[1] == found[3] else "") or order()
    if not own:
        raise Uncertain(text)
    return _FORMS[own](text)


def of_day(value: date | datetime) -> PartialDate:
    """The date of a cell that the file itself has as a date."""
    return PartialDate.of(value)


def _edtf(text: str) -> PartialDate | None:
    try:
        return PartialDate(text)
    except DateFault:
        return None


def _day(text: str) -> PartialDate | None:
    found = re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d\d:\d\d.*)?", text)
    return _ymd(*found.groups()) if found else None


def _month(text: str) -> PartialDate | None:
    found = _YEAR_MONTH.match(text)
    return _edtf(f"{found[1]}-{int(found[2]):02}") if found else None


def _year(text: str) -> PartialDate | None:
    return _edtf(text) if re.fullmatch(r"(19|20)\d\d", text) else None


def _day_first(text: str) -> PartialDate | None:
    found = re.fullmatch(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", text)
    return _ymd(found[3], found[2], found[1]) if found else None


def _month_first(text: str) -> PartialDate | None:
    found = re.fullmatch(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", text)
    return _ymd(found[3], found[1], found[2]) if found else None


def _ymd(year: str, month: str, day: str) -> PartialDate | None:
    return _edtf(f"{year}-{int(month):02}-{int(day):02}")


def _month_name(text: str) -> PartialDate | None:
    found = _in_words(_OF_YEAR.sub("", plainly(text).rstrip(".")))
    return _edtf(found) if found else None


def _words(text: str) -> PartialDate | None:
    plain = _OF_YEAR.sub("", plainly(text).strip(" .;,"))
    bare = _BY.sub("", plain).strip(" ,")
    found = _in_words(bare) or next((own.text for form in (_day, _month) if (own := form(bare))), None)
    if found is None:
        return None
    return _edtf(found if bare == plain or "/" in found else f"../{found}")


def _in_words(plain: str) -> str | None:
    for pattern, form in _WORDS:
        found = pattern.match(plain)
        if found and (text := _SAID[form](found)):
            return text
    return None


def _said_day(found: re.Match[str]) -> str | None:
    month = MONTHS.get(found["name"])
    return f"{found['year']}-{month:02}-{int(found['day']):02}" if month else None


def _said_month(found: re.Match[str]) -> str | None:
    month = MONTHS.get(found["name"]) or _SEASONS.get(found["name"])
    return f"{found['year']}-{month:02}" if month else None


def _said_end_of_month(found: re.Match[str]) -> str | None:
    month = MONTHS.get(found["name"])
    return f"../{found['year']}-{month:02}" if month else None


def _said_part(found: re.Match[str], months: int) -> str | None:
    """A quarter or a half of a year, by its number."""
    year, last = int(found["year"]), _COUNTED[found["count"]] * months
    if last > 12:
        return None
    return f"{year}-{last - months + 1:02}-01/{year}-{last:02}-{monthrange(year, last)[1]}"


_SAID: Mapping[str, Callable[[re.Match[str]], str | None]] = {
    "day": _said_day,
    "month": _said_month,
    "month-number": lambda found: f"{found['year']}-{int(found['number']):02}",
    "quarter": partial(_said_part, months=3),
    "half": partial(_said_part, months=6),
    "end": lambda found: f"../{found['year']}",
    "end-of-month": _said_end_of_month,
    "year": lambda found: str(found["year"]),
    "span": lambda found: f"{found['year']}/{found['until']}",
}
_FORMS: Mapping[str, Callable[[str], PartialDate | None]] = {
    "edtf": _edtf,
    "day": _day,
    "month": _month,
    "year": _year,
    "day-first": _day_first,
    "month-first": _month_first,
    "month-name": _month_name,
    "words": _words,
}
