"""A tree of what an XML file says, whose parts know their line and path, and whether anyone has read them.

Whoever maps a file takes what it can place; what nobody took is told by path and count, so that nothing of a file
is left out without a word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from servanda.exchange.formats.safexml import children, line_of, local_name

_OF_SCHEMAS = "{http://www.w3.org/2001/XMLSchema-instance}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Left:
    """What was not taken: a path without numbers, how often, and the line of the first."""

    path: str
    count: int
    line: int


@dataclass(eq=False)
class Node:
    """An element: its name, where it stands, its own text without the white space around it, and what is within it."""

    name: str
    path: str
    line: int
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    within: list["Node"] = field(default_factory=list)
    taken: bool = False
    taken_attributes: set[str] = field(default_factory=set)

    def all(self, name: str) -> list["Node"]:
        """The elements of a name within it."""
        return [node for node in self.within if node.name == name]

    def first(self, name: str) -> "Node | None":
        """The first element of a name within it."""
        return next((node for node in self.within if node.name == name), None)

    def take(self) -> str:
        """Its text, which is then accounted for."""
        self.taken = True
        return self.text

    def said(self, *names: str) -> str:
        """The text at the end of a path of names, which is then accounted for; "" if there is none."""
        node: Node | None = self
        for name in names:
            node = node.first(name) if node else None
        return node.take() if node else ""

    def attribute(self, name: str) -> str:
        """The text of an attribute, which is then accounted for; "" if there is none."""
        self.taken_attributes.add(name)
        return self.attributes.get(name, "").strip()

    def walk(self) -> Iterator["Node"]:
        """It and all within it, in the order of the file."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.within))

    def leave(self) -> None:
        """Account for it and all within it as left out for a reason that was told otherwise."""
        for node in self.walk():
            node.taken = True
            node.taken_attributes |= node.attributes.keys()


def node_of(element: etree._Element, path: str) -> Node:
    """Read an element and all within it, at a path that names it."""
    node = bare_node(element, path)
    counts: dict[str, int] = {}
    for child in children(element):
        name = local_name(child)
        counts[name] = counts.get(name, 0) + 1
        node.within.append(node_of(child, f"{path}/{name}[{counts[name]}]"))
    return node


def bare_node(element: etree._Element, path: str) -> Node:
    """Read an element without what is within it. Attributes lose their namespaces, but for xml:lang.

    Where a schema is to be found (``xsi:schemaLocation``) is nothing that a document says.
    """
    attributes = {}
    for key, value in element.attrib.items():
        if str(key).startswith(_OF_SCHEMAS):
            continue
        name = "xml:lang" if key == XML_LANG else str(etree.QName(str(key)).localname)
        attributes[name] = str(value)
    texts = [element.text or "", *(child.tail or "" for child in element)]
    text = " ".join(text.strip() for text in texts if text.strip())
    return Node(local_name(element), path, line_of(element), text, attributes)


def left(nodes: Iterator[Node]) -> list[Left]:
    """What was not taken of these nodes, by path; an element that says nothing is nothing to leave out."""
    found: dict[str, tuple[int, int]] = {}
    for node in nodes:
        plain = unnumbered(node.path)
        missed = [plain] if node.text and not node.taken else []
        missed += [f"{plain}/@{name}" for name in node.attributes.keys() - node.taken_attributes]
        for path in missed:
            count, line = found.get(path, (0, node.line))
            found[path] = (count + 1, line)
    return [Left(path, count, line) for path, (count, line) in sorted(found.items())]


def unnumbered(path: str) -> str:
    """A path without the numbers of its steps."""
    return "/".join(step.partition("[")[0] for step in path.split("/"))
