"""JSON and JSON Lines as tables."""

from decimal import Decimal
from pathlib import Path

import pytest

from servanda.exchange.formats.model import Limits
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import ReadingOptions
from tests.exchange.formats.making import fault_of, rows_of, values_of, written


def test_a_list_of_objects_is_a_table(tmp_path: Path) -> None:
    text = '[{"a": 1, "b": {"c": "x", "d": [1, "y", null]}}, {"b": {"c": "", "d": []}, "e": false, "a": 1.50}]'
    document = open_document(written(tmp_path / "a.json", text))
    assert (document.format, document.tables[0].header) == ("json", ("a", "b.c", "b.d", "e"))
    assert values_of(document) == [[1, "x", "1; y", None], [Decimal("1.50"), "", None, False]]


def test_lists_are_found_under_their_paths(tmp_path: Path) -> None:
    text = """{"title": "Plan", "result": {"items": [{"n": 1}], "more": {"C01": {"en": "x"}, "C02": {"en": "y"}}}}"""
    path = written(tmp_path / "a.json", text)
    document = open_document(path)
    assert [(table.name, table.header) for table in document.tables] == [
        ("result.items", ("n",)),
        ("result.more", ("key", "en")),
    ]
    assert values_of(document, 1) == [["C01", "x"], ["C02", "y"]]
    assert document.notes[-1] == "Beside the tables, these are not read: 'title'."
    one = open_document(path, options=ReadingOptions(path="result.more", key="code"))
    assert [table.header for table in one.tables] == [("code", "en")]
    fault = fault_of(path, options=ReadingOptions(path="result.nothing"))
    assert (fault.code, fault.key) == ("no-table", "result.nothing")
    assert (fault.sentence, "'items', 'more'" in fault.remedy) == ("There is no 'nothing' at 'result'.", True)


@pytest.mark.parametrize(
    ("text", "names", "told"),
    [
        ('{"goals": {"G1": {"en": "x"}, "G2": {"fr": "z"}}, "to": {"S1": {"en": "w"}}}', [], ["goals", "to"]),
        ('{"goals": {"G1": {"en": "x"}, "G2": {"en": "z"}}, "made": {"by": {"name": "n"}}}', [], ["goals"]),
        ('{"goals": [{"en": "x"}], "made": {"by": {"name": "n"}}}', ["goals", "made"], ["goals", "made"]),
        ('{"result": {"goals": {"G1": {"en": "x"}}}}', [], ["result.goals"]),
        ('{"goals": {"G1": {"en": "x", "part": {"of": "y"}}}}', ["goals"], ["goals"]),
    ],
)  # fmt: skip
def test_an_object_of_one_object_is_a_table_where_it_must_be_one(
    tmp_path: Path, text: str, names: list[str], told: list[str]
) -> None:
    document = open_document(written(tmp_path / "a.json", text), options=ReadingOptions(tables=tuple(names)))
    assert [table.name for table in document.tables] == told


def test_rows_have_their_place_and_lines_their_line(tmp_path: Path) -> None:
    listed = open_document(written(tmp_path / "a.json", '[{"a": 1}, {"a": 2}]'))
    assert [(row.number, row.line) for row in rows_of(listed)] == [(1, 0), (2, 0)]
    lines = open_document(written(tmp_path / "a.jsonl", '{"a": 1}\n\n{"b": 2}\n{oops\n{"a": 3, "a": 4}\n7\n'))
    assert (lines.format, lines.tables[0].header) == ("jsonl", ("a", "b", "value"))
    assert [(row.number, row.line, row.values, [flaw.code for flaw in row.flaws]) for row in rows_of(lines)] == [
        (1, 1, (1, None, None), []),
        (3, 3, (None, 2, None), []),
        (4, 4, (None, None, None), ["bad-json"]),
        (5, 5, (None, None, None), ["bad-json"]),
        (6, 6, (None, None, 7), ["not-an-object"]),
    ]


def test_a_list_of_objects_within_a_row_stays_json(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "a.json", '[{"a": [{"b": 1.5}, [2]]}]'))
    assert values_of(document) == [['[{"b": "1.5"}, [2]]']]
    assert document.notes[-1] == "Lists of objects inside a row are kept as JSON: a."


def test_numbers_are_taken_as_they_are_said(tmp_path: Path) -> None:
    text = (
        f'[{{"a": 0.1, "b": 10.0, "c": 1e3, "d": {"9" * 40}, "e": 1e999999999, "f": -0.0, "g": 12345678901234567890}}]'
    )
    document = open_document(written(tmp_path / "a.json", text))
    assert values_of(document) == [[Decimal("0.1"), 10, 1000, "9" * 40, "1e999999999", 0, 12345678901234567890]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read_and_told(tmp_path: Path, encoding: str) -> None:
    document = open_document(written(tmp_path / "a.json", '[{"a": "Été à Genève, l’été"}]', encoding))
    assert values_of(document) == [["Été à Genève, l’été"]]
    assert document.notes[0].startswith("Read as ")


def test_keys_that_come_to_the_same_name_are_told(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "a.json", '[{"a.b": 1, "a": {"b": 2}}]'))
    (row,) = rows_of(document)
    assert row.values == (None,)
    assert [(flaw.code, flaw.column) for flaw in row.flaws] == [("said-twice", "a.b")]


def test_what_is_too_much_is_refused_with_its_setting(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", '[{"a": 1, "b": 2}, {"a": "12345"}]')
    assert "SERVANDA_IMPORT_ROWS" in fault_of(path, limits=Limits(rows=1)).remedy
    assert "SERVANDA_IMPORT_COLUMNS" in fault_of(path, limits=Limits(columns=1)).remedy
    fault = fault_of(path, limits=Limits(cell_characters=4))
    assert (fault.code, fault.row, fault.column) == ("cell-too-large", 2, "a")


def test_the_place_of_a_fault_in_json_is_its_line(tmp_path: Path) -> None:
    fault = fault_of(written(tmp_path / "a.json", '[\n{"a": 1},\n{"a": }\n]'))
    assert (fault.code, fault.line) == ("bad-json", 3)
