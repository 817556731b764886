"""A plan's text article by article, and what changed in it between two standpoints, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servanda.brief.redline import Paragraph, redline
from servanda.kernel.texts import Article, Consolidated, Words
from servanda.kinds.fields import Text


@dataclass(frozen=True, slots=True)
class ArticleTold:
    """An article as it is shown. ``does`` says what became of it against the text it is compared with."""

    number: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    language: str
    does: Literal["same", "changed", "added", "removed"]
    objective: str | None
    by: str


def articles(text: Consolidated | None, language: str) -> tuple[ArticleTold, ...]:
    """The articles of a text as it reads; none where no text is known."""
    return tuple(_same(article, language) for article in text.articles) if text is not None else ()


def compared(before: Consolidated | None, after: Consolidated | None, language: str) -> tuple[ArticleTold, ...]:
    """The articles of the later text with what it added, and those that are out where they stood."""
    old = {article.number: article for article in before.articles} if before is not None else {}
    new = {article.number: article for article in after.articles} if after is not None else {}
    return tuple(_compared(old, new, language))


def _compared(old: dict[str, Article], new: dict[str, Article], language: str) -> Iterator[ArticleTold]:
    left = list(old)
    for number, article in new.items():
        if number in old:
            while left and left[0] != number and left[0] not in new:
                yield _whole(old[left.pop(0)], "removed", language)
            left = [one for one in left if one != number]
            yield _changed(old[number], article, language)
        else:
            yield _whole(article, "added", language)
    for number in left:
        yield _whole(old[number], "removed", language)


def _changed(before: Article, after: Article, language: str) -> ArticleTold:
    heading, words, spoken = _said(after, language)
    own, earlier, of_earlier = _said(before, language)
    if before.said == after.said or (heading == own and words == earlier):
        return _same(after, language)
    shown = redline(earlier, words) if spoken == of_earlier else (*redline(earlier, ""), *redline("", words))
    return ArticleTold(after.number, heading, shown, spoken, "changed", after.objective, after.by)


def _same(article: Article, language: str) -> ArticleTold:
    heading, words, spoken = _said(article, language)
    return ArticleTold(article.number, heading, redline(words, words), spoken, "same", article.objective, article.by)


def _whole(article: Article, does: Literal["added", "removed"], language: str) -> ArticleTold:
    heading, words, spoken = _said(article, language)
    runs = redline("", words) if does == "added" else redline(words, "")
    return ArticleTold(article.number, heading, runs, spoken, does, article.objective, article.by)


def _said(article: Article, language: str) -> tuple[str, str, str]:
    """Its heading, its words, and the language that these are in."""
    words, spoken = _in(article.words, language)
    return _in(article.heading, language)[0] if article.heading else "", words, spoken


def _in(words: Words, language: str) -> tuple[str, str]:
    return Text(by=dict(words)).in_language(language)
