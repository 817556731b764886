"""CSV as people and programs write it."""

from hashlib import sha256
from pathlib import Path

import pytest

from servanda.exchange.formats.model import Limits
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import ReadingOptions, reading_options
from tests.exchange.formats.making import fault_of, rows_of, values_of, written


def test_a_file_is_read_with_its_guesses_told(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "a.csv", "name;total\nNorway;12\nÅland;\n"))
    assert document.format == "csv"
    assert document.tables[0].header == ("name", "total")
    assert values_of(document) == [["Norway", "12"], ["Åland", None]]
    assert document.sha256 == sha256(document.path.read_bytes()).hexdigest()
    assert document.notes == [
        "Read as UTF-8: all of it is valid in that encoding.",
        'Cells are parted by semicolons and quoted by ".',
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_has_the_number_of_a_spreadsheet_and_its_line(tmp_path: Path, end: str) -> None:
    text = end.join(["a,b", f'1,"two{end}lines{end}"', "", "3,4", ""])
    rows = rows_of(open_document(written(tmp_path / "a.csv", text)))
    assert [(row.number, row.line, row.values) for row in rows] == [
        (2, 2, ("1", "two\nlines\n")),
        (4, 6, ("3", "4")),
    ]


@pytest.mark.parametrize(
    ("text", "delimiter", "quote"),
    [
        ("a,b;c,d\n1,2;3,4\n", ",", '"'),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";", '"'),
        ("a;b;c\n" + "1,5;2,5;3,5\n" * 99, ";", '"'),
        ("a\tb c\n1\t2, 3\n", "\t", '"'),
        ("x|y|z\n1|2|3\n", "|", '"'),
        ("only\nPlan\nReview\n", ",", '"'),
        ("'a','b'\n'1, 2','3'\n'4','5'\n", ",", "'"),
    ],
)
def test_delimiter_and_quote_are_found(tmp_path: Path, text: str, delimiter: str, quote: str) -> None:
    document = open_document(written(tmp_path / "a.csv", text))
    told = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}[delimiter]
    assert f"Cells are parted by {told} and quoted by {quote}." in document.notes


def test_what_is_said_is_not_guessed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", '"a;b\n1;2\n')
    options = reading_options({"delimiter": "semicolon", "quote": "none", "encoding": "latin-1"})
    document = open_document(path, options=options)
    assert document.tables[0].header == ('"a', "b")
    assert document.notes[0] == "Read as iso8859-1: as you said."


def test_a_first_line_may_say_the_delimiter(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "a.csv", "sep=|\na,x|b\n1,2|3\n"))
    assert document.tables[0].header == ("a,x", "b")
    assert [(row.number, row.values) for row in rows_of(document)] == [(3, ("1,2", "3"))]
    assert 'Cells are parted by vertical bars, as the first line says, and quoted by ".' in document.notes


def test_a_backslash_before_a_quote_is_understood(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "a.csv", 'a,b\n"say \\"yes\\" now",2\n"c:\\\\x",3\n'))
    assert values_of(document) == [['say "yes" now', "2"], ["c:\\x", "3"]]


def test_a_row_that_does_not_fit_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    text = 'a,b\n1\n1,2,3\n1,2,,\n"x"y,2\n5,6\n'
    document = open_document(written(tmp_path / "a.csv", text))
    rows = rows_of(document)
    assert [(row.number, row.values, [flaw.code for flaw in row.flaws]) for row in rows] == [
        (2, ("1", None), []),
        (3, ("1", "2"), ["ragged-row"]),
        (4, ("1", "2"), []),
        (5, (None, None), ["stray-quote"]),
        (6, ("5", "6"), []),
    ]
    assert rows[1].flaws[0].sentence == "The row has 3 cells, and the header 2."
    assert document.notes[-1] == "1 rows have fewer cells than the header; the last ones are taken as empty: 2."


def test_a_heading_between_the_rows_is_said_of_each_below_it(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "n,deed\n0,before\nPart I,\nDefence\n1,train\n\n2,review\nPart II,\n")
    document = open_document(path, options=reading_options({"sections": "first"}))
    assert document.tables[0].header == ("n", "deed", "section above")
    assert values_of(document) == [
        ["0", "before", None], ["1", "train", "Part I / Defence"], ["2", "review", "Part I / Defence"],
    ]  # fmt: skip
    assert "3 rows are taken for headings of the rows below them: 3, 4, 8." in document.notes
    assert "nothing stands below the heading in row 8." in document.notes
    assert values_of(open_document(path))[1] == ["Part I", None], "only where it is said"


def test_names_of_columns_are_made_to_differ(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "a.csv", "total,, total ,total (2),\n1,2,3,4,5\n"))
    assert document.tables[0].header == ("total", "column 2", "total (2)", "total (2) (2)", "column 5")
    assert 'columns without a name are called "column 2", "column 5".' in document.notes


def test_a_title_above_the_header_is_seen(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Report of 2024\n\nname,plan,done\nNorway,2,1\nSpain,3,\n")
    document = open_document(path)
    assert document.tables[0].header == ("name", "plan", "done")
    assert document.tables[0].header_row == 3
    assert [row.number for row in rows_of(document)] == [4, 5]
    assert "Row 3 is taken for the header; option header_row says otherwise." in document.notes


def test_the_header_may_be_said(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "x,y\n2024,2024\nplan,done\n1,2\n")
    both = open_document(path, options=reading_options({"header_row": "2", "header_rows": 2}))
    assert both.tables[0].header == ("2024 / plan", "2024 / done")
    assert values_of(both) == [["1", "2"]]
    named = open_document(path, options=ReadingOptions(names=("p", "q")))
    assert named.tables[0].header == ("p", "q")
    assert len(rows_of(named)) == 4
    assert fault_of(path, options=ReadingOptions(header_row=9)).code == "no-header"


def test_empty_rows_are_counted(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "a.csv", "a,b\n,\n1,2\n\n"))
    assert values_of(document) == [["1", "2"]]
    assert document.notes[-1] == "Rows with nothing in them are passed over: 2."


def test_an_open_quote_is_told_where_it_opens(tmp_path: Path) -> None:
    fault = fault_of(written(tmp_path / "a.csv", 'a,b\n"x\ny",2\n1,"open\n3,4\n'))
    assert (fault.code, fault.row, fault.line) == ("open-quote", 3, 4)


def test_what_is_too_much_is_refused_with_its_setting(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "a,b\n" + "1,2\n" * 10)
    assert "SERVANDA_IMPORT_ROWS" in fault_of(path, limits=Limits(rows=9)).remedy
    assert len(rows_of(open_document(path, limits=Limits(rows=10)))) == 10
    assert "SERVANDA_IMPORT_BYTES" in fault_of(path, limits=Limits(file_bytes=20)).remedy
    assert fault_of(path, limits=Limits(columns=1)).code == "too-many-columns"
    long = written(tmp_path / "b.csv", f"a,b\n1,{'x' * 101}\n")
    fault = fault_of(long, limits=Limits(cell_characters=100))
    assert (fault.code, fault.row, fault.column) == ("cell-too-large", 2, "2")
    assert rows_of(open_document(long, limits=Limits(cell_characters=101)))[0].values[1] == "x" * 101
