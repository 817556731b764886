"""What may come next in a plan's life, and what blocks it."""

from datetime import date

from servanda.frameworks import load_all
from servanda.kernel.guards import Block
from servanda.kernel.lifecycle import GUARDS, Life, State, Transition, next_steps

STATES = (
    State("draft", acts=("coordinator",)),
    State("agreed", after=("draft",), acts=("chair",), when=("text-adopted", "meeting-held")),
    State("in-force", after=("agreed", "in-force"), when=("edition-published",)),
    State("over", after=("in-force",), when=("reviews-locked", "weather-fair")),
)
DAY = date(2026, 3, 1)


def test_it_begins_with_what_comes_after_nothing() -> None:
    assert next_steps(Life(STATES)) == (Transition("draft", ("coordinator",)),)
    assert next_steps(Life((State("draft"), State("agreed")))) == ()  # nothing is declared of what comes next


def test_guards_hold_back_until_what_they_wait_for_has_come_since() -> None:
    early = Life(STATES, "draft", DAY, adopted=(date(2026, 2, 1),), met=(date(2026, 2, 28),))
    assert next_steps(early)[0].blocks == (Block("text-adopted"), Block("meeting-held"))
    assert next_steps(Life(STATES, "draft", DAY, adopted=(DAY,), met=(DAY,)))[0].is_free


def test_a_guard_that_is_not_known_refuses() -> None:
    over = next_steps(Life(STATES, "in-force", DAY, published=(DAY,), unlocked=2))
    assert [one.to for one in over] == ["in-force", "over"]
    assert over[0].is_free
    assert over[1].blocks == (Block("reviews-locked", 2), Block("weather-fair", is_known=False))


def test_what_left_the_path_has_no_next_step_by_it() -> None:
    assert next_steps(Life(STATES, "elsewhere", DAY)) == ()


def test_the_shipped_lives_begin_somewhere_name_known_guards_and_reach_every_step() -> None:
    declared = 0
    known = load_all()
    for slug in known:
        life = Life(known.life_of(slug))
        if not life.is_declared:
            continue
        declared += 1
        assert {guard for state in life.states for guard in state.when} <= set(GUARDS), slug
        begun = {one.to for one in next_steps(life)}
        assert len(begun) == 1, slug
        while (more := begun | {s.slug for s in life.states if begun & set(s.after)}) != begun:
            begun = more
        assert begun == {state.slug for state in life.states}, slug
    assert declared >= 4
