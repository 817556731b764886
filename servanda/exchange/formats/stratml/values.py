"""The texts of typed elements: what the standard asks of them, and what can be made of those that depart from it."""

import re

from servanda.kernel.dates import DateFault, PartialDate

# A name as XML has it, without colons. What the word characters of Python have beyond it, XML has as well.
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_DAY = re.compile(r"(-?\d{4,}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")


def is_identifier(text: str) -> bool:
    """Whether a text can be an identifier (``xs:ID``)."""
    return _NAME.fullmatch(text) is not None


def identifier(text: str) -> str:
    """An identifier made of one that begins with a digit ("78-a" is "_78-a"), or "" where none can be made."""
    made = text if is_identifier(text) else f"_{text}"
    return made if text and is_identifier(made) else ""


def is_day(text: str) -> bool:
    """Whether a text is a civil day, with or without a zone."""
    match = _DAY.fullmatch(text)
    return match is not None and date_of(match.group(1)) is not None


def date_of(text: str) -> PartialDate | None:
    """A date as it stands, without its zone; a quarter ("2023-Q1") as such; ``None`` where it is none."""
    match = _DAY.fullmatch(text)
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        text = f"{quarter.group(1)}-{32 + int(quarter.group(2))}"
    try:
        return PartialDate(match.group(1) if match else text)
    except DateFault:
        return None


def is_number(text: str) -> bool:
    """Whether a text is a decimal number (``xs:decimal``)."""
    return _NUMBER.fullmatch(text) is not None


def first_and_last_day(text: str) -> tuple[str, str] | None:
    """The span of days of a year, month or quarter, which is what it means; ``None`` for what is none."""
    when = date_of(text)
    if when is None or when.is_open_start or when.is_open_end or when.is_approximate or when.is_uncertain:
        return None
    return when.earliest.isoformat(), when.latest.isoformat()
