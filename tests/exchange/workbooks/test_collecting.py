"""Workbooks for sixteen bodies out, ten back in any order: merged right, listed right, nothing lost."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda import register
from servanda.errors import InputError, UsageError
from servanda.exchange.workbooks.filenames import file_name
from servanda.kernel.standpoint import Standpoint
from servanda.register import Draft
from servanda.register.keeping.upkeep import info
from tests.exchange.workbooks.pen import Pen
from tests.exchange.workbooks.rounds import BODIES, EACH, ask, correct, edit_out, gather, sixteen_bodies, stands
from tests.support.databases import ENGINES, Database, Databases
from tests.support.office import convert
from tests.support.registers import an_id, kind

SHEET = "Answers"


@pytest.fixture
def sixteen(databases: Databases) -> Iterator[Database]:
    """Give a fresh database with the plan of sixteen bodies."""
    with databases.fresh("sqlite", "sixteen bodies", sixteen_bodies) as fresh:
        yield fresh


def _first(folder: Path, **options: Any) -> Path:
    """Ask every body; only the first one's workbook comes back."""
    sent = ask(folder / "sent", **options)
    (folder / "back").mkdir()
    return Path(shutil.copy(folder / "sent" / sent[0].file, folder / "back"))


def _fill(path: Path, **answers: tuple[str, str, str, str]) -> Path:
    """Answer in a workbook: by code, the grade, whether it is confirmed, what was done, the evidence."""
    pen = Pen(path, SHEET)
    for code, cells in answers.items():
        row = pen.row("Code", code.replace("_", ".").removeprefix("o"))
        for heading, text in zip(("Grade now", "Still so?", "What was done", "Evidence"), cells, strict=True):
            if text:
                pen.write(row, heading, text)
    return pen.save()


def _paste_from(path: Path, other: Path, grade: str) -> None:
    """Paste another body's row at the end, with an answer in it."""
    theirs = Pen(other, SHEET)
    pen = Pen(path, SHEET)
    for heading in ("Key", "Code", "Text"):
        pen.write(9, heading, str(theirs.cells[1][theirs.column(heading)]))
    pen.write(9, "Grade now", grade)
    pen.save()


@pytest.mark.parametrize("engine", ENGINES)
def test_ten_of_sixteen_come_back(databases: Databases, engine: str, tmp_path: Path) -> None:
    with databases.fresh(engine, "sixteen bodies", sixteen_bodies):
        _ten_of_sixteen_come_back(1 if engine == "sqlite" else 2, tmp_path)


def _ten_of_sixteen_come_back(order: int, tmp_path: Path) -> None:
    sent = ask(tmp_path / "sent", period="2025")
    assert len(sent) == BODIES
    assert sum(one.objectives for one in sent) == BODIES * EACH
    back = tmp_path / "back"
    back.mkdir()
    came = sent[:10]
    for one in came:
        shutil.copy(tmp_path / "sent" / one.file, back / one.file)
    for number, one in enumerate(came, start=1):
        _fill(
            back / one.file,
            **{
                f"o{number}_1": ("", "yes", "", ""),
                f"o{number}_2": ("Complete", "", "It was done.", f"letter {number}"),
            },
        )
    _paste_from(back / came[0].file, tmp_path / "sent" / sent[1].file, "Complete")
    pen = Pen(back / came[1].file, SHEET)
    pen.write(2, "Text", "An easier goal")
    pen.save()
    shutil.copy(back / came[2].file, back / "once more.xlsx")
    names = sorted(path.name for path in back.iterdir())
    random.Random(order).shuffle(names)
    for place, name in enumerate(names):
        (back / name).rename(back / f"{place:02} {name}")

    before = info().entries
    asked = gather(back, dry_run=True)
    assert info().entries == before
    told = gather(back)
    assert asked["answers"] == told["answers"]
    assert told["answers"] == {"recorded": 20, "already": 0, "conflict": 0, "changed-underneath": 0, "refused": 0}
    assert sorted(told["missing"]) == [f"Ministry {number:02}" for number in range(11, 17)]
    for one in told["bodies"][:10]:
        assert (one["asked"], one["answered"], one["changed"], one["confirmed"], one["unanswered"]) == (3, 2, 1, 1, 1)
    assert {one["status"] for one in told["files"]} == {"read", "twice"}
    assert len([one for one in told["files"] if one["status"] == "read"]) == 10
    pasted, locked = sorted(told["not_theirs"], key=lambda one: str(one["code"]), reverse=True)
    assert (pasted["code"], locked["code"]) == ("not-theirs", "locked")
    assert "an objective of Ministry 02" in pasted["sentence"]
    assert "Complete" in pasted["sentence"]
    assert "An easier goal" in locked["sentence"]

    confirmed, changed, open_still = (stands(f"5.{place}", what="sixteen") for place in (1, 2, 3))
    assert (confirmed["grade"], confirmed["as_of"], confirmed["period"]) == ("limited", "2025-12-31", "2025")
    assert confirmed["said_by"] == an_id("body 5")
    assert (changed["grade"], changed["reasoning"].by) == ("complete", {"en": "It was done."})
    assert changed["evidence"].by == {"en": "letter 5"}
    assert changed["actor"] == "collector"
    assert changed["places"] == ["sheet Answers, row 3, column Grade now"]
    assert (open_still["grade"], open_still["as_of"]) == ("limited", "2024-12-31"), "unanswered until confirmed"
    assert stands("2.1", what="sixteen")["grade"] == "limited", "what was not theirs was not taken"

    after = info().entries
    again = gather(back)
    assert again["answers"]["already"] == 20
    assert info().entries == after, "read again, nothing is recorded"


