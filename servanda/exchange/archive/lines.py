"""The lines of an archive: an arrival, a row of a seal, an erasure; written in one way, and read back strictly."""

import json
from collections.abc import Mapping
from typing import Any

from servanda.ledger.read import Kept
from servanda.ledger.whole import SEAL

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_ARRIVAL = ("tick", "at", "header", "commitment", "salt", "content")
_ERASURE = ("tick", "named_by")
_SIGNED = ("key", "signature")  # which an archive of the first format does not have
_LARGEST = 2**63 - 1


def of_arrival(kept: Kept) -> str:
    """The line of an arrival; salt and content are ``null`` where the content was erased."""
    salt = kept.salt.hex() if kept.salt is not None else None
    return _encode(
        {
            "tick": kept.tick,
            "at": kept.at,
            "header": kept.header,
            "commitment": kept.commitment,
            "salt": salt,
            "content": kept.text,
        }
    )


def of_seal(row: Mapping[str, Any]) -> str:
    """The line of one audience's chain in a seal."""
    return _encode(row)


def of_erasure(tick: int, named_by: int) -> str:
    """The line of an erasure: whose content, and the entry that says who ordered it and why."""
    return _encode({"tick": tick, "named_by": named_by})


def arrival(line: bytes) -> Kept:
    """Read the line of an arrival; raises ``ValueError`` or ``TypeError``. Its header is not looked into."""
    plain = _object(line, _ARRIVAL)
    header, salt, content = plain["header"], plain["salt"], plain["content"]
    if not isinstance(header, dict) or not isinstance(content, str | None) or (salt is None) != (content is None):
        raise ValueError("header, salt or content is not of its type")
    _hash(plain["commitment"])
    salted = None if salt is None else bytes.fromhex(salt)
    return Kept(_number(plain["tick"]), _number(plain["at"]), header, plain["commitment"], salted, content)


def seal(line: bytes) -> dict[str, Any]:
    """Read the line of a seal; raises ``ValueError`` or ``TypeError``."""
    plain = _object(line, SEAL, unsaid=_SIGNED)
    for name in ("id", "number", "tick", "at", "size"):
        _number(plain[name])
    _hash(plain["root"])
    if not isinstance(plain["audience"], str) or len(bytes.fromhex(plain["peaks"])) % 32:
        raise ValueError("audience or peaks is not of its type")
    if (plain["key"], plain["signature"]) != (None, None):
        _hash(plain["key"])
        _hex(plain["signature"], 128)
    return plain


def erasure(line: bytes) -> tuple[int, int]:
    """Read the line of an erasure; raises ``ValueError`` or ``TypeError``."""
    plain = _object(line, _ERASURE)
    return _number(plain["tick"]), _number(plain["named_by"])


def _object(line: bytes, keys: tuple[str, ...], unsaid: tuple[str, ...] = ()) -> dict[str, Any]:
    plain = json.loads(line)
    if isinstance(plain, dict) and not plain.keys() & set(unsaid):
        plain |= dict.fromkeys(unsaid)
    if not isinstance(plain, dict) or plain.keys() != set(keys):
        raise ValueError(f"a line holds {', '.join(keys)} and nothing else")
    return plain


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise ValueError(f"{value!r} is no number that can stand there")
    return value


def _hash(value: Any) -> None:
    _hex(value, 64)


def _hex(value: Any, digits: int) -> None:
    if not isinstance(value, str) or len(value) != digits or bytes.fromhex(value).hex() != value:
        raise ValueError(f"a hash is not of {digits} hex digits")
