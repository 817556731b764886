"""The limits of what is read, as the settings have them, and how going beyond one is told."""

from pathlib import Path

from servanda.errors import InputError, worded
from servanda.exchange.formats.model import Limits

SETTINGS = {
    "file_bytes": "SERVANDA_IMPORT_BYTES",
    "unpacked_bytes": "SERVANDA_IMPORT_UNPACKED",
    "memory_bytes": "SERVANDA_IMPORT_MEMORY",
    "rows": "SERVANDA_IMPORT_ROWS",
    "columns": "SERVANDA_IMPORT_COLUMNS",
    "cell_characters": "SERVANDA_IMPORT_CELL",
    "seconds": "SERVANDA_IMPORT_SECONDS",
}


def configured_limits() -> Limits:
    """The limits as Django's settings have them."""
    from django.conf import settings  # what reads in a process of its own does without Django

    return Limits(**settings.SERVANDA_IMPORT)


def too_many_rows(path: Path | str, limits: Limits, sheet: str | None = None) -> InputError:
    """Make the fault of a file with more rows than are taken."""
    sentence = worded("The file has more than {limit:,} rows, the most that is read of one file.", limit=limits.rows)
    remedy = worded("split the file, or raise {setting}", setting=SETTINGS["rows"])
    return InputError("too-many-rows", sentence, remedy, file=path, sheet=sheet)


def too_many_columns(path: Path | str, limits: Limits, row: int, sheet: str | None = None) -> InputError:
    """Make the fault of a row with more cells than are taken."""
    sentence = worded("The row has more than {limit:,} cells, the most that is read.", limit=limits.columns)
    remedy = worded("take out the columns that are not needed, or raise {setting}", setting=SETTINGS["columns"])
    return InputError("too-many-columns", sentence, remedy, file=path, row=row, sheet=sheet)


def cell_too_large(
    path: Path | str, limits: Limits, row: int | None, column: str | None = None, sheet: str | None = None
) -> InputError:
    """Make the fault of a cell that is longer than is taken."""
    sentence = worded(
        "A cell holds more than {limit:,} characters, the most that is read.",
        limit=limits.cell_characters,
    )
    remedy = worded(
        "check the cell, and that every quotation mark is closed; or raise {setting}",
        setting=SETTINGS["cell_characters"],
    )
    return InputError("cell-too-large", sentence, remedy, file=path, row=row, column=column, sheet=sheet)
