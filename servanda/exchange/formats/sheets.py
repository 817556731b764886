"""Spreadsheets (XLSX, XLSB, XLS, ODS), read by calamine. Runs in a process of its own, bounded in time and memory.

Numbers are taken as a spreadsheet shows them, to 15 digits: whole ones are ``int``, others ``Decimal``. Formulas count
by the results that were saved with them. Times of day and durations are texts.
"""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from servanda.errors import InputError, worded
from servanda.exchange.formats.archives import AGAIN, inspect_archive, password
from servanda.exchange.formats.grids import Grid, Merge, Tally, table_of
from servanda.exchange.formats.headers import by_letters
from servanda.exchange.formats.limits import too_many_columns
from servanda.exchange.formats.model import Limits, Table, Value
from servanda.exchange.formats.numberformats import Shown, as_shown
from servanda.exchange.formats.odsparts import ods_marks
from servanda.exchange.formats.options import ReadingOptions
from servanda.exchange.formats.sheetparts import SHARE, Marks, xlsx_marks

WHOLE = 10**15  # from here on a float has no digit left for what is behind the point


def read_sheets(
    path: Path, form: str, options: ReadingOptions, limits: Limits, notes: list[str], name: str
) -> Iterator[Table]:
    """Make a table of each sheet that holds anything, in the order of the workbook; its rows before the next one."""
    if form != "xls":
        inspect_archive(path, name, limits)
    workbook = _opened(path, name)
    found = {"xlsx": xlsx_marks, "ods": ods_marks}.get(form)
    marks: dict[str, Marks] = {}
    if found:
        with zipfile.ZipFile(path) as archive:
            marks = found(archive, name, formulas=options.formulas == "flaw")
    else:
        notes.append(
            worded(
                "In this old format cells that show an error look empty, and numbers and days are not seen as they are "
                "shown; save it as XLSX."
            )
        )
    tally = Tally(limits, name)
    shown, passed = False, list[str]()
    for sheet in workbook.sheets_metadata:
        if options.tables and sheet.name not in options.tables:
            continue
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            notes.append(worded("The sheet {name} holds no cells and is passed over.", name=sheet.name))
            continue
        hidden = sheet.visible is not SheetVisibleEnum.Visible
        if hidden and not options.tables and options.hidden == "pass":
            passed.append(sheet.name)
            notes.append(
                worded(
                    "The sheet {name} is hidden and is passed over; name it (--sheet, option tables) to read it.",
                    name=sheet.name,
                )
            )
            continue
        grid = _grid(workbook, sheet.name, marks.get(sheet.name, Marks()) if found else None, limits, name)
        if grid is not None:
            grid.hidden = hidden
        table = table_of(grid, options, tally, notes) if grid else None
        if table is None:
            notes.append(worded("The sheet {name} is empty.", name=sheet.name))
            continue
        if table.hidden:
            notes.append(worded("The sheet {name} is hidden.", name=sheet.name))
        shown = True
        yield table
    if passed and not shown:
        sentence = worded("Nothing is in the sheets that are seen; hidden are: {names}.", names=", ".join(passed))
        raise InputError("no-table", sentence, worded("name the sheet (--sheet, option tables)"), file=name)


def _opened(path: Path, name: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise password(name) from None
    except (CalamineError, OSError) as fault:
        raise _fault(fault, name) from None


def _grid(workbook: CalamineWorkbook, title: str, marks: Marks | None, limits: Limits, name: str) -> Grid | None:
    """The grid of a sheet, or nothing of an empty one; without ``marks`` it is not known what its cells show."""
    try:
        sheet = workbook.get_sheet_by_name(title)
    except PasswordError:
        raise password(name) from None
    except (CalamineError, OSError) as fault:
        raise _fault(fault, name, title) from None
    marks = marks or Marks(errors=_unseen_shares(sheet))
    start, end, errors = sheet.start, sheet.end, marks.errors
    if start is None or end is None:
        start = end = min(errors, default=None)
        if start is None or end is None:
            return None
    left = min([start[1], *(column for _, column in errors)])
    width = max([end[1], *(column for _, column in errors)]) - left + 1
    if width > 20 * limits.columns:
        raise too_many_columns(name, limits, start[0] + 1, title)
    bottom = max([end[0], *(row for row, _ in errors)])
    merges = [
        Merge(top, first - left, last, right - left)
        for (top, first), (last, right) in sheet.merged_cell_ranges or marks.merges
        if top <= bottom and left <= first < left + width
    ]
    return Grid(
        name=title,
        width=width,
        cells=partial(_cells, sheet, start[1], start[1] - left, bottom + 1, marks.shown),
        merges=merges,
        errors={(row, column - left): shown for (row, column), shown in errors.items()},
        nameless=lambda index: by_letters(index + left),
    )


def _unseen_shares(sheet: CalamineSheet) -> dict[tuple[int, int], str]:
    """The numbers of columns that hold fractions of one and nothing larger: they may be shown in per cent."""
    left = sheet.start[1] if sheet.start else 0
    parts: dict[int, list[int]] = {}
    other, fractions = set[int](), set[int]()
    for row, cells in enumerate(sheet.iter_rows()):
        for column, cell in enumerate(cells, start=left):
            if column in other or not isinstance(cell, float | int) or isinstance(cell, bool) or cell == 0:
                continue
            if not 0 < cell <= 1:
                other.add(column)
            else:
                parts.setdefault(column, []).append(row)
                if cell < 1:
                    fractions.add(column)
    return {(row, column): SHARE for column in fractions - other for row in parts[column]}


def _cells(
    sheet: CalamineSheet, first: int, before: int, height: int, shown: dict[int, dict[int, Shown]]
) -> Iterator[Sequence[Value]]:
    """The rows of a sheet from its top; its cells begin in the column ``first``, ``before`` empty ones come first."""
    front: list[Value] = [None] * before
    number = 0
    for row in sheet.iter_rows():
        values = front + [_value(cell) for cell in row]
        for column, how in shown.get(number, {}).items():
            place = column - first + before
            if before <= place < len(values):
                values[place] = as_shown(values[place], how)
        number += 1
        yield values
    for _ in range(height - number):
        yield front


def _value(cell: Any) -> Value:
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n") or None if "\r" in cell else cell or None
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, bool | int | datetime | date):
        return cell
    if isinstance(cell, time):
        return cell.isoformat("seconds" if cell.second else "minutes")
    if isinstance(cell, timedelta):
        return _duration(cell)
    return str(cell)


def _number(cell: float) -> Value:
    if cell.is_integer() and abs(cell) < WHOLE:
        return int(cell)
    shown = Decimal(f"{cell:.15g}")
    if not shown.is_finite():
        return str(cell)
    return int(shown) if shown == shown.to_integral_value() else shown


def _duration(cell: timedelta) -> str:
    seconds = round(abs(cell).total_seconds())
    sign = "-" if cell < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _fault(fault: Exception, name: str, sheet: str | None = None) -> InputError:
    said = " ".join(str(fault).split())[:200]
    if "limit exceeded" in said:  # the reader's own, of a hundred million cells
        sentence = worded("The file has more cells than can be read ({said}).", said=said)
        remedy = worded("look for a lone cell far below or right of the rest, or for cells repeated without end")
        return InputError("too-large", sentence, remedy, file=name, sheet=sheet)
    sentence = worded("The file is damaged: its cells cannot be read ({said}).", said=said)
    return InputError("damaged", sentence, worded("fetch it again, or {again}", again=AGAIN), file=name, sheet=sheet)
