"""A mapping made of a person's choices loads, and reads the file it was made for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from servanda.exchange.formats.opening import open_document
from servanda.exchange.imports.mapped import mapped
from servanda.exchange.mappings.guessing import guesses
from servanda.exchange.mappings.loader import load_file
from servanda.exchange.mappings.propose import Choice, as_yaml, date_forms, mapping, nearest_axis
from servanda.exchange.mappings.values import fractions_of_one
from servanda.frameworks import load_all

KNOWN = load_all()
FILE = """No;Goal;Action;Responsible;Deadline;Status;Remark
1.1;Open budgets;Publish the budget of each month on the portal;Finance;30.06.2025;In progress;Late
1.2;Open budgets;Publish reports on execution;Finance;By end of 2025;Completed;
2.1;Courts;Make judgments searchable;Justice;;Postponed;No money
"""


def chosen(path: Path, framework: str = "ogp-action-plan", **otherwise: str) -> Choice:
    """What is proposed for a file, with some columns chosen otherwise."""
    (table,) = open_document(path).tables
    rows = [tuple("" if value is None else str(value) for value in row.values) for row in table.rows]
    columns = {guess.heading: guess.role for guess in guesses(table.header, rows)} | otherwise
    words = [row[table.header.index("Status")] for row in rows]
    found = nearest_axis(words, KNOWN[framework]) if framework else None
    axis, grades = found or (None, {})
    return Choice(
        columns,
        country="Azerbaijan",
        partner="Open Government Partnership",
        title="Plan of 2024",
        framework=framework,
        axis=axis.slug if axis else "",
        track=axis.tracks[0] if axis else "",
        words=grades,
        dates=date_forms([row[table.header.index("Deadline")] for row in rows]),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file."""
    made = tmp_path / "plan.csv"
    made.write_text(FILE, encoding="utf-8")
    return made


def read(path: Path, choice: Choice) -> tuple[dict[str, int], list[str]]:
    """Statements by kind that the file makes with a mapping of these choices, and the places that are refused."""
    written = path.with_suffix(".yaml")
    framework = KNOWN.get(choice.framework)
    written.write_text(as_yaml(mapping(choice, framework)), encoding="utf-8")
    reading = mapped(open_document(path), load_file(written), today=date(2026, 1, 1))
    counts: dict[str, int] = {}
    for item in reading.items:
        counts[item.payload.kind] = counts.get(item.payload.kind, 0) + 1
    return counts, [str(one.at) for one in reading.refused]


def test_the_file_is_read_with_what_is_proposed_for_it(path: Path) -> None:
    counts, refused = read(path, chosen(path))
    assert counts["objective"] == 5  # three items under two goals
    assert counts["assessment"] == 2
    assert counts["plan"] == counts["partnership"] == 1
    assert refused == ["row 4, column Status"]  # a word without a grade is told, never rounded


def test_a_column_may_be_called_as_what_is_made_of_it(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text(FILE.replace("Deadline", "due").replace("No;", "code;").replace("Remark", "percent")
        .replace(";Late", ";85 %").replace(";No money", ";").replace("Status", "grade"), encoding="utf-8")  # fmt: skip
    columns = {"code": "code", "Goal": "parent", "Action": "text", "Responsible": "holder"}
    columns |= {"due": "target", "grade": "grade", "percent": "percent"}
    choice = Choice(
        columns, "Azerbaijan", "OGP", "Plan", framework="ogp-action-plan", axis="completion", track="self",
        words={"In progress": "limited"}, dates=("day-first", "words"),
    )  # fmt: skip
    counts, refused = read(path, choice)
    assert (counts["objective"], counts["assessment"], counts["progress"]) == (5, 1, 1)
    assert refused == ["row 3, column grade", "row 4, column grade"]


def test_without_a_scale_states_are_kept_in_words(path: Path) -> None:
    counts, refused = read(path, chosen(path, framework="parp"))
    assert counts["statement"] == 5  # three states and two remarks
    assert "assessment" not in counts
    assert refused == []


def test_without_a_framework_too(path: Path) -> None:
    counts, _refused = read(path, chosen(path, framework=""))
    assert counts["statement"] == 5


def test_what_has_no_period_holds_from_its_state_and_labels_of_grades_are_known(path: Path) -> None:
    data = mapping(chosen(path), KNOWN["ogp-action-plan"])
    assert data["facts"]["report"]["undated"] == "from-its-state"
    assert data["vocabularies"]["grades"]["Complete"] == "complete"


def test_columns_left_out_are_named_as_such(path: Path) -> None:
    data = mapping(chosen(path, Remark="skip", Goal="skip"), KNOWN["ogp-action-plan"])
    assert set(data["skip"]) == {"Remark", "Goal"}
    assert "parent" not in data["records"]
    assert read(path, chosen(path, Remark="skip", Goal="skip"))[0]["objective"] == 3


def test_a_column_that_a_mapping_cannot_name_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(FILE.replace("Remark", "Remark {what|how}"), encoding="utf-8")
    choice = chosen(path)
    assert choice.columns["Remark {what|how}"] == "remark"
    assert "Remark {what|how}" in mapping(choice, KNOWN["ogp-action-plan"])["skip"]
    assert read(path, choice)[0]["objective"] == 5


def test_words_name_grades_in_any_language_and_by_their_initials() -> None:
    found = nearest_axis(["Tam", "LIMITED", "ongoing", "whatever"], KNOWN["ogp-action-plan"])
    assert found
    axis, grades = found
    assert axis.slug == "completion"
    assert grades == {"Tam": "complete", "LIMITED": "limited", "ongoing": "limited"}
    found = nearest_axis(["LC", "PC"], KNOWN["fatf"])
    assert found
    assert found[1] == {"LC": "largely-compliant", "PC": "partially-compliant"}


def test_fractions_of_one_are_shares(path: Path) -> None:
    choice = replace(chosen(path, Remark="percent"), fractions=True)
    assert mapping(choice)["values"]["percent"]["number"] == "share"
    assert fractions_of_one(["0,5", "1", "0"])
    assert fractions_of_one(["1", "0", "many", ""]), "all or nothing done is no 1 per cent"
    assert fractions_of_one(["0.5", "0.25", "1.05"])
    assert not fractions_of_one(["0.5", "50"])
    assert not fractions_of_one(["1", "2"])
    assert not fractions_of_one(["0.5", "1\u00a0%"]), "where one has the sign the others are as they are"
    assert not fractions_of_one(["0", ""])


def test_the_larger_number_tells_which_is_the_day() -> None:
    assert "month-first" in date_forms(["01/31/2024", "02/03/2024"])
    assert "day-first" in date_forms(["31/01/2024"])
    assert "day-first" not in date_forms(["2024-01-31", "Ongoing"])
    assert date_forms(["02/03/2024"])[3] == "day-or-month", "what nothing shows is not decided"
