"""Each shipped mapping on a small file of its shape: every row placed, every figure what the file says."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import docx
from xlsxwriter import Workbook

from servanda.exchange.imports.path import Asked, run
from servanda.exchange.imports.preview import Preview
from servanda.kernel.entries import Entry
from servanda.kernel.model import see
from servanda.register.counting.counts import count_by_value
from servanda.register.reading.finding import find
from tests.exchange.imports import files
from tests.exchange.imports.files import at, imported
from tests.support.databases import Database
from tests.support.registers import whole_ledger


def facts(kind: str) -> list[Entry]:
    """All entries of a kind."""
    return [entry for entry in whole_ledger()[0] if entry.kind == kind]


def payloads(kind: str) -> list[Any]:
    """The contents of all entries of a kind."""
    return [entry.payload for entry in facts(kind)]


def names(record: str) -> set[str]:
    """What a record is called."""
    return {entry.payload.text for entry in facts("name") if entry.about == record}  # type: ignore[attr-defined]


def test_reports_become_graded_indicators(database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "reports.csv", files.REPORTS, published="2022-10-01")
    assert found["mapping"] == "ogp-progress-reports"
    assert found["rows"] == {"read": 3, "placed": 3, "refused": 0}
    assert not [note for note in found["notes"] if note.startswith("Column")]
    plan = find("canada-ogp-nap5", at())
    question = "grade/completion/self"
    assert count_by_value(question, at(), container=plan) == {"complete": 1, "not-started": 1}
    assert count_by_value(question, at(as_of=date(2022, 3, 31)), container=plan) == {"limited": 1}
    indicator = next(one for one in payloads("objective") if one.code == "C01.1.01")
    assert indicator.text.by == {"en": "Print timetables", "fr": "Imprimer les horaires à temps"}
    assert (indicator.target.text, indicator.target_words.by["en"]) == ("2022-11", "By fall 2022")
    assert {"Rail Office", "Bureau du rail", "rail"} == names(indicator.holder)
    report = next(entry for entry in facts("assessment") if entry.as_of.text == "2022-03-31")
    assert report.payload.reasoning.by == {"en": "A start\nwas made", "fr": "Un début"}  # type: ignore[attr-defined]
    assert "Rail Office" in names(report.said_by or "")


def test_a_plan_goes_before_what_reports_say_of_it(database: Database, tmp_path: Path) -> None:
    plan = """{"commitments": {"C01": {"en": "Rail and post", "fr": "Rail et poste"},
          "C02": {"en": "Roads", "fr": "Routes"}},
        "milestones": {"C01.1": {"en": "Rail", "fr": "Rail"}, "C01.2": {"en": "Post", "fr": "Poste"}},
        "indicators": {"C01.1.01": {"en": "Print timetables", "fr": "Imprimer", "due_date": "2022-11",
            "deadline": {"en": "By fall", "fr": "Cet automne"}, "lead_dept": "rail", "supt_sept": "post", "s4d": false},
          "C01.2.01": {"en": "Sort letters", "fr": "Trier", "due_date": "2024-12",
            "deadline": {"en": "Ongoing", "fr": "En cours"}, "lead_dept": "post", "s4d": true}}}"""
    texts = []
    for order in ((plan, files.REPORTS), (files.REPORTS, plan)):
        with database.rolled_back():
            for text in order:
                name = "plan.json" if text is plan else "reports.csv"
                imported(tmp_path, name, text, published="2022-10-01" if text is plan else "2022-10-02")
            view = see(*whole_ledger(), at())
            texts.append({fact.payload.code: fact.payload.text.by["en"] for fact in view.of_kind("objective")})
            assert len(view.of_kind("objective")) == 6
    assert texts[0] == texts[1]
    assert texts[0]["C01"] == "Rail and post"


def test_recommendations_have_a_partnership_for_each_state(database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "list.csv", files.RECOMMENDATIONS.replace("\n", "\r"))
    assert found["rows"] == {"read": 4, "placed": 4, "refused": 0}
    assert (found["new"]["objective"], found["new"]["partnership"], found["new"]["plan"]) == (4, 2, 2)
    assert count_by_value("grade/answer/state", at(), container=find("aland-upr-4", at())) == {
        "accepted": 1,
        "noted": 2,
    }
    assert count_by_value("grade/specificity/classifier", at()) == {"action-5": 1, "action-2": 2, "action-4": 1}
    first = next(one for one in payloads("objective") if one.text.by["en"] == "Ratify the treaty")
    assert [theme.by["en"] for theme in first.themes] == ["Treaties", "Women's rights"]
    assert names(first.proposed_by[0]) == {"Peru"}


def test_recommendations_are_known_in_a_spreadsheet_and_in_capitals(sqlite_database: Database, tmp_path: Path) -> None:
    rows = list(csv.reader(files.RECOMMENDATIONS.splitlines()))
    path = tmp_path / "list.xlsx"
    with Workbook(str(path)) as book:
        there = book.add_worksheet()
        there.write_row(0, 0, [heading.upper() for heading in rows[0]])
        for number, row in enumerate(rows[1:], 1):
            there.write_row(number, 0, [int(cell) if cell.isdecimal() else cell for cell in row])
    found = run(Asked(path)).data
    assert (found["mapping"], found["rows"]) == ("upr-recommendations", {"read": 4, "placed": 4, "refused": 0})
    assert not [note for note in found["notes"] if note.startswith("Column")]
    assert count_by_value("grade/specificity/classifier", at()) == {"action-5": 1, "action-2": 2, "action-4": 1}
    again = imported(tmp_path, "list.csv", files.RECOMMENDATIONS)
    assert (again["new"], again["changed"]) == ({}, [])


def test_recommendations_with_other_headings_are_the_same(sqlite_database: Database, tmp_path: Path) -> None:
    imported(tmp_path, "list.csv", files.RECOMMENDATIONS)
    head, *rows = csv.reader(files.RECOMMENDATIONS.splitlines())
    called = {"To": "State under Review", "Text": "Recommendation", "From": "Recommending State", "Issue": "Issues"}
    with (tmp_path / "other.csv").open("w", encoding="utf-8", newline="") as text:
        other = csv.writer(text)
        other.writerow(called.get(heading, heading) for heading in head)
        for *said, action, issue, session in rows:
            other.writerow((*said, f"{action} - action", issue.replace(",", ";"), f"Session {session} - May 2009"))
    found = run(Asked(tmp_path / "other.csv")).data
    assert (found["mapping"], found["rows"]["refused"]) == ("upr-recommendations", 0)
    assert (found["new"], found["changed"]) == ({}, [])


def test_a_matrix_in_word_speaks_of_the_recommendations_of_the_list(sqlite_database: Database, tmp_path: Path) -> None:
    imported(tmp_path, "list.md", files.LIST, published="2019-12-01")
    document = docx.Document()
    rows = (
        ("Recommendation", "Position", "Full list of themes", "Assessment/Comments on level of implementation"),
        ("Theme: Treaties",) * 4,
        ("12.2 Ratify the treaty (France);\nSource of position: A/1 - Para 3", "Noted", "Treaties", ""),
        (
            "12.3 Build roads (Mali) (Peru);\nSource of position: A/1",
            "Supported",
            "Roads\nAffected persons:\n- all",
            "",
        ),
    )
    table = document.add_table(len(rows), 4)
    for number, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(number, column).text = text
    table.cell(1, 0).merge(table.cell(1, 3)).text = "Theme: Treaties"
    document.save(str(tmp_path / "matrix.docx"))
    asked = Asked(tmp_path / "matrix.docx", parameters={"state": "Chad", "session": "34"}, published="2020-01-01")
    found = run(asked).data
    assert (found["mapping"], found["rows"]) == ("upr-matrix", {"read": 2, "placed": 2, "refused": 0})
    assert len({entry.about for entry in facts("objective")}) == 3, "12.2 is the one of the list"
    roads = next(one for one in payloads("objective") if one.code == "12.3")
    assert (roads.text.by["en"], [theme.by["en"] for theme in roads.themes]) == (
        "Build roads (Mali) (Peru);",
        ["Roads"],
    )
    assert len(roads.proposed_by) == 2
    # with the number in a column of its own, and with a point behind it, they are the same; what has none is refused
    text = (
        'No.;Recommendation;Position\n12.2.;"Ratify the treaty (France);";Noted\n'
        '12.3;"Build roads (Mali) (Peru);";Noted\n'
        ";12.4. Sing (Mali);Noted\n;Continue efforts to protect (Mali);Noted\n"
    )
    again = imported(tmp_path, "own.csv", text, parameters=asked.parameters, published="2020-02-01")
    assert (again["rows"]["placed"], again["new"]["objective"]) == (3, 1)
    assert [set(one["fields"]) for one in again["changed"] if one["kind"] == "objective"] == [{"themes"}, {"themes"}]
    assert [(one["row"], one["code"], one["column"]) for one in again["refused"]] == [
        (5, "not-a-number", "Recommendation")
    ]


def test_states_that_nobody_knows_are_told_with_the_nearest(sqlite_database: Database, tmp_path: Path) -> None:
    text = files.RECOMMENDATIONS.replace("Peru", "Egyptt").replace("Chad", "Nowhereland").replace("Åland", "Mali")
    found = imported(tmp_path, "list.csv", text)
    assert found["notes"][-1] == (
        "No state is known by these names, and each is a party of its own: Egyptt (did you mean Egypt?), Nowhereland."
    )


def test_a_list_in_text_says_how_many_it_holds(database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "list.md", files.LIST)
    assert found["mapping"] == "upr-thematic-list"
    assert found["rows"] == {"read": 2, "placed": 2, "refused": 0}
    assert [one["sentence"] for one in found["disagreements"]] == [
        "recommendations that the list says it holds: 3 against 2 that are here"
    ]
    assert [one.total.exact for one in payloads("tally")] == [3]
    first, second = payloads("objective")
    assert first.text.by["en"].startswith("Open schools & keep them")
    assert [names(one) & {"Peru", "Mali", "Iran"} for one in first.proposed_by] == [{"Peru"}, {"Iran"}, {"Mali"}]
    assert len(second.proposed_by) == 1


def test_unknown_nought_and_not_given_are_three_answers(database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "deployed.csv", files.DEPLOYED)
    assert found["mapping"] == "contributor-strengths"
    assert found["rows"] == {"read": 4, "placed": 4, "refused": 0}
    totals = [one.total for one in payloads("strength")]
    assert sorted(total.exact for total in totals if total.exact is not None) == [0, 150, 200, 300, 300]
    assert sorted(total.words.by["en"] for total in totals if total.words) == ["not given", "unknown"]
    other = files.DEPLOYED.replace("name.of.TCC", "nameoftcc_").replace("No.troops.per.TCC", "notroopspertcc_")
    other = other.replace("2007,3", "2007.0,March") + "Total,,,,,,900" + "," * 8 + "\n"
    found = imported(tmp_path, "other.csv", other)
    assert (found["rows"], found["new"]) == ({"read": 4, "placed": 4, "refused": 0}, {})
    assert found["checked"] == {"parts": 2}
    assert "  check parts: 2 checked, 1 disagree" in list(Preview(found).lines())
    assert [(one["row"], one["sentence"].partition(": ")[2]) for one in found["disagreements"]] == [
        (3, "400 against 300 + 150 = 450")
    ]
    assert sorted(str(one.total.exact) for one in payloads("tally")) == ["0", "400", "500", "None"]


def test_what_is_interpolated_is_never_reported(database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "months.csv", files.MONTHS)
    assert found["mapping"] == "operation-months"
    assert found["rows"] == {"read": 4, "placed": 4, "refused": 0}
    strengths = payloads("strength")
    assert [one.total.exact for one in strengths if one.basis == "reported"] == [12, 11, 20]
    assert strengths[-1].lines == (), "a total is placed without its parts"
    assert all(one.method for one in strengths if one.basis == "interpolated")
    parts = {line.count.words.by["en"] for one in strengths for line in one.lines if line.count.words}
    assert parts == {"660.625", "1.5"}, "a fraction of three places is no number of thousands"
    assert found["repeated"] >= 4
    assert [one["row"] for one in found["disagreements"]] == [3, 4]
    questions = {answer.question for entry in facts("strength") for answer in entry.answers}
    assert {"strength/in-place", "interpolated/strength/in-place/iepo"} <= questions


def test_papers_without_a_date_are_no_later_than_the_registry(database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "papers.csv", files.PAPERS, published="2025-06-01")
    assert found["mapping"] == "submitted-documents"
    assert found["rows"] == {"read": 3, "placed": 3, "refused": 0}
    assert {one.published.text if one.published else None for one in payloads("source") if one.address} == {
        "2016-07-25", "2025-02-05", None,
    }  # fmt: skip
    assert [entry.as_of.text for entry in facts("statement")] == ["../2025-06-01"]
    assert sorted((one.payload.step, one.as_of.text) for one in facts("step")) == [  # type: ignore[attr-defined]
        ("submitted", "2016-07-25"), ("submitted", "2025-02-05"), ("superseded", "2025-06-01"),
    ]  # fmt: skip
    again = imported(tmp_path, "papers.csv", files.PAPERS, published="2025-06-01")
    assert (again["new"], again["changed"], again["missing"], again["citations"]) == ({}, [], [], 0)


def test_two_shares_in_one_row(database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "shares.csv", files.SHARES, published="2018-01-01")
    assert found["mapping"] == "percentage-commitments"
    assert sorted((one.what, one.percent) for one in payloads("progress")) == [
        ("first", "100"), ("first", "85"), ("second", "12.5"),
    ]  # fmt: skip


def test_a_plan_matrix_in_azerbaijani(database: Database, tmp_path: Path) -> None:
    found = imported(tmp_path, "plan.csv", files.MATRIX, published="2025-05-01", parameters={"plan": "Açıq hökumət"})
    assert found["mapping"] == "plan-matrix"
    assert found["rows"] == {"read": 3, "placed": 3, "refused": 0}
    assert [(one["row"], one["column"], one["code"]) for one in found["refused"]] == [(4, "Status", "unknown-word")]
    assert found["refused"][0]["remedy"].startswith("known are: Not started, To do, Planned, Başlanmayıb,")
    actions = {one.code: one for one in payloads("objective") if one.level == "action"}
    assert {code: one.target.text if one.target else None for code, one in actions.items()} == {
        "1": "../2025", "2": "2025-03-31", "3": None,
    }  # fmt: skip
    assert actions["3"].target_words.by["en"] == "davamlı"
    assert [names(one) for one in actions["2"].participants] == [{"Statistika Komitəsi"}], "who leads is no participant"
    assert actions["1"].participants == ()
    by_id = {entry.about: entry.payload for entry in facts("objective")}
    assert by_id[actions["1"].parent].level == "objective"  # type: ignore[attr-defined]
    assert by_id[actions["3"].parent].level == "chapter"  # type: ignore[attr-defined]


def test_a_status_that_is_left_out_is_not_missing(sqlite_database: Database, tmp_path: Path) -> None:
    asked: dict[str, Any] = {"parameters": {"plan": "Açıq hökumət"}, "withdraw_missing": True}
    imported(tmp_path, "plan.csv", files.MATRIX, published="2025-05-01", **asked)
    misread = files.MATRIX.replace("Tamamlanıb", "tamam")
    found = imported(tmp_path, "plan.csv", misread, published="2025-06-01", **asked)
    assert (found["missing"], found["withdrawn"]) == ([], 0)
    assert sorted(one.grade for one in payloads("assessment")) == ["done", "in-progress"]


def test_another_file_is_another_plan_and_the_same_name_a_later_state(
    sqlite_database: Database, tmp_path: Path
) -> None:
    roads = "Action;Responsible;Deadline\nMend roads;Road Office;2025\n"
    first = imported(tmp_path, "roads.csv", roads, published="2025-01-01")
    assert first["parameters"] == {"owner": "The government", "plan": "roads", "language": "en"}
    assert first["by_default"] == ["language", "owner", "plan"]
    usual = "  read as owner=The government, plan=roads, language=en (by default; --set NAME=VALUE says otherwise)"
    assert usual in list(Preview(first).lines())
    other = imported(tmp_path, "ports.csv", roads.replace("roads", "ports"), published="2025-02-01")
    assert (other["missing"], other["new"]["plan"]) == ([], 1)
    later = imported(tmp_path, "roads.csv", roads.replace("2025", "2026"), published="2025-03-01")
    assert "plan" not in later["new"]
    assert [one["kind"] for one in later["changed"]] == ["objective"]
    said = imported(tmp_path, "q1.csv", roads, parameters={"plan": "roads"})
    assert (said["new"], said["by_default"], said["series"]) == ({}, ["language", "owner"], first["series"])
    assert "  read as plan=roads" in list(Preview(said).lines())


def test_a_plan_is_found_by_its_own_name(sqlite_database: Database, tmp_path: Path) -> None:
    imported(tmp_path, "plan.csv", files.MATRIX, published="2025-05-01", parameters={"owner": "Chad"})
    plan = next(entry.about for entry in facts("plan"))
    assert find("plan-of-chad", at()) == plan
    imported(tmp_path, "compromisos.csv", files.SHARES, published="2018-01-01")
    assert find("compromisos-of-buenos-aires", at()) != plan


def test_two_lists_of_a_city_share_its_partnership(sqlite_database: Database, tmp_path: Path) -> None:
    for name in ("first.csv", "second.csv"):
        assert imported(tmp_path, name, files.SHARES, published="2018-01-01")["missing"] == []
    assert len({entry.about for entry in facts("partnership")}) == 1
    assert len({entry.about for entry in facts("plan")}) == 2
    assert find("buenos-aires-commitments", at())


def test_a_file_that_has_nothing_in_common_is_asked_about(sqlite_database: Database, tmp_path: Path) -> None:
    imported(tmp_path, "reports.csv", files.REPORTS, published="2022-10-01")
    other = files.REPORTS.replace("C01", "D07").replace("2022-0", "2023-0")
    found = imported(tmp_path, "reports.csv", other, published="2023-10-01", dry_run=True)
    assert any("is it a state of the same?" in note for note in found["notes"])
