"""Closing (rule 8): what closes what, from when to when."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.closing import Closings
from servanda.kernel.entries import Entry
from tests.kernel.ledgers import entry

FACT = entry("fact", "K", "tally", "2016", {"total": 41})


def withdraws(name: str, target: str) -> Entry:
    return entry(name, target, "withdraws", "2020", {"reason": "wrong"})


def closings(*order: Entry) -> Closings:
    return Closings(order, {one.id: tick for tick, one in enumerate(order, 1)})


def test_what_nothing_closes_is_known_from_its_arrival_on() -> None:
    assert closings(FACT).known("fact") == ((1, None),)


def test_a_withdrawal_closes_from_its_arrival_on() -> None:
    made = closings(FACT, withdraws("w", "fact"))
    assert made.known("fact") == ((1, 2),)
    assert not made.is_closed("fact", 1)
    assert made.is_closed("fact", 2)


def test_a_withdrawn_withdrawal_closes_nothing_and_can_itself_be_taken_back() -> None:
    made = closings(FACT, withdraws("w", "fact"), withdraws("v", "w"), withdraws("u", "v"))
    assert made.known("fact") == ((1, 2), (3, 4))
    assert made.known("w") == ((2, 3), (4, None))


def test_two_replacements_are_two_heads() -> None:
    one, other = (entry(name, "K", "tally", "2016", {"total": n}) for name, n in (("one", 42), ("other", 43)))
    made = closings(
        FACT,
        one,
        entry("r1", "fact", "replaces", "2020", {"by": "0" * 32, "reason": "slip"}),
        other,
        entry("r2", "fact", "replaces", "2020", {"by": "1" * 32, "reason": "slip"}),
    )
    assert made.known("fact") == ((1, 3),)
    assert made.known("one") == ((2, None),)
    assert made.known("other") == ((4, None),)
    assert {closer.id for closer in made.closers("fact")} == {"r1", "r2"}


def test_a_closer_that_came_before_what_it_closes_closes_it_at_once() -> None:
    made = closings(withdraws("w", "fact"), FACT)
    assert made.known("fact") == ()


def test_a_closer_that_has_not_arrived_closes_nothing() -> None:
    made = Closings([FACT, withdraws("w", "fact")], {"fact": 1})
    assert made.known("fact") == ((1, None),)
    assert made.known("w") == ()


@pytest.mark.parametrize("tick", [2, 3, 9])
def test_closers_in_a_ring_close_what_lies_outside_it_the_same_each_time(tick: int) -> None:
    made = closings(FACT, withdraws("a", "b"), withdraws("b", "a"), withdraws("c", "fact"))
    assert made.is_closed("fact", tick) is (tick >= 4)
    assert made.is_closed("a", tick) == made.is_closed("a", tick)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """A fact and withdrawals of what came before, in any order of arrival."""
    made = [FACT]
    for number in range(draw(st.integers(0, 7))):
        target = draw(st.sampled_from(made)).id
        made.append(withdraws(f"w{number}", target))
    order: list[Any] = draw(st.permutations(made))
    return order


@given(ledgers())
def test_the_intervals_say_at_each_tick_what_closing_says(order: list[Entry]) -> None:
    made = closings(*order)
    for tick, one in enumerate(order, 1):
        for at in range(1, len(order) + 2):
            known = any(start <= at and (end is None or at < end) for start, end in made.known(one.id))
            assert known == (tick <= at and not made.is_closed(one.id, at))


@given(ledgers(), st.integers(0, 3))
def test_what_comes_later_changes_no_earlier_answer(order: list[Entry], more: int) -> None:
    before = closings(*order)
    after = closings(*order, *(withdraws(f"later {n}", order[n % len(order)].id) for n in range(more)))
    for one in order:
        for tick in range(1, len(order) + 1):
            assert before.is_closed(one.id, tick) == after.is_closed(one.id, tick)
