"""Briefs of register files, and the sentences in them, for tests to read."""

from functools import lru_cache
from pathlib import Path

from servanda.brief import Brief, compose
from servanda.brief.model import Sentence
from servanda.demo import paths
from servanda.frameworks import Frameworks, load_all
from servanda.render.text import render
from tests.support.seen import register, view_of

AZERBAIJAN, MOLDOVA = paths()


@lru_cache(maxsize=1)
def shipped() -> Frameworks:
    """The frameworks that are shipped."""
    return load_all()


@lru_cache(maxsize=256)
def brief(
    as_of: str,
    path: Path = AZERBAIJAN,
    published_by: str | None = None,
    language: str = "en",
    frameworks: Frameworks | None = None,
) -> Brief:
    """The brief of a register file's partnership."""
    view = view_of(path, as_of, published_by=published_by)
    return compose(view, register(path).scope, frameworks or shipped(), language)


def sentences(told: Brief) -> tuple[Sentence, ...]:
    """Every sentence of a brief, wherever it stands."""
    return (
        *told.lede,
        *(sentence for section in told.all_sections() for sentence in section.sentences),
        *(one.sentence for one in told.next_dates),
    )


def section(told: Brief, key: str) -> list[str]:
    """The sentences of one section as text; none if the brief has no such section."""
    found = [one for one in told.all_sections() if one.key == key]
    return [sentence.text for one in found for sentence in one.sentences]


def said(told: Brief, *words: str) -> list[Sentence]:
    """The sentences that have all of these words."""
    return [sentence for sentence in sentences(told) if all(word in sentence.text for word in words)]


def publishers(told: Brief, sentence: Sentence) -> set[str]:
    """Who published what a sentence cites."""
    names = {line.number: line.publisher for line in told.sources}
    return {names[mark.number] for mark in sentence.marks}


def one_line(told: Brief) -> str:
    """The whole brief as text on lines so long that nothing is wrapped."""
    return render(told, width=10_000)


def edited(path: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a register file in which each of these texts, found exactly once, is another."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
        text = text.replace(old, new)
    copy = folder / path.name
    copy.write_text(text, encoding="utf-8")
    return copy
