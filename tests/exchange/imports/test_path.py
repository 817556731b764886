"""The import path: twice is once, changes are shown, what cannot be placed is told by row, others' corrections stay."""

from pathlib import Path
from typing import Any

import pytest

from servanda import register
from servanda.errors import InputError, UsageError
from servanda.exchange.imports.path import Asked, run
from servanda.exchange.imports.preview import Preview
from servanda.exchange.registerfile.jsonl import dump, load
from servanda.kernel.model import see
from servanda.register import Draft
from tests.exchange.imports.files import at, imported
from tests.support.databases import Database, Databases
from tests.support.registers import kind, whole_ledger

MAPPING = """\
servanda-mapping: 1
slug: goals
title: {en: Goals}
text: {en: A small mapping for tests.}
framework: ogp-action-plan
recognise: [goal, grade]
source: {title: {en: The goals}, publisher: The office}
vocabularies: {grades: {done: complete, begun: limited}}
values:
  graded: {from: grade, vocabulary: grades}
  day: {from: date, date: [day, month]}
  number: {from: size, number: count, if_wrong: leave-out}
records:
  one: {kind: party, key: one, fields: {category: state}}
  two: {kind: party, key: two, fields: {category: organisation}}
  partnership:
    kind: partnership
    into: true
    key: all
    fields: {parties: ["@one", "@two"]}
    names: [{text: "One and two"}, {text: one-two, use: slug}]
  plan: {kind: plan, key: plan, fields: {framework: ogp-action-plan, partnership: "@partnership"}}
  goal: {kind: objective, key: "{goal}", fields: {of: "@plan", code: "{goal}", text: {en: "{words}"}}}
facts:
  grade:
    kind: assessment
    about: "@goal"
    as_of: "{day}"
    when: {given: graded}
    fields: {axis: completion, track: self, grade: "{graded}"}
"""
FIRST = "goal,grade,date,words,size\n1,begun,2020-01,Roads,4\n2,begun,2020-01,Rails,4\n"


@pytest.fixture
def goals(tmp_path: Path) -> str:
    """The small mapping, as a file."""
    path = tmp_path / "goals.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return str(path)


def grades() -> dict[str, str]:
    """The grade of each goal now."""
    view = see(*whole_ledger(), at())
    codes = {fact.about: fact.payload.code for fact in view.of_kind("objective")}
    return {codes[fact.about]: fact.payload.grade for fact in view.of_kind("assessment")}


def test_a_file_twice_records_nothing(database: Database, tmp_path: Path, goals: str) -> None:
    first = imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    assert first["new"]["assessment"] == 2
    before = whole_ledger()
    again = imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    assert (again["new"], again["changed"], again["citations"]) == ({}, [], 0)
    assert whole_ledger() == before
    source = next(entry for entry in before[0] if entry.kind == "source" and entry.payload.content().get("sha256"))
    cited = {(one.payload.source, one.payload.at) for one in before[0] if one.kind == "citation"}  # type: ignore[attr-defined]
    assert {(source.about, "row 2"), (source.about, "row 3")} <= cited


def test_a_later_state_records_what_changed(database: Database, tmp_path: Path, goals: str) -> None:
    imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    later = FIRST.replace("2,begun,2020-01,Rails", "2,done,2020-01,Railways")
    found = imported(tmp_path, "goals.csv", later, mapping=goals, published="2021-02-01")
    assert found["new"] == {}
    assert [(one["place"], one["kind"], one["fields"]) for one in found["changed"]] == [
        ("row 3", "objective", {"text": {"before": {"en": "Rails"}, "after": {"en": "Railways"}}}),
        ("row 3", "assessment", {"grade": {"before": "limited", "after": "complete"}}),
    ]
    assert grades() == {"1": "limited", "2": "complete"}


