"""Finding the dates in a text as the shipped languages write them: "30 June 2025", "iyunun 30-da", "30.06.2025".

Of what could as well be a number, as in "41 may be met" or "in June 15 came", nothing is taken for a date.
"""

import re

from servanda.datewords import az, en

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_DAYS = rf"{_DAY}(?:st|nd|rd|th)?(?:\s?[-\u2013]\s?{_DAY}(?:st|nd|rd|th)?)?"
_CASES = r"(?:adək|ədək|dan|dən|da|də|ın|in|un|ün|a|ə)"
_OF = r"(?:ın|in|un|ün)"
_EN, _AZ = "|".join(en.MONTHS), "|".join(az.MONTHS)
_AZ_ALONE = "|".join(
    month for month in az.MONTHS if month != "may"
)  # an English verb, unless a year, an ending or a second day follows
_FORMS = (
    rf"{_DAYS}\s+(?:of\s+)?(?:{_EN})(?:,?\s+{_YEAR})?",
    rf"(?:{_EN})\s+{_DAYS},?\s+{_YEAR}",
    rf"{_DAYS}\s+(?:{_AZ}){_CASES}?\s+{_YEAR}",
    rf"{_DAYS}\s+(?:(?:{_AZ_ALONE}){_CASES}?|may(?:{_CASES}|(?=\s?[-\u2013]\s?{_DAY}\s+(?:{_AZ}))))",
    rf"(?:{_AZ}){_OF}\s+{_DAY}-\w+",
    rf"{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?",
    rf"{_DAY}([./-]){_MONTH}\1{_YEAR}",
)
_DATE = re.compile(rf"(?<![\w./,-])(?:{'|'.join(_FORMS)})(?![\w/]|[.,-]\d)")


def dates_in(text: str) -> tuple[str, ...]:
    """The dates that have a number in them beside a year, as written, each once."""
    return tuple(dict.fromkeys(found[0] for found in _DATE.finditer(text)))
