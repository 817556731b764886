"""Dated states of one file: each day of publication shows its state, whichever was recorded first (rules 8 and 10)."""

from datetime import date
from itertools import permutations

import pytest

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Standpoint
from servanda.register import Draft
from servanda.register.keeping import upkeep
from servanda.register.reading import statements
from tests.support.databases import Database
from tests.support.registers import an_id, kind
from tests.support.small import PACKAGE, SCOPE, described, small_register, tally, withdrawal
from tests.support.whole import execute

DAYS = {"first": date(2016, 6, 30), "second": date(2016, 9, 30), "third": date(2016, 12, 31)}
GRADES = {"first": "limited", "second": "complete", "third": "substantial"}
QUESTION = "grade/completion/irm"


def state(name: str, replacing: str | None) -> list[Draft]:
    """One state of the file: its source, an objective's text and grade, each cited and closing what it changes."""
    source = an_id(f"source {name}")
    drafts = [
        Draft(kind("source", title=name, publisher="Press", published=DAYS[name].isoformat()), source, scope=SCOPE),
        Draft(kind("objective", of=PACKAGE, text=f"a {name} goal"), an_id("O"), scope=SCOPE, id=an_id(f"text {name}")),
        Draft(
            kind("assessment", axis="completion", track="irm", grade=GRADES[name]),
            an_id("O"), as_of=PartialDate("2016"), scope=SCOPE, id=an_id(f"grade {name}"),
        ),
    ]  # fmt: skip
    for what in ("text", "grade"):
        own = an_id(f"{what} {name}")
        drafts.append(Draft(kind("citation", source=source), own))
        if replacing:
            closer = kind("replaces", by=own, reason="a later state")
            drafts.append(Draft(closer, an_id(f"{what} {replacing}"), id=an_id(f"{what} {name} over {replacing}")))
    return drafts


def recorded() -> None:
    """Record the three states one after the other."""
    register.record(described(), actor="tester")
    for name, before in (("first", None), ("second", "first"), ("third", "second")):
        register.record(state(name, before), actor="tester")


def texts(day: date | None) -> list[str]:
    at = register.resolve(Standpoint(published_by=day))
    view = register.container_view(PACKAGE, at)
    return [fact.payload.text.in_language("en")[0] for fact in view.of_kind("objective")]


@pytest.mark.parametrize("name", DAYS)
def test_each_day_shows_its_state_everywhere(database: Database, name: str) -> None:
    recorded()
    at = register.resolve(Standpoint(published_by=DAYS[name]))
    assert texts(DAYS[name]) == [f"a {name} goal"]
    assert register.count_by_value(QUESTION, at) == {GRADES[name]: 1}
    assert register.count_by_value(QUESTION, at, container=PACKAGE) == {GRADES[name]: 1}
    assert [hit.where or hit.title for hit in register.search(f"{name} goal", at)] == [f"a {name} goal"]
    others = [other for other in DAYS if other != name]
    assert [register.search(f"{other} goal", at) for other in others] == [[], []]
    assert sum(number for _, number in register.days(at)) == 0
    later = statements.closings([an_id(f"grade {name}")], at)
    assert later == {}


def test_before_the_first_state_nothing_is_there_and_now_the_last_one_is(database: Database) -> None:
    recorded()
    assert texts(date(2016, 6, 29)) == []
    assert texts(None) == ["a third goal"]
    assert register.count_by_value(QUESTION, register.resolve(Standpoint(published_by=date(2016, 6, 29)))) == {}
    assert register.count_by_value(QUESTION, register.resolve(Standpoint())) == {"substantial": 1}


def test_what_was_closed_says_by_what_from_the_day_on(database: Database) -> None:
    recorded()
    grade = an_id("grade first")
    for day in (DAYS["second"], DAYS["third"], None):
        (closing,) = statements.closings([grade], register.resolve(Standpoint(published_by=day)))[grade]
        assert closing.in_force


@pytest.mark.parametrize("order", list(permutations(DAYS)))
def test_the_states_may_be_recorded_in_any_order(shared_database: Database, order: tuple[str, ...]) -> None:
    with shared_database.rolled_back():
        register.record(described(), actor="tester")
        for place, name in enumerate(order):
            register.record(state(name, None), actor="tester")
            # each state is told to follow the one before it, once both are there
            for old, new in (("first", "second"), ("second", "third")):
                if name in (old, new) and {old, new} <= set(order[: place + 1]):
                    closers = [
                        kind("replaces", by=an_id(f"{what} {new}"), reason="later") for what in ("text", "grade")
                    ]
                    pairs = zip(closers, ("text", "grade"), strict=True)
                    register.record([Draft(one, an_id(f"{what} {old}")) for one, what in pairs], actor="tester")
        for name, day in DAYS.items():
            at = register.resolve(Standpoint(published_by=day))
            assert texts(day) == [f"a {name} goal"]
            assert register.count_by_value(QUESTION, at) == {GRADES[name]: 1}


def test_a_withdrawal_can_be_cited_and_counts_from_its_source(database: Database) -> None:
    small_register()
    late = an_id("late")
    source = kind("source", title="Later", publisher="Press", published="2017-05-01")
    register.record([Draft(source, late, scope=SCOPE), withdrawal("first")], actor="tester")
    register.record([Draft(kind("citation", source=late), an_id("withdrawal first"))], actor="tester")
    shown = {}
    for day in (date(2016, 11, 15), date(2017, 4, 30), date(2017, 5, 1), None):
        at = register.resolve(Standpoint(published_by=day))
        shown[day] = len(register.partnership_view(SCOPE, at).of_kind("tally"))
    assert list(shown.values()) == [1, 1, 0, 0]


def test_what_was_open_twice_counts_once(database: Database) -> None:
    small_register()
    register.record([withdrawal("first")], actor="tester")
    register.record([Draft(kind("withdraws", reason="it was right"), an_id("withdrawal first"))], actor="tester")
    register.record([*tally(42, "second"), Draft(
        kind("replaces", by=an_id("tally second"), reason="later"), an_id("tally first"), id=an_id("replacing"))],
        actor="tester")  # fmt: skip
    late = an_id("late")
    source = kind("source", title="Later", publisher="Press", published="2017-05-01")
    register.record([Draft(source, late, scope=SCOPE), Draft(kind("citation", source=late), an_id("replacing"))],
                    actor="tester")  # fmt: skip
    at = register.resolve(Standpoint(published_by=date(2016, 12, 31)))
    assert register.count_by_value("tally/objectives", at) == {"disputed": 1}
    assert [number for _, number in register.days(at)] == [2]
    after = register.resolve(Standpoint(published_by=date(2017, 5, 1)))
    assert register.count_by_value("tally/objectives", after) == {"42": 1}


def test_a_projection_of_an_older_release_is_built_again_when_the_register_is_opened(database: Database) -> None:
    recorded()
    register.record(tally(41, "first"), actor="tester")
    register.record([withdrawal("first")], actor="tester")
    execute("DELETE FROM link WHERE kind = 'withdraws'")
    execute("UPDATE projection_form SET number = 1")
    said: list[str] = []
    upkeep.initialise(said.append)
    upkeep.initialise(said.append)
    assert len(said) == 1
    assert "built again" in said[0]
    assert texts(DAYS["first"]) == ["a first goal"]
    assert (
        register.partnership_view(SCOPE, register.resolve(Standpoint(published_by=DAYS["third"]))).of_kind("tally")
        == ()
    )
