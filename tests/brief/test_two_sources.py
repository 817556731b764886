"""Two sources of one day that disagree on everything: no source stands behind words that it does not say (rules 4, 5).

Each source has words of its own. Whatever is printed before a source's mark has none of the other's.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from servanda.brief import Brief, compose
from servanda.brief.model import Cite, Part, Sentence, Sign
from servanda.frameworks import Frameworks, load_all
from servanda.kernel.planlives import life_of
from servanda.kernel.view import View
from servanda.render.text import render
from tests.brief.telling import sentences
from tests.brief.test_third_partnership import FRAMEWORK
from tests.support.seen import register, view_of

DAY = "2018-10-03"
# by what is told, the words of the one source and those of the other
WORDS = {
    "joined": (("4 May 2018", "with drums"), ("9 June 2018", "with flutes")),
    "began": (("2 January 2015", "by raft"), ("7 February 2016", "by canoe")),
    "step": (("sworn", "Upper Council"), ("broken off", "Lower Council")),
    "tally": (("71", "51"), ("81", "62")),
    "strength": (("711",), ("811",)),
    "ceiling": (("712",), ("812",)),
    "schedule": (("73",), ("none",)),
    "meeting": (("Northport",), ("Southport",)),
    "visit": (("Eastport",), ("Westport",)),
    "decision": (("decided", "87 for"), ("rejected", "60 for")),
    "evaluation": (("certified",), ("failed",)),
    "grade": (("Kept",), ("Nothing seen",)),
    "share": (("75 %",), ("85 %",)),
    "cumulative": (("761",), ("861",)),
    "planned": (("Hill House", "5 May 2019"), ("Lake House", "8 June 2019")),
    "arrangement": (("High Street", "River Pact"), ("Low Street", "IPAP")),
}
FACTS = """
      - {joined: river, as_of: %(joined_on)s, framework: river-pact, how: %(how)s}
      - {began: patrol, as_of: %(began_on)s, how: %(raft)s}
      - {step: plan-1, is: %(step)s, by: %(council)s}
      - {tally: package-1, word: vows, total: %(total)s, parts: {holder: {north: %(part)s}}}
      - {strength: patrol, total: %(people)s}
      - {strength: patrol, measure: ceiling, total: %(ceiling)s}
      - {schedule: river, what: visit, count: %(visits)s}
      - {meeting: session, body: commission, venue: %(venue)s}
      - {visit: call, visitor: elbonia, host: ruritania, place: %(place)s}
      - {decision: vote, body: commission, text: The boats leave, outcome: %(outcome)s, votes_for: %(votes)s}
      - {evaluation: boats, framework: occ, step: nel2, result: %(result)s}
      - {assessment: plan-1, axis: delivery, track: own, grade: %(grade)s}
      - {progress: plan-1, percent: "%(share)s"}
      - {cumulative: patrol, of: people, count: %(people_ever)s, period: 2017}
      - {visit: next-call, visitor: elbonia, place: %(house)s, planned_for: %(planned)s}
      - {arrangement: river, what: review-meetings, frameworks: [%(framework)s], venues: [%(street)s],
         held_with: commission}
"""
ONE = {
    "joined_on": "2018-05-04", "how": "with drums", "began_on": "2015-01-02", "raft": "by raft", "step": "sworn",
    "council": "upper", "total": "71", "part": "51", "people": "711", "ceiling": "712", "visits": "73",
    "venue": "Northport", "place": "Eastport", "outcome": "adopted", "votes": "87", "result": "certified",
    "grade": "kept", "share": "75", "people_ever": "761", "house": "Hill House", "planned": "2019-05-05",
    "framework": "river-pact", "street": "High Street",
}  # fmt: skip
OTHER = {
    "joined_on": "2018-06-09", "how": "with flutes", "began_on": "2016-02-07", "raft": "by canoe", "step": "broken",
    "council": "lower", "total": "81", "part": "62", "people": "811", "ceiling": "812", "visits": "none",
    "venue": "Southport", "place": "Westport", "outcome": "rejected", "votes": "60", "result": "failed",
    "grade": "nothing", "share": "85", "people_ever": "861", "house": "Lake House", "planned": "2019-06-08",
    "framework": "ipap", "street": "Low Street",
}  # fmt: skip
REGISTER = """
servanda: 1
register: ruritania-elbonia
scope: river
language: en
records:
  river: {partnership: {parties: [ruritania, elbonia]}, name: Ruritania and Elbonia}
  ruritania: {party: state, name: Ruritania}
  elbonia: {party: state, name: Elbonia}
  commission: {party: {category: committee}, name: Commission}
  upper: {party: {category: committee}, name: Upper Council}
  lower: {party: {category: committee}, name: Lower Council}
  boats: {party: {category: unit}, name: Boats}
  plan-1: {plan: {framework: river-pact}, name: First Plan}
  package-1: {package: {framework: river-pact}, name: First Vows}
  patrol: {contribution: {party: elbonia}, name: Patrol}
