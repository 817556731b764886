"""How an agenda stands is worked out from what happened to it, in whatever order that is known."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.agenda import Agenda, Ordered, Put, Result, TakenOff, Told, moved, numbered
from servanda.kernel.dates import PartialDate

NAMES = ("a", "b", "c", "d", "e")


def at(minute: int) -> PartialDate:
    return PartialDate((datetime(2026, 6, 11, 9, tzinfo=UTC) + timedelta(minutes=minute)).isoformat())


def put(item: str, minute: int, concerns: str = "") -> Put:
    return Put(item, at(minute), f"put {item} {minute}", "disagreement" if concerns else "other", concerns)


def order(agenda: Agenda) -> str:
    return "".join(line.item for line in agenda.lines)


def test_items_stand_as_they_were_put_on_until_someone_orders_them() -> None:
    items = (put("c", 1), put("a", 2), put("b", 3))
    assert order(Agenda(Told(items))) == "cab"
    first, second = Ordered(("b", "a"), at(4), "o1"), Ordered(("a", "x"), at(5), "o2")
    assert order(Agenda(Told(items, ordered=(first,)))) == "bac"
    assert order(Agenda(Told(items, ordered=(second, first)))) == "acb"
    assert [line.place for line in Agenda(Told(items)).lines] == [1, 2, 3]


def test_an_item_taken_off_is_kept_and_can_be_put_on_again() -> None:
    items, off = (put("a", 1), put("b", 2, "goal")), (TakenOff("b", at(3), "off"),)
    agenda = Agenda(Told(items, off))
    assert order(agenda) == "a"
    assert [one.item for one, _ in agenda.off] == ["b"]
    assert not agenda.has(("disagreement", "goal", ""))
    again = Agenda(Told((*items, put("b", 4, "goal")), off))
    assert order(again) == "ab"
    assert again.has(("disagreement", "goal", ""))


def test_the_last_outcome_stands_and_two_recorded_apart_are_both_shown() -> None:
    items = (put("a", 1), put("b", 2))
    first, second = Result("a", "noted", at(3), "r1"), Result("a", "carried-over", at(4), "r2", 2)
    agenda = Agenda(Told(items, results=(second, first)))
    line = agenda.line("a")
    assert line is not None
    assert line.result == second
    assert [one.item for one in agenda.open] == ["b"]
    assert not agenda.is_ready
    apart = Agenda(Told(items[:1], results=(first, Result("a", "not-agreed", at(3), "r0"))))
    assert [one.what for one in apart.lines[0].results] == ["not-agreed", "noted"]
    assert apart.lines[0].result is None
    assert apart.disputed
    assert not apart.is_ready


def test_minutes_are_ready_when_each_item_has_one_outcome_and_not_before_anything_is_on() -> None:
    assert not Agenda(Told()).is_ready
    done = Told((put("a", 1),), results=(Result("a", "noted", at(2), "r"),))
    assert Agenda(done).is_ready
    adopted = Agenda(Told(done.put, results=done.results, adopted=at(3)))
    assert adopted.is_adopted
    assert not adopted.is_ready


def test_after_an_item_comes_the_next_that_is_open() -> None:
    items = tuple(put(name, n) for n, name in enumerate("abcd"))
    agenda = Agenda(Told(items, results=(Result("c", "noted", at(9), "r"),)))
    following = {name: (line.item if (line := agenda.after(name)) else None) for name in "abcd"}
    assert following == {"a": "b", "b": "d", "c": "d", "d": "a"}
    assert Agenda(Told(items[:1])).after("a") is None


def test_an_order_by_numbers_is_as_it_was_meant() -> None:
    assert numbered("abcd", {"d": 1}) == ("d", "a", "b", "c")
    assert numbered("abcd", {"a": 3}) == ("b", "c", "a", "d")
    assert numbered("abcd", {"a": 2, "b": 1}) == ("b", "a", "c", "d")
    assert moved("abc", "c", -1) == ("a", "c", "b")
    assert moved("abc", "a", -1) == ("a", "b", "c")
    assert moved("abc", "x", 1) == ("a", "b", "c")


@given(st.permutations(NAMES), st.dictionaries(st.sampled_from(NAMES), st.integers(-3, 9)), st.integers(-6, 6))
def test_ordering_by_hand_loses_and_doubles_no_item(items: list[str], numbers: dict[str, int], by: int) -> None:
    assert sorted(numbered(items, numbers)) == sorted(NAMES)
    for item in items:
        assert sorted(moved(items, item, by)) == sorted(NAMES)


happened = st.lists(
    st.one_of(
        st.builds(put, st.sampled_from(NAMES), st.integers(0, 50)),
        st.builds(lambda item, n: TakenOff(item, at(n), f"off {item} {n}"), st.sampled_from(NAMES), st.integers(0, 50)),
        st.builds(lambda items, n: Ordered(tuple(items), at(n), f"order {n} {items}"), st.permutations(NAMES),
                  st.integers(0, 50)),
        st.builds(lambda item, n, v: Result(item, "noted", at(n), f"result {item} {n} {v}", v),
                  st.sampled_from(NAMES), st.integers(0, 50), st.integers(1, 3)),
    ),
    max_size=20,
)  # fmt: skip


def told(events: list[Put | TakenOff | Ordered | Result]) -> Told:
    return Told(
        tuple(one for one in events if isinstance(one, Put)),
        tuple(one for one in events if isinstance(one, TakenOff)),
        tuple(one for one in events if isinstance(one, Ordered)),
        tuple(one for one in events if isinstance(one, Result)),
    )


@given(happened, st.randoms(use_true_random=False))
def test_what_happened_gives_one_agenda_in_whatever_order_it_is_known(
    events: list[Put | TakenOff | Ordered | Result], chance: object
) -> None:
    agenda = Agenda(told(events))
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Agenda(told(shuffled)).lines == agenda.lines
    on, off = [line.item for line in agenda.lines], [one.item for one, _ in agenda.off]
    assert len(set(on)) == len(on)
    assert sorted((*on, *off)) == sorted({one.item for one in events if isinstance(one, Put)})
    assert {line.item for line in agenda.open} == {item for item in on if item not in agenda.results}
