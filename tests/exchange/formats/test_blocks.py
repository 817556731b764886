"""Text lists read by rules."""

from pathlib import Path
from typing import Any

import pytest

from servanda.errors import InputError
from servanda.exchange.formats.model import Limits
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import reading_options
from tests.exchange.formats.making import fault_of, rows_of, written

RULES: dict[str, Any] = {
    "start": r"(?P<number>\d+\.\d+) (?P<text>.+)",
    "continued": "text",
    "context": [r"Theme: (?P<theme>.+)"],
    "lines": [
        r"Source: (?P<source>.+)",
        r"(?P<position>Supported|Noted)",
        {"match": r"- (?P<person>.+)", "after": "Affected persons:", "many": "yes"},
        {"match": r"- (?P<issue>.+)", "many": "yes"},
    ],
    "ignored": ["-+", "#.*"],
    "declared": r"Total: (?P<number>\d+)",
    "end": "Annex",
}
TEXT = """\
# List
Total: 3
An introduction
---
Theme: Treaties
10.1 Ratify the convention
and its protocol (France);
Source: Report, para. 1
Supported
- Treaties
- Disappearances
Affected persons:
- Disappeared persons

Theme: Institutions
10.2 Strengthen the institution (Spain);
Noted
What is this?
Annex
10.3 Not read
"""


def _options(**changed: Any) -> Any:
    return reading_options({"blocks": {**RULES, **changed}})


def test_blocks_become_rows(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "list.md", TEXT), options=_options())
    assert document.format == "blocks"
    assert document.tables[0].header == ("theme", "number", "text", "source", "position", "person", "issue")
    assert [(row.number, row.line, row.values) for row in rows_of(document)] == [
        (
            6,
            6,
            (
                "Treaties",
                "10.1",
                "Ratify the convention\nand its protocol (France);",
                "Report, para. 1",
                "Supported",
                "Disappeared persons",
                "Treaties\nDisappearances",
            ),
        ),
        (16, 16, ("Institutions", "10.2", "Strengthen the institution (Spain);", None, "Noted", None, None)),
    ]


def test_what_the_text_says_of_itself_and_what_has_no_place_is_told(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "list.md", TEXT), options=_options())
    assert document.notes[1:] == ["It says it holds 3 and holds 2.", "Lines that no rule places: 3, 18."]


def test_a_block_that_says_two_things_at_once_is_at_fault(tmp_path: Path) -> None:
    path = written(tmp_path / "list.md", "1.1 One\nSupported\nSupported\nNoted\n")
    (row,) = rows_of(open_document(path, options=_options()))
    assert row.values[4] is None
    assert [(flaw.code, flaw.column) for flaw in row.flaws] == [("said-twice", "position")]


def test_a_text_without_a_block_and_one_without_an_end_are_refused(tmp_path: Path) -> None:
    assert fault_of(written(tmp_path / "a.md", "nothing\n"), options=_options()).code == "no-table"
    path = written(tmp_path / "b.md", "1.1 x\n1.2 y\n")
    assert "SERVANDA_IMPORT_ROWS" in fault_of(path, options=_options(), limits=Limits(rows=1)).remedy
    long = written(tmp_path / "c.md", "1.1 x\n" + "y" * 100_000 + "\n")
    fault = fault_of(long, options=_options())
    assert (fault.code, fault.line) == ("cell-too-large", 2)
    many = written(tmp_path / "d.md", "1.1 x\n" + "more of it\n" * 100)
    assert fault_of(many, options=_options(), limits=Limits(cell_characters=500)).column == "text"


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"start": ""}, "read.blocks"),
        ({"start": "("}, "read.blocks.start"),
        ({"start": "no group"}, "read.blocks.start"),
        ({"lines": ["(?P<x>a", "b"]}, "read.blocks.lines[0].match"),
        ({"lines": [{"match": "(?P<x>a)", "many": "perhaps"}]}, "read.blocks.lines[0].many"),
        ({"lines": [{"matches": "(?P<x>a)"}]}, "read.blocks.lines[0]"),
        ({"context": {"a": "b"}}, "read.blocks.context"),
        ({"declared": "Total"}, "read.blocks.declared"),
        ({"continued": "nothing"}, "read.blocks.continued"),
        ({"begin": "x"}, "read.blocks.begin"),
        ({"end": "x" * 2000}, "read.blocks.end"),
    ],
)
def test_rules_that_cannot_be_are_told_by_their_key(changed: dict[str, Any], key: str) -> None:
    with pytest.raises(InputError) as fault:
        _options(**changed)
    assert (fault.value.code, fault.value.key) == ("bad-option", key)
