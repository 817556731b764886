"""Reading entries that others wrote down, strictly: what is kept must give back, to the letter, what was hashed."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from servanda import kinds
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry, edtf, instant
from servanda.kernel.marking import Marking

_IDS = ("id", "about", "origin", "scope")
_HEX = frozenset("0123456789abcdef")
_TEXTS = ("kind", "actor", "recorded_at", "marking")
_HEADER = frozenset((*_IDS, *_TEXTS, "kind_version", "as_of", "since", "until", "on_behalf_of", "said_by"))


def read_header(header: dict[str, Any]) -> None:
    """Raise ``ValueError`` or another plain error where a header is not written as a register writes it."""
    if header.keys() != _HEADER:
        raise ValueError("its header has other keys than this release knows")
    for name in _IDS:
        if not _is_id(header[name]):
            raise ValueError(f"its {name} is not an identifier")
    if header["said_by"] is not None and not _is_id(header["said_by"]):
        raise ValueError("its said_by is not an identifier")
    if not all(isinstance(header[name], str) for name in _TEXTS) or type(header["kind_version"]) is not int:
        raise ValueError("a value in its header is not of its type")
    if not isinstance(header["on_behalf_of"], str | None):
        raise ValueError("its on_behalf_of is not a text")
    _moment(header["recorded_at"])
    for name in ("as_of", "since", "until"):
        _date(header[name])
    if header["as_of"] is None:
        raise ValueError("it has no date")
    if Marking.parse(header["marking"]).text != header["marking"]:
        raise ValueError("its marking is not written as the register writes markings")


def read_entry(header: dict[str, Any], text: str | None) -> Entry | None:
    """Read a header, and an entry where its content is there; raises ``ValueError`` and the like as ``read_header``."""
    read_header(header)
    if text is None:
        return None
    return Entry(
        id=header["id"],
        about=header["about"],
        payload=kinds.read(header["kind"], header["kind_version"], json.loads(text)),
        as_of=edtf(header["as_of"]),
        scope=header["scope"],
        origin=header["origin"],
        recorded_at=datetime.fromisoformat(header["recorded_at"]),
        actor=header["actor"],
        marking=Marking.parse(header["marking"]),
        since=edtf(header["since"]) if header["since"] else None,
        until=edtf(header["until"]) if header["until"] else None,
        said_by=header["said_by"],
        on_behalf_of=header["on_behalf_of"],
    )


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 32 and _HEX.issuperset(value)


def _date(text: str | None) -> None:
    if text is not None and _date_as_written(text) != text:
        raise ValueError(f"its date {text!r} is not written as the register writes dates")


@lru_cache(maxsize=65536)
def _date_as_written(text: str) -> str:
    return PartialDate.parse(text).text


@lru_cache(maxsize=1024)
def _moment(text: str) -> None:
    if instant(datetime.fromisoformat(text)) != text:
        raise ValueError("its moment is not written as the register writes moments")
