"""What went wrong with a text before it came here, undone: small pure functions that mappings call by name.

Each takes a text and gives a text; one that it does not concern comes back as it was. Doing it twice changes nothing
more, unless the damage itself was done twice.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

LONGEST = 1_000_000  # characters
_BYTES = re.compile(r"""b(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")""")
_ESCAPE = re.compile(rb"\\(x[0-9a-fA-F]{2}|.)")
_SHORT = {b"\\": b"\\", b"'": b"'", b'"': b'"', b"n": b"\n", b"r": b"\r", b"t": b"\t"}
_ODD_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2002\u2003\u2009\u3000"), " ") | dict.fromkeys(
    map(ord, "\u200b\ufeff\u2060")
)
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What UTF-8 looks like when it is read as Windows-1252: the first byte of two, three or four.
_MISREAD = re.compile("[\u00c2-\u00f4]")


def bytes_literal(text: str) -> str:
    r"""``b'Le gouvernement a r\xc3\xa9ussi'`` as the text that was meant; bytes that are no UTF-8 are left alone."""
    found = _BYTES.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return text
    try:
        written = (found[1] if found[1] is not None else found[2]).encode("ascii")
        return _ESCAPE.sub(_escaped, written).decode("utf-8")
    except (UnicodeError, KeyError):
        return text


def _escaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes.fromhex(said[1:].decode("ascii")) if len(said) == 3 else _SHORT[said]


def html_entities(text: str) -> str:
    """``Rights &amp; duties`` as ``Rights & duties``."""
    return html.unescape(text) if "&" in text else text


def spaces(text: str) -> str:
    """Spaces that do not break, or take no room, as plain ones or none."""
    return text.translate(_ODD_SPACES)


def one_line(text: str) -> str:
    """Line breaks and runs of spaces as one space, none at the ends."""
    return " ".join(text.split())


def line_breaks(text: str) -> str:
    """Line ends of other systems as LF."""
    return _BREAKS.sub("\n", text)


def trimmed(text: str) -> str:
    """Without the space at its ends."""
    return text.strip()


def double_encoding(text: str) -> str:
    """``dÃ©cision`` as ``décision``: UTF-8 that was read as Windows-1252 and written again.

    Only where the whole of the text reads so; text that is right as it is does not.
    """
    if not _MISREAD.search(text):
        return text
    try:
        return b"".join(_byte(one) for one in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(one: str) -> bytes:
    try:
        return one.encode("cp1252")
    except UnicodeEncodeError:
        # Five bytes are nothing in Windows-1252, and programs keep them as they are.
        if one in "\x81\x8d\x8f\x90\x9d":
            return one.encode("latin-1")
        raise


def composed(text: str) -> str:
    """Letters with their accents in one character (NFC), as people type them."""
    return unicodedata.normalize("NFC", text)


def bullets(text: str) -> str:
    """Take away what lists in cells begin their lines with: a dash or a dot, and a space."""
    return _BULLET.sub("", text)


_BULLET = re.compile(r"(?m)^[ \t\u00a0]*[-\u2013\u2014\u2022\u00b7\u25aa\u25cf*][ \t\u00a0]+")
REPAIRS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "bytes-literal": bytes_literal,
        "html-entities": html_entities,
        "spaces": spaces,
        "one-line": one_line,
        "line-breaks": line_breaks,
        "trimmed": trimmed,
        "double-encoding": double_encoding,
        "composed": composed,
        "bullets": bullets,
    }
)
