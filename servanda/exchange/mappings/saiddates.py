"""Dates as files write them, as EDTF: exact forms that have to fit, and free words of which what is certain is kept."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial

from servanda.exchange.mappings.plainly import plainly
from servanda.kernel.dates import DateFault, PartialDate

EITHER = "day-or-month"
# As they are written plainly (see ``plainly``): "май" loses the mark of its last letter. Forms of one month are
# parted by a stroke: as it is called, and as it stands in a date.
_MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep|sept oct nov dec",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    (
        "yanvar|yanvari fevral|fevrali mart|marti aprel|apreli may|mayi iyun|iyunu iyul|iyulu avqust|avqustu "
        "sentyabr|sentyabri oktyabr|oktyabri noyabr|noyabri dekabr|dekabri"
    ),
    "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
    (
        "januar|januara februar|februara mart|marta april|aprila maj|maja jun|juna jul|jula avgust|avgusta "
        "septembar|septembra oktobar|oktobra novembar|novembra decembar|decembra"
    ),
    (
        "јануар|јануара фебруар|фебруара март|марта април|априла мај|маја јун|јуна јул|јула август|августа "
        "септембар|септембра октобар|октобра новембар|новембра децембар|децембра"
    ),
    (
        "январь|января|январе февраль|февраля|феврале март|марта|марте апрель|апреля|апреле маи|мая|мае "
        "июнь|июня|июне июль|июля|июле август|августа|августе сентябрь|сентября|сентябре "
        "октябрь|октября|октябре ноябрь|ноября|ноябре декабрь|декабря|декабре"
    ),
    (
        "січень|січня лютии|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня "
        "серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня"
    ),
    "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
)
MONTHS: Mapping[str, int] = {
    name: number for names in _MONTHS for number, forms in enumerate(names.split(), 1) for name in forms.split("|")
}
_SEASONS = {
    "spring": 21, "printemps": 21, "primavera": 21,  # "yaz" is spring or summer
    "summer": 22, "ete": 22, "verano": 22, "yay": 22,
    "autumn": 23, "fall": 23, "automne": 23, "otono": 23, "payiz": 23,
    "winter": 24, "hiver": 24, "invierno": 24, "qis": 24,
    "весна": 21, "весны": 21, "весной": 21, "лето": 22, "лета": 22, "летом": 22,
    "осень": 23, "осени": 23, "осенью": 23, "зима": 24, "зимы": 24, "зимои": 24,
}  # fmt: skip
_COUNTED = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "1er": 1, "1re": 1, "1ere": 1, "premier": 1, "primer": 1,
}  # fmt: skip
_COUNTED |= {f"{count}{end}": count for count in range(1, 5) for end in ("", ".", "th", "e", "eme", "o", ".o", "-и")}
_BY = re.compile(
    r"^(by|before|until|no later than|d'ici|avant|jusqu'a|antes de|hasta|para|ate|do|до|к|не позднее|не пізніше)\b"
    r"|\b(qeder|-dek|dek)$"
)
_OF_YEAR = re.compile(r"(?<=\d)(?: ?[гр]| год[ауе]?| рок[уи]| році|\.? (?:годин|godin)[aeuаеу]| წელი|-c[iu] il)$")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"(?P<name>[a-zа-яіјა-ჰ]+)\.?"
_DAY = r"(?P<day>\d{1,2})"
_ROMAN = r"(?P<count>i{1,3}|iv)"
_NTH = rf"(?P<count>{'|'.join(map(re.escape, sorted(_COUNTED, key=len, reverse=True)))})"
_IN_AZ = rf"{_YEAR}(?:-c[iu]|-[iu]nci|-cu)?"
_IN_KA = rf"{_YEAR} წლის"
_QUARTER = r"(?:rub|quarter|trimestre|trim|kvartal[au]?|kv|ceyrek|квартал[ауеі]?|кв)\.?"
_END = (
    r"(?:the )?(?:end of|end|fin de|fin|finales de|fim de|final de|kraj[a]?|крај[а]?"
    r"|конец|конца|концу|в конце|кінець|кінця)"
)
_ABOUT = (
    r"(?:(?:the )?(?:middle|beginning|start) of |mid[- ]|early |late |mi-|debut |mediados de |principios de "
    r"|начало |начала |середина |середины |середине )"
)
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"^{_DAY}(?:st|nd|rd|th|er|\.)?[ -](?:de |of )?{_NAME},?[ -](?:de |del )?{_YEAR}$"), "day"),
    (re.compile(rf"^{_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}$"), "day"),
    (re.compile(rf"^{_ABOUT}?{_NAME},?[ /-](?:de |del |of )?{_YEAR}$"), "month"),
    (re.compile(rf"^{_IN_AZ}[ -](?:il(?:in|de)? )?{_NAME}$"), "month"),
    (re.compile(rf"^(?P<number>0?[1-9]|1[0-2])[./]{_YEAR}$"), "month-number"),
    (re.compile(rf"^(?:q|t|quarter |rub )(?P<count>[1-4])[ ,/-]*(?:of )?{_YEAR}$"), "quarter"),
    (re.compile(rf"^{_YEAR}[ ,/-]*(?:q|t|quarter )(?P<count>[1-4])$"), "quarter"),
    (re.compile(rf"^(?:the )?{_NTH} {_QUARTER},? (?:of |de )?{_YEAR}$"), "quarter"),
    (re.compile(rf"^{_IN_AZ} il(?:in)? {_ROMAN} rub[uiu]*$"), "quarter"),
    (re.compile(rf"^{_IN_KA} {_NTH} კვარტალი$"), "quarter"),
    (re.compile(rf"^{_IN_KA} {_NAME}$"), "month"),
    (re.compile(rf"^{_IN_KA} {_DAY} {_NAME}$"), "day"),
    (re.compile(rf"^h(?P<count>[12])[ ,/-]*{_YEAR}$"), "half"),
    (re.compile(rf"^{_YEAR}[ ,/-]*h(?P<count>[12])$"), "half"),
    (re.compile(rf"^(?:the )?{_NTH} (?:half|semestre|полугоди[еяи]|півріччя),? (?:of |de )?{_YEAR}$"), "half"),
    (re.compile(rf"^{_END} {_YEAR}$"), "end"),
    (re.compile(rf"^{_END} {_NAME},? (?:de |del |of )?{_YEAR}$"), "end-of-month"),
    (re.compile(rf"^{_IN_AZ} ilin {_NAME} ayinin sonu(?:na)?$"), "end-of-month"),
    (re.compile(rf"^{_IN_AZ} ilin sonu(?:na)?$"), "end"),
    (re.compile(rf"^{_ABOUT}?{_IN_AZ}(?: il(?:in|de)?)?$"), "year"),
    (re.compile(rf"^{_YEAR}\s*[-/]\s*(?P<until>(?:19|20)\d\d)(?:-c[iu])?(?: iller)?$"), "span"),
    (re.compile(rf"^{_YEAR}[-/](?P<short>\d\d)$"), "years"),
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
    """A month; never a season (2023-24) of EDTF, which in files is a year that begins in one and ends in the next."""
    found = _YEAR_MONTH.match(text)
    return _edtf(f"{found[1]}-{int(found[2]):02}") if found and int(found[2]) <= 12 else None


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
    found = _in_words(bare) or next((own.text for form in (_day, _month, _certain) if (own := form(bare))), None)
    if found is None:
        return None
    return _edtf(found if bare == plain or "/" in found else f"../{found}")


def _certain(text: str) -> PartialDate | None:
    """Two numbers and a year, where they show themselves which is the day."""
    try:
        return _day_or_month(text, lambda: "")
    except Uncertain:
        return None


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


def _said_years(found: re.Match[str]) -> str | None:
    """2023/24: of two years that follow each other, the second by its last digits; what may be a month is none."""
    year, short = int(found["year"]), int(found["short"])
    return f"{year}/{year + 1}" if short > 12 and (year + 1) % 100 == short else None


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
    "years": _said_years,
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
