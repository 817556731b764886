"""Writing elements of the Part 2 schema, in its order, with texts that XML can hold."""

import re

from lxml import etree

from servanda.exchange.exports.stratml.losses import Losses
from servanda.exchange.formats.stratml.shape import schema

NAMESPACE = schema(2).namespace
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
STANDS_FOR_IT = "\ufffd"


class Writer:
    """Adds elements to others; tells the characters that XML has no place for."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses

    def element(self, within: etree._Element, name: str) -> etree._Element:
        """Add an element."""
        return etree.SubElement(within, f"{{{NAMESPACE}}}{name}")

    def text(self, within: etree._Element, name: str, text: str) -> None:
        """Add an element with a text, which may be empty."""
        plain, count = _UNWRITABLE.subn(STANDS_FOR_IT, text)
        self._losses.add("characters that XML cannot hold", f"written as {STANDS_FOR_IT}", count)
        self.element(within, name).text = plain

    def optional(self, within: etree._Element, name: str, text: str) -> None:
        """Add an element with a text, unless there is none."""
        if text:
            self.text(within, name, text)
