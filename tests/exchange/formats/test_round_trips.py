"""What is written as a table comes back as it was, whoever wrote it and however."""

import csv
import io
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from servanda.exchange.formats.encodings import encoding_of
from servanda.exchange.formats.model import Limits
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import ReadingOptions
from tests.exchange.formats.making import rows_of, values_of, workbook, written

LETTERS = {
    "utf-8": "abcÉßğ яѣ名𝄞’\"',;|\t\n \\",
    "utf-16": "abcÉßğ яѣ名𝄞’\"',;|\t\n \\",
    "cp1252": "abcdÉßçñ ’“”–\"',;|\t\n \\",
    "cp1251": "абвгАБВГ «»–\"',;|\t\n \\",
    "cp1254": "abcçğışöüİ ’\"',;|\t\n \\",
    "mac-roman": "abcdÉßçñ ’“”–\"',;|\t\n \\",
}


@st.composite
def _tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    encoding = draw(st.sampled_from(sorted(LETTERS)))
    width = draw(st.integers(1, 6))
    cell = st.text(st.sampled_from(LETTERS[encoding]), max_size=12)
    return encoding, draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=8))


@given(
    table=_tables(),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_a_table_written_as_csv_comes_back(
    table: tuple[str, list[list[str]]], delimiter: str, end: str, quoting: Any
) -> None:
    encoding, rows = table
    text = io.StringIO(newline="")
    header = [f"h{index}" for index in range(len(rows[0]))]
    if end == "\r":
        quoting = csv.QUOTE_ALL  # Python's writer would leave a LF in a cell without quotation marks
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([header, *rows])
    options = ReadingOptions(encoding=encoding, delimiter=delimiter, quote='"', header_row=1)
    with tempfile.TemporaryDirectory() as folder:
        document = open_document(
            written(Path(folder) / "a.csv", text.getvalue(), encoding), options=options, limits=Limits()
        )
        found = rows_of(document)
    wanted = {number: tuple(cell or None for cell in row) for number, row in enumerate(rows, start=2) if any(row)}
    assert {row.number: row.values for row in found if not row.flaws} == wanted
    assert len(found) == len(wanted)
    lines = text.getvalue().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row in found:
        # a record begins on its line: the first line of its first cell stands there
        first = str(row.values[0] or "").split("\n")[0].replace('"', '""')
        assert first in lines[row.line - 1]


WORDS = {
    "utf-8": "Überprüfung İstanbul Партнёрство résumé",
    "utf-16": "Überprüfung İstanbul Партнёрство résumé",
    "cp1252": "Überprüfung señor résumé façade année évaluée",
    "cp1251": "Партнёрство оценка выполнения плана действий",
    "cp1254": "İstanbul değerlendirme ışık çağrı önünde",
    "mac-roman": "Überprüfung señor résumé façade année évaluée",
}


@st.composite
def _plain_tables(draw: st.DrawFn) -> tuple[str, str, list[list[str]]]:
    encoding = draw(st.sampled_from(sorted(WORDS)))
    delimiter = draw(st.sampled_from(",;\t|"))
    width = draw(st.integers(2, 6))
    words = st.sampled_from(WORDS[encoding].split())
    text = st.lists(words, min_size=1, max_size=4).map(" ".join)
    cell = st.one_of(text, st.integers(0, 10**6).map(str), st.just(""), text.map(lambda one: f"{one}, {one}"))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=3, max_size=12))
    return encoding, delimiter, [[draw(words), *row[1:]] for row in rows]


@given(table=_plain_tables())
def test_encoding_and_delimiter_of_a_usual_table_are_guessed_right(table: tuple[str, str, list[list[str]]]) -> None:
    encoding, delimiter, rows = table
    text = io.StringIO(newline="")
    header = [f"name {index}" for index in range(len(rows[0]))]
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    data = text.getvalue().encode(encoding)
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "a.csv", data)
        assume(data.decode(encoding_of(path).codec) == text.getvalue() or not _doubtful(path))
        document = open_document(path, limits=Limits())
        assert document.tables[0].header == tuple(header)
        assert [[value or "" for value in row] for row in values_of(document)] == rows


def _doubtful(path: Path) -> bool:
    return "not certain" in encoding_of(path).note


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.decimals(-(10**9), 10**9, places=4).filter(lambda one: one != one.to_integral_value()),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda one: one.replace(microsecond=0)),
    st.text(st.sampled_from("abc é名\n\"'=+#&<>,;"), min_size=1, max_size=20),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)))
def test_a_workbook_comes_back_typed(rows: list[list[Any]]) -> None:
    width = len(rows[0]) if rows else 1

    def fill(book: Any) -> None:
        there = book.add_worksheet("Plan")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        there.write_row(0, 0, [f"h{index}" for index in range(width)])
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    there.write_datetime(number, column, cell, moment)
                elif isinstance(cell, date):
                    there.write_datetime(number, column, cell, day)
                elif isinstance(cell, Decimal):
                    there.write_number(number, column, float(cell))
                elif isinstance(cell, str):
                    there.write_string(number, column, cell)
                elif cell is not None:
                    there.write(number, column, cell)

    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder) / "a.xlsx", fill)
        found = rows_of(open_document(path, options=ReadingOptions(header_row=1), limits=Limits()))
    wanted = {number: tuple(row) for number, row in enumerate(rows, start=2) if any(cell is not None for cell in row)}
    assert {row.number: tuple(map(_plainly, row.values)) for row in found} == {
        number: tuple(map(_plainly, row)) for number, row in wanted.items()
    }


def _plainly(value: Any) -> tuple[str, Any]:
    """A value with its type; a moment at midnight is a day, as a spreadsheet has no other."""
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):
        value = value.date()
    return type(value).__name__, value
