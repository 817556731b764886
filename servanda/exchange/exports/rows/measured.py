"""Rows of indicators and their results, of shares done, of money, and of who has a part in something."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from servanda.exchange.exports.telling import BETWEEN, Row, Telling, said
from servanda.kinds.decimals import as_decimal


def indicators(telling: Telling) -> Iterator[Row]:
    """An indicator a row."""
    for fact in telling.facts("indicator"):
        payload: Any = fact.payload
        yield {
            **telling.shared(fact),
            "code": payload.code,
            "measures": telling.text(payload.measures),
            "unit": telling.text(payload.unit),
            "method": payload.method,
            "chain": payload.stage,
            "heading": telling.text(payload.under),
            "note": telling.text(payload.note),
            "part_of": telling.title(payload.of),
            "part_of_record": telling.view.aliases[payload.of],
        }


def results(telling: Telling) -> Iterator[Row]:
    """A figure of an indicator a row."""
    for fact in telling.facts("result"):
        payload: Any = fact.payload
        label, described = telling.text(payload.label), telling.text(payload.described)
        yield {
            **telling.shared(fact),
            "role": payload.role,
            "period": said(payload.period),
            "value": payload.figure,
            "amount": _amount(payload.figure),
            "described": ": ".join(one for one in (label, described) if one) or None,
            "text": telling.text(payload.text),
            "text_language": telling.language_of(payload.text),
        }


def money(telling: Telling) -> Iterator[Row]:
    """A sum a row."""
    for fact in telling.facts("money"):
        payload: Any = fact.payload
        yield {
            **telling.shared(fact),
            "flow": payload.flow,
            "value": payload.amount,
            "amount": _amount(payload.amount),
            "currency": payload.currency,
            "period": said(payload.period),
            "provider": telling.title(payload.provider),
            "receiver": telling.title(payload.receiver),
            "reference": payload.reference,
            "note": telling.text(payload.note),
        }


def progress(telling: Telling) -> Iterator[Row]:
    """A share done a row."""
    for fact in telling.facts("progress"):
        payload: Any = fact.payload
        what = telling.view.record(fact.about)
        yield {
            **telling.shared(fact),
            "code": getattr(what.payload, "code", None) if what else None,
            "of": payload.what,
            "word": telling.text(payload.label),
            "value": payload.percent,
            "amount": _amount(payload.percent),
            "note": telling.text(payload.note),
        }


def involvements(telling: Telling) -> Iterator[Row]:
    """A party's part in something a row."""
    for fact in telling.facts("involvement"):
        payload: Any = fact.payload
        roles = (telling.text(role.name or role.text) or "" for role in payload.roles)
        yield {
            **telling.shared(fact),
            "party": telling.title(payload.party),
            "party_record": telling.view.aliases[payload.party] if payload.party else None,
            "role": BETWEEN.join(role for role in roles if role) or None,
            "text": telling.text(payload.text),
            "text_language": telling.language_of(payload.text),
        }


def _amount(figure: str | None) -> Decimal | None:
    return as_decimal(figure) if figure else None
