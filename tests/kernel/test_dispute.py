"""Which facts contradict, on which sides they stand, and which is followed (rules 4 and 5)."""

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.asof import standing
from servanda.kernel.dispute import Dispute, contradict, disputes
from servanda.kernel.entries import Entry
from tests.kernel.ledgers import cited, entry, seen, source

TALLY = "tally/objectives"


def tally(name: str, total: object, as_of: str = "2016-01-01", **header: Any) -> Entry:
    return entry(name, "package", "tally", as_of, {"total": total}, **header)


def choice(name: str, of: str, as_of: str, **header: Any) -> Entry:
    content = {"question": TALLY, "source": of, "reason": f"because of {of}"}
    return entry(name, "package", "choice", as_of, content, **header)


def rank(name: str, of: str, weight: int, as_of: str, **header: Any) -> Entry:
    return entry(name, of, "rank", as_of, {"rank": weight}, **header)


def dispute(entries: list[Entry], question: str = TALLY, as_of: date = date(2026, 1, 1)) -> Dispute:
    found = standing(seen(entries, as_of), "package", question).dispute
    assert found is not None
    return found


def sides(found: Dispute) -> list[list[str]]:
    return [[answer.value.text for _, answer in side.answers] for side in found.sides]


def followed(found: Dispute) -> tuple[str | None, str | None]:
    return found.rule, found.followed.answers[0][1].value.text if found.followed else None


TWO = [source("one"), source("two"), tally("f1", 20), tally("f2", 40), cited("f1", "one"), cited("f2", "two")]


def test_a_vague_number_stands_on_every_side_it_contains_and_hides_no_contradiction() -> None:
    found = dispute([tally("a", {"at_most": 50}), tally("b", 20), tally("c", 40)])
    assert sides(found) == [["20", "..50"], ["40", "..50"]]
    assert followed(found) == (None, None)
    assert len(found.facts) == 3


def test_a_vague_date_gives_its_weight_to_no_day_of_it_against_another() -> None:
    began = [entry(f"b{when}", "package", "began", when) for when in ("2005", "2005-05-27", "2005-06-01")]
    sources = [source("strong"), source("weak"), source("other")]
    cites = [cited("b2005", "strong"), cited("b2005-05-27", "weak"), cited("b2005-06-01", "other")]
    weights = [rank("r1", "strong", 90, "2020"), rank("r2", "weak", 10, "2020"), rank("r3", "other", 20, "2020")]
    found = dispute([*began, *sources, *cites, *weights], "began")
    assert sides(found) == [["2005-05-27", "2005"], ["2005-06-01", "2005"]]
    assert followed(found) == (None, None)


NUMBERS = st.one_of(
    st.integers(0, 9),
    st.just("none"),
    st.integers(0, 9).map(lambda n: {"at_most": n}),
    st.integers(0, 9).map(lambda n: {"at_least": n}),
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda two: {"at_least": min(two), "at_most": max(two)}),
    st.integers(0, 9).map(lambda n: {"about": n}),
)


@given(st.lists(NUMBERS, min_size=2, max_size=6))
def test_no_side_holds_two_facts_that_contradict_and_no_fact_is_lost(totals: list[object]) -> None:
    view = seen([tally(f"f{place}", total) for place, total in enumerate(totals)])
    said = view.answering("package", TALLY)
    pairs = [pair for pair in combinations(said, 2) if contradict(*pair)]
    opposed = {fact.digest for pair in pairs for fact, _ in pair}
    assert opposed == {fact.digest for one in disputes(view) for fact in one.facts}
    for one in disputes(view):
        assert len(one.sides) > 1
        for side in one.sides:
            assert not any(contradict(*pair) for pair in combinations(side.answers, 2))


@pytest.mark.parametrize("since", [{}, {"since": "2021"}])
def test_a_later_choice_takes_the_place_of_an_earlier(since: dict[str, str]) -> None:
    later = {"since": "2023"} if since else {}
    made = [choice("c1", "two", "2023", **later), choice("c2", "one", "2021", **since)]
    assert followed(dispute([*TWO, *made])) == ("choice", "40")
    if since:
        assert followed(dispute([*TWO, *made], as_of=date(2022, 1, 1))) == ("choice", "20")


