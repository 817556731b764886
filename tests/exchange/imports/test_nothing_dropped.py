"""No row goes without a word: read is placed and refused, and each placed row makes or meets a statement of its own."""

from pathlib import Path
from typing import Any

import pytest

from servanda.exchange.mappings.loader import SHIPPED
from tests.exchange.imports import files
from tests.exchange.imports.files import imported
from tests.support.databases import Database
from tests.support.registers import whole_ledger

SHAPES = {
    "reports.csv": files.REPORTS,
    "list.csv": files.RECOMMENDATIONS,
    "list.md": files.LIST,
    "deployed.csv": files.DEPLOYED,
    "months.csv": files.MONTHS,
    "papers.csv": files.PAPERS,
    "shares.csv": files.SHARES,
    "plan.csv": files.MATRIX,
}
HEAD = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n"
COMMON = {"source", "party", "partnership", "plan", "name", "citation"}  # what every row of a file may rest on


def refused(found: dict[str, Any]) -> list[tuple[int, str, str, bool]]:
    """Where and why what was refused."""
    return [(one["row"], one["column"], one["code"], one["whole_row"]) for one in found["refused"]]


def counted(found: dict[str, Any]) -> tuple[int, int, int]:
    """How many rows were read, placed and refused."""
    rows = found["rows"]
    return rows["read"], rows["placed"], rows["refused"]


@pytest.mark.parametrize("name", SHAPES)
def test_each_placed_row_makes_or_meets_a_statement_of_its_own(
    sqlite_database: Database, tmp_path: Path, name: str
) -> None:
    found = imported(tmp_path, name, SHAPES[name])
    read, placed, out = counted(found)
    assert read == placed + out
    assert placed
    entries = whole_ledger()[0]
    kinds = {entry.id: entry.kind for entry in entries}
    citations: list[Any] = [one.payload for one in entries if kinds.get(one.about, "plan") not in COMMON]
    cited = {one.at for one in citations if one.kind == "citation" and one.at}
    assert len(cited) == placed


def test_a_row_without_what_tells_its_item_is_refused(sqlite_database: Database, tmp_path: Path) -> None:
    text = (
        f"{HEAD}Chad,,,Open schools,Mali,,,Accepted,4,Education,5\n"
        "Chad,,,Open clinics,,,,Accepted,4,Health,5\n"
        "Chad,,, ,Mali,,,Accepted,4,Health,5\n"
        "Chad,,,Open roads,Mali,,,,,,\n"
    )
    found = imported(tmp_path, "list.csv", text)
    assert counted(found) == (4, 1, 3)
    assert refused(found) == [
        (3, "From", "no-key", True),
        (4, "Text", "no-key", True),
        (5, "Session", "no-key", True),
    ]
    assert all(one["sentence"] and one["remedy"] for one in found["refused"])
    assert found["new"]["objective"] == 1


@pytest.mark.parametrize(
    ("old", "new", "column"), [("C01.2.01", "", "indicators"), (",post,Post", ",,Post", "owner_org")]
)
def test_a_report_needs_its_indicator_and_who_says_it(
    sqlite_database: Database, tmp_path: Path, old: str, new: str, column: str
) -> None:
    found = imported(tmp_path, "reports.csv", files.REPORTS.replace(old, new))
    assert counted(found) == (3, 2, 1)
    assert refused(found) == [(4, column, "no-key", True)]
    assert found["new"]["assessment"] == 2


def test_a_strength_without_its_place_or_its_name_is_told(sqlite_database: Database, tmp_path: Path) -> None:
    text = files.DEPLOYED.replace("2007,3,Here", "2007,3,").replace("400,2,Peru,", "400,2,,")
    found = imported(tmp_path, "deployed.csv", text)
    assert counted(found) == (4, 3, 1)
    assert refused(found) == [
        (2, "location", "no-key", True),
        (3, "name.of.TCC1", "no-key", False),
    ]
    assert found["new"]["strength"] == 4


def test_a_pair_of_columns_that_lacks_one_is_told(sqlite_database: Database, tmp_path: Path) -> None:
    text = files.DEPLOYED.replace("No.troops.per.TCC3", "Troops3")
    found = imported(tmp_path, "deployed.csv", text)
    assert "Column name.of.TCC3 is not read, for No.troops.per.TCC3 that belongs to it is not there." in found["notes"]


def test_a_row_with_a_chapter_alone_is_its_heading(sqlite_database: Database, tmp_path: Path) -> None:
    head = "No;Chapter;Action;Responsible;Deadline;Status\n"
    text = f"{head}I;Roads;;;;\n1;Roads;Mend;Office;2025;Done\n;Roads;;Office;;Done\n"
    found = imported(tmp_path, "plan.csv", text)
    assert counted(found) == (3, 2, 1)
    assert refused(found) == [(4, "No, Action", "no-key", True)]
    assert found["new"]["objective"] == 2


def test_a_figure_that_only_a_check_asks_for_is_told_where_it_is_none(
    sqlite_database: Database, tmp_path: Path
) -> None:
    rules = tmp_path / "shares.yaml"
    shipped = (SHIPPED / "percentage-commitments.yaml").read_text(encoding="utf-8")
    own = "\nchecks:\n  sizes: {text: {en: sizes}, stated: '{size}', equals: '{percent}'}\n\nskip:\n"
    shipped = shipped.replace("\nskip:\n", own).replace(
        "\nrecords:\n", "  size: {from: area2, number: count}\n\nrecords:\n", 1
    )
    rules.write_text(shipped, encoding="utf-8")
    found = imported(
        tmp_path, "shares.csv", files.SHARES.replace("Transporte,,", "Transporte,many,"), mapping=str(rules)
    )
    assert counted(found) == (2, 2, 0)
    assert refused(found) == [(3, "area2", "not-a-number", False)]


def test_reports_of_another_plan_are_not_taken_for_those_of_the_usual_one(
    sqlite_database: Database, tmp_path: Path
) -> None:
    older = files.REPORTS.replace("2022-0", "2019-0")
    found = imported(tmp_path, "older.csv", older)
    assert (counted(found), {one["code"] for one in found["refused"]}) == ((3, 0, 3), {"too-early"})
    # a file without these columns has them in its codes
    bare = "\n".join(line for line in older.splitlines()).replace(",commitments,milestones,", ",x,y,")
    found = imported(tmp_path, "older.csv", bare, parameters={"plan": "nap4", "period": "2018/2020"})
    assert (counted(found), found["new"]["objective"]) == ((3, 3, 0), 5)
