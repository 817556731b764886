"""Reading XML that strangers wrote: no DOCTYPE, no entities, nothing fetched, bounded size, one clear fault.

A document type definition is refused outright, before anything of it is read: entity bombs and external
entities both begin there, and no format that is read here needs one. What the declaration says of the encoding
is believed unless the bytes are nothing of the kind; then UTF-8 and Windows-1252 are tried, and it is said.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from lxml import etree

from servanda.errors import InputError, worded

LARGEST = 64 * 1024 * 1024  # bytes
MOST_MARKS = 2_000_000  # "<" in the bytes: about two for each element, so memory stays within some 500 MB
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TRIED = ("utf-8", "windows-1252")
_TECHNICAL = re.compile(r",? ?(?:try|use) XML_PARSE_HUGE(?: option)?|, line \d+, column \d+|\n.*", re.DOTALL)
_BEYOND = ("Excessive depth", "Resource limit", "huge", "too big found", "amplification", "too long")
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_BEFORE_ROOT = re.compile(rb"[ \t\r\n]*")


@dataclass(frozen=True)
class XmlDocument:
    """An XML file as it was read: its root, the hash of its bytes, and in ``notes`` what had to be guessed."""

    name: str
    sha256: str
    root: etree._Element
    notes: list[str] = field(default_factory=list)


def read_xml(path: Path, called: str | None = None) -> XmlDocument:
    """Read an XML file. Raises ``InputError`` naming the file (``called`` so, if given), and the line if known."""
    name = called or str(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise _too_large(name, worded("{number:,} bytes", number=size))
        data = path.read_bytes()
    except OSError as fault:
        sentence = worded("The file cannot be read: {why}.", why=fault.strerror or fault)
        remedy = worded("check its name and that you may read it")
        raise InputError("file-unreadable", sentence, remedy, file=name) from fault
    return parse_xml(data, name)


def parse_xml(data: bytes, name: str) -> XmlDocument:
    """Read XML from bytes; ``name`` is what faults call it. Raises ``InputError``."""
    if len(data) > LARGEST:
        raise _too_large(name, worded("{number:,} bytes", number=len(data)))
    if data.count(b"<") > MOST_MARKS:
        raise _too_large(name, worded("about {number:,} elements", number=data.count(b"<") // 2))
    _refuse_doctype(data, name)
    notes: list[str] = []
    root = _parsed(data, name, notes)
    if cast(Any, root.getroottree().docinfo).doctype:  # in an encoding that only the second reader knows
        raise _doctype(name, 1)
    if data.startswith(_BYTE_ORDER_MARKS):
        notes.append(worded("The file begins with a byte-order mark; it was left out."))
    return XmlDocument(name, hashlib.sha256(data).hexdigest(), root, notes)


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """The namespace of an element, empty if it has none."""
    return str(etree.QName(element).namespace or "")


def line_of(element: etree._Element) -> int:
    """The line on which an element begins, from 1; 0 where it is not known."""
    line: int | None = cast(Any, element).sourceline  # the stubs do not know its type
    return line or 0


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The elements within an element, without comments and processing instructions."""
    return element.iterchildren(etree.Element)


def _parsed(data: bytes, name: str, notes: list[str]) -> etree._Element:
    try:
        return _tree(data)
    except etree.XMLSyntaxError as fault:
        declared = _DECLARED.match(data)
        said = declared.group(1).decode("ascii") if declared else "utf-8"
        if not _is_of_encoding(fault) and said.lower() in ("utf-8", "us-ascii"):
            raise _fault(fault, name) from fault
        first = fault
    start = declared.end() if declared else 0
    above, bare = "\n" * data[:start].count(b"\n"), data[start:].removeprefix(_BYTE_ORDER_MARKS[0])
    for encoding in _TRIED:
        with suppress(UnicodeDecodeError, etree.XMLSyntaxError):
            root = _tree((above + bare.decode(encoding)).encode())
            said = worded(
                "The bytes are not {said}, as the file says; they were read as {encoding}.",
                said=said,
                encoding=encoding,
            )
            notes.append(said)
            return root
    if not _is_of_encoding(first):
        raise _fault(first, name) from first
    sentence = worded(
        "The bytes are not in the encoding that the file says ({said}), nor in UTF-8 or Windows-1252.", said=said
    )
    raise InputError("xml-encoding", sentence, worded("save the file as UTF-8"), file=name)


def _tree(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _is_of_encoding(fault: etree.XMLSyntaxError) -> bool:
    said = str(fault)
    return "not proper UTF-8" in said or "encoding" in said or "Invalid bytes in character" in said


def _fault(fault: etree.XMLSyntaxError, name: str) -> InputError:
    said = _TECHNICAL.sub("", fault.msg or str(fault)).strip()
    line = fault.lineno or None
    if any(words in said for words in _BEYOND):
        sentence = worded("The file goes beyond what is read of an XML file: {why}.", why=said)
        remedy = worded("ask its maker for one without it")
        return InputError("xml-beyond-limits", sentence, remedy, file=name, line=line)
    sentence = worded("The file is not well-formed XML, or was cut short: {why}.", why=said)
    return InputError("xml-broken", sentence, worded("fetch it again, or correct it there"), file=name, line=line)


def _refuse_doctype(data: bytes, name: str) -> None:
    """Look at what stands before the first element, and at no more; raise where a DOCTYPE begins."""
    at, prolog = 0, data.removeprefix(_BYTE_ORDER_MARKS[0])
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            prolog = data.decode(encoding, "replace").encode("utf-8", "replace").removeprefix(_BYTE_ORDER_MARKS[0])
    while match := _BEFORE_ROOT.match(prolog, at):
        at = match.end()
        for opening, closing in ((b"<!--", b"-->"), (b"<?", b"?>")):
            if prolog.startswith(opening, at):
                end = prolog.find(closing, at + len(opening))
                at = end + len(closing) if end >= 0 else len(prolog)
                break
        else:
            break
    if prolog[at : at + 9].upper() == b"<!DOCTYPE":
        raise _doctype(name, prolog.count(b"\n", 0, at) + 1)


def _doctype(name: str, line: int) -> InputError:
    sentence = worded("The file declares a document type (DOCTYPE), which can hide entities that unfold or fetch.")
    remedy = worded("remove the DOCTYPE; no file read here needs one")
    return InputError("xml-doctype", sentence, remedy, file=name, line=line)


def _too_large(name: str, size: str) -> InputError:
    sentence = worded(
        "The XML file has {size}; at most {bytes:,} bytes and {elements:,} elements are read.",
        size=size,
        bytes=LARGEST,
        elements=MOST_MARKS // 2,
    )
    return InputError("file-too-large", sentence, worded("split it into several files"), file=name)
