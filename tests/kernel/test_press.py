"""Whether a line may be said follows from what happened; a figure in it does not lose its date unseen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.press import Clearance, Given, Line, Warned, Word, stand, warnings

NOON = datetime(2026, 6, 11, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINE = Line(NOON, ("Press office", "Minister"))
DATED = Given("41", "2016", ("15 November 2016", "15 noyabr 2016", "2016-11-15"))


def said(hours: int, clearer: str, what: Word = "cleared") -> Clearance:
    return Clearance(NOON + hours * HOUR, clearer, what, f"{hours} {clearer}")


BOTH = (said(1, "Press office"), said(2, "minister"))


def test_a_line_is_a_draft_until_each_who_is_named_has_cleared_it() -> None:
    assert stand(LINE, BOTH[:1], NOON + 9 * HOUR).state == "draft"
    assert stand(LINE, BOTH[:1], NOON + 9 * HOUR).waiting == ("Minister",)
    found = stand(LINE, BOTH, NOON + 9 * HOUR)
    assert (found.state, found.since, found.waiting) == ("cleared", NOON + 2 * HOUR, ())
    assert stand(LINE, BOTH, NOON + HOUR).state == "draft"


def test_strangers_and_words_before_the_draft_change_nothing() -> None:
    words = (BOTH[0], said(2, "Somebody"), said(-1, "Minister"))
    assert stand(LINE, words, NOON + 9 * HOUR).waiting == ("Minister",)


@pytest.mark.parametrize("what", ["refused", "taken-back"])
def test_one_who_refuses_or_takes_back_decides_and_his_latest_word_counts(what: Word) -> None:
    found = stand(LINE, (*BOTH, said(3, "Minister", what)), NOON + 9 * HOUR)
    assert (found.state, found.since) == (what, NOON + 3 * HOUR)
    again = (*BOTH, said(3, "Minister", what), said(4, "Minister"))
    assert stand(LINE, again, NOON + 9 * HOUR).may_be_said


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"embargo": NOON + 9 * HOUR}, "cleared"),
        ({"embargo": NOON + 9 * HOUR + timedelta(seconds=1)}, "embargoed"),
        ({"expires": NOON + 9 * HOUR}, "expired"),
        ({"expires": NOON + 9 * HOUR + timedelta(seconds=1)}, "cleared"),
        ({"changed": ("a",)}, "outdated"),
        ({"followed": NOON + 9 * HOUR}, "superseded"),
        ({"followed": NOON + 10 * HOUR}, "cleared"),
        ({"needs_agreement": True}, "draft"),
        ({"needs_agreement": True, "agreed": NOON + 10 * HOUR}, "draft"),
        ({"needs_agreement": True, "agreed": NOON + 5 * HOUR}, "cleared"),
    ],
)
def test_a_cleared_line_at_its_edges(more: dict[str, object], state: str) -> None:
    line = Line(NOON, LINE.clearers, **more)  # type: ignore[arg-type]
    assert stand(line, BOTH, NOON + 9 * HOUR).state == state


words = st.lists(
    st.builds(
        said, st.integers(-2, 9), st.sampled_from(["Press office", "Minister", "Other"]),
        st.sampled_from(["cleared", "refused", "taken-back"]),
    ),
    max_size=6,
    unique_by=lambda one: one.moment,
)  # fmt: skip


@given(words=words, at=st.integers(-2, 9), data=st.data())
def test_the_order_does_not_matter_nor_what_comes_later_and_nothing_is_said_without_all(
    words: list[Clearance], at: int, data: st.DataObject
) -> None:
    moment = NOON + at * HOUR
    found = stand(LINE, words, moment)
    assert stand(LINE, data.draw(st.permutations(words)), moment) == found
    assert stand(LINE, [one for one in words if one.moment <= moment], moment) == found
    if found.may_be_said:
        assert [one.what for one in found.words] == ["cleared", "cleared"]


@pytest.mark.parametrize(
    "text",
    [
        "41 goals were agreed as of 15 November 2016.",
        "In 2016 there were 41 goals.",
        "2016-cı ilə 41 məqsəd var.",
        "As of 2016-11-15: 41.",
        "No figure at all.",
    ],
)
def test_a_figure_that_keeps_its_date_is_not_warned_of(text: str) -> None:
    assert warnings(text, [DATED]) == ()


def test_a_figure_that_loses_its_date_is_warned_of() -> None:
    lost = Warned("undated", "41", "15 November 2016")
    assert warnings("There are 41 goals.", [DATED]) == (lost,)
    assert warnings("It was agreed in 2016. There are 41 goals, and 41 it is.", [DATED]) == (lost,)
    assert warnings("There were 41 goals in 2017.", [DATED]) == (lost,)


def test_a_figure_that_no_fact_gives_is_warned_of() -> None:
    assert warnings("As of 2016 there were 44 goals, 41 of them new.", [DATED]) == (Warned("ungiven", "44"),)
    assert warnings("1,200 of 13.5 in 2016", [Given("1200", "2016")]) == (Warned("ungiven", "13.5"),)
    assert warnings("On 15 November 2016, 41 goals and 15 plans.", [DATED]) == (Warned("ungiven", "15"),)
    assert warnings("MI-17 flew.", []) == ()