def _two_of_one(tmp_path: Path) -> Path:
    """Two workbooks of one body: they agree on one objective, differ on another, and each answers one alone."""
    sent = ask(tmp_path / "sent", period="2025")
    back = tmp_path / "back"
    back.mkdir()
    for name in ("first.xlsx", "second.xlsx"):
        shutil.copy(tmp_path / "sent" / sent[0].file, back / name)
    _fill(back / "first.xlsx", o1_1=("Complete", "", "", ""), o1_2=("Substantial", "", "so", ""))
    _fill(
        back / "second.xlsx", o1_1=("Complete", "", "", ""), o1_2=("Not Started", "", "", ""), o1_3=("", "yes", "", "")
    )
    return back


def test_where_two_of_one_body_differ_both_are_told_and_neither_recorded(sixteen: Database, tmp_path: Path) -> None:
    told = gather(_two_of_one(tmp_path))
    assert told["answers"]["recorded"] == 2
    (conflict,) = told["conflicts"]
    assert (conflict["body"], conflict["objective"]) == ("Ministry 01", "1.2")
    assert {(one["file"], one["after"]) for one in conflict["answers"]} == {
        ("first.xlsx", "Substantial"),
        ("second.xlsx", "Not Started"),
    }
    assert stands("1.2", what="sixteen")["as_of"] == "2024-12-31"
    assert stands("1.3", what="sixteen")["as_of"] == "2025-12-31"


def test_one_of_two_may_be_preferred(sixteen: Database, tmp_path: Path) -> None:
    back = _two_of_one(tmp_path)
    told = gather(back, prefer=["second.xlsx"])
    assert told["answers"]["conflict"] == 0
    assert stands("1.2", what="sixteen")["grade"] == "not-started"


def test_the_one_saved_later_may_be_preferred(sixteen: Database, tmp_path: Path) -> None:
    back = _two_of_one(tmp_path)
    pen = Pen(back / "first.xlsx", SHEET)
    pen.change("docProps/core.xml", lambda data: data.replace(b"T00:00:00Z", b"T09:00:00Z"))
    pen.save()
    told = gather(back, prefer=["later"])
    assert told["answers"]["conflict"] == 0
    assert stands("1.2", what="sixteen")["grade"] == "substantial"


def test_what_changed_meanwhile_is_told_with_both_answers(sixteen: Database, tmp_path: Path) -> None:
    _fill(_first(tmp_path, period="2025"), o1_1=("Complete", "", "", ""), o1_2=("Complete", "", "", ""))
    correct("1.1", "substantial", what="sixteen")
    told = gather(tmp_path / "back")
    assert told["answers"]["recorded"] == 1
    (refused,) = told["underneath"]
    assert (refused["objective"], refused["before"], refused["now"], refused["after"]) == (
        "1.1", "Limited", "Substantial", "Complete",
    )  # fmt: skip
    assert "somebody else" in refused["sentence"]


def test_a_body_that_answers_again_corrects_itself_only_when_it_is_preferred(sixteen: Database, tmp_path: Path) -> None:
    sent = ask(tmp_path / "sent", period="2025")
    for name, grade in (("one", "Complete"), ("two", "Substantial")):
        (tmp_path / name).mkdir()
        shutil.copy(tmp_path / "sent" / sent[0].file, tmp_path / name / f"{name}.xlsx")
        _fill(tmp_path / name / f"{name}.xlsx", o1_1=(grade, "", "", ""))
    assert gather(tmp_path / "one")["answers"]["recorded"] == 1
    assert gather(tmp_path / "two")["answers"]["changed-underneath"] == 1
    assert gather(tmp_path / "two", prefer=["two.xlsx"])["answers"]["recorded"] == 1
    assert stands("1.1", what="sixteen")["grade"] == "substantial"


