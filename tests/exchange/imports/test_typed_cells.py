"""Cells that come typed, of spreadsheets and JSON, are mapped like those of CSV, which are all texts."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from servanda.exchange.imports.path import Asked, run
from tests.support.databases import Database
from tests.support.registers import whole_ledger

ROWS = (
    ("No", "Action", "Responsible", "Deadline", "%"),
    (1, "Train two units", "Ministry", 2025, 12.5),
    (2, "Review", "Office", 2026, 0),
)


def _csv(path: Path) -> None:
    path.write_text("\n".join(",".join(map(str, row)) for row in ROWS), encoding="utf-8")


def _json(path: Path) -> None:
    path.write_text(json.dumps([dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]), encoding="utf-8")


def _xlsx(path: Path) -> None:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Plan")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)


def said(kind: str) -> list[Any]:
    """The contents of all entries of a kind."""
    return [entry.payload for entry in whole_ledger()[0] if entry.kind == kind]


def actions() -> dict[str, Any]:
    """The actions, by their numbers."""
    return {one.code: one for one in said("objective")}


@pytest.mark.parametrize("write", [_csv, _json, _xlsx], ids=["csv", "json", "xlsx"])
def test_numbers_are_placed(sqlite_database: Database, tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "plan"
    write(path)
    found = run(Asked(path, mapping="plan-matrix")).data
    assert (found["rows"]["placed"], found["refused"]) == (2, [])
    assert {code: (one.text.by["en"], one.target.text) for code, one in actions().items()} == {
        "1": ("Train two units", "2025"),
        "2": ("Review", "2026"),
    }
    assert sorted(one.percent for one in said("progress")) == ["0", "12.5"]


def test_days_are_placed(sqlite_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, ROWS[0])
        sheet.write_row(1, 0, [1, "Train two units", "Ministry"])
        sheet.write_datetime(1, 3, date(2025, 6, 30), book.add_format({"num_format": "dd.mm.yyyy"}))
    found = run(Asked(path, mapping="plan-matrix")).data
    assert found["refused"] == []
    action = actions()["1"]
    assert (action.target.text, action.target_words.by["en"]) == ("2025-06-30", "2025-06-30")
