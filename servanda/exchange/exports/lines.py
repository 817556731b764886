"""Facts as JSON Lines: the first line says what it is and from where it is seen, each other line is one fact.

A fact is as the canonical view has it (``kind``, ``about``, ``as_of``, ``content``, ``citations`` ...), with
``entries`` (the identifiers of its recordings), and the ``earliest`` and ``latest`` day of its date.
"""

import json
from typing import IO, Any

from servanda.exchange.exports.gather import Export
from servanda.exchange.exports.seen import seen, standpoint_values
from servanda.exchange.exports.telling import Telling
from servanda.kernel.view import Fact

MARK, FORMAT = "servanda-facts", 1


def head(export: Export) -> str:
    """The first line."""
    first = {
        MARK: FORMAT,
        "what": export.subject.kind,
        "record": export.subject.record,
        "title": seen(export).title,
        "standpoint": standpoint_values(export),
    }
    return _line(first)


def lines(export: Export, telling: Telling) -> list[str]:
    """The lines of one piece."""
    return [_line(plain(fact)) for fact in export.facts(telling)]


def plain(fact: Fact) -> dict[str, Any]:
    """One fact as plain values."""
    entry = fact.entry
    timeless = entry.is_timeless and not entry.is_placed
    when = None if timeless else entry.as_of
    return {
        **fact.plain(),
        "earliest": when.earliest.isoformat() if when and not when.is_open_start else None,
        "latest": when.latest.isoformat() if when and not when.is_open_end else None,
        "entries": [one.id for one in fact.entries],
    }


def write(export: Export, out: IO[str]) -> int:
    """Write all facts; gives how many."""
    out.write(head(export))
    number = 0
    for telling in export.tellings():
        for line in lines(export, telling):
            out.write(line)
            number += 1
    return number


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
