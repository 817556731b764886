"""Spreadsheets: typed cells, merged ones, errors, hidden sheets."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from servanda.exchange.formats.model import Limits
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import ReadingOptions
from tests.exchange.formats.making import changed, fault_of, ods, rows_of, sheet, values_of, workbook, xlsb


def test_cells_come_typed(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        one = book.add_worksheet("Strengths")
        one.write_row(0, 0, ["whole", "part", "day", "moment", "yes", "text", "clock", "span", "result"])
        one.write_row(1, 0, [41, 0.1 + 0.2])
        one.write(1, 2, date(2016, 11, 15), book.add_format({"num_format": "yyyy-mm-dd"}))
        one.write(1, 3, datetime(2016, 11, 15, 9, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        one.write(1, 4, False)
        one.write(1, 5, "  a\nb ")
        one.write(1, 6, time(9, 5), book.add_format({"num_format": "hh:mm"}))
        one.write(1, 7, 1.5, book.add_format({"num_format": "[h]:mm"}))
        one.write_formula(1, 8, "=A2*2", None, 82)

    document = open_document(workbook(tmp_path / "a.xlsx", fill))
    assert (document.format, document.tables[0].name) == ("xlsx", "Strengths")
    (row,) = rows_of(document)
    found = (
        41,
        Decimal("0.3"),
        date(2016, 11, 15),
        datetime(2016, 11, 15, 9, 30),
        False,
        "  a\nb ",
        "09:05",
        "36:00:00",
        82,
    )
    assert row.values == found
    assert [type(value) for value in row.values] == [type(value) for value in found]


def test_rows_have_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        one = book.add_worksheet()
        one.write(1, 2, "Strengths of 2024")
        one.write_row(4, 2, ["who", None, "total"])
        one.write_row(5, 2, ["Norway", "x", 0])
        one.write_row(8, 2, ["Spain", None, 3])

    document = open_document(workbook(tmp_path / "a.xlsx", fill))
    assert document.tables[0].header == ("who", "column D", "total")
    assert [(row.number, row.values) for row in rows_of(document)] == [(6, ("Norway", "x", 0)), (9, ("Spain", None, 3))]
    assert "Sheet1: row 5 is taken for the header; option header_row says otherwise." in document.notes


def test_every_sheet_is_a_table(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for name in ("First", "Empty", "Lists"):
            book.add_worksheet(name)
        book.get_worksheet_by_name("First").write_column(0, 0, ["a", 1])
        book.get_worksheet_by_name("Lists").write_column(0, 0, ["b", 2])
        book.get_worksheet_by_name("Lists").very_hidden()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=First!$A$2:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)

    path = workbook(tmp_path / "a.xlsx", fill)
    document = open_document(path)
    assert [(table.name, table.hidden) for table in document.tables] == [("First", False)]
    assert document.notes == [
        "The sheet Empty is empty.",
        "The sheet Lists is hidden and is passed over; name it (--sheet, option tables) to read it.",
        "The sheet Chart holds no cells and is passed over.",
    ]
    document = open_document(path, options=ReadingOptions(hidden="read"))
    assert [(table.name, table.hidden) for table in document.tables] == [("First", False), ("Lists", True)]
    assert values_of(document, 1) == [[2]]
    assert values_of(document, 0) == [[1]]
    assert [table.name for table in open_document(path, options=ReadingOptions(tables=("Lists",))).tables] == ["Lists"]
    assert "'Nowhere'" in fault_of(path, options=ReadingOptions(tables=("Nowhere",))).sentence


def test_a_workbook_that_shows_nothing_names_its_hidden_sheets(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("Empty")
        hidden = book.add_worksheet("Plan")
        hidden.write_column(0, 0, ["a", 1])
        hidden.hide()

    fault = fault_of(workbook(tmp_path / "a.xlsx", fill))
    assert (fault.code, "Plan" in fault.sentence, "--sheet" in fault.remedy) == ("no-table", True, True)


def test_an_error_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        one = book.add_worksheet("S & T")
        one.write_row(1, 1, ["who", "total", "note"])
        one.write_row(2, 1, ["Norway", 1, "#REF!"])
        one.write_formula(3, 2, "=1/0", None, "#DIV/0!")
        one.write_formula(9, 5, "=x", None, "#NAME?")

    document = open_document(workbook(tmp_path / "a.xlsx", fill))
    rows = rows_of(document)
    assert rows[0].values == ("Norway", 1, "#REF!", None), "a text that looks like one is a text"
    assert rows[0].flaws == ()
    assert [(row.number, row.flaws[0].code, row.flaws[0].column) for row in rows[1:]] == [
        (4, "formula-error", "total"),
        (10, "formula-error", "column F"),
    ]
    assert rows[1].flaws[0].sentence == "The cell shows #DIV/0!: its formula has no result."


def test_shares_are_read_as_they_are_shown(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        one = book.add_worksheet("Plan")
        whole, part = book.add_format({"num_format": "0%"}), book.add_format({"num_format": '0.0" of "%'})
        plain, words = book.add_format({"num_format": "0.00"}), book.add_format({"num_format": '0.0"%"'})
        one.write_row(2, 2, ["whole", "part", "plain", "words", "text"])
        one.write(3, 2, 0.45, whole)
        one.write(3, 3, 0.0125, part)
        one.write(3, 4, 0.45, plain)
        one.write(3, 5, 45, words)
        one.write(3, 6, "none", whole)
        one.write(4, 2, 1, whole)

    document = open_document(workbook(tmp_path / "a.xlsx", fill))
    assert values_of(document) == [
        ["45%", "1.25%", Decimal("0.45"), 45, "none"],
        ["100%", None, None, None, None],
    ]
    share = (
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p></table:table-cell>'
    )
    head = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
    rows = (
        f"<table:table-row>{head}{head}</table:table-row><table:table-row><table:table-cell/>{share}</table:table-row>"
    )
    path = ods(tmp_path / "a.ods", f'<table:table table:name="S">{rows}</table:table>')
    assert values_of(open_document(path)) == [[None, "50%"]]


def test_numbers_and_days_are_read_as_far_as_they_are_shown(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        one = book.add_worksheet("Plan")
        places, money = (book.add_format({"num_format": code}) for code in ("0.00", "#,##0.00 [$€-407];[Red]-0.000"))
        thousands, power = (book.add_format({"num_format": code}) for code in ("0.0,", "0.00E+00"))
        month, year, day = (book.add_format({"num_format": code}) for code in ("mmm yyyy", "[$-409]yyyy", "d mmm yyyy"))
        one.write_row(0, 0, ["code", "sum", "thousands", "power", "month", "year", "day"])
        for column, (value, form) in enumerate([(1.1, places), (1500, money), (1500, thousands), (0.5, power)]):
            one.write_number(1, column, value, form)
        for column, form in enumerate([month, year, day], start=4):
            one.write_datetime(1, column, date(2025, 3, 1), form)
        one.write_number(2, 0, 1.125, places)
        one.write_number(2, 1, -2, book.add_format({"num_format": 4}))
        one.write_datetime(2, 4, date(2025, 3, 1), book.add_format({"num_format": 17}))

    found = values_of(open_document(workbook(tmp_path / "a.xlsx", fill)))
    assert [[None if one is None else str(one) for one in row] for row in found] == [
        ["1.10", "1500.00", "1500", "0.5", "2025-03", "2025", "2025-03-01"],
        ["1.125", "-2.00", None, None, "2025-03", None, None],
    ]


def test_an_open_document_spreadsheet_says_how_it_shows_its_cells(tmp_path: Path) -> None:
    number = 'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    named = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    styles = (
        f'<number:number-style {number} {named} style:name="N2"><number:number number:decimal-places="2"/>'
        f'</number:number-style><number:date-style {number} {named} style:name="N3"><number:month/><number:year/>'
        "</number:date-style>"
        f'<style:style {named} style:name="two" style:family="table-cell" style:data-style-name="N2"/>'
        f'<style:style {named} style:name="bold" style:family="table-cell" style:parent-style-name="two"/>'
        f'<style:style {named} style:name="month" style:family="table-cell" style:data-style-name="N3"/>'
    )

    def cell(kind: str, more: str) -> str:
        return f'<table:table-cell office:value-type="{kind}" {more}><text:p>x</text:p></table:table-cell>'

    columns = '<table:table-column/><table:table-column table:default-cell-style-name="month"/>'
    head = cell("string", "") + cell("string", "") + cell("string", "")
    body = (
        cell("float", 'office:value="1.1" table:style-name="bold"')
        + cell("date", 'office:date-value="2025-03-01"')
        + cell("float", 'office:value="3"')
    )
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in (head, body))
    content = f'<table:table table:name="S">{columns}{rows}</table:table>'
    path = ods(tmp_path / "a.ods", content, styles=styles)
    assert values_of(open_document(path)) == [[Decimal("1.10"), "2025-03", 3]]
    assert str(values_of(open_document(path))[0][0]) == "1.10"


def test_a_share_that_an_old_format_does_not_show_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    path = xlsb(tmp_path / "a.xlsb", ["no", "share", "weight"], [1, 0.45, 0.5], [2, 1, 2.5], [3, 0, 0.1])
    rows = rows_of(open_document(path))
    assert [row.values for row in rows] == [
        (1, Decimal("0.45"), Decimal("0.5")), (2, 1, Decimal("2.5")), (3, 0, Decimal("0.1")),
    ]  # fmt: skip
    assert [[(flaw.code, flaw.column) for flaw in row.flaws] for row in rows] == [
        [("unseen-share", "share")], [("unseen-share", "share")], [],
    ]  # fmt: skip


def test_merged_cells_are_blank_or_repeated(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        one = book.add_worksheet()
        one.merge_range(0, 0, 1, 0, "chapter")
        one.merge_range(0, 1, 0, 2, "2024")
        one.write_row(1, 1, ["plan", "done"])
        one.merge_range(2, 0, 3, 0, "Peace")
        one.write_row(2, 1, [1, 2])
        one.write_row(3, 1, [3, 4])

    path = workbook(tmp_path / "a.xlsx", fill)
    blank = open_document(path)
    assert blank.tables[0].header == ("chapter", "2024 / plan", "2024 / done")
    assert values_of(blank) == [["Peace", 1, 2], [None, 3, 4]]
    assert "1 merged cells" in blank.notes[-1]
    repeated = open_document(path, options=ReadingOptions(merged="repeat"))
    assert values_of(repeated) == [["Peace", 1, 2], ["Peace", 3, 4]]
    down = open_document(path, options=ReadingOptions(merged="down"))
    assert values_of(down) == [["Peace", 1, 2], ["Peace", 3, 4]]
    assert down.notes[-1] == "Sheet1: 1 cells merged over several rows count for each."


def test_open_document_spreadsheets_are_read_with_their_errors(tmp_path: Path) -> None:
    def cell(text: str, kind: str = "string", more: str = "") -> str:
        return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{text}</text:p></table:table-cell>'

    wrong = cell("#REF!", "string", 'office:string-value="" calcext:value-type="error"')
    rows = [
        cell("who") + cell("total") + cell("day"),
        cell("Norway")
        + cell("1,5", "float", 'office:value="1.5"')
        + cell("x", "date", 'office:date-value="2016-11-15"'),
        "<table:table-cell/>" + wrong,
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    rest = '<table:table-cell table:number-columns-repeated="1024"/>'
    filler = f'<table:table-row table:number-rows-repeated="1048000">{rest}</table:table-row>'
    path = ods(tmp_path / "a.ods", f'<table:table table:name="S">{body}{filler}</table:table>')
    document = open_document(path)
    assert (document.format, document.tables[0].header) == ("ods", ("who", "total", "day"))
    found = rows_of(document)
    assert found[0].values == ("Norway", Decimal("1.5"), date(2016, 11, 15))
    assert [(row.number, row.flaws[0].column, row.flaws[0].sentence[:20]) for row in found[1:]] == [
        (3, "total", "The cell shows #REF!")
    ]


def test_an_ending_that_lies_is_told(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", ["a"], [1])
    document = open_document(path)
    assert values_of(document) == [[1]]
    assert document.notes == ["It is called .csv but is an Excel workbook (XLSX), and is read as that."]
    assert open_document(path, name="upload.xlsx").notes == []


def test_large_numbers_keep_the_digits_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ["n"], [123456789012345678], [-3.0], [1e-7], [2.5e20])
    assert values_of(open_document(path)) == [[123456789012346000], [-3], [Decimal("1E-7")], [250000000000000000000]]


@pytest.mark.parametrize(
    ("limits", "setting"),
    [
        (Limits(rows=2), "SERVANDA_IMPORT_ROWS"),
        (Limits(columns=1), "SERVANDA_IMPORT_COLUMNS"),
        (Limits(cell_characters=9), "SERVANDA_IMPORT_CELL"),
        (Limits(unpacked_bytes=3000), "SERVANDA_IMPORT_UNPACKED"),
    ],
)
def test_what_is_too_much_is_refused_with_its_setting(tmp_path: Path, limits: Limits, setting: str) -> None:
    path = sheet(tmp_path / "a.xlsx", ["a", "b"], [1, 2], [1, "x" * 10], [5, 6])
    assert setting in fault_of(path, limits=limits).remedy


def test_a_cell_that_is_too_long_is_named(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ["a", "b"], [1, "x" * 101], name="Plan")
    fault = fault_of(path, limits=Limits(cell_characters=100))
    assert (fault.sheet, fault.row, fault.column) == ("Plan", 2, "b")


def test_a_sheet_that_is_no_xml_is_damaged(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ["a"], [1])
    broken = changed(path, tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": lambda data: data[: len(data) // 2]})
    assert fault_of(broken).code == "damaged"
