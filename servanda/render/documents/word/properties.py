"""The properties of a filled document: title, language, and the day it tells of; nobody's name, and no clock."""

from lxml import etree

from servanda.render.documents.paper import Paper
from servanda.render.documents.word.package import written_xml

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def core_properties(paper: Paper) -> bytes:
    """The part that holds them."""
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})
    for name, text in (("title", paper.title), ("subject", " ".join(paper.standpoint)), ("language", paper.language)):
        etree.SubElement(root, f"{{{_DC}}}{name}").text = text
    for name in ("created", "modified"):
        when = etree.SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        when.text = f"{paper.date}T00:00:00Z"
    return written_xml(root)
