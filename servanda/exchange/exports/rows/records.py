"""Rows of records: what has an identifier and is told in no other table."""

from collections.abc import Iterator
from typing import Any

from servanda.exchange.exports.telling import Cell, Row, Telling, said

_KINDS = frozenset(("party", "partnership", "plan", "package", "operation", "contribution", "review"))
_ABOVE = ("within", "plan", "partnership")


def records(telling: Telling) -> Iterator[Row]:
    """A record a row: those exported, and those that are named by them."""
    for fact in telling.view.of_kind(*sorted(_KINDS)):
        payload: Any = fact.payload
        above = next((value for name in _ABOVE if (value := getattr(payload, name, None))), None)
        yield {
            **telling.shared(fact),
            "short": telling.named(fact.about, "short"),
            "slug": telling.named(fact.about, "slug"),
            "category": getattr(payload, "category", None),
            "part_of": telling.title(above),
            "part_of_record": telling.view.aliases[above] if above else None,
            "framework": getattr(payload, "framework", None),
            "stage": getattr(payload, "stage", None),
            "period": said(getattr(payload, "period", None)),
            **_who(telling, fact.kind, payload),
        }


def _who(telling: Telling, kind: str, payload: Any) -> dict[str, Cell]:
    if kind == "partnership":
        return {"parties": telling.titles(payload.parties)}
    if kind == "operation":
        return {"parties": telling.title(payload.led_by)}
    if kind == "contribution":
        return {"parties": telling.title(payload.party), "operations": telling.titles(payload.operations)}
    return {}
