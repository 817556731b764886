"""The styles that a filled document needs: those that a template has stay as they are, the others are added."""

from collections.abc import Iterator
from typing import Literal

from lxml import etree

from servanda.render.documents.word.package import parsed, written_xml
from servanda.render.documents.word.runs import MAIN, W, language_tag

_Kind = Literal["character", "paragraph"]

# name, kind, its properties: (element, attributes)
_STYLES: tuple[tuple[str, str, _Kind, tuple[tuple[str, dict[str, str]], ...]], ...] = (
    ("ServandaFigure", "Servanda Figure", "character", (("b", {}),)),
    ("ServandaUnknown", "Servanda Unknown", "character", (("u", {"val": "dotted"}),)),
    ("ServandaNone", "Servanda None", "character", (("u", {"val": "single"}),)),
    ("ServandaVague", "Servanda Vague", "character", (("u", {"val": "wave"}),)),
    ("ServandaComputed", "Servanda Computed", "character", (("u", {"val": "double"}),)),
    ("ServandaDisputed", "Servanda Disputed", "character", (("color", {"val": "962718"}), ("u", {"val": "dash"}))),
    (
        "ServandaMark",
        "Servanda Mark",
        "character",
        (("color", {"val": "173F73"}), ("sz", {"val": "22"}), ("vertAlign", {"val": "superscript"})),
    ),
    ("ServandaNoteMark", "Servanda Note Mark", "character", (("color", {"val": "173F73"}),)),
    ("Hyperlink", "Hyperlink", "character", (("color", {"val": "173F73"}),)),
    ("FootnoteText", "footnote text", "paragraph", (("sz", {"val": "16"}),)),
    ("TOC1", "toc 1", "paragraph", ()),
)


def completed(styles: bytes, language: str) -> bytes:
    """Give the styles part with the styles that were missing, and the language of the document's words."""
    root = parsed(styles)
    there = {style.get(f"{W}styleId") for style in root.iter(f"{W}style")}
    for ident, name, kind, properties in _STYLES:
        if ident not in there:
            root.append(_style(ident, name, kind, properties))
    _say_language(root, language)
    return written_xml(root)


def _style(ident: str, name: str, kind: _Kind, properties: tuple[tuple[str, dict[str, str]], ...]) -> etree._Element:
    made = etree.Element(f"{W}style", {f"{W}type": kind, f"{W}styleId": ident, f"{W}customStyle": "1"})
    etree.SubElement(made, f"{W}name", {f"{W}val": name})
    etree.SubElement(made, f"{W}uiPriority", {f"{W}val": "99"})
    inner = etree.SubElement(made, f"{W}rPr")
    for element, attributes in properties:
        etree.SubElement(inner, f"{W}{element}", {f"{W}{key}": value for key, value in attributes.items()})
    return made


def _say_language(root: etree._Element, language: str) -> None:
    """The language of all words that have none of their own, in the defaults of the document."""
    properties = root
    for name in ("docDefaults", "rPrDefault", "rPr"):
        found = properties.find(f"{W}{name}")
        if found is None:
            found = etree.Element(f"{W}{name}", nsmap={"w": MAIN})
            properties.insert(0, found)
        properties = found
    for old in properties.findall(f"{W}lang"):
        properties.remove(old)
    etree.SubElement(properties, f"{W}lang", dict(_languages(language)))


def _languages(language: str) -> Iterator[tuple[str, str]]:
    yield f"{W}val", language_tag(language)
    yield f"{W}eastAsia", language_tag(language)
    yield f"{W}bidi", "ar-SA"
