"""A partnership that is not in the repository, under a framework of its own: no code knows either."""

from pathlib import Path

import pytest

from servanda.brief import Brief, compose
from servanda.frameworks import load_all
from tests.brief.telling import said, section
from tests.support.seen import register, view_of

FRAMEWORK = """
servanda-framework: 1
slug: river-pact
edition: 2020
title: {en: River Pact}
short: {en: RP}
text: {en: Two countries look after one river.}
levels:
  - {slug: promise, counted: true, word: {en: {one: promise, many: promises}}}
tracks:
  - {slug: own, voice: self, label: {en: own report}}
  - {slug: wardens, voice: independent, label: {en: river wardens}}
axes:
  - slug: delivery
    label: {en: Delivery}
    tracks: [own, wardens]
    grades:
      - {slug: nothing, label: {en: Nothing seen}}
      - {slug: begun, label: {en: Begun}}
      - {slug: kept, done: true, label: {en: Kept}}
steps:
  - {slug: draft, phase: ahead, label: {en: in draft}}
  - {slug: sworn, phase: standing, label: {en: sworn}}
  - {slug: broken, phase: over, label: {en: broken off}}
sources:
  - {title: {en: The pact}, address: "https://example.org/pact"}
"""

REGISTER = """
servanda: 1
register: ruritania-elbonia
scope: river
language: en
records:
  river: {partnership: {parties: [ruritania, elbonia]}, name: Ruritania and Elbonia}
  ruritania: {party: state, name: Ruritania}
  elbonia: {party: state, name: Elbonia}
  commission: {party: {category: committee}, name: River Commission}
  plan-1: {plan: {framework: river-pact, stage: 1, period: 2020/2022}}
  promise-1: {objective: {of: plan-1, text: Clean the upper reach}}
  promise-2: {objective: {of: plan-1, text: Count the fish}}
  promise-3: {objective: {of: plan-1, text: Share the charts}}
  patrol: {contribution: {party: elbonia, place: the upper reach}, name: Elbonian boats on the river}
sources:
  gazette: {publisher: River Gazette, title: What became of the pact, published: 2021-06-01}
  report: {publisher: River Commission, title: Yearly report, published: 2021-12-01}
facts:
  - source: gazette
    as_of: 2021-05-30
    at: page 1
    facts:
      - joined: river
        as_of: 2019-12
        framework: river-pact
      - {step: plan-1, as_of: 2020-01-15, is: sworn, by: commission}
      - {assessment: promise-1, axis: delivery, track: wardens, grade: kept, quote: The upper reach is clean.}
      - {assessment: promise-2, axis: delivery, track: wardens, grade: begun}
      - {assessment: promise-3, axis: delivery, track: wardens, grade: begun}
      - {assessment: promise-3, axis: delivery, track: own, grade: kept}
      - strength: patrol
        total: 0
      - strength: patrol
        measure: ceiling
        total: {at_most: 12}
      - schedule: river
        what: meeting
        count: none
      - meeting: spring-session
        subject: the level of the water
        body: commission
        planned_for: 2021-09
  - source: report
    facts:
      - {assessment: promise-2, as_of: 2021-11-30, axis: delivery, track: wardens, grade: kept}
      - tally: plan-1
        as_of: 2021-11-30
        word: promises
        total: 3
        disjoint: true
        parts: {progress: {kept: 2, begun: 1}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "river-pact.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "river.yaml").write_text(REGISTER, encoding="utf-8")
    return tmp_path


def _brief(folder: Path, as_of: str) -> Brief:
    path = folder / "river.yaml"
    return compose(view_of(path, as_of), register(path).scope, load_all(folder / "frameworks"))


def test_it_is_told_in_its_own_words(folder: Path) -> None:
    told = _brief(folder, "2021-06-30")
    assert said(told, "Ruritania and Elbonia joined the River Pact (RP) in December 2019")
    assert said(told, "first stage (2020-2022)", "was sworn by the River Commission on 15 January 2020")
    assert said(told, "A meeting of the River Commission is planned for September 2021")


def test_progress_is_counted_by_grade_and_voice(folder: Path) -> None:
    before, after = _brief(folder, "2021-06-30"), _brief(folder, "2021-12-31")
    (wardens,) = [sentence for sentence in section(before, "progress") if "river wardens" in sentence]
    assert "of 3 items graded, 1 Kept and 2 Begun" in wardens
    (wardens,) = [sentence for sentence in section(after, "progress") if "river wardens" in sentence]
    assert "of 3 items graded, 2 Kept and 1 Begun" in wardens
    (own,) = [sentence for sentence in section(after, "progress") if "own report" in sentence]
    assert "of 1 item graded, 1 Kept" in own
    counts = {(count.axis, count.track): count.grades for count in after.grades}
    assert counts["delivery", "wardens"] == (("begun", "Begun", 1), ("kept", "Kept", 2))


def test_nought_none_and_bounds_are_three_answers(folder: Path) -> None:
    told = _brief(folder, "2021-05-30")
    signs = {
        part.answer for section in told.sections for one in section.sentences for part in one.parts
        if hasattr(part, "answer")
    }  # fmt: skip
    assert {"zero", "none"} <= signs
    assert said(told, "Ceiling of strength, Elbonian boats on the river: up to 12")
    assert said(told, "Strength in place, Elbonian boats on the river: 0")
    assert said(told, "Meetings scheduled as of 30 May 2021: none")


def test_a_closed_sum_leaves_no_others(folder: Path) -> None:
    told = _brief(folder, "2021-12-31")
    assert said(told, "3 promises", "2 kept and 1 begun")
    assert not said(told, "Others")


def test_a_planned_meeting_that_nobody_confirmed(folder: Path) -> None:
    (meeting,) = [one for one in said(_brief(folder, "2022-03-01"), "September 2021") if one.key == "meetings.planned"]
    assert "was planned for September 2021" in meeting.text
    assert "whether it was held is not known" in meeting.text


def test_after_its_period_nothing_says_that_it_was_concluded(folder: Path) -> None:
    assert said(_brief(folder, "2023-02-01"), "has run out; whether it was concluded is not known")
