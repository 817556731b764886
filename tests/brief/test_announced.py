"""What was announced anew is a change; only what stands lies ahead; and what came of a step is told for each time."""

from pathlib import Path

from servanda.brief import Brief
from tests.brief.telling import brief, section

HEAD = """
servanda: 1
register: valleys
scope: pact
records:
  pact: {partnership: {parties: [upper, lower]}, name: The two valleys}
  upper: {party: state, name: Upper Valley}
  lower: {party: state, name: Lower Valley}
  company: {party: unit, name: First company}
sources:
  letter: {publisher: Gazette, title: First letter, published: 2020-04-01}
  second: {publisher: Gazette, title: Second letter, published: 2020-04-20}
  yearbook: {publisher: Gazette, title: Yearbook, published: 2023}
facts:
"""


def told_of(folder: Path, facts: str, day: str) -> Brief:
    path = folder / f"valleys-{len(facts)}.yaml"  # what was read of a path is kept
    path.write_text(HEAD + facts, encoding="utf-8")
    return brief(day, path)


MOVED = """
  - {meeting: spring, as_of: 2020-04-01, subject: the weir, planned_for: 2020-05-20, source: letter}
  - {meeting: spring, as_of: 2020-04-20, subject: the weir, planned_for: 2020-06-20, source: second}
  - {visit: tour, as_of: 2020-04-01, visitor: upper, planned_for: 2020-05-21, source: letter}
  - {visit: tour, as_of: 2020-04-20, visitor: upper, planned_for: 2020-06-21, source: second}
"""


def test_a_day_announced_anew_is_a_change_and_only_it_lies_ahead(tmp_path: Path) -> None:
    told = told_of(tmp_path, MOVED, "2020-05-01")
    assert section(told, "disputed") == []
    assert [one.when.text for one in told.next_dates if one.when] == ["2020-06-20", "2020-06-21"]
    items = [item for lane in told.lanes if lane.key in ("meeting", "visit") for item in lane.items]
    assert {item.start.text for item in items if item.start} == {"2020-06-20", "2020-06-21"}


def test_before_it_was_announced_anew_the_first_day_stands(tmp_path: Path) -> None:
    told = told_of(tmp_path, MOVED, "2020-04-19")
    assert [one.when.text for one in told.next_dates if one.when] == ["2020-05-20", "2020-05-21"]


def test_two_days_announced_on_one_day_contradict_and_both_are_told(tmp_path: Path) -> None:
    at_once = MOVED.replace("as_of: 2020-04-20", "as_of: 2020-04-01").replace("second", "letter")
    told = told_of(tmp_path, at_once, "2020-05-01")
    assert len(section(told, "disputed")) == 2
    assert [one.when.text for one in told.next_dates if one.when] == [
        "2020-05-20", "2020-05-21", "2020-06-20", "2020-06-21",
    ]  # fmt: skip


STEPS = """
  - {evaluation: company, as_of: 2020-04-01, framework: occ, step: nel1, result: failed, source: letter}
  - {evaluation: company, as_of: 2021-06-20, framework: occ, step: nel1, result: passed, source: yearbook}
  - {evaluation: company, as_of: 2021, framework: occ, step: nel1, result: passed, source: second}
"""


def test_a_step_failed_in_one_year_and_passed_in_another_is_told_twice_and_is_no_dispute(tmp_path: Path) -> None:
    told = told_of(tmp_path, STEPS, "2022-01-01")
    passed, failed = section(told, "evaluations")
    assert "NEL1" in passed
    assert passed.endswith("passed on 20 June 2021.")
    assert failed.endswith("failed on 1 April 2020.")
    assert section(told, "disputed") == []


def test_two_results_of_one_day_contradict(tmp_path: Path) -> None:
    told = told_of(tmp_path, STEPS.replace("2020-04-01", "2021-06-20"), "2022-01-01")
    (dispute,) = section(told, "disputed")
    assert "result of the step NEL1" in dispute
    assert "failed, as of 20 June 2021 (Gazette)" in dispute
    assert all("(disputed" in one for one in section(told, "evaluations"))


