"""What is told as current and is old is said to be stale; what was answered is not called unknown; each figure once."""

from datetime import date
from typing import Any

import pytest

from servanda.kernel.dates import PartialDate
from servanda.kinds import Kind
from tests.brief.telling import section
from tests.brief.test_open_dates import FORCE, PACKAGE, PLAN, A, B, P, told
from tests.support.registers import kind

Said = tuple[Kind, str, PartialDate]
DAY = date(2020, 1, 5)


def said(name: str, about: str, when: str, **content: Any) -> Said:
    return kind(name, **content), about, PartialDate(when)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            said("arrangement", P, "2018-12", what="cooperation", frameworks=["pfp"]),
            "Cooperation is carried out in the framework of PfP: last said as of December 2018; nothing newer is held.",
        ),
        (
            said("arrangement", P, "2018-12", what="reviews", text="Experts look at the work every year."),
            "Experts look at the work every year: last said as of December 2018; nothing newer is held.",
        ),
        (
            said("assessment", PLAN, "2018-12", axis="state", track="joint", grade="begun"),
            "IPAP, from 2018: last assessed as of December 2018; nothing newer is held.",
        ),
        (
            said("progress", PLAN, "2018-12", percent="40"),
            "IPAP, from 2018: last assessed as of December 2018; nothing newer is held.",
        ),
        (said("tally", P, "2018-12", of="events", total=8), "last counted as of December 2018; nothing newer is held."),
        (
            said("strength", FORCE, "2018-12", total=90),
            "Strength in place, a party in Far away: last reported as of December 2018; nothing newer is held.",
        ),
    ],
    ids=lambda value: value[0].kind if isinstance(value, tuple) else "",
)
def test_what_nobody_has_said_again_for_a_year_is_stale(fact: Said, words: str) -> None:
    assert [one[-len(words) :] for one in section(told(DAY, [fact]), "stale")] == [words]
    assert not section(told(date(2019, 6, 1), [fact]), "stale")
    assert not section(told(DAY, [fact, (fact[0], fact[1], PartialDate("2019-12"))]), "stale")


def test_what_is_told_of_a_plan_that_is_past_is_not_stale() -> None:
    graded = said("assessment", PLAN, "2018-12", axis="state", track="joint", grade="begun")
    assert section(told(DAY, [graded, said("ended", PLAN, "2019")]), "stale") == []


@pytest.mark.parametrize(
    ("progress", "known"),
    [
        ({"completed": "none"}, True),
        ({"completed": 0}, True),
        ({"completed": {"about": 7}}, True),
        ({"completed": {"at_least": 5}}, True),
        ({"completed": {"words": "a part"}}, False),
        ({"in-progress": 12}, False),
    ],
    ids=str,
)
def test_how_many_are_completed_is_unknown_only_where_nobody_said(progress: dict[str, Any], known: bool) -> None:
    brief = told(DAY, [said("tally", PACKAGE, "2019-12", total=41, parts={"progress": progress})])
    unknown = [one for one in section(brief, "unknown") if "how many are completed is not known" in one]
    assert bool(unknown) is not known


def test_a_strength_without_a_date_that_is_disputed_is_told_once_and_as_undated() -> None:
    brief = told(
        DAY, [said("strength", FORCE, "2019-06-01", total=33), said("strength", FORCE, "../2020-01-05", total=40)]
    )
    strengths = [one for one in section(brief, "contributions") if "40" in one]
    assert len(strengths) == 1
    assert "33, as of 1 June 2019 or 40, undated (by 5 January 2020) (disputed)" in strengths[0]


def test_figures_that_only_say_about_stand_beside_the_exact_with_sources_of_their_own() -> None:
    brief = told(
        DAY, [said("strength", FORCE, "2019-06", total={"about": 300}), said("strength", FORCE, "2019-06", total=500)]
    )
    (lede,) = brief.lede
    assert "500, as of June 2019 or about 300, as of June 2019" in lede.text
    assert len({mark.fact for mark in lede.marks}) == 2


def test_a_step_that_is_silent_on_who_took_it_bears_out_the_one_that_says_so() -> None:
    steps = [said("step", PLAN, "2019-06", step="approved"), said("step", PLAN, "2019-06", step="approved", by=A)]
    (plan,) = section(told(DAY, steps), "plans")
    assert "approved by a party in June 2019" in plan


def test_a_step_that_two_bodies_are_said_to_have_taken_is_told_of_each() -> None:
    steps = [said("step", PLAN, "2019-06", step="approved", by=one) for one in (A, B)]
    (plan,) = section(told(DAY, steps), "plans")
    assert plan.count("approved by a party, as of June 2019") == 2
    assert "(disputed)" in plan


def test_what_is_counted_in_words_only_is_told_of_a_number_with_its_own_source() -> None:
    total, words = {"total": 41}, {"parts": {"progress": {"completed": {"words": "a part"}}}}
    brief = told(DAY, [said("tally", PACKAGE, "2019-12", **total), said("tally", PACKAGE, "2019-12", **words)])
    (sentence,) = [one for one in section(brief, "packages") if "in words only" in one]
    assert sentence.startswith("Of the 41 partnership goals, as of December 2019, in words only: completed: “a part”")
