"""Checking attributes and texts of a document as it is read, and making of them what the standard has."""

from collections.abc import Mapping

from servanda.errors import worded
from servanda.exchange.formats.stratml.departures import Departure, Departures
from servanda.exchange.formats.stratml.lenience import lenience
from servanda.exchange.formats.stratml.shape import Shape
from servanda.exchange.formats.stratml.values import date_of, identifier, is_day, is_identifier, is_number
from servanda.exchange.formats.xmltree import Node

_ANYWHERE = frozenset({"xml:lang"})
_DAYS = ("xs:date", "DayOrNothing")


class Checker:
    """Knows which identifiers were met; tells departures to a list."""

    def __init__(self, departures: Departures) -> None:
        self._departures = departures
        self._identifiers: dict[str, Node] = {}

    def attributes(self, node: Node, shape: Shape, part: int) -> None:
        """Give attributes their names; tell those that are unknown, missing, or have words of their own."""
        for said in list(node.attributes):
            name = lenience().attributes.get(said, said)
            if name != said and name in shape.attributes and name not in node.attributes:
                node.attributes[name] = node.attributes.pop(said)
                self._tell(
                    node, "name", worded("attribute {name}", name=said), name, worded("read as {name}", name=name)
                )
        for name, value in node.attributes.items():
            words = shape.attributes.get(name)
            if words is None and name not in _ANYWHERE:
                self._tell(
                    node,
                    "attribute",
                    worded("attribute {name}", name=name),
                    worded("none of that name"),
                    worded("left out"),
                )
            elif words is not None and value not in words:
                self._tell(
                    node,
                    "value",
                    f"{name} {value!r}",
                    worded("one of {words}", words=", ".join(sorted(words))),
                    worded("left out"),
                )
        for name in sorted(shape.required - node.attributes.keys()):
            self._tell(node, "missing", worded("no attribute {name}", name=name), name, worded("read without it"))

    def text(self, node: Node, shape: Shape, words: Mapping[str, frozenset[str]]) -> None:
        """Check the text of an element against its type."""
        if shape.type == "xs:ID":
            self._identifier(node)
        elif shape.type in _DAYS:
            self._day(node, may_be_empty=shape.type != "xs:date")
        elif shape.type == "NumberOrNothing" and node.text and not is_number(node.text):
            self._tell(node, "value", f"{node.text[:40]!r}", worded("a decimal number"), worded("kept in words"))
        elif shape.type in words and node.text not in words[shape.type]:
            expected = worded("one of {words}", words=", ".join(sorted(words[shape.type])))
            done = worded("left out") if node.text else worded("read as not said")
            self._tell(node, "value", f"{node.text[:40]!r}", expected, done)

    def _day(self, node: Node, *, may_be_empty: bool) -> None:
        if is_day(node.text) or (may_be_empty and not node.text):
            return
        if not node.text:
            self._tell(node, "value", worded("an empty date"), worded("a day"), worded("read as not said"))
        elif date_of(node.text) is not None:
            self._tell(node, "value", f"{node.text!r}", worded("a day"), worded("read as a less exact date"))
        else:
            self._tell(node, "value", f"{node.text[:40]!r}", worded("a day"), worded("left out"))

    def _identifier(self, node: Node) -> None:
        made = identifier(node.text)
        if not node.text:
            self._tell(
                node, "value", worded("an empty identifier"), worded("an identifier"), worded("read as not said")
            )
        elif not made:
            self._tell(node, "value", f"{node.text[:40]!r}", worded("an identifier"), worded("read as not said"))
        elif not is_identifier(node.text):
            self._tell(
                node,
                "value",
                f"{node.text!r}",
                worded("an identifier, which begins with a letter"),
                worded("read as {name}", name=made),
            )
            node.text = made
        if not made:
            return
        first = self._identifiers.setdefault(made, node)
        if first is not node:
            expected = worded("another one than at line {line}, {path}", line=first.line, path=first.path)
            found = worded("identifier {identifier} again", identifier=made)
            self._tell(node, "repeated", found, expected, worded("read as not said"))

    def identifiers(self) -> dict[str, Node]:
        """Each identifier, with the first element that has it."""
        return dict(self._identifiers)

    def _tell(self, node: Node, code: str, found: str, expected: str, done: str) -> None:
        self._departures.add(Departure(node.line, node.path, code, found, expected, done))
