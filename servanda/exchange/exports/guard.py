"""How a text is kept from becoming a formula in a spreadsheet, and how it is got back.

A spreadsheet that opens a CSV file takes a cell for a formula by its first character. So an apostrophe is put
before ``=``, ``+``, ``-``, ``@`` (and their full-width forms), tab, carriage return and line feed at the beginning of a
text; and within it after a semicolon, a tab or a line break, where a spreadsheet that parts cells otherwise than
by commas would see the beginning of a cell. Spaces before such a character change nothing. Where apostrophes
stand before one already, one more is put, so that ``unguarded`` always gives back exactly what there was.
"""

import re

_CELL_BEGINS = r"(?:^|(?<=[;\t\r\n]))"
_FORMULA = r"[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]"
_OPEN = re.compile(rf"({_CELL_BEGINS} *)(?='*{_FORMULA})")
# what a text may begin with, for something to be put before it
_SUSPECT = frozenset(" '=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
_GUARDED = re.compile(rf"({_CELL_BEGINS} *)'(?='*{_FORMULA})")


def is_suspect(text: str) -> bool:
    """Whether a text has to be looked at: most have neither such a beginning nor a break, which is quickly seen."""
    return text[:1] in _SUSPECT or ";" in text or "\n" in text or "\t" in text or "\r" in text


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return _OPEN.sub(r"\1'", text) if is_suspect(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return _GUARDED.sub(r"\1", text)


def is_formula_like(text: str) -> bool:
    """Whether a text would be taken for a formula where it is typed into a cell."""
    return _OPEN.match(text) is not None
