"""The codes of items, in the order in which people count them."""

import re
from typing import Any

_DIGITS = re.compile(r"(\d+)")


def by_number(text: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts codes as people count: C2 before C10, and what has none last."""
    if not text:
        return ((2, ""),)
    parts: list[Any] = [part for part in _DIGITS.split(text.casefold()) if part]
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)
