"""Opening an IATI activity file: its version, and its activities one by one as trees that know their lines."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from servanda.errors import InputError, worded
from servanda.exchange.formats.safexml import XmlDocument, children, line_of, local_name, read_xml
from servanda.exchange.formats.xmltree import Node, bare_node, node_of

ROOT, ACTIVITY = "iati-activities", "iati-activity"
COUNTED = (
    "iati-activity", "participating-org", "transaction", "budget", "planned-disbursement", "result", "indicator",
    "period",
)  # fmt: skip


@dataclass(frozen=True)
class IatiDocument:
    """A file of activities. ``counts`` are its elements by name, as far as they are counted."""

    name: str
    sha256: str
    version: str
    head: Node
    root: etree._Element
    notes: list[str]
    counts: Counter[str]

    def activities(self) -> Iterator[Node]:
        """The activities, each read when it is asked for."""
        number = 0
        for element in children(self.root):
            if local_name(element) == ACTIVITY:
                number += 1
                yield node_of(element, f"{ACTIVITY}[{number}]")

    def beside(self) -> Iterator[Node]:
        """What stands beside the activities (the record of a registry), as trees."""
        for element in children(self.root):
            if local_name(element) != ACTIVITY:
                yield node_of(element, local_name(element))


def is_iati(root: etree._Element) -> bool:
    """Whether an XML file is a file of IATI activities."""
    return local_name(root) == ROOT


def read_iati(source: Path | XmlDocument) -> IatiDocument:
    """Read a file of activities. Raises ``InputError`` for what is none, and for broken or hostile files."""
    document = read_xml(source) if isinstance(source, Path) else source
    root = document.root
    if not is_iati(root):
        sentence = worded("The file is no file of IATI activities: its root element is {root}.", root=local_name(root))
        remedy = worded("the root that is read is {root}", root=ROOT)
        raise InputError("not-iati", sentence, remedy, file=document.name, line=line_of(root))
    version = root.get("version") or ""
    notes = list(document.notes)
    if not version.startswith(("1.", "2.")):
        said = worded("version {version}", version=version) if version else worded("no version")
        note = worded(
            "The file says {version}; versions 1.x and 2.x are known. It was read as far as it is like them.",
            version=said,
        )
        notes.append(note)
    counts = Counter(local_name(element) for element in root.iter(etree.Element))
    return IatiDocument(document.name, document.sha256, version, bare_node(root, ROOT), root, notes, counts)
