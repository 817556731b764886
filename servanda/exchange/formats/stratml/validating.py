"""Strict validation of a StratML document against a schema: each fault with its line and path."""

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from lxml import etree

from servanda.errors import InputError
from servanda.exchange.formats.safexml import XmlDocument, local_name, namespace, parse_xml, read_xml
from servanda.exchange.formats.stratml.shape import PARTS, Part, schema, schema_bytes

_PREFIX = re.compile(r"/\w+:")
_SPACED = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What makes a document invalid: where, and why. ``path`` has the names of elements without namespaces."""

    line: int
    path: str
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """Whether a document is valid against a schema, which is named, and if not, why."""

    against: str
    faults: tuple[Fault, ...]

    @property
    def valid(self) -> bool:
        """Whether there is no fault."""
        return not self.faults


def validate(source: Path | XmlDocument, part: Part | None = None, own: Path | None = None) -> Verdict:
    """Validate a document against the schema of a part (else of the part it is of), or against a schema of one's own.

    Raises ``InputError`` for a file that is no XML, and for a schema that is none.
    """
    document = read_xml(source) if isinstance(source, Path) else source
    if own is not None:
        return _verdict(document, _own(own), str(own))
    chosen = part or part_of(document)
    return _verdict(document, _shipped(chosen), f"StratML Part {chosen}")


def part_of(document: XmlDocument) -> Part:
    """The part that a document is of by its namespace, else by the name of its root element, else Part 2."""
    for part in PARTS:
        if namespace(document.root) == schema(part).namespace:
            return part
    return next((part for part in PARTS if local_name(document.root) == schema(part).root), 2)


@cache
def _shipped(part: Part) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(schema_bytes(part)))


def _own(path: Path) -> etree.XMLSchema:
    try:
        return etree.XMLSchema(parse_xml(path.read_bytes(), str(path)).root)
    except OSError as fault:
        sentence = f"The schema cannot be read: {fault.strerror or fault}."
        raise InputError("file-unreadable", sentence, "check its name", file=path) from fault
    except etree.XMLSchemaParseError as fault:
        sentence = f"The schema is no XML Schema that can be used: {_SPACED.sub('', str(fault)).splitlines()[0]}"
        raise InputError("not-a-schema", sentence, "name an .xsd file that stands alone", file=path) from fault


def _verdict(document: XmlDocument, against: etree.XMLSchema, name: str) -> Verdict:
    against.validate(document.root.getroottree())
    found = cast(Any, against.error_log)  # the stubs do not know that it is a list
    return Verdict(name, tuple(_fault(document, error) for error in found))


def _fault(document: XmlDocument, error: Any) -> Fault:
    where = str(error.path or "")
    known = {prefix: uri for prefix, uri in document.root.nsmap.items() if prefix}
    path = _PREFIX.sub("/", where)
    with suppress(etree.XPathError):
        found = cast(Any, document.root.getroottree().xpath(where or "/..", namespaces=known))
        path = _path(found[0]) if found else path
    return Fault(int(error.line), path, _SPACED.sub("", str(error.message)))


def _path(element: etree._Element) -> str:
    steps = []
    for one in (element, *element.iterancestors()):
        name, parent = local_name(one), one.getparent()
        same = [child for child in parent if child.tag == one.tag] if parent is not None else []
        steps.append(f"{name}[{same.index(one) + 1}]" if same else name)
    return "/" + "/".join(reversed(steps))
