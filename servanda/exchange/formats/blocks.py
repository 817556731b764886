"""Text lists, read by rules: blocks of lines become rows of one table. Runs in a process of its own, time bounded.

A row's number is the line on which its block begins. A line that no rule places is told, with its number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from servanda.errors import InputError, worded
from servanda.exchange.formats.blockrules import BlockRules
from servanda.exchange.formats.limits import cell_too_large, too_many_rows
from servanda.exchange.formats.model import Flaw, Limits, Row, Table, Value

LONGEST_LINE = 50_000  # characters: what patterns are tried on
MOST_TOLD = 20


def read_blocks(path: Path, encoding: str, rules: BlockRules, limits: Limits, notes: list[str], name: str) -> Table:
    """Make the table of a text file; what could not be placed goes to ``notes`` while rows are gone through."""
    reader = _Reader(rules, limits, name)
    return Table("", rules.columns, reader.rows(path, encoding, notes), 0)


@dataclass
class _Block:
    line: int
    values: dict[str, str]
    label: str = ""  # the last label seen in it
    last: str = ""  # the column that a line nothing fits would go on with
    flaws: list[Flaw] = field(default_factory=list)


class _Reader:
    """Goes through the lines with one block open."""

    def __init__(self, rules: BlockRules, limits: Limits, name: str) -> None:
        self.rules, self.limits, self.name = rules, limits, name
        self.start = re.compile(rules.start)
        self.context = [re.compile(one) for one in rules.context]
        self.lines = [(re.compile(one.match), one) for one in rules.lines]
        self.labels = {one.after: re.compile(one.after) for one in rules.lines if one.after}
        self.ignored = [re.compile(one) for one in rules.ignored]
        self.end = re.compile(rules.end) if rules.end else None
        self.declared = re.compile(rules.declared) if rules.declared else None
        self.around: dict[str, str] = {}
        self.said: int | None = None
        self.unplaced: list[int] = []

    def rows(self, path: Path, encoding: str, notes: list[str]) -> Iterator[Row]:
        """Every block as a row."""
        block: _Block | None = None
        number = 0
        for line, text in _lines(path, encoding, self.name):
            if self.end and self.end.fullmatch(text):
                break
            found = self.start.fullmatch(text)
            if found is None:
                self._place(line, text, block)
                continue
            if block is not None:
                yield self._row(block)
            number += 1
            if number > self.limits.rows:
                raise too_many_rows(self.name, self.limits)
            block = _Block(line, {**self.around, **_groups(found)}, last=self.rules.continued)
        if block is not None:
            yield self._row(block)
        self._conclude(number, notes)

    def _place(self, line: int, text: str, block: _Block | None) -> None:
        if not text or any(one.fullmatch(text) for one in self.ignored):
            return
        if self._is_declared(text) or self._is_context(text, block):
            return
        if block is None or not self._fits(text, block):
            self.unplaced.append(line)

    def _is_declared(self, text: str) -> bool:
        found = self.declared.fullmatch(text) if self.declared else None
        if found is None:
            return False
        digits = found["number"] or ""
        self.said = int(digits) if digits.isdecimal() and len(digits) < 10 else None
        return self.said is not None

    def _is_context(self, text: str, block: _Block | None) -> bool:
        for pattern in self.context:
            if found := pattern.fullmatch(text):
                self.around |= _groups(found)
                if block is not None:
                    block.last = ""
                return True
        return False

    def _fits(self, text: str, block: _Block) -> bool:
        for label, pattern in self.labels.items():
            if pattern.fullmatch(text):
                block.label, block.last = label, ""
                return True
        for pattern, rule in self.lines:
            if rule.after and rule.after != block.label:
                continue
            if found := pattern.fullmatch(text):
                for column, value in _groups(found).items():
                    self._fill(block, column, value, many=rule.many)
                block.last = ""
                return True
        if block.last:
            block.values[block.last] = f"{block.values.get(block.last, '')}\n{text}".lstrip("\n")
            self._hold(block, block.last)
            return True
        return False

    def _fill(self, block: _Block, column: str, value: str, *, many: bool) -> None:
        if column not in block.values or column in self.around:
            block.values[column] = value
        elif many:
            block.values[column] += f"\n{value}"
            self._hold(block, column)
        elif block.values[column] != value:
            sentence = worded(
                "The block says this twice: {first!r} and {second!r}.",
                first=block.values[column][:80],
                second=value[:80],
            )
            block.flaws.append(Flaw("said-twice", sentence, worded("correct the block, or allow many"), column))

    def _hold(self, block: _Block, column: str) -> None:
        if len(block.values[column]) > self.limits.cell_characters:
            raise cell_too_large(self.name, self.limits, block.line, column)

    def _row(self, block: _Block) -> Row:
        bad = {flaw.column for flaw in block.flaws}
        values: list[Value] = [None if name in bad else block.values.get(name) for name in self.rules.columns]
        return Row(block.line, tuple(values), tuple(block.flaws), block.line)

    def _conclude(self, number: int, notes: list[str]) -> None:
        if number == 0:
            sentence = worded("No line of it begins a block.")
            raise InputError(
                "no-table", sentence, worded("correct the pattern under start, or the encoding"), file=self.name
            )
        if self.said is not None and self.said != number:
            notes.append(worded("It says it holds {said} and holds {number}.", said=self.said, number=number))
        if self.unplaced:
            shown = ", ".join(str(line) for line in self.unplaced[:MOST_TOLD])
            if more := len(self.unplaced[MOST_TOLD:]):
                shown = worded("{shown} and {more} more", shown=shown, more=more)
            notes.append(worded("Lines that no rule places: {shown}.", shown=shown))


def _groups(found: re.Match[str]) -> dict[str, str]:
    return {name: value.strip() for name, value in found.groupdict().items() if value is not None and value.strip()}


def _lines(path: Path, encoding: str, name: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without the space around them."""
    with path.open(encoding=encoding) as text:
        number = 0
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                sentence = worded(
                    "The line has more than {limit:,} characters, the most that rules are tried on.",
                    limit=LONGEST_LINE,
                )
                raise InputError("cell-too-large", sentence, worded("break the line"), file=name, line=number)
            yield number, line.strip()
