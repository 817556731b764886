"""From the cells of a row to a value: repaired, parted, looked up, dated, counted, as a mapping says."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from functools import partial
from typing import Any

from servanda.errors import worded
from servanda.exchange.formats.repairs import REPAIRS
from servanda.exchange.mappings import saiddates
from servanda.exchange.mappings.brackets import bracketed
from servanda.exchange.mappings.model import Value
from servanda.exchange.mappings.plainly import plainly
from servanda.exchange.mappings.template import Row, compiled
from servanda.kernel.dates import DateFault, PartialDate

Getter = Callable[[Row], Any]
_PLAIN = re.compile(r"(?P<whole>\d{0,15})(?:(?P<point>[.,])(?P<rest>\d{1,30}))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<mark>[ ,.'\u00a0\u202f])\d{3}(?:(?P=mark)\d{3}){0,3})"
    r"(?:(?P<point>[.,])(?P<rest>\d{1,30}))?"
)
_A_WORD = re.compile(r"\w+")
_CODE = re.compile(r"([A-Z]{1,3}[.-]?)?\d{1,4}([.\-/]\d{1,4}){0,5}[a-z]?", re.IGNORECASE)
_MOST_SHOWN = 60
_MOST_WORDS = 24
ONE_LINE = "one-line"


@dataclass(frozen=True)
class Wrong(Exception):
    """A cell that does not say what its mapping expects."""

    code: str
    column: str
    sentence: str
    remedy: str
    whole_row: bool = True


class Words:
    """A vocabulary: what each word stands for, and the words as they are written there."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self.terms = {plainly(word): term for word, term in terms.items()}
        self.spelled = tuple(word for word in terms if word not in ("", "*"))

    def nearest(self, text: str) -> str:
        """The word that a text is likely to be misspelt of, or nothing."""
        plain = {plainly(word): word for word in self.spelled}
        near = get_close_matches(plainly(text), plain, n=1, cutoff=0.92)
        return next((plain[word] for word in near if _is_misspelt(plainly(text), word)), "")


def _is_misspelt(text: str, meant: str) -> bool:
    """Whether a text is another misspelt, word by word: a word or a syllable more may be "not", its opposite."""
    words, others = _A_WORD.findall(text), _A_WORD.findall(meant)
    return len(words) == len(others) and all(
        one == other or (not one.endswith(other) and not other.endswith(one) and _alike(one, other))
        for one, other in zip(words, others, strict=True)
    )


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= 0.88


@dataclass(frozen=True)
class Beside:
    """What is needed beside a cell: the language, the words of its vocabulary, the order of its column's days, and
    whether its column's shares look like fractions of one.
    """

    language: str
    words: Words | None
    order: Callable[[], str]
    fractions: Callable[[], bool]


def getter(
    value: Value,
    words: Mapping[str, Mapping[str, str]],
    language: str,
    order: Callable[[str], str] = lambda _: "",
    called: str = "",
    fractions: Callable[[str], bool] = lambda _: False,
) -> Getter:
    """Make the function that gives a value of a row; it raises ``Wrong``.

    ``called`` is its own name: a column of that name is found as ``=name``. ``order`` tells in which order day and
    month stand in a column, and ``fractions`` whether its shares look like fractions of one; they are asked only where
    a cell does not show it.
    """
    vocabulary = Words(words[value.vocabulary]) if value.vocabulary else None
    sources = tuple(
        (
            name,
            compiled(_source(name, called)),
            Beside(language, vocabulary, partial(order, name), partial(fractions, name)),
        )
        for name in value.from_
    )

    earliest = compiled(value.not_before) if value.not_before else None

    def get(row: Row) -> Any:
        for column, source, beside in sources:
            cell = source(row)
            if cell is None or cell == "":
                continue
            try:
                found = _made(value, cell, beside)
                if earliest is not None and isinstance(found, PartialDate):
                    _hold_from(found, earliest(row))
            except Wrong as wrong:
                raise Wrong(wrong.code, column, wrong.sentence, wrong.remedy, value.if_wrong == "refuse-row") from None
            if found is not None:
                return found
        if "" in value.unknown and value.number:
            return {"words": {language: value.unknown[""]}}
        return value.default

    return get


def _source(name: str, called: str) -> str:
    return name if "{" in name else "{" + (f"={name}" if name == called else name) + "}"