def test_of_two_results_of_one_day_the_followed_one_is_told_first(tmp_path: Path) -> None:
    for source, first in (("letter", "failed"), ("yearbook", "passed")):
        chosen = (
            f"  - choice: company\n    as_of: 2021-07-01\n    question: evaluation/occ/nel1\n    source: {source}\n"
            "    reason: It was there.\n"
        )
        told = told_of(tmp_path, STEPS.replace("2020-04-01", "2021-06-20") + chosen, "2022-01-01")
        followed, other = section(told, "evaluations")
        assert f"{first} on 20 June 2021 (disputed)." in followed
        assert other.endswith("on 20 June 2021 (disputed, not followed).")


def test_one_step_of_two_programmes_is_two_questions_and_that_it_was_done_says_no_result(tmp_path: Path) -> None:
    apart = STEPS.replace("2020-04-01, framework: occ", "2021-06-20, framework: ogp-action-plan")
    assert section(told_of(tmp_path, apart, "2022-01-01"), "disputed") == []


def test_that_a_step_was_done_contradicts_no_result(tmp_path: Path) -> None:
    done = STEPS.replace("2020-04-01", "2021-06-20").replace("result: failed, ", "")
    assert section(told_of(tmp_path, done, "2022-01-01"), "disputed") == []


AHEAD = """
  - {evaluation: company, as_of: 2020-04-01, framework: occ, step: nel2, planned_for: 2020-09, source: letter}
  - {evaluation: company, as_of: 2020-04-20, framework: occ, step: nel2, planned_for: 2020-11, source: second}
"""


def test_of_a_step_that_is_planned_only_what_stands_is_told_until_it_is_taken(tmp_path: Path) -> None:
    (planned,) = section(told_of(tmp_path, AHEAD, "2020-05-01"), "evaluations")
    assert "is planned for November 2020" in planned
    taken = "  - {evaluation: company, as_of: 2020-11-03, framework: occ, step: nel2, result: failed, source: second}\n"
    after = told_of(tmp_path, AHEAD + taken, "2024-01-01")
    (failed,) = section(after, "evaluations")
    assert failed.endswith("failed on 3 November 2020.")
    (lane,) = (one for one in after.lanes if one.key == "evaluations")
    assert [item.state for item in lane.items] == ["said"]


REACHED = """
  - {step: look, as_of: 2020-04-01, is: drafted, planned_for: 2020-05-01, source: letter}
  - {step: look, as_of: 2020-04-20, is: drafted, planned_for: 2020-05-20, source: second}
  - {step: works, as_of: 2020-04-01, is: consulted, planned_for: 2020-05-02, source: letter}
  - {step: works, as_of: 2020-04-20, is: consulted, planned_for: 2020-05-22, source: second}
"""
RECORDS = """records:
  look: {review: {framework: parp}, name: Spring review}
  works: {package: {framework: parp}, name: Works}
"""


def test_a_planned_step_is_told_while_it_stands_until_it_or_a_later_one_is_reached(tmp_path: Path) -> None:
    def told(facts: str) -> list[str]:
        path = tmp_path / f"steps-{len(facts)}.yaml"
        path.write_text(HEAD.replace("records:\n", RECORDS) + REACHED + facts, encoding="utf-8")
        found = brief("2020-07-01", path)
        return [one for name in ("meetings", "packages") for one in section(found, name) if "planned" in one]

    unknown = [
        "Spring review: was planned to be drafted on 20 May 2020; whether it was is not known.",
        "Works: was planned to be consulted on on 22 May 2020; whether it was is not known.",
    ]
    assert told("") == unknown, "not the days that others were announced after"
    before = "  - {step: look, as_of: 2020-03-01, is: agreed, source: yearbook}\n"
    assert told(before) == unknown, "what was reached before it was planned is not what was planned"
    own = "  - {step: look, as_of: 2020-06, is: drafted, source: yearbook}\n"
    later = "  - {step: works, as_of: 2020-06, is: agreed, source: yearbook}\n"
    assert told(own + later) == []
