"""The limits of what is read, as the settings have them, and how going beyond one is told."""

from pathlib import Path

from servanda.errors import InputError
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
    sentence = f"it has more than {limits.rows:,} rows, the most that is read of one file"
    remedy = f"split the file, or raise {SETTINGS['rows']}"
    return InputError("too-many-rows", sentence, remedy, file=path, sheet=sheet)


def too_many_columns(path: Path | str, limits: Limits, row: int, sheet: str | None = None) -> InputError:
    """Make the fault of a row with more cells than are taken."""
    sentence = f"the row has more than {limits.columns:,} cells, the most that is read"
    remedy = f"take out the columns that are not needed, or raise {SETTINGS['columns']}"
    return InputError("too-many-columns", sentence, remedy, file=path, row=row, sheet=sheet)


def cell_too_large(
    path: Path | str, limits: Limits, row: int | None, column: str | None = None, sheet: str | None = None
) -> InputError:
    """Make the fault of a cell that is longer than is taken."""
    sentence = f"a cell holds more than {limits.cell_characters:,} characters, the most that is read"
    remedy = f"check the cell, and that every quotation mark is closed; or raise {SETTINGS['cell_characters']}"
    return InputError("cell-too-large", sentence, remedy, file=path, row=row, column=column, sheet=sheet)
