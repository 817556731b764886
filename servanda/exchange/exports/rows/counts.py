"""Rows of what was counted: tallies, what is scheduled, strengths and what stands beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from servanda.exchange.exports.telling import Cell, Row, Telling, count_cells, said
from servanda.kinds.fields import Count, Text
from servanda.kinds.tally import Share


def tallies(telling: Telling) -> Iterator[Row]:
    """The total and each part of a tally, a row each; what is scheduled, a row each."""
    for fact in telling.facts("tally", "schedule"):
        shared = telling.shared(fact)
        payload: Any = fact.payload
        if fact.kind == "schedule":
            of = f"{payload.what}/{payload.level}" if payload.level else payload.what
            yield {
                **shared,
                "of": of,
                **count_cells(payload.count, telling.language),
                "note": telling.text(payload.note),
            }
            continue
        shared = {
            **shared,
            "of": payload.of,
            "word": telling.text(payload.word),
            "note": telling.text(payload.note),
            "disjoint": payload.disjoint if payload.parts else None,
        }
        if payload.total is not None:
            yield {**shared, **count_cells(payload.total, telling.language)}
        for path, share in _shares("", payload.parts):
            split = {"split": share.by, "class": path, "disjoint": share.disjoint if share.parts else None}
            yield {**shared, **split, **count_cells(share.count, telling.language)}


def _shares(above: str, parts: tuple[Share, ...]) -> Iterator[tuple[str, Share]]:
    for part in parts:
        path = f"{above}{part.by}:{part.of_class}"
        yield path, part
        yield from _shares(f"{path}/", part.parts)


def strengths(telling: Telling) -> Iterator[Row]:
    """A strength's total and lines, a row each; rotations, increments and cumulative figures, a row each."""
    for fact in telling.facts("strength", "rotation", "increment", "cumulative"):
        shared = {**telling.shared(fact), "note": telling.text(fact.payload.note)}
        for measured in _MEASURES[fact.kind](fact.payload):
            line = measured.line
            yield {
                **shared,
                "measure": measured.measure,
                "line": telling.text(line) if isinstance(line, Text) else line,
                **(measured.cells or {}),
                **count_cells(measured.count, telling.language),
            }


@dataclass(frozen=True)
class Measured:
    """One figure: of which measure, on which line, and what is said beside it."""

    measure: str
    line: Text | str | None
    count: Count | None
    cells: dict[str, Cell] | None = None


def _strength(payload: Any) -> Iterator[Measured]:
    how: dict[str, Cell] = {"basis": payload.basis, "worked_out_by": payload.method}
    if payload.total is not None:
        yield Measured(payload.measure, None, payload.total, how)
    for line in payload.lines:
        yield Measured(payload.measure, line.what, line.count, {**how, "disjoint": payload.disjoint})


def _rotation(payload: Any) -> Iterator[Measured]:
    yield Measured("rotation", payload.direction, payload.count, {"planned_for": said(payload.planned_for)})


def _increment(payload: Any) -> Iterator[Measured]:
    planned: dict[str, Cell] = {"planned_for": said(payload.planned_for)}
    for name, count in (
        (None, payload.count),
        ("percent", payload.percent),
        ("from", payload.from_),
        ("to", payload.to),
    ):
        if count is not None:
            yield Measured("increment", name, count, planned)


def _cumulative(payload: Any) -> Iterator[Measured]:
    yield Measured("cumulative", payload.of, payload.count, {"period": said(payload.period)})


_MEASURES = {"strength": _strength, "rotation": _rotation, "increment": _increment, "cumulative": _cumulative}
