"""From a document to the values of a template's fields, in the shape that ``fields.py`` declares."""

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from lxml import etree

from servanda.render.documents.paper import Cell, Chapter, Drawing, Grid, Listed, Paper, Run
from servanda.render.documents.word.runs import MAIN, W, Xml, anchored, field, leading_to, link, runs_xml, words, xml_of

Picture = Callable[[Drawing], etree._Element]  # noqa: SLF001
# Between braces a line is what the template language takes for a brace of its own; as a number it is a line.
_BETWEEN_BRACES = re.compile(r"(?<=[{}%])_(?=[{}%])")
_SOURCES = "sources"


def values_of(paper: Paper, picture: Picture) -> dict[str, Any]:
    """The values of all fields; ``picture`` makes the run that shows a drawing."""
    chapters = [_chapter(number, one, picture) for number, one in enumerate(paper.chapters, start=1)]
    heads = [(f"chapter_{number}", one.title) for number, one in enumerate(paper.chapters, start=1)]
    heads.append((_SOURCES, paper.words.sources))
    return {
        "marking": _words(paper.marking),
        "title": _words(paper.title),
        "as_of": _words(paper.as_of),
        "page": _kept(xml_of(_page(paper.words.page))),
        "standpoint": _words(" ".join(paper.standpoint)),
        "lede": _runs(paper.lede),
        "drawings": [_drawing(one, picture) for one in paper.opening],
        "contents": _words(paper.words.contents),
        "contents_list": _kept(xml_of(_contents(heads))),
        "chapters": chapters,
        "sources_heading": _heading(_SOURCES, len(heads), paper.words.sources),
        "sources_note": _words(paper.words.sources_note),
        "sources": [_source(one) for one in paper.sources],
        "view": _words(paper.words.view),
    }


def _chapter(number: int, chapter: Chapter, picture: Picture) -> dict[str, Any]:
    return {
        "heading": _heading(f"chapter_{number}", number, chapter.title),
        "sentences": [_runs(one) for one in chapter.sentences],
        "empty": _words(chapter.empty),
        "drawings": [_drawing(one, picture) for one in chapter.drawings],
        "tables": [_table(one) for one in chapter.tables],
    }


def _heading(anchor: str, number: int, title: str) -> Xml:
    return _kept(xml_of(anchored(anchor, number, [words(title)])))


def _drawing(drawing: Drawing, picture: Picture) -> dict[str, Any]:
    return {
        "title": _words(drawing.title),
        "legend": _words(drawing.legend),
        "picture": _kept(xml_of([picture(drawing)])),
    }


def _table(grid: Grid) -> dict[str, Any]:
    heads = ["".join(run.text for run in cell.text) for cell in grid.header]
    names = ("name", "count", "how")
    return {
        "caption": _runs(grid.caption),
        "head": {name: _words(heads[at] if at < len(heads) else "") for at, name in enumerate(names)},
        "rows": [{name: _cell(row, at) for at, name in enumerate(names)} for row in grid.rows],
    }


def _cell(row: tuple[Cell, ...], at: int) -> Xml:
    return _runs(row[at].text if at < len(row) else ())


def _source(source: Listed) -> dict[str, Any]:
    shown = link(source.address) if source.link else [words(source.address)] if source.address else []
    return {
        "number": _words(str(source.number)),
        "record": _words(source.record),
        "address": _kept(xml_of(shown)),
        "quotations": [
            {
                "place": _words(f"{one.place}: " if one.place else ""),
                "text": _runs((Run(f"“{one.text}”", "said", one.language),)),
            }
            for one in source.quotations
        ],
    }


def _contents(heads: Iterable[tuple[str, str]]) -> list[etree._Element]:
    """A table of contents as the word processor keeps one: it leads to the headings, and can be made anew there."""
    made = []
    for anchor, title in heads:
        paragraph = etree.Element(f"{W}p", nsmap={"w": MAIN})
        properties = etree.SubElement(paragraph, f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": "TOC1"})
        paragraph.append(leading_to(anchor, [words(title)]))
        made.append(paragraph)
    begin, instruction, separate, end = field(r' TOC \o "1-1" \n \h ', [])
    for at, one in enumerate((begin, instruction, separate)):
        made[0].insert(1 + at, one)
    made[-1].append(end)
    return made


def _page(pattern: str) -> list[etree._Element]:
    """ "Page {number} of {count}", with both counted by the word processor."""
    counted = {"{number}": " PAGE ", "{count}": " NUMPAGES "}
    made: list[etree._Element] = []
    for piece in re.split(r"(\{number\}|\{count\})", pattern):
        if piece in counted:
            made.extend(field(counted[piece], [words("1")]))
        elif piece:
            made.append(words(piece))
    return made


def _runs(runs: Iterable[Run]) -> Xml:
    return _kept(runs_xml(runs))


def _words(text: str) -> Xml:
    return _kept(Xml(escape(text, quote=False)))


def _kept(xml: Xml) -> Xml:
    return Xml(_BETWEEN_BRACES.sub("&#95;", xml))
