"""A content leaves for good by order; who and why stays, and all else verifies (rule 15)."""

import pytest
from django.db import connection

from servanda import register
from servanda.errors import NotFound, Refused
from servanda.kernel.dates import PartialDate
from servanda.ledger.read import payload
from servanda.projection.fold import _respell
from servanda.projection.marks import _written
from servanda.register.keeping import upkeep
from servanda.register.keeping.union import foreign, union
from tests.support.databases import Database, Databases
from tests.support.projected import projected
from tests.support.registers import an_id, kind
from tests.support.small import PACKAGE, SCOPE, now, small_register, tally, withdrawal
from tests.support.whole import rows

SECRET = "Zarathustra"


@pytest.fixture
def spilled(database: Database) -> str:
    """A register that holds a secret in the words of a statement."""
    return spill()


def spill() -> str:
    small_register()
    fact = an_id("spilled")
    said = kind("statement", topic="t", text=f"the plan is called {SECRET}")
    register.record([register.Draft(said, PACKAGE, as_of=PartialDate("2016"), scope=SCOPE, id=fact)], actor="tester")
    return fact


def test_the_content_is_gone_and_the_entry_says_why(spilled: str) -> None:
    assert register.search(SECRET, now())
    upkeep.erase(spilled, "a court of law", "a spilled secret", "the registrar")
    looks_again = now()
    kept = {payload.cache_info().currsize, _written.cache_info().currsize, _respell.cache_info().currsize}
    assert kept == {0}, "what was read before is in no memory either, once someone looks again"
    assert not register.search(SECRET, looks_again)
    assert not [fact for fact in register.partnership_view(SCOPE, now()).facts if fact.kind == "statement"]
    report = upkeep.verify()
    assert report.is_sound
    (one,) = report.erased
    assert (one.entry, one.authority, one.reason, one.actor) == (
        spilled,
        "a court of law",
        "a spilled secret",
        "the registrar",
    )


def test_nothing_of_it_stays_in_any_table(spilled: str) -> None:
    upkeep.erase(spilled, "a court", "an order", "tester")
    for table in connection.introspection.table_names():
        assert SECRET.lower() not in repr(rows(f'SELECT * FROM "{table}"')).lower(), table


def test_nothing_of_it_stays_in_the_file(sqlite_database: Database) -> None:
    upkeep.erase(spill(), "a court", "an order", "tester")
    connection.close()
    assert sqlite_database.path is not None
    for path in sqlite_database.path.parent.glob(f"{sqlite_database.path.name}*"):
        assert SECRET.lower().encode() not in path.read_bytes().lower()


def test_it_cannot_be_erased_twice_nor_its_erasure(spilled: str) -> None:
    order = upkeep.erase(spilled, "a court", "an order", "tester")
    with pytest.raises(Refused, match="erased already"):
        upkeep.erase(spilled, "a court", "an order", "tester")
    with pytest.raises(Refused):
        upkeep.erase(order, "a court", "an order", "tester")
    with pytest.raises(NotFound):
        upkeep.erase(an_id("nobody"), "a court", "an order", "tester")


def test_the_projection_built_anew_is_the_same(spilled: str) -> None:
    register.record(tally(42, "second"), actor="tester")
    upkeep.erase(an_id("tally first"), "a court", "an order", "tester")
    upkeep.erase(spilled, "a court", "an order", "tester")
    before = projected()
    upkeep.rebuild()
    assert projected() == before


def test_an_erased_withdrawal_goes_on_closing(spilled: str) -> None:
    register.record([withdrawal("first")], actor="tester")
    upkeep.erase(an_id("withdrawal first"), "a court", "an order", "tester")
    assert not [fact for fact in register.partnership_view(SCOPE, now()).facts if fact.kind == "tally"]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_an_erasure_reaches_the_registers_it_is_joined_with(engine: str, databases: Databases) -> None:
    with databases.fresh(engine):
        small_register()
        whole = list(register.all_entries())
        upkeep.erase(an_id("tally first"), "a court", "an order", "tester")
        after = list(register.all_entries())
    for order in ([whole, after], [after, whole]):
        with databases.fresh(engine):
            for entries in order:
                union(foreign(entries))
            assert upkeep.verify().is_sound
            assert [one.entry for one in upkeep.verify().erased] == [an_id("tally first")]
            assert not [fact for fact in register.partnership_view(SCOPE, now()).facts if fact.kind == "tally"]
            before = projected()
            upkeep.rebuild()
            assert projected() == before
