"""What can be said about a file before it is read."""

from pathlib import Path
from typing import Any

import pytest

from servanda.errors import InputError
from servanda.exchange.formats.opening import form_of
from servanda.exchange.formats.options import ReadingOptions, reading_options
from tests.exchange.formats.making import fault_of, sheet, written


def test_options_come_from_plain_data() -> None:
    found = reading_options(
        {
            "format": "csv",
            "encoding": "mac-roman",
            "delimiter": "tab",
            "header_row": "3",
            "tables": "Plan",
            "path": None,
        }
    )
    assert found == ReadingOptions(format="csv", encoding="mac-roman", delimiter="\t", header_row=3, tables=("Plan",))


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"formats": "csv"}, "read.formats"),
        ({"format": "pdf"}, "read.format"),
        ({"encoding": "klingon"}, "read.encoding"),
        ({"encoding": "zip"}, "read.encoding"),
        ({"encoding": "rot13"}, "read.encoding"),
        ({"encoding": "a\0b"}, "read.encoding"),
        ({"delimiter": ";;"}, "read.delimiter"),
        ({"delimiter": "\n"}, "read.delimiter"),
        ({"quote": "''"}, "read.quote"),
        ({"header_row": "0"}, "read.header_row"),
        ({"header_row": "first"}, "read.header_row"),
        ({"names": [1, 2]}, "read.names"),
        ({"merged": "yes"}, "read.merged"),
        ({"blocks": "x"}, "read.blocks"),
    ],
)
def test_what_cannot_be_is_told_by_its_key(given: dict[str, Any], key: str) -> None:
    with pytest.raises(InputError) as fault:
        reading_options(given)
    assert (fault.value.code, fault.value.key) == ("bad-option", key)


def test_a_format_that_is_said_has_to_be_possible(tmp_path: Path) -> None:
    text = written(tmp_path / "a.txt", "<a>,b\n1,2\n")
    assert form_of(text) == "xml"
    assert form_of(text, ReadingOptions(format="csv")) == "csv"
    book = sheet(tmp_path / "a.xlsx", ["a"], [1])
    fault = fault_of(book, options=ReadingOptions(format="csv"))
    assert fault.sentence == "The file is to be read as plain text and is an Excel workbook (XLSX)."
    assert fault_of(text, options=ReadingOptions(format="blocks")).code == "bad-option"
