"""Reading entries back from the ledger's tables."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from servanda import kinds
from servanda.kernel.entries import Entry, edtf
from servanda.kernel.marking import Marking
from servanda.ledger import clock
from servanda.ledger.columns import hex_of

COLUMNS = (
    "e.id, e.kind, e.kind_version, e.about, e.as_of, e.since, e.until, e.origin, e.recorded_at, e.actor,"
    " e.on_behalf_of, e.said_by, e.marking, e.scope, c.text, e.tick"
)
TABLES = "entry AS e JOIN content AS c ON c.tick = e.tick"


@lru_cache(maxsize=16_384)
def payload(kind: str, version: int, text: str) -> kinds.Kind:
    """Read a content; the same few are read again and again."""
    return kinds.read(kind, version, json.loads(text))


def entry_of(row: Sequence[Any]) -> Entry:
    """Make an entry of a row of ``COLUMNS``."""
    own, kind, version, about, as_of, since, until, origin, recorded, actor = row[:10]
    behalf, said_by, marking, scope, text = row[10:15]
    return Entry(
        id=hex_of(own) or "",
        about=hex_of(about) or "",
        payload=payload(kind, version, text),
        as_of=edtf(as_of),
        scope=hex_of(scope) or "",
        origin=hex_of(origin) or "",
        recorded_at=clock.from_number(recorded * 1000),
        actor=actor,
        marking=Marking.parse(marking),
        since=edtf(since) if since else None,
        until=edtf(until) if until else None,
        said_by=hex_of(said_by),
        on_behalf_of=behalf,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """An arrival as it is stored: header as plain JSON, content unless it was erased; ``at`` in microseconds of UTC."""

    tick: int
    at: int
    header: dict[str, Any]
    commitment: str
    salt: bytes | None
    text: str | None


def stream(sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Read a long result piece by piece, on either database."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while piece := cursor.fetchmany(2000):
            yield from piece


def header_of(row: Sequence[Any]) -> dict[str, Any]:
    """Make the plain header of a row of ``COLUMNS``, as it was hashed."""
    own, kind, version, about, as_of, since, until, origin, recorded, actor = row[:10]
    behalf, said_by, marking, scope = row[10:14]
    return {
        "id": hex_of(own),
        "kind": kind,
        "kind_version": version,
        "about": hex_of(about),
        "as_of": as_of,
        "since": since,
        "until": until,
        "origin": hex_of(origin),
        "recorded_at": _instant(recorded),
        "actor": actor,
        "on_behalf_of": behalf,
        "said_by": hex_of(said_by),
        "marking": marking,
        "scope": hex_of(scope),
    }


def _instant(milliseconds: int) -> str:
    moment = clock.from_number(milliseconds * 1000)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def entries(rows: Iterable[Sequence[Any]]) -> list[Entry]:
    """Make entries of rows of ``COLUMNS``."""
    return [entry_of(row) for row in rows]
