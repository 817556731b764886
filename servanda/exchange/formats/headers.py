"""Which row of a table holds the names of its columns, and how they are made to tell the columns apart."""

from collections.abc import Callable, Sequence
from typing import Any

from servanda.errors import worded

LOOKED_AT = 25  # rows
MOST_TOLD = 10
LONGEST_NAME = 1_000  # characters
SECTION = "section above"  # the column of what a heading between the rows says of those below it


def header_index(rows: Sequence[Sequence[Any]]) -> int:
    """The index of the first row that is at least half as full as the fullest: what stands above it is a title.

    ``rows`` are the first ones; a cell with nothing in it is ``None`` or "".
    """
    filled = [sum(1 for cell in row if cell not in (None, "")) for row in rows[:LOOKED_AT]]
    enough = max((max(filled, default=0) + 1) // 2, 1)
    return next((index for index, number in enumerate(filled) if number >= enough), 0)


def by_number(index: int) -> str:
    """The name of a column that has none, by its place."""
    return f"column {index + 1}"


def by_letters(index: int) -> str:
    """The name of a column that has none, as spreadsheets call it: "column AB"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"column {letters}"


def unique_names(
    cells: Sequence[Any], notes: list[str], nameless: Callable[[int], str] = by_number, table: str = ""
) -> tuple[str, ...]:
    """Make names of header cells: space trimmed, the empty ones named by place, the repeated ones numbered.

    What was done is added to ``notes``.
    """
    where = f"{table}: " if table else ""
    names: list[str] = []
    taken: set[str] = set()
    wanted = [" ".join(str(cell).split())[:LONGEST_NAME] if cell is not None else "" for cell in cells]
    empty = [nameless(index) for index, name in enumerate(wanted) if not name]
    repeated: list[str] = []
    for index, name in enumerate(wanted):
        one, number = name or nameless(index), 1
        while one in taken:
            number += 1
            one = f"{name or nameless(index)} ({number})"
        if number > 1:
            repeated.append(one)
        taken.add(one)
        names.append(one)
    if empty:
        notes.append(worded("{where}columns without a name are called {names}.", where=where, names=_listed(empty)))
    if repeated:
        notes.append(
            worded("{where}a name that is given twice is numbered: {names}.", where=where, names=_listed(repeated))
        )
    return tuple(names)


def joined_names(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Make one header of several rows, from the top: "2024 / planned"; what is said twice is said once."""
    width = max((len(row) for row in rows), default=0)
    names = []
    for index in range(width):
        parts = [" ".join(str(row[index]).split()) for row in rows if index < len(row) and row[index] is not None]
        names.append(" / ".join(dict.fromkeys(part for part in parts if part)))
    return names


class Section:
    """The heading that rows stand under, as rows go by. Two that follow each other are one: "Part I / Defence"."""

    def __init__(self) -> None:
        self.text: str | None = None
        self._rows: list[int] = []
        self._open = False

    def begins(self, text: str, row: int) -> None:
        """Take a row for a heading."""
        self.text = f"{self.text} / {text}" if self._open and self.text else text
        self._rows.append(row)
        self._open = True

    def goes_on(self) -> str | None:
        """The heading that a row stands under."""
        self._open = False
        return self.text

    def tell(self, notes: list[str], table: str = "") -> None:
        """Say at the end which rows were headings, and of the last whether anything stands under it."""
        if not self._rows:
            return
        where = f"{table}: " if table else ""
        notes.append(
            worded(
                "{where}{number} rows are taken for headings of the rows below them: {rows}.",
                where=where,
                number=len(self._rows),
                rows=numbered(self._rows),
            )
        )
        if self._open:
            notes.append(
                worded("{where}nothing stands below the heading in row {row}.", where=where, row=self._rows[-1])
            )


def numbered(rows: Sequence[int]) -> str:
    """Numbers of rows for people, the first few of them."""
    return ", ".join(map(str, rows[:MOST_TOLD])) + (" ..." if len(rows) > MOST_TOLD else "")


def _listed(names: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(f'"{name}"' for name in names[:most])
    return worded("{shown} and {more} more", shown=shown, more=len(names) - most) if len(names) > most else shown
