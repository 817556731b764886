"""``verify`` names what was altered, removed or added; a seal finds a ledger rewritten whole (rule 17)."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection

from servanda import register
from servanda.errors import InputError
from servanda.kernel.canonical import canonical, commitment
from servanda.ledger.triggers import TABLES
from servanda.register.keeping import upkeep
from servanda.register.keeping.upkeep import Report, Seal
from tests.support.databases import Database
from tests.support.registers import an_id
from tests.support.small import small_register, tally

ID = {"sqlite": "lower(hex(id))", "postgresql": "replace(id::text, '-', '')"}


@pytest.fixture(autouse=True)
def kept(database: Database) -> Database:
    """A register of two batches and a seal between them."""
    small_register()
    upkeep.seal()
    register.record(tally(42, "second"), actor="tester")
    return database


@contextmanager
def tampering(database: Database) -> Iterator[Any]:
    """The database as someone holds it who can drop triggers."""
    connection.close()
    if database.path is not None:
        with sqlite3.connect(database.path) as raw:
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                raw.execute(f"DROP TRIGGER {name}")
            yield raw
        raw.close()
        return
    assert database.superuser_url is not None
    with psycopg.connect(database.superuser_url) as cluster:
        for table in TABLES:
            cluster.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
        yield cluster


def tick_of(raw: Any, database: Database, entry: str) -> int:
    return int(raw.execute(f"SELECT tick FROM entry WHERE {ID[database.engine]} = '{entry}'").fetchone()[0])


def codes(report: Report) -> list[str]:
    return sorted({fault.code for fault in report.faults})


def test_what_was_not_touched_verifies() -> None:
    report = upkeep.verify()
    assert report.is_sound
    assert list(report.lines())[-1] == "All is as it was recorded."
    assert (report.entries, report.seals) == (10, 1)


def test_an_altered_content_is_named(kept: Database) -> None:
    with tampering(kept) as raw:
        tick = tick_of(raw, kept, an_id("tally second"))
        raw.execute(f"UPDATE content SET text = replace(text, '42', '43') WHERE tick = {tick}")
    report = upkeep.verify()
    assert [(fault.code, fault.entry) for fault in report.faults] == [("altered", an_id("tally second"))]
    assert an_id("tally second") in " ".join(report.lines())


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'someone'",
        "as_of = '2015'",
        "recorded_at = recorded_at + 1",
        "marking = 'restricted'",
        "kind_version = 2",
    ],
)
def test_an_altered_header_is_named(kept: Database, change: str) -> None:
    with tampering(kept) as raw:
        raw.execute(f"UPDATE entry SET {change} WHERE tick = {tick_of(raw, kept, an_id('tally first'))}")
    report = upkeep.verify()
    assert ("altered", an_id("tally first")) in [(fault.code, fault.entry) for fault in report.faults]
    assert "broken-seal" in codes(report)


def test_the_header_of_an_erased_content_is_held_by_the_seals(kept: Database) -> None:
    upkeep.erase(an_id("tally first"), "a court", "an order", "tester")
    assert upkeep.verify().is_sound
    with tampering(kept) as raw:
        raw.execute(f"UPDATE entry SET actor = 'someone' WHERE tick = {tick_of(raw, kept, an_id('tally first'))}")
    assert codes(upkeep.verify()) == ["broken-seal"]


def test_a_missing_content_is_named(kept: Database) -> None:
    with tampering(kept) as raw:
        raw.execute(f"DELETE FROM content WHERE tick = {tick_of(raw, kept, an_id('tally first'))}")
    report = upkeep.verify()
    assert [(fault.code, fault.entry) for fault in report.faults] == [("missing-content", an_id("tally first"))]


def test_a_missing_entry_is_named(kept: Database) -> None:
    with tampering(kept) as raw:
        raw.execute(f"DELETE FROM entry WHERE tick = {tick_of(raw, kept, an_id('tally second'))}")
    report = upkeep.verify()
    assert ("missing-entry", an_id("tally second")) in [(fault.code, fault.entry) for fault in report.faults]
    assert "extra-content" in codes(report)


def test_a_gap_in_arrival_is_named(kept: Database) -> None:
    with tampering(kept) as raw:
        tick = tick_of(raw, kept, an_id("tally second"))
        raw.execute(f"DELETE FROM arrival WHERE tick = {tick}")
    report = upkeep.verify()
    assert {("gap", tick), ("extra-entry", tick)} <= {(fault.code, fault.tick) for fault in report.faults}


def test_an_arrival_too_many_is_named(kept: Database) -> None:
    with tampering(kept) as raw:
        raw.execute("INSERT INTO arrival SELECT tick + 100, entry, at FROM arrival WHERE tick = 3")
    assert {"gap", "missing-entry"} <= set(codes(upkeep.verify()))


def test_a_moment_put_back_is_named(kept: Database) -> None:
    with tampering(kept) as raw:
        raw.execute("UPDATE arrival SET at = at - 60000000 WHERE tick = 10")
    assert codes(upkeep.verify()) == ["back-in-time"]


def test_arrivals_that_changed_places_are_named(kept: Database) -> None:
    with tampering(kept) as raw:
        for old, new in ((1, 1001), (2, 1), (1001, 2)):
            for table in ("entry", "content", "arrival"):
                raw.execute(f"UPDATE {table} SET tick = {new} WHERE tick = {old}")
    assert codes(upkeep.verify()) == ["broken-seal"]


def rewritten(database: Database) -> None:
    """Rewrite a fact with a fresh commitment and no seals left: nothing inside can tell."""
    (header, salt, _, _, arrival) = next(
        kept for kept in register.all_entries() if kept[0]["id"] == an_id("tally first")
    )
    text = canonical({"total": 14})
    made = commitment(salt or b"", canonical(header), text)
    with tampering(database) as raw:
        raw.execute(f"UPDATE content SET text = '{text}' WHERE tick = {arrival.tick}")
        literal = f"x'{made}'" if database.engine == "sqlite" else f"'\\x{made}'::bytea"
        raw.execute(f"UPDATE entry SET commitment = {literal} WHERE tick = {arrival.tick}")
        raw.execute("DELETE FROM seal")


def test_a_seal_kept_elsewhere_finds_a_ledger_rewritten_whole(kept: Database) -> None:
    elsewhere = upkeep.seal().to_json()
    rewritten(kept)
    assert upkeep.verify().is_sound
    report = upkeep.verify(Seal.from_json(elsewhere))
    assert codes(report) == ["broken-seal"]


def test_a_seal_kept_elsewhere_finds_a_ledger_cut_short(kept: Database) -> None:
    elsewhere = upkeep.seal()
    with tampering(kept) as raw:
        for table in ("entry", "content", "arrival"):
            raw.execute(f"DELETE FROM {table} WHERE tick > 8")
        raw.execute("DELETE FROM seal")
    assert upkeep.verify().is_sound
    assert codes(upkeep.verify(elsewhere)) == ["broken-seal"]


def test_a_seal_goes_on_holding_after_more_has_arrived(kept: Database) -> None:
    first = upkeep.seal()
    register.record(tally(43, "third"), actor="tester")
    second = upkeep.seal()
    assert upkeep.verify(first).is_sound
    assert upkeep.verify(second).is_sound
    assert second.chains["public"].size == first.chains["public"].size + 2


def test_each_audience_has_a_chain_that_tells_nothing_of_others(kept: Database) -> None:
    from servanda.kernel.marking import Marking

    before = upkeep.seal()
    register.record(tally(44, "hidden", marking=Marking.parse("restricted")), actor="tester")
    after = upkeep.seal()
    assert after.chains["public"] == before.chains["public"]
    assert after.chains["restricted"].size == 2


def test_a_seal_of_another_register_is_told_apart(kept: Database) -> None:
    plain = json.loads(upkeep.seal().to_json())
    other = Seal.from_json(json.dumps({**plain, "origin": an_id("elsewhere")}))
    assert codes(upkeep.verify(other)) == ["other-register"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "nonsense", '{"servanda-seal": 2}', '{"servanda-seal": 1, "chains": 3}']
)
def test_what_is_no_seal_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no seal"):
        Seal.from_json(text)
