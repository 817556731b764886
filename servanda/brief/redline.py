"""What changed between two versions of a text, paragraph by paragraph and word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 20_000  # words of a paragraph: beyond that it is shown as taken out and put in whole


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, came or went."""

    does: Literal["same", "added", "removed"]
    text: str


Paragraph = tuple[Run, ...]


def redline(before: str, after: str) -> tuple[Paragraph, ...]:
    """The paragraphs of the later text with what it added, and what it took out where that stood."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Paragraph] = []
    for does, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if does == "equal":
            found += [(Run("same", text),) for text in new[k:m]]
            continue
        pairs = min(j - i, m - k)
        found += [tuple(_words(one, other)) for one, other in zip(old[i : i + pairs], new[k : k + pairs], strict=True)]
        found += [(Run("removed", text),) for text in old[i + pairs : j]]
        found += [(Run("added", text),) for text in new[k + pairs : m]]
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _words(before: str, after: str) -> Iterator[Run]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST:
        yield Run("removed", before)
        yield Run("added", after)
        return
    for does, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if does == "equal":
            yield Run("same", "".join(new[k:m]))
            continue
        if j > i:
            yield Run("removed", "".join(old[i:j]))
        if m > k:
            yield Run("added", "".join(new[k:m]))
