"""What stands beside a package's total: other counts, shares of another day, words, its own steps; and what differs."""

from functools import lru_cache
from pathlib import Path

import pytest

from servanda.brief import Brief, compose
from servanda.compare import compose as compared
from servanda.render.figures import splits, undrawn
from tests.brief.telling import said, section, shipped
from tests.support.seen import register, view_of

REGISTER = """
servanda: 1
register: elbonia-nato
scope: pair
language: en
records:
  pair: {partnership: {parties: [elbonia, nato]}, name: Elbonia and NATO}
  elbonia: {party: state, name: Elbonia}
  nato: {party: organisation, name: NATO}
  council: {party: {category: committee}, name: Council}
  anp-1: {plan: {framework: anp, period: 2017}, name: First programme}
  anp-2: {plan: {framework: anp, period: 2018}, name: Second programme}
  measures-1: {package: {framework: anp, plan: anp-1}, name: Measures of 2017}
  measures-3: {package: {framework: anp}, name: Measures of 2011}
  measures-2: {package: {framework: anp, plan: anp-2}, name: Measures of 2018}
  goals: {package: {framework: parp}, name: Goals}
  bodies: {package: {framework: anp}, name: Bodies}
  goals-2: {package: {framework: parp}, name: Goals of 2017}
  courts: {objective: {of: anp-1, text: Courts are new}}
sources:
  radio: {publisher: Radio, agency: Radio, title: What was done, published: 2018-02-14}
  paper: {publisher: Paper, title: What was not, published: 2018-02-15}
  wire: {publisher: Wire, title: Half of it, language: de, published: 2018-12-18}
facts:
  - source: radio
    as_of: 2018-02-14
    facts:
      - {step: anp-1, as_of: 2017-12-31, is: concluded}
      - {tally: measures-1, total: 375, parts: {implementation: {fulfilled: 307}}}
      - {meeting: session, as_of: 2017-05-05, body: council, venue: {en: Vienna, de: Wien}}
      - {meeting: talks, as_of: 2017-06-06, body: council, venue: Rome}
      - {arrangement: pair, what: review-meetings, frameworks: [anp], venues: [Rome, Vienna]}
      - {step: goals, is: agreed}
      - {tally: goals-2, as_of: 2017-03-01, total: 45}
      - {tally: goals-2, as_of: 2015-03-01, parts: {progress: {completed: {words: a few}}}}
      - {tally: goals-2, as_of: 2016-03-01, total: 40, parts: {progress: {joint: 4}}}
      - {tally: goals-2, as_of: 2014-03-01, total: 30}
      - {tally: goals-2, as_of: 2013-03-01, total: 20}
      - {tally: measures-3, as_of: 2011-01, total: 163}
      - {tally: measures-3, as_of: null, total: 167}
      - {tally: measures-3, as_of: null, parts: {implementation: {fulfilled: 43}}}
      - {cumulative: pair, of: events, count: 1, period: 2017}
      - {statement: pair, act: proposes, topic: next, text: One more visit., planned_for: 2019}
      - {schedule: pair, what: meeting, count: 1}
      - {schedule: pair, what: visit, count: none}
      - {assessment: courts, as_of: null, axis: implementation, track: self, grade: fulfilled}
  - source: paper
    as_of: 2018-02-15
    facts:
      - {tally: measures-1, parts: {implementation: {in-progress: 49}}}
      - {tally: measures-1, total: 376}
      - {tally: goals-2, as_of: 2017-03-01, parts: {progress: {in-progress: {words: most}}}}
      - {meeting: talks, as_of: 2017-06-06, body: council, venue: Oslo}
      - {meeting: session, as_of: 2017-05, body: council}
      - {step: goals, as_of: 2018-03-01, is: concluded}
      - {meeting: next, planned_for: 2019-03, body: council}
  - source: wire
    as_of: 2018-12-18
    facts:
      - {meeting: session, as_of: 2017-05-05, body: council, venue: {de: Wien}}
      - {tally: measures-2, of: bodies, total: 58}
      - {tally: goals, as_of: 2018-02-20, total: 1}
      - {tally: bodies, as_of: 2019-01-15, of: bodies, total: 7}
      - {tally: measures-2, as_of: 2018-12-17, total: 444, parts: {implementation: {in-progress: 200}}}
      - {tally: measures-2, as_of: 2018-12-17, total: 444, parts: {implementation: {in-progress: 201}}}
      - {tally: measures-2, as_of: 2018-12-16, parts: {implementation: {fulfilled: {words: more than half}}}}
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("counts") / "pair.yaml"
    written.write_text(REGISTER, encoding="utf-8")
    return written


@lru_cache
def _brief(path: Path, as_of: str = "2018-12-31", language: str = "en") -> Brief:
    return compose(view_of(path, as_of), register(path).scope, shipped(), language)


def _packages(path: Path) -> str:
    return " | ".join(section(_brief(path), "packages"))


def test_a_plan_that_was_concluded_is_not_told_to_have_run_out_unknown(path: Path) -> None:
    told = _brief(path, "2018-01-15")
    assert said(told, "First programme", "was concluded on 31 December 2017")
    assert not said(told, "First programme", "has run out")
    assert said(_brief(path, "2017-12-30"), "First programme") == []


def test_a_count_of_something_else_is_never_the_size_of_a_package(path: Path) -> None:
    told = _brief(path)
    (separate,) = said(told, "ANP packages", "are separate agreements")
    assert "376 as of 15 February 2018 and 444 as of 17 December 2018" in separate.text
    (first,) = [sentence.text for sentence in told.lede if "stand under" in sentence.text]
    assert "444 measures stand under ANP, as of 17 December 2018" in first


def test_items_are_called_as_their_framework_calls_them(path: Path) -> None:
    assert "1 partnership goal under" in _packages(path)
    assert "objectives" not in _packages(path)
    assert (
        "davam edir: 49" in (az := " ".join(section(_brief(path, language="az"), "packages"))) or "49 davam edir" in az
    )


def test_shares_of_another_day_than_the_total_stay(path: Path) -> None:
    told = _packages(path)
    assert "375 measures under ANP, 307 fulfilled" in told
    assert "Others: 68, computed (375 - 307 = 68); the statement does not say what they are." in told
    assert "49 in progress; no total is given with it (Measures of 2017)" in told
    assert "Of the measures, as of 16 December 2018, in words only: fulfilled: “more than half”" in told
    assert not said(_brief(path), "Measures of 2017: how many are completed")


def test_words_of_one_day_are_not_of_the_total_of_another(path: Path) -> None:
    told = _packages(path)
    assert "Of the 45 partnership goals, as of 1 March 2017, in words only: in progress: “most”" in told
    assert "Of the partnership goals, as of 1 March 2015, in words only: completed: “a few”" in told


def test_a_package_has_steps_of_its_own(path: Path) -> None:
    assert "Goals: agreed at committee on 14 February 2018." in _packages(path)


def test_where_and_whose_a_meeting_is(path: Path) -> None:
    told = _brief(path)
    assert said(told, "Review meetings, under", "in Rome and Vienna")
    assert said(told, "A meeting of the Council is planned for March 2019")


def test_one_place_in_two_languages_is_no_contradiction(path: Path) -> None:
    (session,) = said(_brief(path), "on 5 May 2017")
    assert session.dispute is None
    assert "In other words" not in session.text


def test_what_differs_is_asked_in_words(path: Path) -> None:
    disputed = section(_brief(path), "disputed")
    assert any(one.startswith("Measures of 2018: number of measures, in progress (disputed)") for one in disputed)
    assert any(one.startswith("A meeting (6 June 2017): what happened (disputed)") for one in disputed)


def test_a_comparison_tells_what_came_to_be_disputed_of_a_meeting(path: Path) -> None:
    before, after = view_of(path, "2017-05-30"), view_of(path, "2017-06-30")
    changed = compared(before, after, register(path).scope, shipped())
    (fresh,) = [one for one in changed.sections if one.key == "disputes"]
    assert [one.text.split(" (")[0] for one in fresh.sentences] == ["A meeting"]


def test_a_publisher_is_not_its_own_agency(path: Path) -> None:
    assert {line.publisher: line.agency for line in _brief(path).sources}["Radio"] is None


def test_a_bar_has_no_rest_that_was_not_worked_out(path: Path) -> None:
    bars = [bar for tally in _brief(path).tallies for bar in splits(tally, "bar")]
    assert [(bar.total, bar.rest) for bar in bars if bar.total in (375, 376)] == [(375, 68)]
    (apart,) = [tally for tally in _brief(path).tallies if tally.total.value == 376]
    assert [(share.text, share.label) for share in undrawn(apart)] == [("49", "in progress")]


def test_a_grade_that_bears_no_date_is_told_beside_those_that_do(path: Path) -> None:
    (undated,) = said(_brief(path), "graded on a day that is not known")
    assert "First programme, Implementation, government's self-assessment: of 1 item" in undated.text
    assert undated.text.endswith("(by 14 February 2018), 1 fulfilled.")


def test_a_bar_and_the_time_line_speak_in_words_and_once(path: Path) -> None:
    told = _brief(path)
    titles = {bar.title for tally in told.tallies for bar in splits(tally, "bar")}
    assert "Measures of 2017, by Implementation" in titles
    (meetings,) = [lane for lane in told.lanes if lane.key == "meeting"]
    assert len(meetings.items) == len({(item.record, item.when) for item in meetings.items})
    assert [item.when for item in meetings.items].count("5 May 2017") == 1
    assert "May 2017" not in {item.when for item in meetings.items}
    (packages,) = [lane for lane in _brief(path, "2019-01-31").lanes if lane.key == "packages.anp"]
    assert {"58", "7"}.isdisjoint({item.figure for item in packages.items})


def test_what_bears_no_date_is_never_told_as_of_one(path: Path) -> None:
    packages = section(_brief(path, "2011-12-31"), "packages") + section(_brief(path, "2018-03-01"), "packages")
    told = [one for one in packages if "Measures of 2011" in one]
    assert any(one.startswith("As of January 2011: 163 measures under") for one in told)
    assert any(one.startswith("Undated (by 14 February 2018): 167 (disputed) measures") for one in told)
    assert any(
        one.startswith("Undated (by 14 February 2018) under ANP: 43 fulfilled; no total is given") for one in told
    )


def test_small_words(path: Path) -> None:
    assert said(_brief(path), "altogether in 2017: 1 event;")
    assert said(_brief(path), "made a proposal on 14 February 2018: One more visit; planned for 2019")
    assert len(said(_brief(path), "What was scheduled is known for 14 February 2018 only")) == 1


def test_what_was_agreed_in_a_plan_that_is_over_is_not_told_to_stand(path: Path) -> None:
    stands, stood = (" ".join(one.text for one in _brief(path, day).lede) for day in ("2018-12-31", "2019-01-10"))
    assert "444 measures stand under ANP" in stands
    assert "444 measures stood under ANP, as of 17 December 2018" in stood


def test_tallies_come_newest_first_and_a_total_that_was_counted_again_is_not_the_latest(path: Path) -> None:
    tallies = _brief(path, "2018-01-15").tallies
    assert [(one.as_of, one.stands) for one in tallies if one.title == "Goals of 2017"] == [
        ("1 March 2017", "the latest known"),
        ("1 March 2016", "counted again later"),
        ("1 March 2015", "the latest known"),
        ("1 March 2014", "counted again later"),
        ("1 March 2013", "counted again later"),
    ]


def test_a_package_is_over_by_its_own_steps(path: Path) -> None:
    stands, stood = (" ".join(one.text for one in _brief(path, day).lede) for day in ("2018-02-28", "2018-03-02"))
    assert "1 partnership goal stand under PARP" in stands
    assert "1 partnership goal stood under PARP" in stood


def test_a_newest_package_of_which_only_something_else_was_counted_has_no_size(path: Path) -> None:
    assert "under ANP" not in " ".join(one.text for one in _brief(path, "2019-01-31").lede)
