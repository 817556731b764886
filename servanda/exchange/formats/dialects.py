"""How the cells of a CSV file are parted and quoted: guessed from its beginning, and said."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import log
from typing import Any

from servanda.errors import worded

DELIMITERS = {
    ",": worded("commas"),
    ";": worded("semicolons"),
    "\t": worded("tabs"),
    "|": worded("vertical bars"),
}
SAMPLE = 1 << 16  # characters
RECORDS = 200
_SEPARATOR_LINE = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is written. ``quote`` and ``escape`` are one character or nothing.

    ``told`` says that the first line is ``sep=;``, which spreadsheets write to say the delimiter.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    told: bool = False

    @property
    def keywords(self) -> dict[str, Any]:
        """What ``csv.reader`` is told."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "escapechar": self.escape or None,
            "doublequote": not self.escape,
            "strict": True,
        }

    @property
    def note(self) -> str:
        """The sentence for people."""
        parted = {"delimiter": DELIMITERS.get(self.delimiter, repr(self.delimiter)), "quote": self.quote}
        if not self.quote:
            said = worded("Cells are parted by {delimiter} and never quoted.", **parted)
        elif self.told:
            said = worded("Cells are parted by {delimiter}, as the first line says, and quoted by {quote}.", **parted)
        else:
            said = worded("Cells are parted by {delimiter} and quoted by {quote}.", **parted)
        return worded("{said} A backslash stands before quotation marks in them.", said=said) if self.escape else said


def dialect_of(sample: str, *, whole: bool, delimiter: str = "", quote: str = "") -> Dialect:
    """Guess from the beginning of the text, ``whole`` if that is all of it; what is given is not guessed."""
    found = Dialect(quote="" if quote == "none" else quote or '"')
    if told := _SEPARATOR_LINE.match(sample):
        found = replace(found, told=True, delimiter=told[1])
        sample = sample[told.end() :]
    if not quote:
        found = replace(found, quote=_quote(sample))
    if delimiter or not found.told:
        found = replace(found, delimiter=delimiter or _delimiter(sample, found, whole))
    if found.quote and _is_escaped(sample, found):
        found = replace(found, escape="\\")
    return found


def _quote(sample: str) -> str:
    if '"' in sample:
        return '"'
    parted = "".join(DELIMITERS)
    single = re.compile(rf"(?:^|[{re.escape(parted)}])'[^'\r\n]{{0,200}}'(?=[{re.escape(parted)}\r\n]|$)", re.MULTILINE)
    return "'" if len(list(islice(single.finditer(sample), 3))) >= 3 else '"'


def _delimiter(sample: str, dialect: Dialect, whole: bool) -> str:
    scores = {one: _score(sample, replace(dialect, delimiter=one), whole) for one in DELIMITERS}
    return max(scores, key=lambda one: scores[one])


def _score(sample: str, dialect: Dialect, whole: bool) -> float:
    """How regular the records come out: the share of the commonest number of cells, weighed by that number."""
    counts = list(islice(_counts(sample, dialect), RECORDS + 1))
    if not whole or len(counts) > RECORDS:
        counts = counts[:-1] or counts  # the last one may be cut
    if not counts:
        return 0.0
    number, times = max(Counter(counts).items(), key=lambda item: (item[1], item[0]))
    # Figures with decimal commas are regular too, but not the names above them.
    headed = 1.0 if counts[0] == number else 0.5
    return headed * (times / len(counts)) ** 2 * log(number)


def _counts(sample: str, dialect: Dialect) -> Iterator[int]:
    reader = csv.reader(io.StringIO(sample, newline=""), **{**dialect.keywords, "strict": False})
    try:
        yield from (len(cells) for cells in reader if cells)
    except csv.Error:
        return  # a cell beyond the limit; what came before counts


def _is_escaped(sample: str, dialect: Dialect) -> bool:
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter)
    inside = re.search(rf"[^\\{delimiter}]\\{quote}(?!{quote}|{delimiter}|[\r\n]|$)", sample)
    return inside is not None and not re.search(rf"[^{delimiter}\r\n]{quote}{quote}[^{delimiter}\r\n]", sample)
