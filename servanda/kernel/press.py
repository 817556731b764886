"""May a line be said outside? Worked out from what happened and the moment that is asked about; never recorded.

And: would a figure in it lose its date, or does no fact give it? Both pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["draft", "refused", "taken-back", "superseded", "outdated", "embargoed", "expired", "cleared"]
Word = Literal["cleared", "refused", "taken-back"]

_NUMBER = re.compile(r"(?<![\w.,])(?<![^\W\d]-)\d+(?:[.,]\d+)*(?!\w)")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Clearance:
    """A word of a clearer: at which aware moment, whose, which; ``key`` names the fact that says it."""

    moment: datetime
    clearer: str
    what: Word
    key: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line: when drafted, who must clear it, between which moments it may be said.

    ``agreed`` is the moment at which the position it gives was agreed by every body asked; ``needs_agreement`` says
    whether there is one. ``changed`` are facts it rests on that no longer stand; ``followed`` is when the line that
    takes its place was itself cleared.
    """

    drafted: datetime
    clearers: tuple[str, ...]
    embargo: datetime | None = None
    expires: datetime | None = None
    needs_agreement: bool = False
    agreed: datetime | None = None
    changed: tuple[str, ...] = ()
    followed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands: since when, the word of each clearer that counts, and the clearers that are still silent.

    A clearer who said nothing is ``waiting``: that is no answer, and neither yes nor no.
    """

    state: State
    since: datetime
    words: tuple[Clearance, ...]
    waiting: tuple[str, ...]

    @property
    def may_be_said(self) -> bool:
        """Whether it may be said at this moment."""
        return self.state == "cleared"


def stand(line: Line, clearances: Iterable[Clearance], moment: datetime) -> Standing:
    """Work out how a line stands at a moment; what happened after it does not count. Strangers' words do not either."""
    named = {plain(name): name for name in line.clearers}
    latest: dict[str, Clearance] = {}
    for one in sorted(clearances, key=lambda one: (one.moment, one.key)):
        if line.drafted <= one.moment <= moment and plain(one.clearer) in named:
            latest[plain(one.clearer)] = one
    words = tuple(latest[key] for key in named if key in latest)
    waiting = tuple(name for key, name in named.items() if key not in latest)
    state, since = _state(line, words, waiting, moment)
    return Standing(state, since, words, waiting)


def _state(line: Line, words: Sequence[Clearance], waiting: Sequence[str], moment: datetime) -> tuple[State, datetime]:
    against: tuple[State, ...] = ("refused", "taken-back")
    for what in against:
        if said := [one.moment for one in words if one.what == what]:
            return what, min(said)
    if line.followed is not None and line.followed <= moment:
        return "superseded", line.followed
    agreed = line.agreed if line.agreed is not None and line.agreed <= moment else None
    if waiting or (line.needs_agreement and agreed is None):
        return "draft", line.drafted
    cleared = max([*(one.moment for one in words), *([agreed] if agreed else ())], default=line.drafted)
    if line.changed:
        return "outdated", cleared
    if line.expires is not None and moment >= line.expires:
        return "expired", line.expires
    if line.embargo is not None and moment < line.embargo:
        return "embargoed", cleared
    return "cleared", max(cleared, line.embargo) if line.embargo else cleared


def plain(name: str) -> str:
    """A name as it is compared with others: letter case and spaces do not tell two apart."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that a fact gives: the number as text, the year of its as-of date, and that date in words as printed."""

    number: str
    year: str
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """What is wrong with a figure in a line: it stands without its date, or no fact that the line rests on gives it."""

    code: Literal["undated", "ungiven"]
    figure: str
    date: str = ""


def warnings(
    text: str, given: Iterable[Given], names: Iterable[str] = (), printed: Iterable[str] = ()
) -> tuple[Warned, ...]:
    """Warn of the figures in a text, in the order in which they stand there.

    A figure keeps its date where the year of its as-of date stands in the same sentence. Years, and the numbers in a
    date as ``printed``, are no figures. Nor are those in ``names``, of records and of sources; a year in one of them
    dates nothing.
    """
    text = _without(text, names)
    facts: dict[str, list[Given]] = {}
    for one in given:
        facts.setdefault(_number(one.number), []).append(one)
    dates = {*printed, *(date for found in facts.values() for one in found for date in one.dates)}
    found: list[Warned] = []
    for sentence in _SENTENCE.split(text):
        for figure in _NUMBER.findall(_without(sentence, dates)):
            own = facts.get(_number(figure), [])
            if not own and not _YEAR.fullmatch(figure):
                found.append(Warned("ungiven", figure))
            elif own and not any(one.year in _YEAR.findall(sentence) for one in own):
                found.append(Warned("undated", figure, own[-1].dates[0] if own[-1].dates else own[-1].year))
    return tuple(dict.fromkeys(found))


def _without(text: str, phrases: Iterable[str]) -> str:
    """A text without some phrases, the longest first, wherever they stand as whole words."""
    for phrase in sorted(set(phrases), key=lambda one: (-len(one), one)):
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", text, flags=re.IGNORECASE) if phrase else text
    return text


def _number(text: str) -> str:
    """A number without the marks that part its thousands; a decimal part stays."""
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text)
