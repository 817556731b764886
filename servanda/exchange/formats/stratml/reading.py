"""Reading a StratML document leniently: as it is meant, with a report of each departure from the standard.

What comes out is a tree in the standard's own names and order. What could be read in no way is listed by path and
count; together with what the tree holds it is the whole document.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from servanda.errors import InputError, worded
from servanda.exchange.formats.safexml import XmlDocument, children, line_of, local_name, namespace, read_xml
from servanda.exchange.formats.stratml.checking import Checker
from servanda.exchange.formats.stratml.departures import Departure, Departures
from servanda.exchange.formats.stratml.figures import figure_nodes
from servanda.exchange.formats.stratml.lenience import lenience
from servanda.exchange.formats.stratml.shape import PARTS, Schema, Shape, schema
from servanda.exchange.formats.xmltree import Left, Node, bare_node, left, node_of

COUNTED = ("Goal", "Objective", "PerformanceIndicator", "TargetResult", "ActualResult", "Stakeholder")
FIGURED = "PerformanceIndicator"
_FIGURE_HEADS = frozenset(form.each[0] for form in lenience().results)
ROOTS = frozenset(schema(part).root for part in PARTS) | frozenset(lenience().other_parts)


@dataclass
class StratmlDocument:
    """A document as it was read: its tree, and in ``unread`` what the tree has no place for."""

    name: str
    sha256: str
    part: int
    root: Node
    departures: Departures
    notes: list[str]
    unread: list[Left]
    identifiers: dict[str, Node]

    def identifier(self, node: Node) -> str:
        """What identifies an element in its document; "" if nothing does, or another bore it first."""
        found = node.first("Identifier")
        return found.take() if found and self.identifiers.get(found.text) is found else ""

    @property
    def counts(self) -> Counter[str]:
        """How many elements of each name were read."""
        return Counter(node.name for node in self.root.walk())


def is_stratml(root: etree._Element) -> bool:
    """Whether an XML file is, or means to be, a StratML document."""
    return local_name(root) in ROOTS


def read_stratml(source: Path | XmlDocument) -> StratmlDocument:
    """Read a document of Part 1 or 2. Raises ``InputError`` for what is neither, and for broken or hostile files."""
    document = read_xml(source) if isinstance(source, Path) else source
    root = local_name(document.root)
    if root in lenience().other_parts:
        raise _other_part(document, lenience().other_parts[root])
    of = next((schema(part) for part in PARTS if schema(part).root == root), None)
    if of is None:
        sentence = worded("The file is no StratML document: its root element is {root}.", root=root)
        remedy = worded("roots that are read: {roots}", roots=", ".join(schema(part).root for part in PARTS))
        raise InputError("not-stratml", sentence, remedy, file=document.name, line=line_of(document.root))
    return _Reader(document, of).read()


def _other_part(document: XmlDocument, what: str) -> InputError:
    counts = Counter(local_name(element) for element in document.root.iter(etree.Element))
    held = ", ".join(f"{counts[name]} {name}" for name in COUNTED if counts[name])
    sentence = worded(
        "The file is {what}, which is another language; Parts 1 and 2 are read. It holds {held}.",
        what=what,
        held=held or worded("no goal"),
    )
    remedy = worded("ask for it as Part 2, or convert it with a tool for StratML")
    return InputError("stratml-part", sentence, remedy, file=document.name, line=line_of(document.root))


@dataclass
class _Open:
    """An element that is being read, with its shape and what stands around it."""

    node: Node
    shape: Shape
    outer: "_Open | None"
    wrong_order: bool = False
    seen: Counter[str] = field(default_factory=Counter)

    def has_room(self, name: str) -> bool:
        place = self.shape.place(name)
        if place is None:
            return False
        most = self.shape.children[place].most
        return most is None or sum(node.name == name for node in self.node.within) < most


class _Reader:
    def __init__(self, document: XmlDocument, of: Schema) -> None:
        self._document = document
        self._of = of
        self._fuller = schema(2)
        self._departures = Departures()
        self._unread: list[Node] = []
        self._strange: Counter[str] = Counter()
        self._checker = Checker(self._departures)

    def read(self) -> StratmlDocument:
        root = self._document.root
        self._namespace(root)
        open_root = _Open(bare_node(root, f"/{local_name(root)}"), self._of.shapes[self._of.root], None)
        self._fill(open_root, root)
        self._tell_namespaces()
        notes = list(self._document.notes)
        return StratmlDocument(
            name=self._document.name,
            sha256=self._document.sha256,
            part=self._of.part,
            root=open_root.node,
            departures=self._departures,
            notes=notes,
            unread=left(node for top in self._unread for node in top.walk()),
            identifiers=self._checker.identifiers(),
        )

    def _namespace(self, element: etree._Element) -> None:
        found = namespace(element)
        if found != self._of.namespace:
            self._strange[found] += 1

    def _tell_namespaces(self) -> None:
        for found, count in self._strange.items():
            what = worded("namespace {name!r}", name=found) if found else worded("no namespace")
            several = worded("{count} elements in {what}", count=count, what=what)
            single = worded("{count} element in {what}", count=count, what=what)
            self._depart(
                Node("", f"/{local_name(self._document.root)}", line_of(self._document.root)),
                "namespace",
                several if count > 1 else single,
                self._of.namespace,
                worded("read all the same"),
            )

    def _fill(self, here: _Open, element: etree._Element) -> None:
        self._checker.attributes(here.node, here.shape, self._of.part)
        if here.shape.type:
            for child in children(element):
                self._left_out(child, here, worded("text only"))
            self._checker.text(here.node, here.shape, {**self._fuller.words, **self._of.words})
            return
        for child in children(element):
            self._child(here, child, here.node.path)
        if here.shape.name == FIGURED:
            self._other_figures(here)
        self._finish(here)

    def _child(self, here: _Open, child: etree._Element, path: str) -> None:
        said = local_name(child)
        here.seen[f"{path}/{said}"] += 1
        own = f"{path}/{said}[{here.seen[f'{path}/{said}']}]"
        name = lenience().name(said, here.shape.name)
        if name != said and (here.shape.place(said) is not None or here.shape.place(name) is None):
            name = said
        if name in lenience().wrappers and here.shape.place(name) is None:
            self._namespace(child)
            wrapper = bare_node(child, own)
            self._unread.append(wrapper)  # should it say something itself
            self._depart(
                wrapper,
                "wrapper",
                worded("a list {name}", name=said),
                worded("what it holds"),
                worded("read through it"),
            )
            for grandchild in children(child):
                self._child(here, grandchild, own)
            return
        target, shape = self._home(here, name)
        if target is None and here.shape.name == FIGURED and name in _FIGURE_HEADS:
            self._unread.append(node_of(child, own))
            return
        if target is None or shape is None:
            self._left_out(child, here, _expected(here.shape), own)
            return
        self._namespace(child)
        node = replace(bare_node(child, own), name=name)
        if name != said:
            self._depart(node, "name", worded("element {name}", name=said), name, worded("read as {name}", name=name))
        if not target.has_room(name):
            self._left_out(child, here, worded("one {name} at most", name=name), own)
            return
        if target is not here:
            within = worded("{name} within {other}", name=name, other=here.shape.name)
            done = worded("read as if within {name}", name=target.shape.name)
            self._depart(node, "misplaced", within, _expected(here.shape), done)
        elif here.node.within and not here.wrong_order and self._is_late(here, name):
            here.wrong_order = True
            before = here.node.within[-1].name
            self._depart(
                node,
                "order",
                worded("{name} after {other}", name=name, other=before),
                worded("{name} before it", name=name),
                worded("read all the same"),
            )
        target.node.within.append(node)
        self._fill(_Open(node, shape, target), child)

    def _home(self, here: _Open, name: str) -> tuple[_Open | None, Shape | None]:
        """Where an element belongs: here; here by Part 2; in an element that is missing between; further out."""
        if here.shape.place(name) is not None:
            return here, self._shape(name)
        fuller = self._fuller.shapes.get(here.shape.name)
        if fuller is not None and fuller.place(name) is not None:
            self._depart(
                here.node,
                "part",
                worded("{name} within {other}", name=name, other=here.shape.name),
                worded("nothing of Part 2"),
                worded("read as Part 2 has it"),
            )
            here.shape = fuller
            return here, self._fuller.shapes[name]
        shape = self._shape(name)
        if shape is None or shape.type:
            return None, None
        for child in here.shape.children:
            between = self._shape(child.name)
            if child.most == 1 and between is not None and between.place(name) is not None:
                return self._between(here, between), shape
        outer = here.outer
        while outer is not None:
            if outer.has_room(name):
                return outer, shape
            outer = outer.outer
        return None, None

    def _between(self, here: _Open, shape: Shape) -> _Open:
        node = here.node.first(shape.name)
        if node is None:
            node = Node(shape.name, f"{here.node.path}/{shape.name}[1]", here.node.line)
            here.node.within.append(node)
        return _Open(node, shape, here)

    def _shape(self, name: str) -> Shape | None:
        return self._of.shapes.get(name) or self._fuller.shapes.get(name)

    @staticmethod
    def _is_late(here: _Open, name: str) -> bool:
        last = here.shape.place(here.node.within[-1].name)
        own = here.shape.place(name)
        return last is not None and own is not None and own < last

    def _finish(self, here: _Open) -> None:
        """Put the children in order, and tell what is missing or says something where nothing is said."""
        node, shape = here.node, here.shape
        node.within.sort(key=lambda child: shape.place(child.name) or 0)
        if node.text:
            self._depart(
                node,
                "text",
                worded("text {text!r} between elements", text=node.text[:40]),
                worded("elements only"),
                worded("left out"),
            )
        for child in shape.children:
            if child.least and node.first(child.name) is None:
                self._depart(
                    node, "missing", worded("no {name}", name=child.name), child.name, worded("read without it")
                )

    def _other_figures(self, here: _Open) -> None:
        """Figures in another form: see ``lenient.yaml``."""
        instance = figure_nodes(here.node, self._unread, self._depart)
        if instance is not None:
            here.node.within.append(instance)

    def _left_out(self, child: etree._Element, here: _Open, expected: str, path: str = "") -> None:
        node = node_of(child, path or f"{here.node.path}/{local_name(child)}")
        self._unread.append(node)
        self._depart(node, "left-out", worded("element {name}", name=node.name), expected, worded("left out"))

    def _depart(self, node: Node, code: str, found: str, expected: str, done: str) -> None:
        self._departures.add(Departure(node.line, node.path, code, found, expected, done))


def _expected(shape: Shape) -> str:
    return ", ".join(child.name for child in shape.children) or worded("text only")
