"""What a column of a foreign table is likely to hold: by the words of its heading and the look of its cells.

A guess is only proposed; a person decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from servanda.exchange.mappings.plainly import plainly
from servanda.yamlfile import MEGABYTE, read

ROLES = ("code", "parent", "text", "holder", "participants", "target", "grade", "percent", "period", "remark", "skip")
HEADINGS = Path(__file__).with_name("headings.yaml")
_FEW = 12  # words of a scale: more different ones are no scale
_ROMAN = re.compile(r"[ivxlc]{1,7}\.?", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]{0,4}[.\- ]?\d{1,4}([.\-/]\d{1,4}){0,5}[a-z]?\.?")
_PERCENT = re.compile(r"\d{1,3}([.,]\d+)?\s*%")
_DATE = re.compile(r"(\d{4}([-./]\d{1,2}){0,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})([ T]\d{2}:\d{2}.*)?")
_YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Guess:
    """A column: its heading, what it is taken for, how surely (0 to 1), and its first different values."""

    heading: str
    role: str
    surety: float
    samples: tuple[str, ...] = ()


def guesses(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Guess, ...]:
    """Guess each column, in order; of two that look alike the surer is taken, and the other is left out.

    ``rows`` are some of the table's, as texts; an absent cell is the empty text.
    """
    columns = [tuple(row[at].strip() for row in rows if at < len(row) and row[at].strip()) for at in range(len(header))]
    wished = sorted(
        (
            (surety, -at, at, role)
            for at, heading in enumerate(header)
            for role, surety in _wishes(heading, columns[at])
        ),
        reverse=True,
    )
    taken: dict[int, tuple[str, float]] = {}
    for surety, _order, at, role in wished:
        if at not in taken and role not in {other for other, _ in taken.values()}:
            taken[at] = role, surety
    if "text" not in {role for role, _ in taken.values()} and (longest := _longest(columns, taken)) is not None:
        taken[longest] = "text", _LEAST
    return tuple(
        Guess(heading, *taken.get(at, ("skip", 0.0)), tuple(dict.fromkeys(columns[at]))[:3])
        for at, heading in enumerate(header)
    )


def _longest(columns: Sequence[Sequence[str]], taken: Mapping[int, tuple[str, float]]) -> int | None:
    """Of the columns that are nothing else, the one with the longest cells: an item is told in most words."""
    lengths = {
        at: sum(map(len, cells)) / len(cells)
        for at, cells in enumerate(columns)
        if at not in taken and len(set(cells)) > len(cells) / 2
    }
    found = max(lengths, key=lambda at: lengths[at], default=None)
    return found if found is not None and lengths[found] > _SHORT else None


def _wishes(heading: str, cells: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The roles that a column may have, each with how surely: its heading counts for more than its cells."""
    if not cells:
        return
    looks = dict(_looks(cells))
    named = dict(_named(heading))
    for role in named.keys() | looks.keys():
        surety = 0.7 * named.get(role, 0.0) + 0.3 * looks.get(role, 0.0)
        if role in named and role in _SHAPED and role not in looks:
            surety *= 0.5  # its heading says one thing and its cells another
        if role == "text" and all(len(cell) <= _SHORT for cell in cells):
            surety *= 0.4  # "i" under "Recommendation" is its number
        if surety >= _LEAST:
            yield role, round(surety, 3)


_LEAST = 0.2
_SHORT = 8  # characters: no text of an item
_SHAPED = frozenset({"code", "target", "percent", "period"})


def _named(heading: str) -> Iterator[tuple[str, float]]:
    words = re.findall(r"\w+|[%№#]", plainly(heading).replace("_", " "))
    for role, phrases in headings().items():
        best = max((_likeness(words, phrase.split()) for phrase in phrases), default=0.0)
        if best:
            yield role, best


def _likeness(words: Sequence[str], phrase: Sequence[str]) -> float:
    """How much of a heading a phrase is: whole headings count for most, and early words for more than late ones."""
    places = [next((at for at, word in enumerate(words) if _begins(word, part)), None) for part in phrase]
    if not words or any(place is None for place in places):
        return 0.0
    first = min(place for place in places if place is not None)
    return min(1.0, 0.45 + 0.55 * len(phrase) / len(words)) - 0.03 * first


def _begins(word: str, part: str) -> bool:
    """Short words have to be the word itself: "no" is no beginning of "note"."""
    return word == part or (len(part) > 3 and word.startswith(part))


def _looks(cells: Sequence[str]) -> Iterator[tuple[str, float]]:
    def share(pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.fullmatch(cell)) for cell in cells) / len(cells)

    different = len(set(cells)) / len(cells)
    long = sum(len(cell) > 40 for cell in cells) / len(cells)
    dated = sum(bool(_DATE.fullmatch(cell) or _YEAR.search(cell)) for cell in cells) / len(cells)
    few = len({plainly(cell) for cell in cells}) <= _FEW
    short = all(len(cell) <= 60 for cell in cells)
    if (coded := max(share(_CODE), share(_ROMAN))) > 0.6 and different > 0.5 and dated < 0.8:
        yield "code", coded
    if (percent := share(_PERCENT)) > 0.5:
        yield "percent", percent
    if dated > 0.5 and short:
        yield ("period" if different < 0.3 else "target"), dated
    if few and short and different < 0.6 and not dated and not percent and not coded:
        yield "grade", 1 - different
    if long > 0.5:
        yield "text", long * different
        yield "remark", long * 0.9


@cache
def headings() -> Mapping[str, tuple[str, ...]]:
    """The words that headings have, by role, written plainly."""
    document = read(HEADINGS, limit_bytes=MEGABYTE, if_larger="It comes with the program.")
    found = cast(Mapping[str, Sequence[str]], document.data)
    return {role: tuple(plainly(phrase) for phrase in phrases) for role, phrases in found.items()}
