"""A plan out as a workbook and back: what changed underneath is refused with both values, all else recorded, once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from servanda import register
from servanda.errors import InputError, Refused, UsageError
from servanda.exchange.formats.model import Limits
from servanda.exchange.workbooks import editing
from servanda.exchange.workbooks.returned import is_workbook, sort_of
from servanda.kernel.marking import Reader
from servanda.kernel.standpoint import Standpoint
from servanda.register.keeping.upkeep import info
from tests.exchange.exports.open_world import open_government
from tests.exchange.workbooks.pen import Pen
from tests.exchange.workbooks.rounds import IRM, SELF, correct, edit_in, edit_out, stands
from tests.support.databases import Database
from tests.support.office import convert


def entries() -> int:
    """How much the register holds."""
    return info().entries


def _twenty(pen: Pen) -> None:
    """Write into twenty cells: grades of both voices, texts."""
    for place, row in enumerate(range(2, 12)):
        for voice in (SELF, IRM):
            now = pen.cells[row - 1][pen.column(voice)]
            pen.write(row, voice, "Not Started" if now != "Not Started" else "Limited")
        assert place < 10


def test_of_twenty_cells_two_changed_underneath(graded: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    pen = Pen(path, "Objectives")
    _twenty(pen)
    pen.save()
    correct("C02", "substantial")
    correct("C05", "complete", "irm")
    before = entries()

    told = edit_in(path, dry_run=True)
    assert told["cells"] == {"written": 20, "taken": 18, "refused": 2, "already": 0}
    assert entries() == before, "asked about, nothing is recorded"

    told = edit_in(path)
    assert told["cells"] == {"written": 20, "taken": 18, "refused": 2, "already": 0}
    assert told["recorded"] is True
    by_row = {one["row"]: one for one in told["refused"]}
    first = by_row[3]
    assert (first["saw"], first["now"], first["wrote"]) == ("Complete", "Substantial", "Not Started")
    assert (first["by"], first["code"]) == ("somebody else", "changed-underneath")
    assert first["recorded_at"]
    for word in ("'Complete'", "'Substantial'", "'Not Started'", "somebody else"):
        assert word in first["sentence"]
    assert by_row[6]["column"] == IRM

    assert stands("C01")["grade"] == "not-started"
    assert stands("C01")["actor"] == "editor"
    assert stands("C01")["places"] == [f"sheet Objectives, row 2, column {SELF}"]
    assert stands("C02")["grade"] == "substantial"
    assert stands("C05", "irm")["grade"] == "complete"

    after = entries()
    again = edit_in(path)
    assert again["cells"] == {"written": 20, "taken": 0, "refused": 2, "already": 18}
    assert entries() == after, "a second time nothing is recorded"


def test_a_workbook_that_nobody_wrote_in_says_nothing(graded: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    before = entries()
    told = edit_in(path)
    assert told["cells"] == {"written": 0, "taken": 0, "refused": 0, "already": 0}
    assert told["odd"] == []
    assert entries() == before


def test_what_is_corrected_keeps_its_other_sources(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    pen = Pen(path, "Objectives")
    pen.write(2, "Text", "Every contract is published\nwithin ten days")
    pen.write(2, "Holder", "ministry of justice of  RURITANIA")
    pen.day(2, "Target date", 46_112)  # as a spreadsheet keeps 2026-03-31
    pen.write(3, f"{SELF}: reasoning", "The portal was closed in May.")
    pen.save()
    told = edit_in(path)
    assert told["cells"]["refused"] == 1, "a number that is no date is not taken for one"
    assert told["refused"][0]["code"] == "bad-date"
    now = stands("C01")
    assert now["text"] == "Every contract is published\nwithin ten days"
    at = register.resolve(Standpoint())
    assert now["holder"] == register.find("justice", at)
    kept = stands("C02")
    assert kept["reasoning"].by == {"en": "The portal was closed in May."}
    assert sorted(kept["places"]) == [f"sheet Objectives, row 3, column {SELF}: reasoning", "table 1"]


def test_a_grade_of_another_day_stands_beside_the_one_before(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    pen = Pen(path, "Objectives")
    pen.write(4, SELF, "Complete")
    pen.write(4, f"{SELF}: as of", "2026-06-30")
    pen.write(5, "Completion (civil society)", "Limited")
    pen.save()
    assert edit_in(path)["cells"]["taken"] == 3
    at = register.resolve(Standpoint())
    view = register.records_view([register.find("owners", at)], at)
    own = [fact for fact in view.of_kind("assessment") if fact.payload.track == "self"]
    assert [fact.as_of.text for fact in own][-2:] == ["2025-12-31", "2026-06-30"], "the earlier one is still there"
    assert stands("C04", "civil-society")["as_of"] == at.today.isoformat(), "a grade without a day is of that day"
    assert edit_in(path)["cells"] == {"written": 3, "taken": 0, "refused": 0, "already": 3}


Spoil = Callable[[Pen], Any]


def _copy_row(pen: Pen) -> None:
    pen.copy_row(4, 14)


def _add_row(pen: Pen) -> None:
    pen.write(14, "Text", "One more goal")


def _paste_key(pen: Pen) -> None:
    pen.write(4, "Key", "0" * 32)
    pen.write(4, "Text", "pasted")


def _add_column(pen: Pen) -> None:
    pen.header.append("Remarks")
    pen.write(1, "Remarks", "Remarks")
    pen.write(2, "Remarks", "of my own")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda pen: pen.delete_row(4), "row-missing"),
        (_copy_row, "row-twice"),
        (_add_row, "row-added"),
        (_paste_key, "row-unknown"),
        (_add_column, "column-added"),
        (lambda pen: pen.write(1, "Holder", "Whose"), "column-missing"),
        (lambda pen: pen.write(4, "Code", "X99"), "locked"),
        (lambda pen: pen.rename_sheet("My goals"), "sheet-renamed"),
        (lambda pen: pen.formula(4, "Text", "1+1", "2"), "formula"),
        (lambda pen: pen.write(4, "Holder", "Nobody"), "not-in-list"),
        (lambda pen: pen.write(4, SELF, "Splendid"), "not-in-list"),
        (lambda pen: pen.write(4, "Text", ""), "emptied"),
        (lambda pen: pen.write(4, "Target date", "soon"), "bad-date"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_people_do_to_workbooks_is_told(
    graded_on_sqlite: Database, tmp_path: Path, spoil: Spoil, code: str
) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    pen = Pen(path, "Objectives")
    pen.write(2, "Text", "This one is edited properly")
    spoil(pen)
    pen.save()
    told = edit_in(path)
    assert code in {one["code"] for one in (*told["odd"], *told["refused"])}, told
    assert told["cells"]["taken"] == 1, "what is right is recorded all the same"
    assert stands("C01")["text"] == "This one is edited properly"
    assert stands("C03")["text"].startswith("The owners of companies"), "and nothing else"


def test_columns_in_another_order_are_read_by_their_headings(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    pen = Pen(path, "Objectives")
    pen.write(2, "Text", "Moved and edited")
    pen.swap_columns("Text", SELF)
    pen.save()
    told = edit_in(path)
    assert (told["cells"]["taken"], told["cells"]["refused"], told["odd"]) == (1, 0, [])
    assert any("another order" in note for note in told["notes"])
    assert stands("C01")["text"] == "Moved and edited"


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_workbook_saved_by_an_office_suite_is_known_again(
    graded_on_sqlite: Database, tmp_path: Path, form: str
) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    pen = Pen(path, "Objectives")
    pen.write(2, SELF, "Limited")
    pen.write(3, "Text", "Written, and saved by another program")
    pen.save()
    again = convert(path, form, tmp_path / "again")
    assert again.warnings == ()
    assert is_workbook(again.path)
    told = edit_in(again.path)
    assert told["cells"] == {"written": 2, "taken": 2, "refused": 0, "already": 0}
    assert told["odd"] == []


def test_what_goes_out_is_locked_listed_and_hidden(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    sheets = CalamineWorkbook.from_path(str(path)).sheets_metadata
    hidden = {sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible}
    assert hidden == {"servanda", "servanda-rows", "servanda-lists"}
    xml: Any = Pen(path, "Objectives").tree
    ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    assert [one.get("sheet") for one in xml.iterfind("m:sheetProtection", ns)] == ["1"]
    lists = [one.findtext("m:formula1", None, ns) for one in xml.iterfind(".//m:dataValidation", ns)]
    assert len(lists) >= 3
    assert all(str(one).startswith("'servanda-lists'!") for one in lists)
    comments = path.read_bytes()
    assert b"xl/comments" in comments


def test_workbooks_of_others_are_refused(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    pen = Pen(path, "servanda")
    ours = info().origin.encode()
    rows = pen.cells
    assert rows[0][:2] == ["name", "value"]
    pen.write(next(n for n, row in enumerate(rows, 1) if row[0] == "origin"), "value", '"' + "0" * 32 + '"')
    with pytest.raises(Refused, match="another register"):
        edit_in(pen.save(tmp_path / "other.xlsx"))
    pen = Pen(path, "servanda")
    pen.write(next(n for n, row in enumerate(rows, 1) if row[0] == "tick"), "value", "999999")
    with pytest.raises(Refused, match="has not reached"):
        edit_in(pen.save(tmp_path / "later.xlsx"))
    pen = Pen(path, "servanda")
    pen.write(next(n for n, row in enumerate(rows, 1) if row[0] == "tick"), "value", "nonsense")
    with pytest.raises(InputError, match="cannot be read"):
        edit_in(pen.save(tmp_path / "damaged.xlsx"))
    cleared = edit_out(tmp_path / "cleared.xlsx", reader=Reader("restricted", "restricted"))
    with pytest.raises(Refused, match="for the reader"):
        edit_in(cleared)
    assert ours


def test_a_workbook_that_lies_about_what_it_held_is_not_believed(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    correct("C01", "limited")
    newer = edit_out(tmp_path / "newer.xlsx")
    lie = {row[0]: row for row in Pen(newer, "servanda-rows").cells if row[1] == "grade/completion/self"}
    pen = Pen(path, "servanda-rows")
    for number, row in enumerate(pen.cells, 1):
        if row[1] == "grade/completion/self":
            pen.write(number, "hash", str(lie[row[0]][3]))
    pen.save()
    pen = Pen(path, "Objectives")
    pen.write(2, SELF, "Not Started")
    pen.save()
    told = edit_in(path)
    assert [one["code"] for one in told["refused"]] == ["not-as-given-out"]
    assert stands("C01")["grade"] == "limited"


def test_hostile_files_are_one_clear_fault(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    before = entries()
    truncated = tmp_path / "truncated.xlsx"
    truncated.write_bytes(path.read_bytes()[:5000])
    foreign = tmp_path / "foreign.csv"
    foreign.write_text("a,b\n1,2\n", encoding="utf-8")
    pen = Pen(path, "Objectives")
    pen.change("xl/media/bomb.xml", lambda _: b"<a>" + b" " * 30_000_000)
    bomb = pen.save(tmp_path / "bomb.xlsx")
    for one in (truncated, foreign, bomb, tmp_path / "absent.xlsx"):
        with pytest.raises(InputError):
            edit_in(one, limits=Limits(unpacked_bytes=20_000_000))
    assert entries() == before
    assert sort_of(foreign) is None


def test_macros_and_links_are_told_and_never_followed(graded_on_sqlite: Database, tmp_path: Path) -> None:
    path = edit_out(tmp_path / "plan.xlsx")
    pen = Pen(path, "Objectives")
    pen.change("xl/vbaProject.bin", lambda _: b"\0")
    pen.change("xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    told = edit_in(pen.save(tmp_path / "plan.xlsm"))
    assert [note.split(";")[0] for note in told["notes"] if "macros" in note or "links" in note] == [
        "The workbook has macros",
        "The workbook has links to other files",
    ]


def test_only_what_is_known_now_is_edited(sqlite_database: Database, tmp_path: Path) -> None:
    from datetime import date

    open_government()
    at = register.resolve(Standpoint(published_by=date(2026, 1, 1)))
    with pytest.raises(UsageError, match="known now"):
        editing.write(register.find("plan-2022", at), at, "en", register.frameworks(), tmp_path / "a.xlsx")
    at = register.resolve(Standpoint())
    with pytest.raises(UsageError, match="not exported by itself"):
        editing.write(register.find("results-report", at), at, "en", register.frameworks(), tmp_path / "a.xlsx")
