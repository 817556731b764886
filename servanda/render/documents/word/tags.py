"""The tags of a template: found, each with its place, and understood as one of five things or not at all.

What a tag may be is far less than the template language could do: a field, the beginning or end of a list, a question
whether a field says something. So a template cannot compute, call, or go round without end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from servanda.errors import worded

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST = 200
MOST = 2000

Does = Literal["field", "for", "if", "else", "end"]
_OPEN = re.compile(r"\{[{%#]")
_NAME = r"[a-z_]+(?:\.[a-z_]+)*"
_SHAPES: tuple[tuple[Does, re.Pattern[str]], ...] = (
    ("field", re.compile(rf"\{{\{{(?P<level>r|p|) +(?P<path>{_NAME}) *\}}\}}")),
    ("for", re.compile(rf"\{{%(?P<level>p|tr|) +for +(?P<name>[a-z_]+) +in +(?P<path>{_NAME}) *%\}}")),
    ("if", re.compile(rf"\{{%(?P<level>p|tr|) +if +(?:not +)?(?P<path>{_NAME}) *%\}}")),
    ("else", re.compile(r"\{%(?P<level>p|tr|) +else *%\}")),
    ("end", re.compile(r"\{%(?P<level>p|tr|) +end(?P<name>for|if) *%\}")),
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: where it stands, how it is written, and what it does.

    ``level`` is what it takes the place of: "r" a run, "p" a paragraph, "tr" a row, "" only itself. ``parent`` is
    the element within which a list of that level must end. ``alone``: nothing else is in its paragraph.
    """

    place: str
    text: str
    does: Does
    level: str
    path: str
    name: str
    parent: etree._Element
    alone: bool


@dataclass(frozen=True, slots=True)
class Strange:
    """Something between braces that is no tag, and why."""

    place: str
    text: str
    why: str


def tags_of(part: str, root: etree._Element) -> Iterator[Tag | Strange]:
    """The tags of a part in order; ``part`` is what its places are called."""
    for at, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        place = worded("{part}, paragraph {number}", part=part, number=at)
        words = "".join(text.text or "" for text in _texts(paragraph))
        yield from _tags(place, words, paragraph)
    yield from _elsewhere(part, root)


def _texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The texts of a paragraph, without those of a paragraph within it (a text box)."""
    for text in paragraph.iter(f"{W}t"):
        if next(text.iterancestors(f"{W}p")) is paragraph:
            yield text


def _tags(place: str, words: str, paragraph: etree._Element) -> Iterator[Tag | Strange]:
    at = 0
    while found := _OPEN.search(words, at):
        start = found.start()
        close = "}}" if found.group() == "{{" else found.group()[1] + "}"
        end = words.find(close, start + 2, start + LONGEST)
        if end < 0:
            yield Strange(
                place, words[start : start + 30], worded("{tag} is not closed in its paragraph", tag=found.group())
            )
            return
        text = words[start : end + 2]
        yield _understood(place, text, paragraph, alone=words.strip() == text)
        at = end + 2


def _understood(place: str, text: str, paragraph: etree._Element, *, alone: bool) -> Tag | Strange:
    for does, shape in _SHAPES:
        if match := shape.fullmatch(text):
            said = match.groupdict()
            level = said["level"]
            within = paragraph.getparent() if level == "p" else None
            if level == "tr":
                within = next(paragraph.iterancestors(f"{W}tbl"), None)
            within = paragraph if within is None else within
            return Tag(place, text, does, level, said.get("path") or "", said.get("name") or "", within, alone)
    return Strange(place, text, worded("it is no tag that is understood here"))


def _elsewhere(part: str, root: etree._Element) -> Iterator[Strange]:
    """Braces where no words are: in attributes, in comments, in texts outside of paragraphs."""
    if not _OPEN.search(etree.tostring(root, encoding="unicode")):
        return  # as in most parts: then no element need be looked at
    for element in root.iter():
        text = element.text if element.tag != f"{W}t" else None
        if any(words and _OPEN.search(words) for words in (text, element.tail, *element.attrib.values())):
            yield Strange(part, "{...", worded("a tag stands where no words are"))
