"""The brief on other days: what has ended, what was last known, what is disputed, what is never to be said."""

import pytest

from servanda.brief.model import Sign
from tests.brief.telling import brief, one_line, said, section, sentences


def test_kosovo_in_2008_is_ended_and_its_last_strength_is_disputed() -> None:
    told = brief("2008-05-01")
    assert said(told, "peacekeepers in Kosovo: ended on 15 April 2008")
    (strength,) = said(told, "Last known strength in place", "Kosovo")
    assert "33" in strength.text
    assert "34" in strength.text
    assert Sign("disputed", "disputed") in strength.parts
    assert not [
        one for one in said(told, "Strength in place", "Kosovo") if "Last known" not in one.text and "stale" in one.key
    ]


@pytest.mark.parametrize("day", ["2008-05-01", "2014-01-01"])
def test_the_year_of_the_first_plan_is_disputed_and_one_source_agrees(day: str) -> None:
    told = brief(day)
    (joined,) = said(told, "Azerbaijan joined", "27 May 2005")
    assert "on 27 May 2005 or in 2004 (disputed)" in joined.text
    assert joined.dispute is not None
    sides = [["".join(part.text for part in line.value) for line in side.lines] for side in joined.dispute.sides]
    assert sides == [["27 May 2005", "2005"], ["2004"]]
    # the ministry's page bears no date: nobody can say that what is dated was published later
    assert not any(side.followed for side in joined.dispute.sides)


def test_a_side_that_is_followed_is_told_with_what_stands_against_it() -> None:
    (began,) = said(brief("2014-01-01"), "peacekeepers in Kosovo: service began in September 1999")
    assert "(disputed: also given as 1997)" in began.text


def test_the_package_of_2013() -> None:
    told = brief("2013-04-30")
    assert said(told, "44 partnership goals under PARP, 31 of them for the Armed Forces")
    (split,) = said(told, "Of the 31 for the Armed Forces")
    assert "18 joint" in split.text
    assert [working.text for working in split.workings] == ["18 + 7 + 2 + 4 = 31"]
    assert not said(told, "41")


def test_in_february_2018_nothing_of_2016_passes_for_current() -> None:
    told = brief("2018-02-01")
    (strength,) = said(told, "Strength in place", "Afghanistan")
    assert "120, including 6" in strength.text
    (visits,) = said(told, "High-level visits scheduled")
    assert "last known on 15 November 2016: none" in visits.text
    assert "none" not in ["".join(part.text for part in one.date) for one in told.next_dates]
    (period,) = said(told, "(2015-2016)", "has run out")
    assert "whether it was concluded is not known" in period.text
    assert any("this was planned for 2017" in sentence for sentence in section(told, "dialogue"))
    assert not said(told, "94 in all")


def test_in_november_2024_no_strength_in_afghanistan_is_current() -> None:
    told = brief("2024-11-26")
    strengths = [
        one for one in said(told, "trength in place") if "Afghanistan" in one.text and "Resolute" not in one.text
    ]
    assert strengths
    assert all("Last known" in one.text for one in strengths)
    assert said(told, "peacekeepers in Afghanistan: ended in August 2021")


@pytest.mark.parametrize("day", ["2016-11-15", "2018-02-01", "2026-11-24"])
def test_a_smaller_package_is_never_a_number_completed(day: str) -> None:
    told = brief(day)
    (separate,) = said(told, "44", "41", "separate agreements")
    assert "not a number completed" in separate.text
    assert not [working for one in sentences(told) for working in one.workings if working.result == 3]


@pytest.mark.parametrize("day", ["2017-12-01", "2018-02-01", "2026-11-24"])
def test_rotations_are_never_strengths(day: str) -> None:
    told = brief(day)
    for size in ("54", "50"):
        for sentence in said(told, f"{size} sent") + said(told, f"{size} returned"):
            assert "not a strength" in sentence.text
    reported = {value for one in told.series for point in one.points for value in point.values}
    assert reported.isdisjoint({42, 54, 50, 70})


def test_undated_figures_stand_beside_and_replace_none() -> None:
    told = brief("2026-11-24")
    (usual,) = said(told, "up to 40 partnership goals")
    assert usual.text.startswith("Undated (by ")
    (embassy,) = [one for one in said(told, "94 servicemen") if "undated" in one.text and one.key.endswith("undated")]
    assert "98 in all, computed (94 + 2 + 2 = 98)" in embassy.text


def test_as_of_a_later_day_it_is_headed_as_decided_by_today() -> None:
    assert "As decided by today, 24 November 2026." in one_line(brief("2027-06-01"))
    assert "As decided by today" not in one_line(brief("2026-11-24"))
