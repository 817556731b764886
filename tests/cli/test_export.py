"""``servanda export``: each form, to a file, a folder and standard output; what is asked wrongly is said."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.running import Ended
from tests.exchange.exports.open_world import OPEN_GOVERNMENT
from tests.exchange.workbooks.pen import Pen

Run = Callable[..., Ended]


@pytest.fixture
def loaded(run: Run) -> Run:
    """The graded commitments, and a function that runs commands on them."""
    assert run("load", str(OPEN_GOVERNMENT)).status == 0
    return run


def test_a_table_goes_to_standard_output(loaded: Run) -> None:
    ended = loaded("export", "plan-2022", "--as-of", "2023-03-31", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ended.out, newline="")))
    assert len(rows) == 12
    assert rows[0]["grade/completion/irm"] == "limited"
    assert ended.out.splitlines(keepends=True)[0].endswith("\r\n") or "\r" not in ended.out


def test_every_form_goes_to_a_file_by_its_name(loaded: Run, tmp_path: Path) -> None:
    for name in ("plan.csv", "plan.xlsx", "plan.jsonl", "plan.zip"):
        ended = loaded("export", "plan-2022", "--output", str(tmp_path / name))
        assert ended.status == 0, ended.err
        assert str(tmp_path / name) in ended.err
    assert (tmp_path / "plan.csv").read_bytes().startswith(b"code,level,text")
    first, *facts = (tmp_path / "plan.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(first)["standpoint"]["reader"] == "anyone"
    assert {"kind", "about", "content", "entries", "earliest"} <= set(json.loads(facts[0]))
    assert "datapackage.json" in ZipFile(tmp_path / "plan.zip").namelist()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_all_tables_go_into_a_folder(loaded: Run, tmp_path: Path) -> None:
    assert loaded("export", "ruritania-open", "--output", str(tmp_path / "tables"), "--bom").status == 0
    made = {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}
    assert {"objectives.csv", "assessments.csv", "sources.csv", "strengths.csv"} <= set(made)
    assert all(data.startswith(b"\xef\xbb\xbf") for data in made.values())
    assert made["strengths.csv"].count(b"\r\n") == 1, "the header alone: nothing was said of strengths"


@pytest.mark.parametrize(
    "asked",
    [
        ("export", "ruritania-open"),
        ("export", "nothing-of-that-name"),
        ("export", "ruritania"),
        ("export", "plan-2022", "--output", "plan.unknown"),
        ("export", "plan-2022", "--table", "nothing"),
        ("export", "plan-2022", "--table", "grades", "--format", "bundle"),
        ("export", "plan-2022", "--format", "bundle", "--licence", "nothing"),
        ("export", "plan-2022", "--output", "no/such/folder/plan.xlsx"),
    ],
)
def test_what_is_asked_wrongly_is_one_clear_message(
    loaded: Run, asked: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = loaded(*asked)
    assert ended.is_one_clear_message(), ended
    assert list(tmp_path.iterdir()) == []


def test_a_plan_goes_out_to_be_edited_and_is_imported_again(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    assert loaded("export", "plan-2022", "--for-editing", str(path)).status == 0
    pen = Pen(path, "Objectives")
    pen.write(2, "Text", "Every contract is published at once")
    pen.write(3, "Holder", "Nobody")
    pen.save()
    asked = loaded("import", str(path), "--dry-run")
    assert asked.status == 1, "one cell cannot be taken"
    assert "1 would be recorded, 1 refused" in asked.out
    ended = loaded("import", str(path), "--format", "json")
    told = json.loads(ended.out)
    assert (told["mapping"], told["cells"]["taken"], told["recorded"]) == ("workbook", 1, True)
    assert "Every contract is published at once" in loaded("export", "plan-2022", "--format", "csv").out


def test_workbooks_of_bodies_go_out_and_come_back(loaded: Run, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    ended = loaded("workbooks", "plan-2022", "--out", str(sent), "--period", "2025")
    assert ended.status == 0, ended.err
    assert ended.out.count("objectives") == 5
    assert loaded("workbooks", "plan-2022", "--out", str(sent)).is_one_clear_message(), "nothing is written over"
    path = sent / "ministry-of-finance-of-ruritania.xlsx"
    pen = Pen(path, "Answers")
    pen.write(2, "Grade now", "Limited")
    pen.save()
    for arguments, status in (
        (("read", str(sent), "--dry-run"), 0),
        (("read", str(path)), 0),
        (("read", str(sent)), 0),
    ):
        ended = loaded("workbooks", *arguments)
        assert ended.status == status, ended.err
    assert "1 said already" in ended.out
    told = json.loads(loaded("workbooks", "read", str(sent), "--format", "json").out)
    assert told["missing"] == []


@pytest.mark.parametrize(
    "asked", [("workbooks", "plan-2022"), ("workbooks", "read"), ("workbooks", "read", "no-such-folder.xlsx")]
)
def test_workbooks_asked_for_wrongly(loaded: Run, asked: tuple[str, ...]) -> None:
    ended = loaded(*asked)
    assert ended.status != 0
    assert "what to do" in ended.err or "cannot be read" in ended.out
