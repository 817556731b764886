"""Two replacements of one fact are two heads: a contradiction, on both databases (rule 8)."""

from servanda import register
from servanda.kernel.dispute import disputes
from servanda.register import Draft
from tests.support.databases import Database
from tests.support.registers import an_id, kind
from tests.support.small import PACKAGE, SCOPE, now, small_register, tally


def replacement(of: str, by: str) -> Draft:
    payload = kind("replaces", by=an_id(f"tally {by}"), reason="a slip")
    return Draft(payload, an_id(f"tally {of}"), id=an_id(f"{by} for {of}"))


def sides() -> list[list[list[str]]]:
    views = (register.partnership_view(SCOPE, now()), register.records_view([PACKAGE], now()))
    found = [
        [[answer.value.text for _, answer in side.answers] for side in one.sides] for v in views for one in disputes(v)
    ]
    assert found[: len(found) // 2] == found[len(found) // 2 :]
    return found[: len(found) // 2]


def test_two_heads_are_in_dispute_until_one_is_taken_back(shared_database: Database) -> None:
    with shared_database.rolled_back():
        small_register()
        two = [*tally(42, "second", as_of="2017-01-01"), *tally(44, "third", as_of="2018-01-01")]
        register.record([*two, replacement("first", "second"), replacement("first", "third")], actor="tester")
        assert sides() == [[["42"], ["44"]]]
        later = [*tally(45, "fourth", as_of="2019-01-01"), replacement("third", "fourth")]
        register.record(later, actor="tester")
        assert sides() == [[["42"], ["45"]]]
        register.record([Draft(kind("withdraws", reason="not of it"), an_id("third for first"))], actor="tester")
        assert sides() == []
