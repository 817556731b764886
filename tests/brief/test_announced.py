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
    path = folder / "valleys.yaml"
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
