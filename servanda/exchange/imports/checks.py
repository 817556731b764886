"""Figures that ought to agree: a stated total with its parts, one source with another. Reported, never repaired."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from servanda.errors import worded
from servanda.exchange.imports.cells import Cells
from servanda.exchange.imports.conditions import condition
from servanda.exchange.imports.model import Disagreement, Spot
from servanda.exchange.mappings.model import Check
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.exchange.mappings.template import compiled

Each = Callable[[Cells], Sequence[Cells]]
Figures = tuple[int, int, str]


class Checking:
    """The checks of a mapping, made into functions, with what they found of the file as a whole."""

    def __init__(self, rules: Rules, each: Mapping[str, Each]) -> None:
        self._checks = [
            (name, one, _figures(one, each), condition(one.when)) for name, one in rules.checks.items() if not one.count
        ]
        self._counts = [(name, one, compiled(one.stated)) for name, one in rules.checks.items() if one.count]
        self._stated: dict[str, tuple[Spot, int]] = {}
        self._records: dict[str, set[str]] = {name: set() for name, _, _ in self._counts}

    def row(self, cells: Cells, at: Spot, checked: dict[str, int]) -> Iterator[Disagreement]:
        """What does not agree in a row; ``checked`` counts the rows in which a check could be made."""
        for name, rules, figures, holds in self._checks:
            found = figures(cells) if holds(cells) else None
            if found is None:
                continue
            checked[name] = checked.get(name, 0) + 1
            stated, other, working = found
            if stated != other:
                sentence = worded("{check}: {stated} against {other}", check=_said(rules), stated=stated, other=working)
                yield Disagreement(at, name, sentence)
        for name, rules, stated_by in self._counts:
            if isinstance(own := cells.records.get(rules.count or ""), str):
                self._records[name].add(own)
            if isinstance(number := stated_by(cells), int):
                self._stated.setdefault(name, (at, number))

    def file(self, checked: dict[str, int]) -> Iterator[Disagreement]:
        """What does not agree of the file as a whole, once it is read."""
        for name, rules, _ in self._counts:
            if name not in self._stated:
                continue
            at, stated = self._stated[name]
            checked[name] = 1
            if stated != len(self._records[name]):
                sentence = worded(
                    "{check}: {stated} against {here} that are here",
                    check=_said(rules),
                    stated=stated,
                    here=len(self._records[name]),
                )
                yield Disagreement(replace(at, row=0), name, sentence)


def _said(rules: Check) -> str:
    return rules.text.by.get("en") or next(iter(rules.text.by.values()))


def _figures(rules: Check, each: Mapping[str, Each]) -> Callable[[Cells], Figures | None]:
    stated = compiled(rules.stated)
    other = compiled(rules.parts or rules.equals or "")

    def equal(cells: Cells) -> Figures | None:
        one, two = stated(cells), other(cells)
        return (one, two, str(two)) if isinstance(one, int) and isinstance(two, int) else None

    def total(cells: Cells) -> Figures | None:
        own = stated(cells)
        parts: list[Any] = [other(one) for one in (each[rules.each](cells) if rules.each else (cells,))]
        if not isinstance(own, int) or not parts or not all(isinstance(part, int) for part in parts):
            return None
        return own, sum(parts), f"{' + '.join(str(part) for part in parts)} = {sum(parts)}"

    return equal if rules.equals else total
