"""What belongs where in a StratML document, read from the schemas of this package, which keep to one simple form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from lxml import etree

Part = Literal[1, 2]
PARTS: tuple[Part, ...] = (1, 2)
_XS = "{http://www.w3.org/2001/XMLSchema}"


@dataclass(frozen=True)
class Child:
    """An element that may stand within another, and how often (``most`` is ``None`` for as often as one likes)."""

    name: str
    least: int
    most: int | None


@dataclass(frozen=True)
class Shape:
    """What an element holds: others, in this order; or else text of a type (``text``, ``ID``, ``day``, ...).

    ``attributes`` gives the words that each attribute may have, ``required`` those it must have.
    """

    name: str
    children: tuple[Child, ...]
    attributes: Mapping[str, frozenset[str]]
    required: frozenset[str]
    type: str

    def place(self, name: str) -> int | None:
        """The place of a child in the order, or ``None`` if it does not belong here."""
        return next((place for place, child in enumerate(self.children) if child.name == name), None)


@dataclass(frozen=True)
class Schema:
    """One part of the standard: its namespace, its root element, the shapes, and the words of enumerated types."""

    part: Part
    namespace: str
    root: str
    shapes: Mapping[str, Shape]
    words: Mapping[str, frozenset[str]]


def schema_bytes(part: Part) -> bytes:
    """The schema of a part, as it is shipped."""
    return (files("servanda.exchange.formats.stratml") / "schemas" / f"part{part}.xsd").read_bytes()


@cache
def schema(part: Part) -> Schema:
    """The shapes of a part."""
    root = etree.fromstring(schema_bytes(part))
    words = {
        str(simple.get("name")): frozenset(str(one.get("value")) for one in simple.iter(f"{_XS}enumeration"))
        for simple in root.iterchildren(f"{_XS}simpleType")
        if simple.find(f"{_XS}restriction/{_XS}enumeration") is not None
    }
    shapes = {shape.name: shape for shape in (_shape(one, words) for one in root.iterchildren(f"{_XS}element"))}
    return Schema(part, str(root.get("targetNamespace")), next(iter(shapes)), shapes, words)


def _shape(element: etree._Element, words: Mapping[str, frozenset[str]]) -> Shape:
    children = tuple(
        Child(str(one.get("ref")), int(one.get("minOccurs", "1")), _most(one.get("maxOccurs", "1")))
        for one in element.iterfind(f"{_XS}complexType/{_XS}sequence/{_XS}element")
    )
    attributes = list(element.iterfind(f"{_XS}complexType/{_XS}attribute"))
    return Shape(
        name=str(element.get("name")),
        children=children,
        attributes={str(one.get("name")): words[str(one.get("type"))] for one in attributes},
        required=frozenset(str(one.get("name")) for one in attributes if one.get("use") == "required"),
        type=str(element.get("type") or ""),
    )


def _most(said: str) -> int | None:
    return None if said == "unbounded" else int(said)
