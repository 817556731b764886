"""Templates: texts with names of values in braces, ``{code}`` or ``{country|slug}``. They only look up."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from servanda.exchange.mappings.parties import state_code, state_name
from servanda.exchange.mappings.plainly import plainly
from servanda.kernel.canonical import sha256

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}|]+)(?:\|([a-z-]+))?\}|[{}]")
_OTHER_LETTER = re.compile(r"[^\W_a-z0-9]")
_LONGEST = 60


class Row(Protocol):
    """What gives the values of a row by name; what is absent is ``None``."""

    def __getitem__(self, name: str) -> Any: ...


class TemplateFault(ValueError):
    """A template that cannot be read."""


def slugged(text: str) -> str:
    """A short key of plain letters; what has others, or none, or is long, is told apart by a hash."""
    plain = re.sub(r"[^a-z0-9]+", "-", found := plainly(text)).strip("-")
    whole = plain and len(plain) <= _LONGEST and not _OTHER_LETTER.search(found.casefold())
    return plain if whole else f"{plain[:_LONGEST]}-{sha256(text)[:8]}".strip("-")


FILTERS: Mapping[str, Callable[[str], str]] = {
    "slug": slugged,
    "lower": str.lower,
    "upper": str.upper,
    "fold": plainly,
    "state": lambda text: state_code(text) or slugged(text),
    "state-name": lambda text: state_name(text) or " ".join(text.split()),
    "first-line": lambda text: text.strip().split("\n", 1)[0].strip(),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a template: a plain text, or the name of a value and what is done to it."""

    text: str = ""
    name: str = ""
    filter: str = ""


def pieces(template: str) -> Iterator[Piece]:
    """Part a template; raises ``TemplateFault``."""
    last = 0
    for found in _PIECE.finditer(template):
        if found.start() > last:
            yield Piece(template[last : found.start()])
        last = found.end()
        token = found.group()
        if token in ("{{", "}}"):
            yield Piece(token[0])
        elif len(token) == 1:
            raise TemplateFault(f"{template!r} has a brace that is not closed; a brace itself is written twice")
        elif found.group(2) and found.group(2) not in FILTERS:
            raise TemplateFault(f"{found.group(2)!r} is not a filter; known are: {', '.join(FILTERS)}")
        else:
            yield Piece(name=found.group(1).strip(), filter=found.group(2) or "")
    if last < len(template):
        yield Piece(template[last:])


def names(template: str) -> tuple[str, ...]:
    """The names of values that a template uses."""
    return tuple(piece.name for piece in pieces(template) if piece.name)


def compiled(template: str) -> Callable[[Row], Any]:
    """Make a function of a template: one value alone stays what it is; in a text all values have to be there."""
    parts = tuple(pieces(template))
    if len(parts) == 1 and parts[0].name and not parts[0].filter:
        name = parts[0].name
        return lambda row: row[name]
    if all(not part.name for part in parts):
        text = "".join(part.text for part in parts)
        return lambda _: text
    return lambda row: _joined(parts, row)


def _joined(parts: tuple[Piece, ...], row: Row) -> str | None:
    found = []
    for part in parts:
        if not part.name:
            found.append(part.text)
            continue
        value = row[part.name]
        if value is None or value == "":
            return None
        text = value if isinstance(value, str) else str(value)
        found.append(FILTERS[part.filter](text) if part.filter else text)
    return "".join(found)
