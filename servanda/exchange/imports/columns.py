"""Which columns of a file the texts of a mapping come down to, so that what a row lacks can be named."""

from collections.abc import Iterator

from servanda.exchange.imports.cells import Cells, is_blank
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.exchange.mappings.template import names


class Columns:
    """The columns of a mapping. What a person says of a file, and what a mapping always says, comes down to none."""

    def __init__(self, rules: Rules) -> None:
        self._values, self._each = rules.values, rules.each
        self._given = {*rules.parameters, "file", "table", "n"}

    def of(self, template: str, each: str | None = None) -> tuple[str, ...]:
        """The columns that a template uses; of numbered ones the pattern, with ``{n}`` in it."""
        found = (column for name in names(template) for column in self._named(name, each, frozenset()))
        return tuple(dict.fromkeys(found))

    def lacking(self, template: str, cells: Cells, each: str | None = None) -> tuple[str, ...]:
        """The columns of a row for want of which a template gives nothing."""
        blank = [name for name in names(template) if is_blank(cells[name])]
        found = [self._numbered(column, cells) for name in blank for column in self.of("{" + name + "}", each)]
        home = cells.outermost
        here = [column for column in found if column in home.kept or f"={column}" in home.kept] or found
        empty = [column for column in here if is_blank(home[column])]
        return tuple(dict.fromkeys(empty or here))

    def is_own(self, template: str, cells: Cells, each: str) -> bool:
        """Whether all that a template lacks is of one of several things in a row, and not of the row itself."""
        own = {"item", *self._each[each].columns, *self._each[each].values}
        return all(name in own for name in names(template) if is_blank(cells[name]))

    def _named(self, name: str, each: str | None, within: frozenset[str]) -> Iterator[str]:
        if name in self._given:
            return
        if name in within:
            yield name  # a value that is called as its column
            return
        repeated = self._each[each] if each else None
        if repeated and name in repeated.columns:
            yield repeated.columns[name]
            return
        own = repeated.items if repeated and name == "item" else None
        value = (repeated.values.get(name) if repeated else None) or self._values.get(name)
        if own is None and value is None:
            yield name
            return
        for source in (own,) if own else value.from_ if value else ():
            for inner in names(source) if "{" in source else (source,):
                yield from self._named(inner, each, within | {name})

    @staticmethod
    def _numbered(column: str, cells: Cells) -> str:
        return column.replace("{n}", str(cells["n"]))
