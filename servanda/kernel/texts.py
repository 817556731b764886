"""How a text reads on a day: its last edition, with the amendments that have taken effect since.

Nothing of this is stored. Editions and amendments are what was said; the consolidated text is worked out from them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from servanda.kernel.dates import PartialDate

Does = Literal["replace", "insert", "delete"]
Words = Mapping[str, str]  # by language

# "1.", "2)", "1.1": a number with a stop or a bracket, so that a sentence may begin with a count or a year
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3})+|\d{1,3}(?=[.)]))[.)]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it reads: ``by`` is the key of the fact that says so."""

    number: str
    words: Words
    heading: Words | None = None
    objective: str | None = None
    by: str = ""

    @property
    def said(self) -> tuple[object, ...]:
        """What it says, whoever says so."""
        return self.number, dict(self.words), dict(self.heading or {}), self.objective


@dataclass(frozen=True, slots=True)
class Edition:
    """A text whole, from a day on. ``is_adopted``: a version that was adopted, and not published as an edition."""

    when: PartialDate
    articles: tuple[Article, ...]
    key: str
    is_adopted: bool = False

    @property
    def said(self) -> tuple[object, ...]:
        """What it says, whoever says so."""
        return tuple(article.said for article in self.articles)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one article. What is put in stands ``after`` the article of that number, else at the end."""

    does: Does
    number: str
    words: Words | None = None
    heading: Words | None = None
    objective: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """Changes to a text: made on a day, with effect from a day on."""

    made: PartialDate
    effect: PartialDate
    changes: tuple[Change, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """A change that the text of its day has no place for; it is told, and not applied."""

    change: Change
    key: str


@dataclass(frozen=True)
class Consolidated:
    """A text on a day.

    ``rivals`` are editions that differ from the one followed and are not ordered with it by their dates; ``clashes``
    the articles that two amendments change whose dates do not order them; ``ahead`` what is still to take effect.
    """

    edition: Edition
    articles: tuple[Article, ...]
    applied: tuple[Amendment, ...] = ()
    ahead: tuple[Amendment, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    clashes: tuple[str, ...] = ()
    rivals: tuple[Edition, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the facts that it rests on."""
        return (self.edition.key, *(one.key for one in self.applied))


def consolidated(editions: Iterable[Edition], amendments: Iterable[Amendment], day: date) -> Consolidated | None:
    """How a text reads on a day; ``None`` where no edition of it is known by then.

    An edition contains all that was amended before its day. Amendments are applied in the order in which they take
    effect; of one day, in the order in which they were made.
    """
    begun = sorted((one for one in editions if _first(one.when) <= day), key=_in_order)
    if not begun:
        return None
    base = begun[-1]
    rivals = tuple(one for one in begun[:-1] if one.when.latest >= _first(base.when) and one.said != base.said)
    made = (one for one in amendments if _first(one.made) <= day)
    since = sorted((one for one in made if _is_since(one, base)), key=_by_effect)
    applied = tuple(one for one in since if _first(one.effect) <= day)
    articles, misfits = list(base.articles), list[Misfit]()
    for amendment in applied:
        for change in amendment.changes:
            if not _applied(articles, change, amendment.key):
                misfits.append(Misfit(change, amendment.key))
    ahead = tuple(one for one in since if one not in applied)
    return Consolidated(base, tuple(articles), applied, ahead, tuple(misfits), _clashes(applied), rivals)


def split(words: str) -> tuple[tuple[str, str], ...]:
    """The articles of plain words, as (number, words): a paragraph that begins with a number begins an article.

    What stands before the first has no number. Where no paragraph is numbered, each is an article, counted from 1.
    """
    paragraphs = [line.strip() for line in words.splitlines() if line.strip()]
    if not any(_NUMBERED.match(paragraph) for paragraph in paragraphs):
        return tuple((str(number), paragraph) for number, paragraph in enumerate(paragraphs, 1))
    found: dict[str, list[str]] = {}
    number = ""
    for paragraph in paragraphs:
        begins = _NUMBERED.match(paragraph)
        if begins is not None and begins[1] not in found:
            number = begins[1]
            paragraph = paragraph[begins.end() :]
        found.setdefault(number, []).append(paragraph)
    return tuple((number, "\n".join(lines)) for number, lines in found.items())


def articles_of(words: Words, key: str) -> tuple[Article, ...]:
    """The articles of a text in its languages; as one article, where its languages do not have the same numbers."""
    by_language = {language: dict(split(text)) for language, text in words.items()}
    numbers = next(iter(by_language.values()))
    if any(list(other) != list(numbers) for other in by_language.values()):
        return (Article("", words, by=key),)
    return tuple(
        Article(number, {language: articles[number] for language, articles in by_language.items()}, by=key)
        for number in numbers
    )


def _applied(articles: list[Article], change: Change, key: str) -> bool:
    """Make a change where there is a place for it."""
    places = {article.number: place for place, article in enumerate(articles)}
    place = places.get(change.number)
    if change.does == "insert":
        if place is not None or (change.after is not None and change.after not in places):
            return False
        at = len(articles) if change.after is None else places[change.after] + 1
        articles.insert(at, Article(change.number, change.words or {}, change.heading, change.objective, key))
        return True
    if place is None:
        return False
    if change.does == "delete":
        del articles[place]
        return True
    before = articles[place]
    articles[place] = replace(
        before,
        words=change.words or {},
        heading=change.heading or before.heading,
        objective=change.objective or before.objective,
        by=key,
    )
    return True


def _clashes(applied: tuple[Amendment, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for place, one in enumerate(applied):
        for other in applied[place + 1 :]:
            if _first(other.effect) > one.effect.latest or _is_ordered(one, other):
                continue
            said = {change.number: change for change in one.changes}
            found |= {new.number: None for new in other.changes if said.get(new.number, new) != new}
    return tuple(found)


def _is_ordered(one: Amendment, other: Amendment) -> bool:
    """Whether the days on which two were made order them; else two that take effect on one day have no order."""
    return one.made.latest < _first(other.made) or other.made.latest < _first(one.made)


def _is_since(amendment: Amendment, base: Edition) -> bool:
    effect, began = _first(amendment.effect), _first(base.when)
    return effect > began or (effect == began and _first(amendment.made) >= began)


def _first(when: PartialDate) -> date:
    """The day it counts from (rule 6): of what has no date of its own, the one that it is no later than."""
    return when.latest if when.is_open_start else when.earliest


def _in_order(edition: Edition) -> tuple[date, date, bool, str]:
    return _first(edition.when), edition.when.latest, not edition.is_adopted, edition.key


def _by_effect(amendment: Amendment) -> tuple[date, date, str]:
    return _first(amendment.effect), _first(amendment.made), amendment.key
