"""Figures of a row that ought to agree: a stated total with its parts, one source with another. Reported, never repaired."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from servanda.exchange.imports.building import condition
from servanda.exchange.imports.cells import Cells
from servanda.exchange.imports.model import Disagreement, Spot
from servanda.exchange.mappings.model import Check, Mapping as Rules
from servanda.exchange.mappings.template import compiled

Each = Callable[[Cells], Sequence[Cells]]


class Checking:
    """The checks of a mapping, made into functions."""

    def __init__(self, rules: Rules, each: Mapping[str, Each]) -> None:
        self._checks = [(name, one, _figures(one, each), condition(one.when)) for name, one in rules.checks.items()]

    def row(self, cells: Cells, at: Spot, checked: dict[str, int]) -> Iterator[Disagreement]:
        """What does not agree in a row; ``checked`` counts the rows in which a check could be made."""
        for name, rules, figures, holds in self._checks:
            found = figures(cells) if holds(cells) else None
            if found is None:
                continue
            checked[name] = checked.get(name, 0) + 1
            stated, other, working = found
            if stated != other:
                yield Disagreement(at, name, f"{rules.text.by.get('en', name)}: {stated} against {working}")


def _figures(rules: Check, each: Mapping[str, Each]) -> Callable[[Cells], tuple[int, int, str] | None]:
    stated = compiled(rules.stated)
    other = compiled(rules.parts or rules.equals or "")

    def equal(cells: Cells) -> tuple[int, int, str] | None:
        one, two = stated(cells), other(cells)
        return (one, two, str(two)) if isinstance(one, int) and isinstance(two, int) else None

    def total(cells: Cells) -> tuple[int, int, str] | None:
        own = stated(cells)
        parts: list[Any] = [other(one) for one in (each[rules.each](cells) if rules.each else (cells,))]
        if not isinstance(own, int) or not parts or not all(isinstance(part, int) for part in parts):
            return None
        return own, sum(parts), f"{' + '.join(str(part) for part in parts)} = {sum(parts)}"

    return equal if rules.equals else total