def _made(value: Value, cell: Any, beside: Beside) -> Any:
    if isinstance(cell, datetime | date) and value.date:
        return saiddates.of_day(cell)
    if isinstance(cell, list | tuple):
        return [found for one in cell if (found := _made(value, one, beside)) is not None] or None
    text = cell if isinstance(cell, str) else written(cell)
    typed = isinstance(text, Figure)
    for repair in value.repair:
        text = text if repair == ONE_LINE and "\n" in value.split else REPAIRS[repair](text)
    text = text.strip()
    if not text or text in value.empty:
        return None
    if value.bracketed is not None:
        return bracketed(text, states_only=value.bracketed == "states") or None
    if value.split:
        return _parted(value, text, beside)
    return _one(value, Figure(text) if typed else text, beside)


def _parted(value: Value, text: str, beside: Beside) -> Any:
    """The parts of a cell, or of them the one that is asked for. Where lines part it, each part is made one line."""
    parts = [part.strip() for part in re.split("|".join(map(re.escape, value.split)), text)]
    if ONE_LINE in value.repair:
        parts = [REPAIRS[ONE_LINE](part) for part in parts]
    if len(value.split) > 1:
        parts = [part for part in parts if part]  # a semicolon and a line break after it are one end of a part
    if value.part is not None:
        if len(parts) < value.part or not parts[value.part - 1]:
            return None
        return _one(value, parts[value.part - 1], beside)
    if value.from_part is not None:
        before = {plainly(part) for part in parts[: value.from_part - 1]}
        parts = [part for part in parts[value.from_part - 1 :] if plainly(part) not in before]
    return [found for part in parts if part and (found := _one(value, part, beside)) is not None] or None


def _one(value: Value, text: str, beside: Beside) -> Any:
    if value.after is not None and value.after in text:
        text = text.split(value.after, 1)[1].strip()
    if value.before is not None:
        text = text.split(value.before, 1)[0].strip()
    if value.before_last is not None:
        text = text.rpartition(value.before_last)[0].strip()
    if not text:
        return None
    if value.number and text in value.unknown:
        return {"words": {beside.language: value.unknown[text]}}
    if value.number and text in value.none:
        return "none"
    if beside.words is not None:
        return _word(text, beside.words)
    if value.date:
        return _dated(value, text, beside.order)
    return NUMBERS[value.number](value, text, beside) if value.number else text


def _word(text: str, words: Words) -> str | None:
    found = words.terms.get(plainly(text))
    if found is None and (other := words.terms.get("*")) is not None:
        found = text if other == "*" else other
    if found is None:
        known = _listed(words.spelled)
        sentence = worded("{text} is not a word that is known here.", text=_short(text))
        remedy = worded("known are: {known}", known=known)
        if near := words.nearest(text):
            remedy = worded("did you mean {near}? known are: {known}", near=near, known=known)
        raise Wrong("unknown-word", "", sentence, remedy)
    return found or None


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_MOST_WORDS])
    more = len(words) - _MOST_WORDS
    return worded("{shown} and {more} more", shown=shown, more=more) if more > 0 else shown


def _dated(value: Value, text: str, order: Callable[[], str]) -> PartialDate | None:
    try:
        return saiddates.read(text, value.date, end=value.end, order=order)
    except saiddates.Uncertain:
        sentence = worded("{text} may be one of two days: it is not seen which number is the month.", text=_short(text))
        remedy = worded("write it as 2025-04-03; or say in a mapping which comes first (day-first or month-first)")
        raise Wrong("uncertain-date", "", sentence, remedy) from None
    except ValueError:
        remedy = worded("write it as: {forms}; or leave the cell empty if it is not known", forms=", ".join(value.date))
        sentence = worded("{text} is not a date that is read here.", text=_short(text))
        raise Wrong("not-a-date", "", sentence, remedy) from None


def _hold_from(found: PartialDate, said: Any) -> None:
    """Refuse a date that lies before all of another, which says that the file is about something else."""
    remedy = worded("say what the file is about (--set), as servanda mappings lists it")
    try:
        other = PartialDate(str(said)) if said else None
    except DateFault:
        sentence = worded("{text} is not a date that is read here.", text=_short(str(said)))
        raise Wrong("not-a-date", "", sentence, remedy) from None
    if other is not None and found.latest < other.earliest:
        sentence = worded(
            "{date} lies before {other}, and so this is not what it would be read as.",
            date=found.text,
            other=other.text,
        )
        raise Wrong("too-early", "", sentence, remedy)


