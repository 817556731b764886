"""A table of counts as text and as JSON."""

from decimal import Decimal
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.register.counting.numbers import NumberSaid
from servanda.register.counting.tabulate import Ask, Measures, Table

FORMAT = 1
NOT_KNOWN = "not known"
_SAID: tuple[tuple[NumberSaid, str], ...] = (
    ("number", "numbers"),
    ("vague", "vague"),
    ("words", "in words"),
    ("none", "none"),
    ("not said", "not said"),
    ("disputed", "disputed"),
)


def as_json(table: Table, at: Resolved) -> dict[str, Any]:
    """The table as plain JSON, as ``docs/reference/count-json.md`` says."""
    ask = table.ask
    return {
        "servanda_count": FORMAT,
        "standpoint": {
            "as_of": at.as_of.isoformat(),
            "known_at": at.known_at.isoformat() if at.known_at else None,
            "published_by": at.published_by.isoformat() if at.published_by else None,
            "tick": at.tick,
            "reader": at.reader.name,
        },
        "kind": ask.kind,
        "in": ask.within,
        "counting": ask.counting,
        "by": list(ask.by),
        "where": [{"dimension": name, "value": value} for name, value in ask.where],
        "overlap": table.overlap,
        "groups": [
            {
                "keys": [{"text": key.text, "record": key.record} if key else None for key in group.keys],
                **dict(_measures(ask, group.measures)),
            }
            for group in table.groups
        ],
        "total": dict(_measures(ask, table.total)),
    }


def as_text(table: Table) -> str:
    """The table in columns, the groups first and then all together."""
    ask = table.ask
    heads = [*ask.by, *(name.replace("_", " ") for name, _ in _measures(ask, table.total))]
    lines = [
        [*(key.text if key else NOT_KNOWN for key in group.keys), *(str(n) for _, n in _measures(ask, group.measures))]
        for group in table.groups
    ]
    total = [str(number) for _, number in _measures(ask, table.total)]
    lines.append([*(["all"] + [""] * (len(ask.by) - 1) if ask.by else []), *total])
    widths = [max(len(line[place]) for line in [heads, *lines]) for place in range(len(heads))]
    return "\n".join(_line(line, widths, len(ask.by)) for line in [heads, *lines]) + "\n"


def _line(cells: list[str], widths: list[int], words: int) -> str:
    set_ = [
        cell.ljust(width) if place < words else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(set_).rstrip()


def _plain(number: int | Decimal) -> int | str:
    return str(number) if isinstance(number, Decimal) else number


def _measures(ask: Ask, found: Measures) -> list[tuple[str, int | str]]:
    """The columns of a row, named and in order; a sum of decimals is a text, to lose no digit."""
    name = {"facts": "facts", "latest": "answers", "changes": "changes"}[ask.counting]
    columns: list[tuple[str, int | str]] = [(name, found.facts), ("records", len(found.records))]
    if ask.counting == "changes":
        columns += [("up", found.up), ("down", found.down), ("aside", found.aside)]
    if ask.places:
        columns.append(("places", len(found.places)))
    if ask.summing:
        columns.append(("sum", _plain(found.sum)))
        if ask.places:
            columns.append(("sum_by_place", _plain(found.sum_by_place)))
        columns += [(title.replace(" ", "_"), found.said[how]) for how, title in _SAID]
    return columns
