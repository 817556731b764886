"""Two registers joined: in any order and any number of times the same is seen now, and nothing changes earlier."""

import json
from typing import Any

import pytest
from hypothesis import strategies as st

from servanda import register
from servanda.errors import InputError, Refused
from servanda.kernel.canonical import canonical, commitment
from servanda.kernel.marks import MARKED
from servanda.kernel.standpoint import Standpoint
from servanda.register.keeping import upkeep
from servanda.register.keeping.union import Foreign, foreign, union
from tests.support.databases import Database
from tests.support.examples import on_each_engine
from tests.support.projected import projected
from tests.support.registers import (
    DAYS,
    HOLDERS,
    PARTIES,
    READERS,
    SCOPES,
    Drawn,
    an_id,
    build,
    registers,
)
from tests.support.small import small_register
from tests.support.whole import rows


def seen() -> list[str]:
    """What is seen now, for several readers and days."""
    texts = []
    for reader in READERS[::2]:
        for day in (DAYS[2], DAYS[-1]):
            at = register.resolve(Standpoint(as_of=day, reader=reader))
            texts += [register.partnership_view(an_id(name), at).canonical() for name in SCOPES]
            texts += [register.container_view(an_id(name), at).canonical() for name in HOLDERS]
            texts.append(register.records_view([an_id(name) for name in PARTIES], at).canonical())
            texts.append(json.dumps(register.count_by_value("grade/completion/irm", at), sort_keys=True))
    return texts


def ledger_of(database: Database, drawn: Drawn) -> list[Foreign]:
    with database.rolled_back():
        build(drawn.batches)
        return list(foreign(register.all_entries()))


@on_each_engine(8, 3, drawn=registers(most=8), data=st.data())
def test_joined_in_any_order_any_number_of_times_the_same_is_seen(
    shared_database: Database, drawn: Drawn, data: st.DataObject
) -> None:
    half = len(drawn.batches) // 2
    one = ledger_of(shared_database, Drawn(drawn.batches[: half + 1]))
    other = ledger_of(shared_database, Drawn([drawn.batches[0], *drawn.batches[half + 1 :]]))
    # what both recorded under one id is one entry of the first; both recorded it at different moments
    both = {str(entry[0]["id"]) for entry in one}
    other = [entry for entry in other if str(entry[0]["id"]) not in both]
    results = []
    for _ in range(2):
        entries = data.draw(st.permutations(one + other))
        with shared_database.rolled_back():
            cut = data.draw(st.integers(0, len(entries)))
            union(entries[:cut])
            union(entries[: cut + 1])
            union(entries)
            assert union(entries).added == 0
            results.append(seen())
            before = projected()
            upkeep.rebuild()
            assert projected() == before
            assert upkeep.verify().is_sound
    assert results[0] == results[1]


@on_each_engine(8, 3, drawn=registers(most=8), day=st.sampled_from(DAYS), reader=st.sampled_from(READERS))
def test_a_union_changes_no_earlier_answer_and_breaks_no_seal(
    shared_database: Database, drawn: Drawn, day: Any, reader: Any
) -> None:
    half = len(drawn.batches) // 2
    # what the other marks anew is closed at every tick (rule 13): an earlier answer is to lose it
    more = [[draft for draft in batch if draft.payload.kind != MARKED] for batch in drawn.batches[half + 1 :]]
    other = ledger_of(shared_database, Drawn([drawn.batches[0], *more]))
    with shared_database.rolled_back():
        moments = build(drawn.batches[: half + 1])
        seals = [upkeep.seal()]
        points = [register.resolve(Standpoint(day, moment, None, reader)) for moment in moments]
        before = [told(point) for point in points]
        own = {entry[0]["id"] for entry in register.all_entries()}
        union(entry for entry in other if entry[0]["id"] not in own)
        seals.append(upkeep.seal())
        again = [register.resolve(Standpoint(day, moment, None, reader)) for moment in moments]
        assert [told(point) for point in again] == before
        assert [told(point) for point in points] == before
        for seal in seals:
            assert upkeep.verify(seal).is_sound


def told(at: Any) -> list[str]:
    views = [register.partnership_view(an_id(name), at).canonical() for name in SCOPES]
    return [*views, register.container_view(an_id("K1"), at).canonical(), str(register.days(at))]


def test_what_is_added_keeps_its_id_origin_and_moment_and_arrives_here(database: Database) -> None:
    small_register()
    entries = list(foreign(register.all_entries()))
    origin = upkeep.info().origin
    # a foreign entry, as another register would have made it
    header, salt, text, _ = next(entry for entry in entries if entry[0]["id"] == an_id("tally first"))
    other = {**header, "id": an_id("foreign"), "origin": an_id("elsewhere"), "recorded_at": "2020-01-01T00:00:00.000Z"}
    joined = union([(other, salt, text, commitment(salt or b"", canonical(other), text or ""))])
    assert (joined.added, joined.known) == (1, 0)
    *_, last = register.all_entries()
    assert last[0] == other
    assert last[4].at.year > 2020
    assert upkeep.info().origin == origin
    assert upkeep.verify().is_sound


def _entries() -> list[Foreign]:
    small_register()
    return list(foreign(register.all_entries()))


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "someone"},
        {"as_of": "2016-1"},
        {"as_of": None},
        {"kind": "nonsense"},
        {"kind_version": 99},
        {"id": "nonsense"},
        {"marking": "restricted to  X"},
        {"recorded_at": "2020-01-01T00:00:00Z"},
        {"more": 1},
    ],
)
def test_an_entry_that_does_not_match_or_cannot_be_read_is_refused(
    shared_database: Database, change: dict[str, Any]
) -> None:
    with shared_database.rolled_back():
        header, salt, text, committed = _entries()[6]
        altered = ({**header, "id": an_id("altered"), **change}, salt, text, committed)
        before = rows("SELECT COUNT(*) FROM entry")
        with pytest.raises(InputError):
            union([altered])
        assert rows("SELECT COUNT(*) FROM entry") == before


def test_an_altered_content_is_refused_whole(shared_database: Database) -> None:
    with shared_database.rolled_back():
        header, salt, text, _ = _entries()[7]
        fine = {**header, "id": an_id("fine")}
        good = (fine, salt, text, commitment(salt or b"", canonical(fine), text or ""))
        with pytest.raises(InputError, match="does not match"):
            union([good, (fine | {"id": an_id("bad")}, salt, text, good[3])])
        assert an_id("fine") not in {entry[0]["id"] for entry in register.all_entries()}


def test_two_entries_of_one_id_are_refused(shared_database: Database) -> None:
    with shared_database.rolled_back():
        header, salt, _, _ = next(entry for entry in _entries() if entry[0]["kind"] == "tally")
        text = canonical({"total": 40})
        with pytest.raises(Refused, match="another entry"):
            union([(header, salt, text, commitment(salt or b"", canonical(header), text))])