sources:
  one: {publisher: One, title: What one says, published: 2018-12-01%(one rank)s}
  other: {publisher: Other, title: What the other says, published: 2018-12-01%(other rank)s}
facts:
  - source: one
    as_of: 2018-10-03
    facts:%(one)s
  - source: other
    as_of: 2018-10-03
    facts:%(other)s
%(choices)s
"""
QUESTIONS = {
    "river": ("joined/river-pact/joined", "schedule/visit/any", "arrangement/review-meetings"),
    "patrol": ("began", "strength/in-place", "strength/ceiling", "cumulative/people/2017"),
    "plan-1": ("step", "grade/delivery/own", "progress/overall"),
    "package-1": ("tally/objectives", "tally/objectives/holder:north"),
    "session": ("meeting",),
    "call": ("visit",),
    "vote": ("decision",),
    "boats": ("evaluation/nel2", "evaluation/occ/nel2"),
    "next-call": ("planned/visit",),
}

FOLLOWED = ("", "rank one", "rank other", "choice one", "choice other")


@lru_cache(maxsize=16)
def told(day: str, followed: str = "") -> Brief:
    """The brief of a day, seen with one source followed or none."""
    view, scope = seen(day, followed)
    return compose(view, scope, frameworks())


@lru_cache(maxsize=16)
def seen(day: str, followed: str = "") -> tuple[View, str]:
    """The view of a day; ``followed`` is the rule by which a source is followed, and which ("rank one")."""
    rule, _, source = followed.partition(" ")
    choices = "".join(
        f"  - {{choice: {record}, question: {question!r}, source: {source}, as_of: {DAY}, reason: It was there}}\n"
        for record, questions in QUESTIONS.items()
        for question in questions
        if rule == "choice"
    )
    text = REGISTER % {
        "one rank": ", rank: 80" if followed == "rank one" else "",
        "other rank": ", rank: 80" if followed == "rank other" else "",
        "one": FACTS % ONE,
        "other": FACTS % OTHER,
        "choices": choices,
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "river.yaml"
        path.write_text(text, encoding="utf-8")
        return view_of(path, day), register(path).scope


@lru_cache(maxsize=1)
def frameworks() -> Frameworks:
    with TemporaryDirectory() as folder:
        (Path(folder) / "river-pact.yaml").write_text(FRAMEWORK, encoding="utf-8")
        return load_all(Path(folder))


def clauses(parts: tuple[Part, ...]) -> Iterator[tuple[str, Cite]]:
    """The words before each group of marks, since the one before it."""
    words = ""
    for part in parts:
        if isinstance(part, Cite):
            yield words, part
            words = ""
        else:
            words += part.text


def of(words: str, side: int) -> list[str]:
    """The words of one of the sources that are in a text."""
    return [
        word
        for pair in WORDS.values()
        for word in pair[side]
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", words)
    ]


@pytest.mark.parametrize("followed", FOLLOWED)
@pytest.mark.parametrize("day", [DAY, "2018-12-31", "2026-11-24"])
def test_no_source_is_cited_for_what_another_says(day: str, followed: str) -> None:
    brief = told(day, followed)
    sides = {line.number: ("One", "Other").index(line.publisher) for line in brief.sources}
    for sentence in sentences(brief):
        for words, cite in clauses(sentence.parts):
            for mark in cite.marks:
                assert not of(words, 1 - sides[mark.number]), f"{words!r} is cited to {mark.number}: {sentence.text}"


@pytest.mark.parametrize("followed", FOLLOWED)
def test_what_is_drawn_is_cited_as_what_is_said(followed: str) -> None:
    brief = told(DAY, followed)
    sides = {line.number: ("One", "Other").index(line.publisher) for line in brief.sources}
    drawn = [(f"{item.stands} {item.figure}", item.marks) for lane in brief.lanes for item in lane.items]
    drawn += [(f"{one.total.text} {one.groups}", one.marks) for one in brief.tallies]
    assert {part for one in brief.tallies for part in one.stands.split("; ")[1:]} == (
        {"disputed", "disputed, not followed"} if followed else {"disputed"}
    )
    assert all(one.disputed for one in brief.tallies)
    for words, marks in drawn:
        cited = {sides[mark.number] for mark in marks}
        assert len(cited) == 2 or not any(of(words, 1 - side) for side in cited), words


@pytest.mark.parametrize("followed", FOLLOWED)
@pytest.mark.parametrize("what", WORDS)
def test_both_are_told_as_disputed_and_the_one_that_is_followed_first(what: str, followed: str) -> None:
    brief = told(DAY, followed)
    text = "\n".join(one.text for part in brief.sections for one in part.sentences)
    for word in (*WORDS[what][0], *WORDS[what][1]):
        assert word in text, text
    if followed:
        first, second = (0, 1) if followed.endswith("one") else (1, 0)
        assert text.index(WORDS[what][first][0]) < text.index(WORDS[what][second][0]), text
    for sentence in _telling(brief, what):
        signs = [part for part in sentence.parts if isinstance(part, Sign) and part.answer == "disputed"]
        assert signs, sentence.text


def _telling(brief: Brief, what: str) -> list[Sentence]:
    """The sentences outside what is disputed and stale that print a word of a source on one thing."""
    parts = [*brief.lede, *(one for part in brief.sections for one in part.sentences)]
    parts += [one.sentence for one in brief.next_dates]
    every = (*WORDS[what][0], *WORDS[what][1])
    return [
        one for one in parts if any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", one.text) for word in every)
    ]


@pytest.mark.parametrize("followed", FOLLOWED)
def test_what_is_disputed_has_all_of_it(followed: str) -> None:
    brief = told(DAY, followed)
    text = "\n".join(one.text for one in brief.disputed.sentences)
    for what in WORDS:
        for side in (0, 1):
            assert what == "arrangement" or of(text, side), text
    assert render(brief, width=10_000)


def test_the_answer_first_tells_both_where_none_is_followed() -> None:
    plans, others = (sentence.text for sentence in told(DAY).lede)
    assert plans == "The First Plan is broken off or sworn (disputed)."
    assert "71 or 81 (disputed) vows stand under RP" in others
    assert "Patrol: 711, as of 3 October 2018 or 811, as of 3 October 2018 (disputed)" in others


@pytest.mark.parametrize("followed", ["rank one", "choice one"])
def test_the_answer_first_tells_what_is_followed(followed: str) -> None:
    plans, others = (sentence.text for sentence in told(DAY, followed).lede)
    assert plans == "The First Plan is sworn (disputed: also given as broken off)."
    assert "71 (disputed) vows stand under RP" in others
    assert "Patrol: 711 (disputed), as of 3 October 2018" in others


@pytest.mark.parametrize(("followed", "at"), [("rank one", "sworn"), ("choice other", "broken")])
def test_the_life_of_a_plan_goes_on_from_the_step_that_is_followed(followed: str, at: str) -> None:
    view, _ = seen(DAY, followed)
    (plan,) = view.of_kind("plan")
    known = frameworks()
    life, said = life_of(view, plan.about, known.life_of("river-pact"), known.rules_of)
    assert life.at == at
    assert said is not None
    assert said.payload.step == at
