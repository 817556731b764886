"""The fields of a template: what each holds, and where it may stand. ``docs/reference/documents.md`` explains them.

A field is words (``{{ title }}``), runs with their own look and notes (``{{r lede }}``), whole paragraphs
(``{{p contents_list }}``), or a list to go through (``{%p for chapter in chapters %}``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Holds = Literal["words", "runs", "paragraphs", "list", "group"]


@dataclass(frozen=True, slots=True)
class Field:
    """What a field holds. ``parts`` are the fields of an item of a list, or of a group.

    ``item`` says what an item of a list is where it has no parts. ``everywhere``: it may stand in heads and feet.
    """

    holds: Holds
    means: str
    parts: Mapping[str, "Field"] = field(default_factory=dict)
    item: Holds | None = None
    everywhere: bool = False


_DRAWING = {
    "title": Field("words", "what it shows"),
    "legend": Field("words", "how it is read"),
    "picture": Field("runs", "the drawing, with its description for those who listen"),
}
_TABLE = {
    "caption": Field("runs", "what it counts, as of when, with its notes"),
    "head": Field(
        "group",
        "the headings of its columns",
        {
            "name": Field("words", "heading of the first column"),
            "count": Field("words", "heading of the second"),
            "how": Field("words", "heading of the third"),
        },
    ),
    "rows": Field(
        "list",
        "its rows",
        {
            "name": Field("runs", "what is counted"),
            "count": Field("runs", "how many, or in which words"),
            "how": Field("runs", "how it is known"),
        },
    ),
}

FIELDS: Mapping[str, Field] = {
    "marking": Field("words", "who may see it: the marking of the most restricted fact in it", everywhere=True),
    "title": Field("words", "the name of the partnership", everywhere=True),
    "as_of": Field("words", 'the as-of date as a sentence: "As of 15 November 2016."', everywhere=True),
    "page": Field("runs", '"Page 2 of 8", counted by the word processor', everywhere=True),
    "standpoint": Field("words", "as of when, as known when, and for whom", everywhere=True),
    "lede": Field("runs", "the answer in one or two sentences"),
    "drawings": Field("list", "the drawings of the opening", _DRAWING),
    "contents": Field("words", 'the word "Contents"'),
    "contents_list": Field("paragraphs", "a table of contents, with links"),
    "chapters": Field(
        "list",
        "the sections of the brief",
        {
            "heading": Field("runs", "its title, which the contents lead to"),
            "sentences": Field("list", "its sentences, each with its notes", item="runs"),
            "empty": Field("words", "what is said where there is no sentence, else nothing"),
            "drawings": Field("list", "its drawings", _DRAWING),
            "tables": Field("list", "its tables", _TABLE),
        },
    ),
    "sources_heading": Field("runs", 'the word "Sources", which the contents lead to'),
    "sources_note": Field("words", "what the marks mean"),
    "sources": Field(
        "list",
        "all sources, numbered",
        {
            "number": Field("words", "its number"),
            "record": Field("words", "publisher, title, author, dates"),
            "address": Field("runs", "its address, as a link where it is one of the web"),
            "quotations": Field(
                "list",
                "the words that are held of it",
                {
                    "place": Field("words", "where in it they stand"),
                    "text": Field("runs", "the words, between quotation marks"),
                },
            ),
        },
    ),
    "view": Field("words", "the hash of the view that it tells of", everywhere=True),
}

# Without these a document would hide whose view it is, who may see it, what is said or who says it.
NEEDED: tuple[str, ...] = (
    "standpoint",
    "chapters.heading",
    "chapters.sentences",
    "chapters.empty",
    "sources.number",
    "sources.record",
)


def all_paths(fields: Mapping[str, Field] = FIELDS, within: str = "") -> Iterator[tuple[str, Field]]:
    """Every field by its path ("chapters.tables.rows.name"), in order."""
    for name, one in fields.items():
        path = f"{within}.{name}" if within else name
        yield path, one
        yield from all_paths(one.parts, path)
