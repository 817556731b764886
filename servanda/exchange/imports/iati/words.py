"""The texts and dates of IATI elements, in either version: plain text, or narratives in several languages."""

from servanda.exchange.formats.xmltree import Node
from servanda.exchange.imports.making import NO_LANGUAGE, date_or_none
from servanda.kernel.dates import PartialDate
from servanda.kinds.fields import LANGUAGE, Text

_LANG = "xml:lang"


def texts(node: Node | None, language: str) -> dict[str, str]:
    """What an element says, by language; the first of two in one language, for the other is left to be told."""
    if node is None:
        return {}
    found: dict[str, str] = {}
    narratives = node.all("narrative")
    for one in narratives or [node]:
        said = one.attributes.get(_LANG, "").lower()
        own = said if LANGUAGE.match(said) else language
        if one.text and own not in found:
            found[own] = one.take()
            one.attribute(_LANG)
    return found


def text(node: Node | None, language: str) -> Text | None:
    """The same as a text, if anything is said."""
    found = texts(node, language)
    return Text(by=found) if found else None


def plain(node: Node | None, language: str) -> str:
    """The first of the texts, as an element is called by."""
    return next(iter(texts(node, language).values()), "")


def coded(word: str) -> Text:
    """A word that is no language's."""
    return Text(by={NO_LANGUAGE: word})


def date_of(node: Node | None) -> PartialDate | None:
    """The date of an element: its attribute iso-date, else its text; what is no date stays untaken."""
    if node is None:
        return None
    said = node.attributes.get("iso-date", "").strip()
    when = date_or_none(said.removesuffix("Z"))
    if when is not None:
        node.attribute("iso-date")
        if node.text in (said, when.text):
            node.take()
        return when
    when = date_or_none(node.text.removesuffix("Z"))
    if when is not None:
        node.take()
    return when