def test_a_preview_says_the_same_and_records_nothing(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    shown = imported(tmp_path, "goals.csv", FIRST, mapping=goals, dry_run=True)
    assert whole_ledger()[0] == []
    done = imported(tmp_path, "goals.csv", FIRST, mapping=goals)
    assert {**shown, "recorded": True} == done


def test_rows_that_cannot_be_placed_are_told(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    text = (
        FIRST + "3,finished,2020-01,Bridges,4\n4,done,soon,Ports,4\n5,done,2020-01,Quays,some\n6,done,2031-01,Locks,4\n"
    )
    found = imported(tmp_path, "goals.csv", text, mapping=goals)
    assert found["rows"] == {"read": 6, "placed": 2, "refused": 3} | {"placed": 3}
    told = [(one["row"], one["column"], one["code"], one["whole_row"]) for one in found["refused"]]
    assert told == [
        (4, "grade", "unknown-word", True),
        (5, "date", "not-a-date", True),
        (7, "", "planned-date", True),
    ]
    assert all(one["sentence"] and one["remedy"] for one in found["refused"])
    assert grades() == {"1": "limited", "2": "limited", "5": "complete"}


def test_strict_records_nothing_if_a_row_is_refused(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    found = imported(tmp_path, "goals.csv", FIRST + "3,finished,2020-01,Bridges,4\n", mapping=goals, strict=True)
    assert found["recorded"] is False
    assert whole_ledger()[0] == []


def test_what_is_missing_is_told_and_withdrawn_on_request(database: Database, tmp_path: Path, goals: str) -> None:
    imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    shorter = "".join(FIRST.splitlines(keepends=True)[:2])
    found = imported(tmp_path, "goals.csv", shorter, mapping=goals, published="2021-02-01")
    assert sorted(one["kind"] for one in found["missing"]) == ["assessment", "objective"]
    assert grades() == {"1": "limited", "2": "limited"}
    found = imported(tmp_path, "goals.csv", shorter, mapping=goals, published="2021-02-01", withdraw_missing=True)
    assert found["withdrawn"] == 2
    assert grades() == {"1": "limited"}
    assert imported(tmp_path, "goals.csv", shorter, mapping=goals, published="2021-02-01")["missing"] == []
    later = imported(tmp_path, "goals.csv", FIRST + "\n", mapping=goals, published="2021-03-01")
    assert later["new"] == {"assessment": 1, "objective": 1}
    assert grades() == {"1": "limited", "2": "limited"}


def test_what_is_refused_is_not_missing(database: Database, tmp_path: Path, goals: str) -> None:
    imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    misread = FIRST.replace("2,begun", "2,finished")
    found = imported(tmp_path, "goals.csv", misread, mapping=goals, published="2021-02-01", withdraw_missing=True)
    assert (found["missing"], found["withdrawn"], found["untold"]) == ([], 0, 0)
    assert any(
        note.startswith("2 earlier statements are not here and not counted as missing") for note in found["notes"]
    )
    assert grades() == {"1": "limited", "2": "limited"}
    found = imported(tmp_path, "goals.csv", FIRST + "\n", mapping=goals, published="2021-03-01")
    assert (found["new"], found["changed"]) == ({}, [])


def test_nothing_is_withdrawn_while_a_row_is_about_nobody_knows_what(
    sqlite_database: Database, tmp_path: Path, goals: str
) -> None:
    imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    blank = FIRST.replace("2,begun", ",begun")
    found = imported(tmp_path, "goals.csv", blank, mapping=goals, published="2021-02-01", withdraw_missing=True)
    assert [(one["row"], one["column"], one["code"]) for one in found["refused"]] == [(3, "goal", "no-key")]
    assert (len(found["missing"]), found["withdrawn"], found["untold"]) == (2, 0, 1)
    assert any(note.startswith("Nothing is withdrawn: of 1 refused rows") for note in found["notes"])
    assert "withdraw-missing" not in "".join(Preview(found).lines())
    assert grades() == {"1": "limited", "2": "limited"}


def test_a_state_without_a_row_is_told_to_lack_all(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    asked: dict[str, Any] = {"mapping": goals, "published": "2021-02-01"}
    before = whole_ledger()
    found = imported(tmp_path, "goals.csv", FIRST.splitlines()[0] + "\n", **asked)
    assert {one["kind"] for one in found["missing"]} == {"assessment", "objective", "plan"}
    assert whole_ledger() == before
    found = imported(tmp_path, "goals.csv", FIRST.splitlines()[0] + "\n", withdraw_missing=True, **asked)
    assert found["withdrawn"] == 5
    assert grades() == {}
    assert imported(tmp_path, "goals.csv", FIRST.splitlines()[0] + "\n", **asked)["missing"] == []


def test_two_rows_that_cannot_both_be_true_are_both_kept(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    found = imported(tmp_path, "goals.csv", FIRST + "2,done,2020-01,Rails,4\n", mapping=goals)
    assert [(one["place"], one["kind"]) for one in found["contradictions"]] == [("row 4", "assessment")]
    assert found["new"]["assessment"] == 3


def test_what_others_corrected_stays(database: Database, tmp_path: Path, goals: str) -> None:
    imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    old = next(entry for entry in whole_ledger()[0] if entry.kind == "assessment")
    new = Draft(
        kind("assessment", axis="completion", track="self", grade="substantial"),
        old.about,
        old.as_of,
        old.scope,
        id="ab" * 16,
    )
    closer = Draft(kind("replaces", by=new.id, reason="as they told us"), old.id)
    register.record([new, closer], actor="somebody")
    found = imported(tmp_path, "goals.csv", FIRST + "\n", mapping=goals, published="2021-02-01")
    assert [(one["kind"], one["remark"]) for one in found["kept"]] == [("assessment", "corrected by somebody")]
    assert "substantial" in grades().values()


def test_the_same_file_by_another_date_is_refused(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
    with pytest.raises(UsageError) as fault:
        imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-02-01")
    assert fault.value.code == "other-date"


def test_into_a_partnership_that_is_there(database: Database, tmp_path: Path, goals: str) -> None:
    imported(tmp_path, "goals.csv", FIRST, mapping=goals)
    found = imported(tmp_path, "goals.csv", FIRST, mapping=goals, into="one-two")
    assert "partnership" not in found["new"]
    assert found["new"]["objective"] == 2


def test_a_mapping_is_recognised_or_asked_for(sqlite_database: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as fault:
        imported(tmp_path, "odd.csv", "one,two\n1,2\n")
    assert (fault.value.code, "plan-matrix" in fault.value.remedy) == ("which-mapping", True)
    with pytest.raises(UsageError) as fault:
        imported(tmp_path, "odd.csv", "one,two\n1,2\n", mapping="plan-matirx")
    assert "did you mean plan-matrix?" in fault.value.remedy
    with pytest.raises(UsageError) as fault:
        imported(tmp_path, "odd.csv", "action,responsible,deadline\n1,2,3\n", parameters={"plna": "x"})
    assert fault.value.code == "no-such-parameter"


def test_a_file_that_lacks_the_columns_says_which(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    with pytest.raises(InputError) as fault:
        imported(tmp_path, "odd.csv", "goal,size\n1,2\n", mapping=goals)
    assert (fault.value.code, "grade" in fault.value.sentence) == ("no-columns", True)


def test_one_file_in_two_registers_that_are_joined_is_there_once(
    databases: Databases, tmp_path: Path, goals: str
) -> None:
    dumped = tmp_path / "first.jsonl"
    with databases.fresh("sqlite"):
        imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
        with dumped.open("w", encoding="utf-8") as file:
            dump(file)
    with databases.fresh("sqlite"):
        imported(tmp_path, "goals.csv", FIRST, mapping=goals, published="2021-01-01")
        alone = see(*whole_ledger(), at()).canonical()
        load(dumped)
        assert see(*whole_ledger(), at()).canonical() == alone


def test_every_column_is_used_or_named(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    found = imported(tmp_path, "goals.csv", FIRST.replace("size", "weight"), mapping=goals, dry_run=True)
    assert "Column weight is not used, and the mapping does not say why." in found["notes"]


def test_preview_lines_count_what_they_leave_out(sqlite_database: Database, tmp_path: Path, goals: str) -> None:
    path = tmp_path / "goals.csv"
    path.write_text(FIRST + "".join(f"{n},odd,2020-01,W,1\n" for n in range(3, 30)), encoding="utf-8")
    preview: Any = run(Asked(path, mapping=goals, dry_run=True))
    short, everything = list(preview.lines()), list(preview.lines(everything=True))
    assert any("17 more; --all shows them" in line for line in short)
    assert len(everything) > len(short)
