"""Rectangles of cells, of a sheet or of a table in a text, made into tables: header, merged cells, faulty cells."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from servanda.errors import InputError, worded
from servanda.exchange.formats.headers import (
    LOOKED_AT,
    SECTION,
    Section,
    by_number,
    header_index,
    joined_names,
    unique_names,
)
from servanda.exchange.formats.limits import cell_too_large, too_many_columns, too_many_rows
from servanda.exchange.formats.model import Flaw, Limits, Row, Table, Value
from servanda.exchange.formats.options import ReadingOptions
from servanda.exchange.formats.sheetparts import SHARE, SHOWN


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell: its first and last row and column, from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """A rectangle of cells. ``cells`` gives its rows anew each time; all of them have ``width`` cells.

    Rows count from 0 at the top of the sheet. ``merges`` and ``errors`` (what a faulty cell shows) are by row and
    column of the grid. ``headed`` is how many rows at the top say of themselves that they are the header, ``section``
    the heading that its rows stand under as they go by.
    """

    name: str
    width: int
    cells: Callable[[], Iterator[Sequence[Value]]]
    merges: list[Merge] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    headed: int = 0
    hidden: bool = False
    nameless: Callable[[int], str] = by_number
    section: Section = field(default_factory=Section)


@dataclass
class Tally:
    """The rows taken of a file so far, of all its tables, against the limit."""

    limits: Limits
    file: str
    rows: int = 0

    def add(self, sheet: str) -> None:
        """Count one more."""
        self.rows += 1
        if self.rows > self.limits.rows:
            raise too_many_rows(self.file, self.limits, sheet or None)


def table_of(grid: Grid, options: ReadingOptions, tally: Tally, notes: list[str]) -> Table | None:
    """Make the table of a grid, or nothing of a grid that is empty; what is guessed goes to ``notes``."""
    repeated = _Filled(grid.merges, grid.width)
    top, last = (0, -1) if options.names else _header_rows(grid, options, tally.file, notes)
    if top < 0:
        return None
    header_cells = [
        repeated.row(index, cells) for index, cells in enumerate(islice(grid.cells(), last + 1)) if top <= index
    ]
    for index, row in enumerate(header_cells, start=top):
        if len(row) > tally.limits.columns:
            raise too_many_columns(tally.file, tally.limits, index + 1, grid.name or None)
    cells: Sequence[Value] = options.names or (
        header_cells[0] if len(header_cells) == 1 else joined_names(header_cells)
    )
    kept = _kept(grid, cells, last)
    if len(kept) > tally.limits.columns:
        raise too_many_columns(tally.file, tally.limits, last + 1, grid.name or None)
    wanted = [cells[index] if index < len(cells) else None for index in kept]
    header = unique_names(wanted, notes, lambda index: grid.nameless(kept[index]), grid.name)
    wide: list[Merge] = []
    others: list[Merge] = []
    for merge in grid.merges:
        if merge.bottom > last:
            (wide if options.sections != "none" and _is_wide(merge, kept) else others).append(merge)
    filling = _filling(others, options, grid.name, notes)
    rows = _rows(_Body(grid, options, kept, header, last, filling, wide), tally, notes)
    named = header if options.sections == "none" else (*header, SECTION)
    return Table(grid.name, named, rows, last + 1, grid.hidden)


def _is_wide(merge: Merge, kept: Sequence[int]) -> bool:
    """Whether a cell is merged over more than half of the columns."""
    covered = bisect_right(kept, merge.right) - bisect_left(kept, merge.left)
    return covered > 1 and 2 * covered > len(kept)


def _filling(inside: list[Merge], options: ReadingOptions, name: str, notes: list[str]) -> list[Merge]:
    """The merged cells whose value stands in more than the first of their cells, as far as it does."""
    if options.merged == "repeat":
        return inside
    where = f"{name}: " if name else ""
    down = [Merge(one.top, one.left, one.bottom, one.left) for one in inside if one.bottom > one.top]
    if options.merged == "down" and down:
        notes.append(
            worded("{where}{number} cells merged over several rows count for each.", where=where, number=len(down))
        )
        inside = [one for one in inside if one.bottom == one.top]
    if inside:
        notes.append(
            worded(
                "{where}{number} merged cells: the value stands in the first of its cells alone; "
                "a mapping may say otherwise (read, merged: down or repeat).",
                where=where,
                number=len(inside),
            )
        )
    return down if options.merged == "down" else []


def _header_rows(grid: Grid, options: ReadingOptions, file: str, notes: list[str]) -> tuple[int, int]:
    """The first and the last row of the header, from 0; -1 and -1 of a grid that is empty."""
    if options.header_row:
        top = options.header_row - 1
        if not any(_has(row) for row in islice(grid.cells(), top, top + 1)):
            sentence = worded(
                "The file has nothing in row {row}, which is said to be its header.",
                row=options.header_row,
            )
            remedy = worded("correct header_row")
            raise InputError("no-header", sentence, remedy, file=file, sheet=grid.name, row=options.header_row)
    else:
        begin = next((index for index, row in enumerate(grid.cells()) if _has(row)), -1)
        if begin < 0:
            return -1, -1
        first = list(islice(grid.cells(), begin, begin + LOOKED_AT))
        top = begin if grid.headed else begin + header_index(first)
        if top > begin:
            where = f"{grid.name}: " if grid.name else ""
            notes.append(
                worded(
                    "{where}row {row} is taken for the header; option header_row says otherwise.",
                    where=where,
                    row=top + 1,
                )
            )
    span = max((merge.bottom - top + 1 for merge in grid.merges if merge.top == top), default=1)
    many = options.header_rows or max(grid.headed, min(span, LOOKED_AT))
    return top, top + many - 1


def _has(row: Sequence[Value]) -> bool:
    return any(cell is not None for cell in row)


def _kept(grid: Grid, names: Sequence[Value], last: int) -> list[int]:
    """The columns that have a name or hold anything below the header."""
    used = {index for index, name in enumerate(names) if name not in (None, "")}
    used |= {column for row, column in grid.errors if row > last}
    if len(used) < grid.width:
        for row in islice(grid.cells(), last + 1, None):
            used.update(index for index, cell in enumerate(row) if cell is not None)
            if len(used) >= grid.width:
                break
    return sorted(used)


@dataclass(frozen=True)
class _Body:
    """The rows of a grid below its header: which of its columns are kept, and what its merged cells mean.

    ``filling`` put their value into all of their cells; ``wide`` are headings of the rows below them.
    """

    grid: Grid
    options: ReadingOptions
    kept: list[int]
    header: Sequence[str]
    last: int
    filling: list[Merge]
    wide: list[Merge]


def _rows(body: _Body, tally: Tally, notes: list[str]) -> Iterator[Row]:
    grid, kept, section = body.grid, body.kept, body.grid.section
    filled, headings = _Filled(body.filling, grid.width), {merge.top: merge for merge in body.wide}
    errors: dict[int, dict[int, str]] = {}
    for (row, column), shown in grid.errors.items():
        errors.setdefault(row, {})[column] = shown
    for index, cells in enumerate(grid.cells()):
        cells = filled.row(index, cells)
        if index <= body.last or (not _has(cells) and index not in errors):
            continue
        tally.add(grid.name)
        values = [cells[column] if column < len(cells) else None for column in kept]
        for place, value in enumerate(values):
            if isinstance(value, str) and len(value) > tally.limits.cell_characters:
                raise cell_too_large(tally.file, tally.limits, index + 1, body.header[place], grid.name or None)
        found = errors.get(index)
        if body.options.sections != "none":
            if found is None and (text := _heading(body, headings.get(index), values)):
                section.begins(text, index + 1)
                continue
            values.append(section.goes_on())
        flaws = (
            tuple(_flaw(found[column], name) for column, name in zip(kept, body.header, strict=True) if column in found)
            if found
            else ()
        )
        yield Row(index + 1, tuple(values), flaws)
    section.tell(notes, grid.name)


def _heading(body: _Body, merge: Merge | None, values: Sequence[Value]) -> str:
    """What a row says as a heading of those below it: the wide cell, and what stands before it; else nothing."""
    filled = [(column, value) for column, value in zip(body.kept, values, strict=True) if value is not None]
    alone = len(filled) == 1 and filled[0][0] == body.kept[0] and body.options.sections == "first"
    if alone or (merge and filled and filled[-1][0] == merge.left):
        return " ".join(" ".join(str(value).split()) for _, value in filled)
    return ""


def _flaw(shown: str, column: str) -> Flaw:
    if shown == SHOWN:
        sentence = worded("The cell holds a formula.")
        return Flaw("formula", sentence, worded("write the value itself, and save the file"), column)
    if shown == SHARE:
        sentence = worded("It cannot be seen in this old format whether the number is shown in per cent: 0.45 or 45%.")
        return Flaw("unseen-share", sentence, worded("save the file as XLSX"), column)
    return Flaw(
        "formula-error",
        worded("The cell shows {shown}: its formula has no result.", shown=shown),
        worded("correct the formula, or write the value or nothing, and save the file"),
        column,
    )


class _Filled:
    """Puts the value of a merged cell into all of its cells, row by row from the top."""

    def __init__(self, merges: Sequence[Merge], width: int) -> None:
        self._coming = sorted(merges, key=lambda merge: -merge.top)
        self._open: list[tuple[Merge, Value]] = []
        self._width = width

    def row(self, index: int, cells: Sequence[Value]) -> Sequence[Value]:
        """The row with what merged cells add; rows have to be asked for in their order."""
        if not self._coming and not self._open:
            return cells
        filled = list(cells) + [None] * (self._width - len(cells))
        while self._coming and self._coming[-1].top <= index:
            merge = self._coming.pop()
            if merge.top == index and merge.left < self._width:
                self._open.append((merge, filled[merge.left]))
        for merge, value in self._open:
            for column in range(merge.left, min(merge.right, self._width - 1) + 1):
                if filled[column] is None:
                    filled[column] = value
        self._open = [held for held in self._open if held[0].bottom > index]
        return filled