def test_choices_that_no_date_orders_choose_nothing() -> None:
    assert followed(dispute([*TWO, choice("c1", "one", "2021"), choice("c2", "two", "2021-05")])) == (None, None)


def test_a_choice_that_ended_chooses_no_longer() -> None:
    made = choice("c1", "one", "2020", since="2020", until="2021")
    assert followed(dispute([*TWO, made], as_of=date(2021, 5, 1))) == ("choice", "20")
    assert followed(dispute([*TWO, made])) == (None, None)


def test_ranks_that_contradict_one_another_decide_only_what_all_of_them_decide() -> None:
    unsure = [rank("r1", "one", 10, "2020"), rank("r2", "one", 90, "2020")]
    assert followed(dispute([*TWO, *unsure, rank("r3", "two", 50, "2020")])) == (None, None)
    assert followed(dispute([*TWO, *unsure, rank("r3", "two", 95, "2020")])) == ("rank", "40")


def test_a_later_rank_takes_the_place_of_an_earlier() -> None:
    weights = [rank("r1", "one", 90, "2020"), rank("r2", "one", 10, "2022"), rank("r3", "two", 50, "2020")]
    assert followed(dispute([*TWO, *weights])) == ("rank", "40")


def test_a_fact_never_contradicts_itself() -> None:
    lines = [{"what": "men", "count": 2}, {"what": "men", "count": 3}]
    twice = entry("s", "post", "strength", "2016", {"lines": lines})
    assert disputes(seen([twice])) == ()


@pytest.mark.parametrize(
    ("others", "after"),
    [
        ([{"published": "2016-05-30"}], ("publication", "20")),
        ([{"published": "2016-06"}], (None, None)),  # it may have come on the very day, or after it
        ([{"captured": "2026"}], (None, None)),  # undated: it may be as late as it was captured
        ([{"captured": "2016-05"}], ("publication", "20")),
        ([{}], (None, None)),  # nothing is known of when it came
        ([{"published": "2016-02"}, {"published": "2016"}], (None, None)),
        ([], (None, None)),
    ],
)
def test_a_side_is_followed_that_was_certainly_published_later(others: list[Any], after: tuple[str, str]) -> None:
    told = [tally("f1", 20), tally("f2", 40), source("one", "2016-06-01"), cited("f1", "one")]
    for place, dates in enumerate(others):
        told += [source(f"other {place}", **dates), cited("f2", f"other {place}")]
    assert followed(dispute(told)) == after


LONG = "soldiers of the first battalion of the brigade in the "
LABELS = [("солдаты", "врачи"), ("əsgərlər", "həkimlər"), (f"{LONG}south", f"{LONG}north"), ("ა", "ბ"), ("+", "-")]


@pytest.mark.parametrize("labels", LABELS)
def test_lines_named_in_any_script_are_questions_of_their_own(labels: tuple[str, str]) -> None:
    lines = dict(zip(labels, (90, 2), strict=True))
    found = entry("s", "post", "strength", "2016", {"lines": lines}).answers
    assert len({answer.question for answer in found}) == 2


def replacement(target: str, by: str) -> Entry:
    return entry(f"{by} for {target}", target, "replaces", "2020", {"by": by, "reason": "a slip"})


def heads(*more: Entry) -> tuple[Dispute, ...]:
    """One figure replaced twice, by figures of two dates; and what else is recorded."""
    first, one, two = (name.ljust(32, "0") for name in ("a", "b", "c"))
    facts = [tally(first, 20, "2016"), tally(one, 41, "2016-02-01"), tally(two, 44, "2018-01-01")]
    return disputes(seen([*facts, replacement(first, one), replacement(first, two), *more]))


def test_two_replacements_of_one_fact_contradict_whatever_their_dates() -> None:
    (found,) = heads()
    assert sides(found) == [["41"], ["44"]]


def test_corrections_of_corrections_are_still_two_heads() -> None:
    later = "d".ljust(32, "0")
    (found,) = heads(tally(later, 45, "2019"), replacement("c".ljust(32, "0"), later))
    assert sides(found) == [["41"], ["45"]]


def test_a_replacement_taken_back_leaves_one_head() -> None:
    note = f"{'c'.ljust(32, '0')} for {'a'.ljust(32, '0')}"
    assert heads(entry("back", note, "withdraws", "2020", {"reason": "not of it"})) == ()
