"""The reference of exports says what the code does: forms, guards, hidden sheets, keys of the reports."""

import re
from pathlib import Path
from typing import Any

import pytest

from servanda.cli.export import FORMATS
from servanda.exchange.exports import bundle, dictionary, lines
from servanda.exchange.exports.guard import guarded
from servanda.exchange.exports.licences import shipped
from servanda.exchange.workbooks.marks import LISTS, MARKS, ROWS
from tests.exchange.exports.open_world import export, open_government
from tests.exchange.workbooks.rounds import ask, edit_in, edit_out, gather, sixteen_bodies
from tests.support.databases import Database
from tests.support.pages import REFERENCE

PAGE = (REFERENCE / "exports.md").read_text(encoding="utf-8")
COLUMNS = (REFERENCE / "columns.md").read_text(encoding="utf-8")


def test_every_form_licence_and_hidden_sheet_is_told() -> None:
    assert [one for one in (*FORMATS, *shipped(), MARKS, ROWS, LISTS) if f"`{one}`" not in PAGE] == []
    assert [one for one in dictionary.SEEN if f"`{one}`" not in PAGE] == []


def test_every_table_and_column_is_told() -> None:
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", COLUMNS, re.MULTILINE | re.DOTALL))
    assert set(sections) >= set(dictionary.tables())
    for name, table in dictionary.tables().items():
        told = re.findall(r"^\| `(\w+)` \| (\w+) \|", sections[name], re.MULTILINE)
        assert told == [(column.name, column.type) for column in table.columns], name
    types = set(re.findall(r"^\| (\w+) \|", COLUMNS.partition("## ")[0], re.MULTILINE)) - {"type"}
    assert types == set(bundle.TYPES)


@pytest.mark.parametrize("text", ["=1", "a;-b", "'=1", "  @x", "x\n+1", "harmless; text - all of it"])
def test_the_way_back_from_a_guarded_text_is_the_one_that_is_told(text: str) -> None:
    (pattern,) = re.findall(r"^    (\(\^.*)$", PAGE, re.MULTILINE)
    assert re.sub(pattern, r"\2", guarded(text)) == text


def test_every_key_of_a_fact_is_told(sqlite_database: Database) -> None:
    open_government()
    told = export("plan-2022")
    fact = next(fact for telling in told.tellings() for fact in told.facts(telling))
    assert [key for key in lines.plain(fact) if f"`{key}`" not in PAGE] == []


def test_every_key_of_the_reports_is_told(sqlite_database: Database, tmp_path: Path) -> None:
    open_government()
    sixteen_bodies()
    ask(tmp_path / "sent")
    reports: list[dict[str, Any]] = [edit_in(edit_out(tmp_path / "plan.xlsx")), gather(tmp_path / "sent")]
    missing = [key for report in reports for key in report if f"`{key}`" not in PAGE]
    assert missing == []
    assert [key for key in (*reports[0]["cells"], *reports[1]["answers"]) if f"`{key}`" not in PAGE] == []
