"""How a spreadsheet shows a number or a day: in per cent, with how many places, to the day or only to the month.

A code is what a workbook writes for a format: ``0.00``, ``0%``, ``mmm yyyy``. What it shows is taken only as far as it
is certain: digits are never rounded off, and a number that is shown in thousands or as a fraction stays as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from servanda.exchange.formats.model import Value

MOST_PLACES = 10
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_PLACES = re.compile(r"[0#?]\.(0+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a format shows of a number: ``per_cent``, at least so many ``places``; of a day, to what unit."""

    per_cent: bool = False
    places: int = 0
    unit: Literal["day", "month", "year"] = "day"


PER_CENT = Shown(per_cent=True)
# The formats of every workbook that have no code written in it (ECMA-376 part 1, 18.8.30).
BUILT_IN: Mapping[str, Shown] = MappingProxyType(
    dict.fromkeys(("9", "10"), PER_CENT)
    | dict.fromkeys(("2", "4", "39", "40", "43", "44"), Shown(places=2))
    | {"17": Shown(unit="month")}
)


def of_code(code: str) -> Shown | None:
    """What a code shows beyond the plain number or day; nothing if it is just that."""
    plain = _LITERAL.sub("", code).lower().partition(";")[0]
    if "%" in plain:
        return PER_CENT
    if places := _PLACES.search(plain):
        scaled = "e" in plain or plain.rstrip(" ").endswith(",")
        return None if scaled else Shown(places=min(len(places[1]), MOST_PLACES))
    if "y" in plain and not set(plain) & set("dhs"):
        return Shown(unit="month" if "m" in plain else "year")
    return None


def as_shown(value: Value, shown: Shown) -> Value:
    """The value of a cell as it is shown: 0.45 as ``45%``, 1.1 as 1.10, the first of March as ``2025-03``."""
    if isinstance(value, date):
        return value.isoformat()[: {"year": 4, "month": 7}[shown.unit]] if shown.unit != "day" else value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    if shown.per_cent:
        text = f"{Decimal(value) * 100:f}"
        return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"
    written = f"{Decimal(value):f}"
    places = len(written.partition(".")[2])
    if places >= shown.places:
        return value
    return Decimal(written + ("" if "." in written else ".") + "0" * (shown.places - places))
