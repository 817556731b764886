"""A random register goes out of one database and into the other, and is the same register (rules 9, 15, 17, 19)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda import register
from servanda.exchange.archive import backup, check, restore
from servanda.kernel.entries import Temporal
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import seals
from servanda.register.keeping import upkeep
from servanda.register.keeping.union import foreign, union
from tests.support.databases import ENGINES, Databases
from tests.support.projected import projected
from tests.support.registers import DAYS, HOLDERS, READERS, SCOPES, Drawn, an_id, build, entry_of, registers
from tests.support.whole import rows

quietly = settings(max_examples=2, suppress_health_check=list(HealthCheck))
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.mark.parametrize("engine", ENGINES)
@quietly
@given(drawn=registers(most=10), data=st.data())
def test_a_register_moves_to_the_other_database_and_says_the_same(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, engine: str, drawn: Drawn, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("archives")
    with databases.fresh(engine):
        foreigners = _another(drawn)
    with databases.fresh(engine):
        half = len(drawn.batches) // 2
        moments = build(drawn.batches[: half + 1])
        upkeep.seal()
        own = {entry[0]["id"] for entry in register.all_entries()}
        union(entry for entry in foreigners if entry[0]["id"] not in own)
        _erase(data)
        upkeep.seal()
        before = _told(moments)
        first = backup(folder / "first.zip")
    with databases.fresh(OTHER[engine]):
        assert restore(folder / "first.zip").manifest == first == check(folder / "first.zip")
        assert _told(moments) == before
        assert upkeep.verify().is_sound
        after = projected()
        upkeep.rebuild()
        assert projected() == after
        backup(folder / "second.zip")
    assert (folder / "first.zip").read_bytes() == (folder / "second.zip").read_bytes()


def _another(drawn: Drawn) -> list[Any]:
    """What a second register recorded, which is joined with the first."""
    build([drawn.batches[0], *drawn.batches[len(drawn.batches) // 2 + 1 :]])
    return list(foreign(register.all_entries()))


def _erase(data: st.DataObject) -> None:
    kept = [entry for header, _, text, *_ in register.all_entries() if text for entry in [entry_of(header, text)]]
    facts = [entry for entry in kept if entry.temporal not in (Temporal.ENTRY, Temporal.RECORD)]
    for entry in data.draw(st.lists(st.sampled_from(facts or kept[:1]), max_size=2, unique=True)):
        upkeep.erase(entry.id, "a court", "ordered", "clerk")


def _told(moments: list[Any]) -> list[Any]:
    """What several readers see on several days, now and as known earlier; the seals; every entry."""
    texts: list[Any] = []
    for known_at in (None, moments[len(moments) // 2], moments[0]):
        for reader in READERS[::2]:
            for day in (DAYS[2], date(2020, 1, 1)):
                at = register.resolve(Standpoint(as_of=day, known_at=known_at, reader=reader))
                texts += [register.partnership_view(an_id(name), at).canonical() for name in SCOPES]
                texts += [register.container_view(an_id(name), at).canonical() for name in HOLDERS]
                texts.append(json.dumps(register.count_by_value("grade/completion/irm", at), sort_keys=True))
    own = seals.origin_of_register()
    return [*texts, own, seals.kept(own), list(register.all_entries()), rows("SELECT made_at FROM register")]


def test_an_archive_of_an_equal_register_is_equal_whenever_it_is_written(databases: Databases, tmp_path: Path) -> None:
    from tests.support.small import small_register

    with databases.fresh("sqlite"):
        small_register()
        backup(tmp_path / "first.zip")
        backup(tmp_path / "second.zip")
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
