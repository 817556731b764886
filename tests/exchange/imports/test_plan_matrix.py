"""The general plan matrix on tables as offices keep them: bodies in one cell, merged chapters, numbers begun anew."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from xlsxwriter import Workbook

from servanda.errors import UsageError
from servanda.exchange.formats.options import ReadingOptions
from servanda.exchange.imports.opening import recognised
from servanda.exchange.imports.path import Asked, run
from servanda.exchange.mappings.headers import matched
from servanda.exchange.mappings.loader import Mappings, load_all
from servanda.kernel.model import see
from tests.exchange.formats.making import ods
from tests.exchange.imports.files import at, imported
from tests.support.databases import Database
from tests.support.registers import whole_ledger

HEAD = "No;Chapter;Objective;Action;Responsible;Deadline;Status\n"


# Chapters are rows of one cell as wide as the table, objectives cells merged over their actions.
MERGED = (
    ("No", "Objective", "Action", "Responsible", "Deadline", "Status"),
    ("CHAPTER I. DEFENCE", "", "", "", "", ""),
    ("1", "Modern forces", "Train units", "Ministry of Defence", "2025", "Done"),
    ("2", "", "Buy radios", "Ministry of Defence", "2026", "Planned"),
    ("CHAPTER II. RESCUE", "", "", "", "", ""),
    ("1", "Ready crews", "Hold an exercise", "Rescue Service", "2025", "Done"),
    ("2", "", "Print a handbook", "Rescue Service", "2026", "Planned"),
)
WIDE, DOWN = (1, 4), (2, 5)  # rows, from 0: of a cell over all columns; where one over two rows begins in column 1


def _xlsx(path: Path) -> None:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Plan")
        for number, cells in enumerate(MERGED):
            sheet.write_row(number, 0, cells)
        for row in WIDE:
            sheet.merge_range(row, 0, row, 5, MERGED[row][0])
        for row in DOWN:
            sheet.merge_range(row, 1, row + 1, 1, MERGED[row][1])


def _docx(path: Path) -> None:
    document = docx.Document()
    table = document.add_table(len(MERGED), 6)
    for number, cells in enumerate(MERGED):
        for column, text in enumerate(cells):
            table.cell(number, column).text = text
    for row in WIDE:
        table.cell(row, 0).merge(table.cell(row, 5)).text = MERGED[row][0]
    for row in DOWN:
        table.cell(row, 1).merge(table.cell(row + 1, 1)).text = MERGED[row][1]
    document.save(str(path))


def _ods(path: Path) -> None:
    def cell(row: int, column: int, text: str) -> str:
        if not text:
            return "<table:covered-table-cell/>"
        wide = 'table:number-columns-spanned="6"' if row in WIDE else ""
        down = 'table:number-rows-spanned="2"' if row in DOWN and column == 1 else ""
        return f'<table:table-cell office:value-type="string" {wide} {down}><text:p>{text}</text:p></table:table-cell>'

    rows = ["".join(cell(row, *one) for one in enumerate(cells)) for row, cells in enumerate(MERGED)]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    ods(path, f'<table:table table:name="Plan">{body}</table:table>')


class Plan:
    """What the register holds of the one plan: its objectives, and what parties are called."""

    def __init__(self) -> None:
        view = see(*whole_ledger(), at())
        self.objectives: dict[str, Any] = {fact.about: fact.payload for fact in view.of_kind("objective")}
        self.names = {fact.about: fact.payload.text for fact in view.of_kind("name")}

    def actions(self) -> dict[str, Any]:
        """The actions by their texts."""
        return {one.text.by["en"]: one for one in self.objectives.values() if one.level == "action"}

    def above(self, one: Any) -> list[str]:
        """The texts of what an objective stands under, from the nearest."""
        found = []
        while one.parent is not None:
            one = self.objectives[one.parent]
            found.append(one.text.by["en"])
        return found


def test_bodies_are_parted_by_semicolons_and_lines(sqlite_database: Database, tmp_path: Path) -> None:
    bodies = '"Ministry of Defence\nMinistry  of Interior;\nBorder Service"'
    text = f"{HEAD}1;;;Train units;{bodies};2025;Done\n2;;;Review;Office;;\n"
    found = imported(tmp_path, "plan.csv", text, published="2025-05-01")
    assert found["rows"]["refused"] == 0
    plan = Plan()
    one, two = plan.actions()["Train units"], plan.actions()["Review"]
    assert plan.names[one.holder] == "Ministry of Defence"
    assert [plan.names[body] for body in one.participants] == ["Ministry of Interior", "Border Service"]
    assert (plan.names[two.holder], two.participants) == ("Office", ()), "who leads is no participant beside"


@pytest.mark.parametrize(("form", "write"), [("xlsx", _xlsx), ("docx", _docx), ("ods", _ods)])
def test_merged_chapters_and_objectives_are_those_of_all_their_actions(
    sqlite_database: Database, tmp_path: Path, form: str, write: Callable[[Path], None]
) -> None:
    path = tmp_path / f"plan.{form}"
    write(path)
    found = run(Asked(path, published="2025-05-01")).data
    assert (found["mapping"], found["rows"]) == ("plan-matrix", {"read": 4, "placed": 4, "refused": 0})
    plan = Plan()
    assert {text: plan.above(one) for text, one in plan.actions().items()} == {
        "Train units": ["Modern forces", "CHAPTER I. DEFENCE"],
        "Buy radios": ["Modern forces", "CHAPTER I. DEFENCE"],
        "Hold an exercise": ["Ready crews", "CHAPTER II. RESCUE"],
        "Print a handbook": ["Ready crews", "CHAPTER II. RESCUE"],
    }
    assert any("2 rows are taken for headings of the rows below them: 2, 5." in note for note in found["notes"])


def test_numbers_that_begin_anew_in_each_chapter_stay_those_of_their_chapter(
    sqlite_database: Database, tmp_path: Path
) -> None:
    rows = [f"{n};Defence;;Defence {n};Office;2025;\n" for n in (1, 2)]
    rows += [f"{n};Rescue;;Rescue {n};Office;2025;\n" for n in (1, 2, 3)]
    imported(tmp_path, "plan.csv", HEAD + "".join(rows), published="2025-05-01")
    rows.insert(2, "3;Defence;;Defence 3;Office;2025;\n")
    found = imported(tmp_path, "plan.csv", HEAD + "".join(rows), published="2025-06-01")
    assert (found["new"], found["changed"], found["missing"]) == ({"objective": 1}, [], [])


def test_a_date_that_may_be_two_days_is_dated_only_where_the_file_shows_its_order(
    sqlite_database: Database, tmp_path: Path
) -> None:
    def targets(*dates: str) -> tuple[dict[str, str | None], list[tuple[int, str, str]]]:
        rows = "".join(f"{n};;;Deed {n};Office;{said};Done\n" for n, said in enumerate(dates, 1))
        with sqlite_database.rolled_back():
            found = imported(tmp_path, "plan.csv", HEAD + rows, published="2025-05-01")
            assert found["rows"]["placed"] == len(dates)
            actions = Plan().actions().values()
            assert all(one.target_words.by["en"] == dates[int(one.code) - 1] for one in actions)
            dated = {one.code: one.target.text if one.target else None for one in actions}
        return dated, [(one["row"], one["column"], one["code"]) for one in found["refused"]]

    assert targets("03/04/2025", "04/30/2025") == ({"1": "2025-03-04", "2": "2025-04-30"}, [])
    assert targets("03/04/2025", "30/04/2025") == ({"1": "2025-04-03", "2": "2025-04-30"}, [])
    assert targets("03.04.2025", "05/05/2025") == ({"1": "2025-04-03", "2": "2025-05-05"}, [])
    for others in ((), ("30/04/2025", "04/30/2025")):
        dated, told = targets("03/04/2025", *others)
        assert (dated["1"], told) == (None, [(2, "Deadline", "uncertain-date")])


def test_what_is_not_filled_in_and_misspelt_is_told_by_the_files_own_columns(
    sqlite_database: Database, tmp_path: Path
) -> None:
    head = HEAD.replace("Action", "Tədbir").replace("Status", "Vəziyyət")
    found = imported(tmp_path, "plan.csv", f"{head}1;;;;Office;2025;Done\n2;;;Review;Office;2025;Complted\n")
    assert [(one["row"], one["column"], one["code"]) for one in found["refused"]] == [
        (2, "Tədbir", "bad-content"), (3, "Vəziyyət", "unknown-word"),
    ]  # fmt: skip
    assert found["refused"][0]["sentence"] == "It gives no objective: its text is not filled in."
    assert found["refused"][1]["remedy"].startswith("did you mean Completed? known are: Not started, To do, Planned,")


PUBLISHED = """\
ACTION PLAN 2024-2026;;;;;
;;;;;
No;Measure;Responsible institution;Deadline (planned);Status of implementation;Progress (%)
CHAPTER I. COURTS;;;;;
1;Adopt the law;"- Ministry\n- Parliament";2023/24;Fully implemented;0,5
No;Measure;Responsible institution;Deadline (planned);Status of implementation;Progress (%)
CHAPTER II. POLICE;;;;;
1;Train 1,200 officers;Academy;31.12.2025;Not implemented;1
2;Buy cars;Academy;31.12.2025;In progress;0
Total;3 measures;;;;2,5
* as amended in May;;;;;
"""


def test_rows_that_are_no_items_are_passed_over_and_told(sqlite_database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "plan.csv", PUBLISHED, published="2025-05-01")
    assert found["rows"] == {"read": 3, "placed": 3, "refused": 0}
    assert set(found["notes"]) >= {
        "rows that repeat the header are passed over: 6.",
        "rows that sum up others are passed over, for what is here is counted anew: 10.",
        "3 rows are taken for headings of the rows below them: 4, 7, 11.",
        "nothing stands below the heading in row 11.",
    }
    # a fraction of one is no share in per cent, and "not implemented" no misspelling of its opposite
    assert [(one["row"], one["column"], one["code"]) for one in found["refused"]] == [
        (5, "Progress (%)", "uncertain-share"),
        (8, "Status of implementation", "unknown-word"),
        (8, "Progress (%)", "uncertain-share"),
    ]
    assert "did you mean" not in found["refused"][1]["remedy"]
    plan = Plan()
    assert {text: plan.above(one) for text, one in plan.actions().items()} == {
        "Adopt the law": ["CHAPTER I. COURTS"],
        "Train 1,200 officers": ["CHAPTER II. POLICE"],
        "Buy cars": ["CHAPTER II. POLICE"],
    }
    law = plan.actions()["Adopt the law"]
    assert (law.target.text, plan.names[law.holder]) == ("2023/2024", "Ministry")


def test_a_word_of_sums_in_a_row_that_is_filled_in_is_a_chapter(sqlite_database: Database, tmp_path: Path) -> None:
    rows = "Average;Train staff;MoJ;2026;Done\nTotal;1 action;;;\nAverage;Total;2;3;\n"
    head = "Priority;Action;Responsible;Deadline;Status\n"
    found = imported(tmp_path, "plan.csv", head + rows, published="2025-05-01")
    assert found["rows"] == {"read": 1, "placed": 1, "refused": 0}
    assert "rows that sum up others are passed over, for what is here is counted anew: 3, 4." in found["notes"]
    plan = Plan()
    assert {text: plan.above(one) for text, one in plan.actions().items()} == {"Train staff": ["Average"]}


@pytest.mark.parametrize("wide", [True, False])
def test_a_table_that_a_page_cuts_off_is_read_on(sqlite_database: Database, tmp_path: Path, wide: bool) -> None:
    document = docx.Document()
    for rows in (MERGED[:4], (("3", "", "Buy tents", "Rescue Service", "2026", "Planned"), MERGED[3])):
        table = document.add_table(len(rows), 6)
        for number, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(number, column).text = text
        if rows[0] == MERGED[0] and wide:
            table.cell(1, 0).merge(table.cell(1, 5)).text = MERGED[1][0]
        document.add_paragraph("")
    document.save(str(tmp_path / "plan.docx"))
    found = run(Asked(tmp_path / "plan.docx", published="2025-05-01")).data
    assert found["rows"] == {"read": 4, "placed": 4, "refused": 0}
    assert (
        "table 2 begins with a number and not with a header: it is read on under the header of table 1."
        in (found["notes"])
    )
    assert any(note.startswith("Rows with the number or words of a row before") for note in found["notes"])
    plan = Plan()
    assert plan.above(plan.actions()["Buy tents"]) == ["CHAPTER I. DEFENCE"]


@pytest.mark.parametrize(
    "header",
    [
        "№ з/п;Розділ;Захід;Відповідальний виконавець;Строк виконання;Індикатор;Стан виконання",
        "№;მიზანი;აქტივობა;პასუხისმგებელი უწყება;ვადა;ინდიკატორი;სტატუსი",
        "Redni broj;Poglavlje;Aktivnost;Nosilac aktivnosti;Rok;Indikator;Status",
        "N.º;Eixo;Ação;Entidade responsável;Prazo;Indicador;Estado de execução;%",
        "N°;Axe;Mesure;Structure responsable;Échéance;Indicateur;État d'avancement;Taux",
        "No;Tedbir;Sorumlu kurum;Süre;Durum",
        "No / №;Measure / Захід;Lead body (one only);Deadline / planned;Status*",
    ],
)
def test_headings_of_other_languages_and_in_two_of_them_are_known(header: str) -> None:
    _places, unused, missing = matched(load_all()["plan-matrix"], header.split(";"))
    assert (unused, missing) == ((), ())


def test_a_file_that_no_mapping_knows_is_told_what_the_nearest_lacks(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("No;Action;In charge;Deadline\n1;Print;Office;2025\n", encoding="utf-8")
    with pytest.raises(UsageError, match="plan-matrix comes nearest, and finds no Responsible"):
        recognised(path, load_all(), ReadingOptions())
    # one that its mappings alone can read is told as unknown, and not as unreadable
    path.write_bytes("No;Action;In charge;Deadline\n1;Élan été;Office;2025\n".encode() * 9 + b"caf\xe9")
    rules = load_all()["plan-matrix"].model_copy(update={"read": {"encoding": "windows-1252"}})
    with pytest.raises(UsageError, match="No mapping is known for the columns"):
        recognised(path, Mappings({rules.slug: rules}), ReadingOptions())
