"""Canonical text (RFC 8785) and the hashes over it (rule 17)."""

import hashlib
import json
from collections.abc import Mapping
from json.encoder import encode_basestring

_LARGEST_EXACT = 2**53 - 1
HOLE = "~"  # where a text that is canonical already is put in place; nothing else in a header is this
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: object) -> str:
    """Give the one text of a JSON value: sorted keys, no spaces, no floats.

    Floats are refused rather than formatted: no figure of the register is a float, and their canonical
    form is where implementations part. Raises ``ValueError`` for what has no exact canonical text.
    """
    _refuse_inexact(value)
    text: str = _ENCODER.encode(value)
    text.encode("utf-8")  # a lone surrogate has no UTF-8 form
    return text


def canonical_text(text: str | None) -> str:
    """The same of a text or of nothing, of which there is one in every line that is hashed."""
    return "null" if text is None else encode_basestring(text)


def _refuse_inexact(value: object) -> None:
    # by exact type first: this runs for every value of every entry, and asking an abstract class takes its time
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return
    if kind is dict or isinstance(value, Mapping):
        for key, item in value.items():  # type: ignore[attr-defined]
            if type(key) is not str or not key.isascii():
                raise ValueError(f"{key!r} cannot be a key of a canonical object")
            if type(item) is not str and item is not None:
                _refuse_inexact(item)
    elif isinstance(value, int):
        if abs(value) > _LARGEST_EXACT:
            raise ValueError(f"{value} is too large to be kept exactly in JSON")
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_inexact(item)
    elif not isinstance(value, str):
        raise ValueError(f"{kind.__name__} has no canonical text")


def commitment(salt: bytes, header: str, content: str) -> str:
    """Commit to an entry: SHA-256, as hex, over salt, canonical header and canonical content."""
    digest = hashlib.sha256(salt)
    for part in (header, content):
        data = part.encode("utf-8")
        # lengths keep (header, content) apart: no two pairs give one byte string
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def sha256(text: str) -> str:
    """Hash a canonical text, as hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