def _count(value: Value, text: str, beside: Beside) -> Any:
    found = _grouped(value, text, beside.language) or _PLAIN.fullmatch(text)
    if found and found["point"] in (None, _point(value, text, found["point"])):
        if (found["rest"] or "").strip("0"):
            return {"words": {beside.language: text}}  # no one counts parts of people: it stays as it was written
        return int(re.sub(r"\D", "", found["whole"]) or 0)
    remedy = worded(
        "write digits, or leave the cell empty; words for what is not known are listed in the mapping (unknown)"
    )
    raise Wrong("not-a-number", "", worded("{text} is not a count.", text=_short(text)), remedy)


def _grouped(value: Value, text: str, language: str) -> re.Match[str] | None:
    """A number whose thousands are told apart by one mark, and not by what may be its decimal point.

    A lone comma before three digits parts thousands in English alone, a lone point in no language: 660.625.
    """
    found = None if isinstance(text, Figure) else _GROUPED.fullmatch(text)
    if found is None or found["mark"] == found["point"] or found["mark"] == value.decimal:
        return None
    sure = value.decimal or found["point"] or found["mark"] not in ".," or text.count(found["mark"]) > 1
    return found if sure or (found["mark"] == "," and language.partition("-")[0] == "en") else None


def _point(value: Value, text: str, found: str | None) -> str | None:
    """The mark that is the decimal point: a number that the file has as one is written with a point."""
    return "." if isinstance(text, Figure) else value.decimal or found


def _percent(_value: Value, text: str, beside: Beside) -> str:
    found = _share_of(text)
    if found and "%" not in text and beside.fractions():
        raise _uncertain(text, worded("write it with its sign, 50%; or say in a mapping which it is (number: share)"))
    return _plain_decimal(found)


def _share(_value: Value, text: str, beside: Beside) -> str:
    """A fraction of one, in per cent: 0.5 is 50. What has the sign is in per cent already."""
    found = _share_of(text)
    if "%" in text:
        return _plain_decimal(found)
    if found > 1 and not beside.fractions():
        remedy = worded("write it with its sign, 50%; or say in a mapping that it is in per cent (number: percent)")
        raise _uncertain(text, remedy)
    return _plain_decimal(found * 100)


def _uncertain(text: str, remedy: str) -> Wrong:
    sentence = worded("{text} may be a fraction of one or a share in per cent, as all of its column.", text=text)
    return Wrong("uncertain-share", "", sentence, remedy)


def _share_of(text: str) -> Decimal:
    found = _number(text)
    if found is None:
        sentence = worded("{text} is not a share in per cent.", text=_short(text))
        raise Wrong("not-a-number", "", sentence, worded("write it as 85, 85% or 12.5"))
    return found


def _number(text: str) -> Decimal | None:
    """A share as it is written, with its sign or without, whatever space stands between; ``None`` of anything else."""
    found = _PLAIN.fullmatch(text.strip().strip("%").strip())
    return Decimal(f"{found['whole']}.{found['rest'] or 0}") if found and found["whole"] else None


def _plain_decimal(found: Decimal) -> str:
    text = f"{found:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _code(_value: Value, text: str, _beside: Beside) -> str:
    """A number that tells an item from others: 12.2, 134.25, C-7. What ends it in a list, "12.2.", is no part of it."""
    found = text.rstrip(".):")
    if _CODE.fullmatch(found):
        return found
    sentence = worded("{text} is not the number of an item.", text=_short(text))
    raise Wrong("not-a-number", "", sentence, worded("write the number first, as 12.2; or give it a column of its own"))


def fractions_of_one(texts: Iterable[str]) -> bool:
    """Whether numbers of a column look like fractions of one, and none has the sign of per cent.

    They do where all are at most one, and where some are less and all at most two: more may be done than was planned.
    """
    found = [(number, "%" in text) for text in texts if (number := _number(text)) is not None]
    most = max((number for number, _signed in found), default=Decimal(0))
    if any(signed for _number, signed in found):
        return False
    return 0 < most <= 1 or (most <= 2 and any(0 < number < 1 for number, _signed in found))


NUMBERS: Mapping[str, Callable[[Value, str, Beside], Any]] = {
    "count": _count,
    "percent": _percent,
    "share": _share,
    "code": _code,
}


class Figure(str):
    """A number that the file itself has as one, as a text: written with a point, its thousands never parted."""

    __slots__ = ()


def written(cell: Any) -> str:
    """A cell as a text: ``41``, ``0.5``, ``1.10`` where the file has it so, ``true``, ``2016-11-15``."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | Decimal):
        return Figure(f"{cell:f}" if isinstance(cell, Decimal) else cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return repr(shown if len(shown) <= _MOST_SHOWN else shown[:_MOST_SHOWN] + "...")
