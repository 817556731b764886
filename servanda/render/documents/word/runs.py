"""From runs of words to the runs of a word processor: styles by name, shape beside colour, notes called for by key.

What comes out is XML made by a library, never by joining texts. A mark is left as a run that names its note
(``NOTE``); which mark is the first, and so brings its note to the foot of the page, is seen when all is in place.
"""

from collections.abc import Iterable

from lxml import etree

from servanda.render.documents.paper import Form, Run

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
OWN = "urn:servanda:document"
NOTE = f"{{{OWN}}}note"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# The character style of each form; ``styles.py`` adds to a template those that it has not.
STYLES: dict[Form, str] = {
    "figure": "ServandaFigure",
    "unknown": "ServandaUnknown",
    "none": "ServandaNone",
    "vague": "ServandaVague",
    "computed": "ServandaComputed",
    "disputed": "ServandaDisputed",
    "mark": "ServandaMark",
}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_REGIONS = {"en": "en-GB", "az": "az-Latn-AZ"}  # languages that a word processor knows only with their place


class Xml(str):
    """XML that a template takes as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text itself: it is markup already."""
        return str(self)


def language_tag(language: str) -> str:
    """A language as a word processor names it."""
    return _REGIONS.get(language, language)


def xml_of(elements: Iterable[etree._Element]) -> Xml:
    """Elements as XML for a template."""
    return Xml("".join(etree.tostring(element, encoding="unicode") for element in elements))


def runs_xml(runs: Iterable[Run]) -> Xml:
    """Runs as XML for a template."""
    return xml_of(element for one in runs for element in elements_of(one))


def elements_of(one: Run) -> Iterable[etree._Element]:
    """The elements of a run: one, with its style, its language and its direction."""
    made = words(one.text, STYLES.get(one.form, ""), one.language)
    if one.note:
        made.set(NOTE, one.note)
    return (made,)


def words(text: str, style: str = "", language: str = "") -> etree._Element:
    """A run of words."""
    made = etree.Element(f"{W}r", nsmap={"w": MAIN, "servanda": OWN})
    properties = etree.SubElement(made, f"{W}rPr")
    if style:
        etree.SubElement(properties, f"{W}rStyle", {f"{W}val": style})
    if language:
        if language.split("-")[0] in _RIGHT_TO_LEFT:
            etree.SubElement(properties, f"{W}rtl")
        etree.SubElement(properties, f"{W}lang", _language(language))
    if len(properties) == 0:
        made.remove(properties)
    written = etree.SubElement(made, f"{W}t")
    written.text = text
    written.set(SPACE, "preserve")
    return made


def field(instruction: str, shown: Iterable[etree._Element]) -> list[etree._Element]:
    """A field of the word processor, with what it shows until it is counted again."""
    return [_char("begin"), _instruction(instruction), _char("separate"), *shown, _char("end")]


def link(address: str, style: str = "Hyperlink") -> list[etree._Element]:
    """An address as a link to itself. It is a field, so that no part of the package need name the address."""
    target = address.replace("\\", "%5C").replace('"', "%22")
    return field(f' HYPERLINK "{target}" ', [words(address, style)])


def anchored(name: str, number: int, inner: Iterable[etree._Element]) -> list[etree._Element]:
    """Elements that a link within the document leads to."""
    start = etree.Element(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": name}, nsmap={"w": MAIN})
    return [start, *inner, etree.Element(f"{W}bookmarkEnd", {f"{W}id": str(number)}, nsmap={"w": MAIN})]


def leading_to(name: str, inner: Iterable[etree._Element]) -> etree._Element:
    """A link within the document."""
    made = etree.Element(f"{W}hyperlink", {f"{W}anchor": name, f"{W}history": "1"}, nsmap={"w": MAIN})
    made.extend(inner)
    return made


def _language(language: str) -> dict[str, str]:
    if language.split("-")[0] in _RIGHT_TO_LEFT:
        return {f"{W}bidi": language_tag(language)}
    return {f"{W}val": language_tag(language)}


def _char(kind: str) -> etree._Element:
    made = etree.Element(f"{W}r", nsmap={"w": MAIN})
    etree.SubElement(made, f"{W}fldChar", {f"{W}fldCharType": kind})
    return made


def _instruction(text: str) -> etree._Element:
    made = etree.Element(f"{W}r", nsmap={"w": MAIN})
    written = etree.SubElement(made, f"{W}instrText")
    written.text = text
    written.set(SPACE, "preserve")
    return made