def test_words_without_a_grade_and_odd_answers_are_told(sixteen: Database, tmp_path: Path) -> None:
    _fill(
        _first(tmp_path),
        o1_1=("", "", "We worked hard.", "minutes"), o1_2=("Splendid", "", "", ""), o1_3=("", "no", "", ""),
    )  # fmt: skip
    told = gather(tmp_path / "back")
    assert told["answers"]["recorded"] == 0
    found = {one["code"]: one["sentence"] for one in told["odd"]}
    assert "We worked hard.; minutes" in found["unconfirmed"]
    assert "'Splendid'" in found["not-in-list"]
    assert told["bodies"][0]["unanswered"] == 3


def test_workbooks_that_cannot_be_read_do_not_stop_the_others(sixteen: Database, tmp_path: Path) -> None:
    earlier = ask(tmp_path / "earlier")
    correct("9.1", "complete", what="sixteen")
    back = tmp_path / "back"
    sent = ask(back)
    _fill(back / sent[0].file, o1_1=("", "yes", "", ""))
    shutil.copy(tmp_path / "earlier" / earlier[3].file, back / "old round.xlsx")
    edit_out(back / "whole plan.xlsx", "sixteen")
    (back / "damaged.xlsx").write_bytes(b"PK\x03\x04 not really")
    (back / "letter.xlsx").write_text("Dear colleagues", encoding="utf-8")
    (back / "~$open.xlsx").write_bytes(b"")
    told = gather(back)
    status = {one["file"]: one["status"] for one in told["files"] if one["status"] != "read"}
    assert status.pop("damaged.xlsx")
    assert status.pop("letter.xlsx")
    assert status == {"old round.xlsx": "other-round", "whole plan.xlsx": "other-workbook"}
    assert told["answers"]["recorded"] == 1
    assert told["missing"] == []


def test_an_objective_that_is_no_longer_theirs_is_not_taken(sixteen: Database, tmp_path: Path) -> None:
    _fill(_first(tmp_path), o1_1=("", "yes", "", ""))
    at = register.resolve(Standpoint())
    own = an_id("objective 1.1")
    old = register.records_view([own], at).about(own, "objective")[0]
    moved = old.payload.model_copy(update={"holder": an_id("body 2")})
    drafts = [
        Draft(moved, own, scope=old.entry.scope, id=an_id("moved")),
        Draft(kind("replaces", by=an_id("moved"), reason="moved"), old.entry.id),
    ]
    register.record(drafts, actor="somebody")
    (refused,) = gather(tmp_path / "back")["refused"]
    assert "its holder is now Ministry 02" in refused["sentence"]


def test_a_workbook_saved_by_an_office_suite_is_known_again(sixteen: Database, tmp_path: Path) -> None:
    sent = ask(tmp_path / "sent", period="2025")
    path = _fill(tmp_path / "sent" / sent[0].file, o1_1=("", "yes", "", ""), o1_2=("Complete", "", "ə", ""))
    back = convert(path, "xlsx", tmp_path / "back")
    assert back.warnings == ()
    told = gather(tmp_path / "back")
    assert told["answers"]["recorded"] == 2
    assert told["not_theirs"] == told["odd"] == []


def test_grey_answers_turn_black(sixteen: Database, tmp_path: Path) -> None:
    sent = ask(tmp_path / "sent")
    rule: Any = Pen(tmp_path / "sent" / sent[0].file, SHEET).tree
    ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    (formula,) = [one.text for one in rule.iterfind(".//m:cfRule/m:formula", ns)]
    assert formula == 'OR($G2<>$E2,$H2<>"")'


def test_what_cannot_be_asked_is_said(sixteen: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No voice"):
        ask(tmp_path / "a", tracks=["nobody"])
    with pytest.raises(UsageError, match="no last day"):
        ask(tmp_path / "b", period="2025/..")
    with pytest.raises(UsageError, match="not a date"):
        ask(tmp_path / "c", period="soon")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no workbook"):
        gather(tmp_path / "empty")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ministry of Finance", "ministry-of-finance.xlsx"),
        ("../../etc/passwd", "etc-passwd.xlsx"),
        ("Xarici İşlər Nazirliyi", "xarici-işlər-nazirliyi.xlsx"),
        ("CON", "con-.xlsx"),
        ("???", "body.xlsx"),
        ("x" * 300, "x" * 80 + ".xlsx"),
    ],
)
def test_names_of_files_are_safe(title: str, name: str) -> None:
    assert file_name(title, ()) == name
    assert file_name(title, {name}) == name.replace(".xlsx", "-2.xlsx")
