"""Where a record lies, and a standpoint that tells of no hidden arrival."""

from datetime import date

import pytest

from servanda import register
from servanda.accounts.policy import WHOLE
from servanda.errors import NotFound, UsageError
from servanda.kernel.marking import Reader
from servanda.kernel.standpoint import Standpoint
from servanda.register import Draft
from servanda.register.reading import places
from tests.access.register import OWN, build, hide, record_of
from tests.support.databases import Database
from tests.support.registers import an_id, kind

EVER = Standpoint(as_of=date.max)


@pytest.fixture
def open_register(database: Database) -> Database:
    """Two partnerships without a marked statement."""
    build(hidden=False)
    return database


def own(*names: str) -> tuple[str, ...]:
    """Identifiers of the first partnership's records, and the whole."""
    return (*(record_of(OWN, name) for name in names), WHOLE)


def test_a_record_lies_in_its_plan_and_that_in_its_partnership(open_register: Database) -> None:
    assert places.place("own-partnership", EVER).chain == own("partnership")
    assert places.place(record_of(OWN, "plan"), EVER).chain == own("plan", "partnership")
    assert places.place(record_of(OWN, "objective"), EVER).chain == own("objective", "package", "partnership")


def test_no_role_is_held_at_what_lies_in_no_plan(open_register: Database) -> None:
    with pytest.raises(UsageError, match="No role is held"):
        places.place(record_of(OWN, "state"), EVER)
    with pytest.raises(NotFound):
        places.place("nowhere", EVER)


def test_what_may_be_spoken_of_anywhere_belongs_to_the_partnership_it_is_spoken_of_in(open_register: Database) -> None:
    at = register.resolve(EVER)
    assert places.place_of(record_of(OWN, "state"), "s" * 32, at).chain == ("s" * 32, WHOLE)
    assert places.place_of(record_of(OWN, "objective"), "s" * 32, at).chain == own(
        "objective", "package", "partnership"
    )


def test_a_record_that_is_not_known_yet_lies_where_it_is_said_to(open_register: Database) -> None:
    at, content = register.resolve(EVER), kind("objective", of=record_of(OWN, "plan"), text="new")
    assert places.place_of(an_id("new"), "s" * 32, at, content).chain == (an_id("new"), *own("plan", "partnership"))
    assert places.place_in(content, at).chain == own("plan", "partnership")


def test_chapters_in_a_circle_end(open_register: Database) -> None:
    scope, package = record_of(OWN, "partnership"), record_of(OWN, "package")
    one, two = an_id("one"), an_id("two")
    for own_id, other in ((one, two), (two, one)):
        content = kind("objective", of=package, parent=other, text="round")
        if other == two:
            first = Draft(kind("objective", of=package, text="round"), two, scope=scope)
            register.record([first, Draft(content, one, scope=scope)], actor="tester")
        else:
            register.record([Draft(content, own_id, scope=scope)], actor="tester")
    assert places.place_of(one, scope, register.resolve(EVER)).chain[-1] == WHOLE


def test_the_last_arrival_that_a_reader_sees_does_not_move_with_what_he_may_not_see(open_register: Database) -> None:
    cleared = Standpoint(reader=Reader("b", "secret", frozenset("B")))
    before = register.untraced(register.resolve(Standpoint()))
    hide()
    after = register.untraced(register.resolve(Standpoint()))
    assert (before.tick, before.as_of) == (after.tick, after.as_of)
    assert register.untraced(register.resolve(cleared)).tick > after.tick
    assert register.untraced(register.resolve(Standpoint())).tick <= register.resolve(Standpoint()).tick


def test_of_an_empty_register_no_arrival_is_seen(database: Database) -> None:
    assert register.untraced(register.resolve(Standpoint())).tick == 0
