"""Workbooks: typed cells, no formulas, nothing lost, equal bytes for equal standpoints, opened without a warning."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from servanda.exchange.exports import sheets, sheetstyle
from tests.exchange.exports.open_world import HOSTILE, export, hostile, seen
from tests.support.databases import Database
from tests.support.office import convert, convert_all


def written(what: str, path: Path, language: str = "en", **point: Any) -> Path:
    """Write every table of something."""
    told = export(what, seen(**point), language)
    sheets.write(told, list(told.tables()), path)
    return path


def cells(path: Path, sheet: str) -> list[list[Any]]:
    """The cells of a sheet."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()


def _parts(path: Path, pattern: str) -> str:
    with ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if re.search(pattern, name))


def test_the_sheets_stand_in_order_and_name_the_standpoint(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = written("plan-2022", tmp_path / "a.xlsx", as_of=date(2024, 12, 31))
    names = CalamineWorkbook.from_path(str(path)).sheet_names
    assert names[:4] == ["About", "Objectives", "Latest grades", "Assessments over time"]
    assert names[-1] == "Columns"
    about = {row[0]: row[1] for row in cells(path, "About")}
    assert about["As of"] == "31 December 2024"
    assert about["Reader"] == "anyone"
    assert about["Marking"] == "PUBLIC"
    on_paper = _parts(path, "worksheets/sheet")
    assert on_paper.count("&amp;C&amp;8PUBLIC") == 2 * len(names), "at the head and foot of each page of each sheet"
    assert about["Objectives"].startswith("12 rows.")
    assert "31 December 2024" in _parts(path, "worksheets/sheet"), "in the foot of each page"


def test_cells_have_their_types(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = written("plan-2022", tmp_path / "a.xlsx", as_of=date(2025, 12, 31))
    header, *rows = cells(path, "Latest grades")
    row = dict(zip(header, rows[0], strict=True))
    assert row["As of (latest)"] == date(2025, 12, 31)
    assert row["Place on the scale"] == 4
    assert row["Disputed"] is False
    assert row["Since"] == ""
    (first, *_) = cells(path, "Objectives")[1:]
    assert first[:3] == ["C01", "Every public contract above 10 000 crowns is published within thirty days", "Complete"]


def test_no_text_is_a_formula_or_a_link(sqlite_database: Database, tmp_path: Path) -> None:
    hostile()
    path = written("hostile", tmp_path / "a.xlsx")
    assert "<f" not in re.sub("<(formula1|family|fill|font|fitTo)", "", _parts(path, "worksheets/sheet")), "no formula"
    assert "hyperlink" not in _parts(path, ".")
    texts = {row[1].rstrip(" ") for row in cells(path, "Objectives")[1:]}
    assert texts == {text.replace("\r", "\r") for text in HOSTILE}


def test_equal_standpoints_give_equal_bytes(graded_on_sqlite: Database, tmp_path: Path) -> None:
    one, other = (written("plan-2022", tmp_path / name, as_of=date(2025, 1, 1)) for name in ("a.xlsx", "b.xlsx"))
    assert one.read_bytes() == other.read_bytes()


def test_a_text_too_long_for_a_cell_is_cut_and_said_to_be(
    graded_on_sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LONGEST_CELL", 60)
    path = written("plan-2022", tmp_path / "a.xlsx")
    assert all(len(row[1]) <= 60 for row in cells(path, "Objectives")[1:])
    assert any("cut off" in str(row[1]) for row in cells(path, "About"))


def test_more_rows_than_a_sheet_takes_go_on_in_another(
    graded_on_sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 51)
    path = written("plan-2022", tmp_path / "a.xlsx")
    names = CalamineWorkbook.from_path(str(path)).sheet_names
    parts = [name for name in names if name.startswith("Assessments")]
    assert parts == ["Assessments over time", "Assessments over time 2", "Assessments over time 3"]
    assert sum(len(cells(path, name)) - 1 for name in parts) == 104


def test_an_office_suite_opens_it_without_a_warning(graded_on_sqlite: Database, tmp_path: Path) -> None:
    hostile()
    paths = [
        written(what, tmp_path / f"{what}-{language}.xlsx", language, as_of=date(2025, 12, 31))
        for what in ("plan-2022", "hostile")
        for language in ("en", "az")
    ]
    for path, again in zip(paths, convert_all(paths, "xlsx", tmp_path / "again"), strict=True):
        assert again.warnings == ()
        first = CalamineWorkbook.from_path(str(path)).sheet_names[1]
        assert cells(again.path, first) == cells(path, first)


def test_a_csv_is_opened_without_a_formula(sqlite_database: Database, tmp_path: Path) -> None:
    from servanda.exchange.exports import csvfile

    hostile()
    path = tmp_path / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csvfile.write(export("hostile"), "objectives", out, bom=True)
    for separators in ("44", "59"):  # commas, and as where lists are parted by semicolons
        again = convert(path, "xlsx", tmp_path / separators, reading=f"CSV:{separators},34,76,1")
        assert again.warnings == ()
        assert "<f" not in re.sub("<(formula1|family|fill|font|fitTo)", "", _parts(again.path, "worksheets/sheet"))


def test_a_row_is_as_high_as_its_text() -> None:
    assert sheetstyle.height([("short", 20)]) < sheetstyle.height([("a longer text that needs lines", 10)])
    assert sheetstyle.height([("x" * 100_000, 10)]) == sheetstyle.TALLEST
