"""Tables of word-processor files, those of python-docx and such as Word itself writes."""

from pathlib import Path

import docx as python_docx
from docx.document import Document as WordDocument

from servanda.exchange.formats.model import Limits
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import ReadingOptions
from tests.exchange.formats.making import docx, fault_of, rows_of, values_of


def _saved(document: WordDocument, path: Path) -> Path:
    document.save(str(path))
    return path


def _matrix(document: WordDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_each_table_is_read_under_what_stands_above_it(tmp_path: Path) -> None:
    document = python_docx.Document()
    document.add_heading("Chapter I. Defence", level=1)
    document.add_paragraph("A paragraph of text, which is no name.")
    _matrix(document, [["objective", "deadline"], ["Train two units", "2024"], ["", ""], ["Review", ""]])
    document.add_paragraph("Table 2. Civil emergency", style="Caption")
    _matrix(document, [["objective", "deadline"], ["Plan\nand exercise", "ongoing"]])
    _matrix(document, [["objective"], ["Third"]])
    read = open_document(_saved(document, tmp_path / "a.docx"))
    assert read.format == "docx"
    assert [table.name for table in read.tables] == [
        "Chapter I. Defence",
        "Table 2. Civil emergency",
        "Chapter I. Defence (2)",
    ]
    assert read.tables[0].header == ("objective", "deadline")
    assert [(row.number, row.values) for row in rows_of(read)] == [
        (2, ("Train two units", "2024")),
        (4, ("Review", None)),
    ]
    assert values_of(read, 1) == [["Plan\nand exercise", "ongoing"]]
    only = open_document(tmp_path / "a.docx", options=ReadingOptions(tables=("Table 2. Civil emergency",)))
    assert [table.name for table in only.tables] == ["Table 2. Civil emergency"]


def test_merged_cells_are_blank_or_repeated(tmp_path: Path) -> None:
    body = _row(_cell("chapter", '<w:vMerge w:val="restart"/>'), _cell("2024", '<w:gridSpan w:val="2"/>'))
    body += _row(_cell("", "<w:vMerge/>"), _cell("plan"), _cell("done"))
    body += _row(_cell("Peace", '<w:vMerge w:val="restart"/>'), _cell("1"), _cell("2"))
    body += _row(_cell("", "<w:vMerge/>"), _cell("both", '<w:gridSpan w:val="2"/>'))
    path = docx(tmp_path / "a.docx", f"<w:tbl>{body}</w:tbl>")
    blank = open_document(path)
    assert blank.tables[0].name == "table 1"
    assert blank.tables[0].header == ("chapter", "2024 / plan", "2024 / done")
    assert values_of(blank) == [["Peace", "1", "2"], [None, "both", None]]
    repeated = open_document(path, options=ReadingOptions(merged="repeat"))
    assert values_of(repeated) == [["Peace", "1", "2"], ["Peace", "both", "both"]]


def test_rows_that_say_they_are_the_header_are(tmp_path: Path) -> None:
    body = _row(_cell("Plan"), properties="<w:tblHeader/>") + _row(_cell("of 2024"), properties="<w:tblHeader/>")
    read = open_document(docx(tmp_path / "a.docx", f"<w:tbl>{body}{_row(_cell('x'), _cell('y'))}</w:tbl>"))
    assert read.tables[0].header == ("Plan / of 2024", "column 2")
    assert values_of(read) == [["x", "y"]]


def test_recorded_changes_count_as_accepted(tmp_path: Path) -> None:
    text = "<w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    text += (
        "<w:ins><w:r><w:t>new</w:t><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:ins>"
    )
    text += "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    row = f"<w:ins><w:tr><w:sdt><w:sdtContent><w:tc><w:p>{text}</w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:ins>"
    read = open_document(docx(tmp_path / "a.docx", f"<w:tbl>{_row(_cell('head'))}{row}</w:tbl>"))
    assert values_of(read) == [["kept new\ta-b\nc"]]


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = f"<w:tbl>{_row(_cell('who'))}{_row(_cell('Norway'))}</w:tbl>"
    body = _row(_cell("text")) + f"<w:tr><w:tc><w:p><w:r><w:t>outer</w:t></w:r></w:p>{inner}<w:p/></w:tc></w:tr>"
    read = open_document(docx(tmp_path / "a.docx", f"<w:tbl>{body}</w:tbl>"))
    assert [(table.name, table.header) for table in read.tables] == [
        ("table 1", ("text",)),
        ("table 1, in row 2", ("who",)),
    ]
    assert [values_of(read, 0), values_of(read, 1)] == [[["outer"]], [["Norway"]]]
    assert "table 1: a table within row 2 is read as a table of its own." in read.notes


def test_tables_within_tables_without_end_are_told(tmp_path: Path) -> None:
    body = ""
    for depth in range(12):
        inside = f"<w:p><w:r><w:t>{depth}</w:t></w:r></w:p>{body}"
        body = f"<w:tbl>{_row(_cell('head'))}<w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    read = open_document(docx(tmp_path / "a.docx", body))
    assert len(read.tables) == 6
    assert read.notes[-1].endswith("tables that stand 5 deep in others are passed over.")


def test_styles_are_known_in_every_language(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    above = '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Kapitel I</w:t></w:r></w:p>'
    table = f"<w:tbl>{_row(_cell('a'))}{_row(_cell('1'))}</w:tbl>"
    assert open_document(docx(tmp_path / "a.docx", above + table, styles)).tables[0].name == "Kapitel I"


def test_numbers_that_word_gives_are_told_to_be_missing(tmp_path: Path) -> None:
    numbered = "<w:tc><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Objective</w:t></w:r></w:p></w:tc>"
    read = open_document(docx(tmp_path / "a.docx", f"<w:tbl>{_row(_cell('a'))}<w:tr>{numbered}</w:tr></w:tbl>"))
    assert read.notes == ["table 1: numbers that the program itself gives to paragraphs are not read."]


def test_limits_and_texts_without_a_table(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", f"<w:tbl>{_row(_cell('a'))}{_row(_cell('12345'))}</w:tbl>")
    fault = fault_of(path, limits=Limits(cell_characters=4))
    assert (fault.code, fault.sheet, fault.row, fault.column) == ("cell-too-large", "table 1", 2, "a")
    assert fault_of(docx(tmp_path / "b.docx", "<w:p/>")).code == "no-table"
