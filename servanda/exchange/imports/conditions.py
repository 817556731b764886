"""When something is said of a row: a condition of a mapping, made into a function once."""

from collections.abc import Callable

from servanda.exchange.imports.cells import Cells, is_blank
from servanda.exchange.mappings.model import Condition
from servanda.exchange.mappings.template import compiled


def condition(rules: Condition | None) -> Callable[[Cells], bool]:
    """Make a function that says whether a condition holds of a row."""
    if rules is None:
        return lambda _: True
    value = compiled(rules.value) if rules.value else None

    def holds(cells: Cells) -> bool:
        if any(is_blank(cells[name]) for name in rules.given) or not all(
            is_blank(cells[name]) for name in rules.absent
        ):
            return False
        if value is None:
            return True
        found = value(cells)
        text = "" if found is None else str(found)
        return (not rules.is_ or text in rules.is_) and text not in rules.is_not

    return holds
