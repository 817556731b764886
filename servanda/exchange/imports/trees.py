"""Foreign XML files that are trees and no tables: known by their root element, read without a mapping."""

from collections.abc import Callable
from pathlib import Path

from servanda.errors import InputError, worded
from servanda.exchange.formats.iati import is_iati, read_iati
from servanda.exchange.formats.safexml import XmlDocument, line_of, local_name, namespace, read_xml
from servanda.exchange.formats.stratml.reading import is_stratml, read_stratml
from servanda.exchange.imports.iati import read_activities
from servanda.exchange.imports.making import Destination
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.stratml import read_plan

_BEGINNINGS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 1024
Read = Callable[[XmlDocument, Destination], Reading]

READERS: dict[str, tuple[Callable[..., bool], Read]] = {
    "stratml": (is_stratml, lambda document, to: read_plan(read_stratml(document), to)),
    "iati": (is_iati, lambda document, to: read_activities(read_iati(document), to)),
}


def is_tree(path: Path) -> bool:
    """Whether a file begins as XML does, whatever it is called. A file that cannot be read is none."""
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT)
    except OSError:
        return False
    for mark in _BEGINNINGS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip().startswith((b"<?xml", b"<!DOCTYPE", b"<!--")) or _names_a_root(start)


def _names_a_root(start: bytes) -> bool:
    plain = start.replace(b"\0", b"").lstrip()
    name = plain[1:].split(b">")[0].split(b" ")[0].split(b":")[-1].strip(b"/ \r\n\t")
    return (
        plain.startswith(b"<") and name.lower() not in (b"html", b"!doctype html") and name.replace(b"-", b"").isalnum()
    )


def read_tree(path: Path, to: Destination, called: str | None = None) -> tuple[Reading, str]:
    """The reading of an XML file, and the format it is in. Raises ``InputError`` for one that is not read.

    ``called`` is the name that faults give the file.
    """
    document = read_xml(path, called)
    for name, (fits, read) in READERS.items():
        if fits(document.root):
            return read(document, to), name
    root, space = local_name(document.root), namespace(document.root)
    sentence = worded(
        "The file is XML of a kind that is not read: its root element is {root}.",
        root=worded("{root} of {namespace}", root=root, namespace=space) if space else root,
    )
    remedy = worded("StratML (StrategicPlan, PerformancePlanOrReport) and IATI (iati-activities) are read")
    raise InputError("unknown-xml", sentence, remedy, file=document.name, line=line_of(document.root))
