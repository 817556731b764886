"""Rows of a table that are none of its items: its header again, sums of others, headings of the rows below.

They are passed over and told, each by its number.
"""

import re
from collections.abc import Mapping
from typing import Any

from servanda.errors import worded
from servanda.exchange.formats.headers import SECTION, Section, numbered
from servanda.exchange.formats.model import Row, Table
from servanda.exchange.imports.cells import is_blank
from servanda.exchange.mappings.headers import variants
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.exchange.mappings.plainly import plainly

_WORD = re.compile(r"[^\W\d_]{3}")  # a number alone is no heading


class Passing:
    """Tells which rows of a table are none of its items. ``columns`` are the places of what the mapping names.

    ``before`` is that of the table that this one goes on, under whose last heading its first rows stand.
    """

    def __init__(self, rules: Rules, table: Table, columns: Mapping[str, int], before: "Passing | None" = None) -> None:
        self._titles = [set(variants(heading)) for heading in table.header]
        self._words = {plainly(word) for word in rules.totals.words} if rules.totals else set()
        self._summed = [columns[name] for name in rules.totals.columns if name in columns] if rules.totals else []
        self._needed = [columns[name] for name in rules.recognise]
        self._headed = columns.get(rules.headings) if rules.headings else None
        self._own = table.header.index(SECTION) if SECTION in table.header else None
        self.section = Section()
        self.above: Any = None
        if before is not None:
            self.section.text, self.above = before.section.text, before.above
        self._again: list[int] = []
        self._sums: list[int] = []

    def passes(self, row: Row) -> bool:
        """Whether a row is to be passed over."""
        if row.flaws:
            return False
        filled = [
            (place, value) for place, value in enumerate(row.values) if place != self._own and not is_blank(value)
        ]
        if len(filled) > 1 and all(self._repeats(place, value) for place, value in filled):
            self._again.append(row.number)
        elif any(self._is_sum(row.values[place]) for place in self._summed) and not self._is_item(row):
            self._sums.append(row.number)
        elif len(filled) == 1 and filled[0][0] == self._headed and _WORD.search(text := str(filled[0][1])):
            self.section.begins(" ".join(text.split()), row.number)
        else:
            return False
        return True

    def heading(self, row: Row) -> Mapping[str, Any]:
        """The heading that a row stands under, as the column of headings: what the table itself has, goes before."""
        own = row.values[self._own] if self._own is not None else None
        above = self.section.goes_on()
        if own != self.above:
            self.above, self.section.text, above = own, None, None
        return {SECTION: above} if above is not None else {}

    def tell(self, notes: list[str], sheet: str) -> None:
        """Say at the end which rows were passed over."""
        where = f"{sheet}: " if sheet else ""
        if self._again:
            rows = numbered(self._again)
            notes.append(worded("{where}rows that repeat the header are passed over: {rows}.", where=where, rows=rows))
        if self._sums:
            notes.append(
                worded(
                    "{where}rows that sum up others are passed over, for what is here is counted anew: {rows}.",
                    where=where,
                    rows=numbered(self._sums),
                )
            )
        self.section.tell(notes, sheet)

    def _repeats(self, place: int, value: Any) -> bool:
        return isinstance(value, str) and not set(variants(value)).isdisjoint(self._titles[place])

    def _is_item(self, row: Row) -> bool:
        """Whether all is there that a file is known by: "Average" is then the name of a chapter."""
        return all(not is_blank(row.values[at]) and not self._is_sum(row.values[at]) for at in self._needed)

    def _is_sum(self, value: Any) -> bool:
        return isinstance(value, str) and plainly(value).strip(" :.=") in self._words
