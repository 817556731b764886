"""Signed seals (rule 17): the key beside the database, what it signs, and how each tampering is told."""

import json
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from servanda.errors import InputError, Refused
from servanda.exchange.archive import backup, restore
from servanda.ledger.keys import PRIVATE, PUBLIC, Keys
from servanda.ledger.signing import SigningKey
from servanda.register.keeping import upkeep
from servanda.register.keeping.upkeep import Seal
from tests.support.databases import Database, Databases
from tests.support.small import small_register
from tests.support.whole import rows

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """A folder with a key."""
    found = Keys(tmp_path / "keys")
    found.make(NOON)
    return found


def test_a_key_is_for_its_owner_alone(keys: Keys) -> None:
    assert stat.S_IMODE((keys.folder / PRIVATE).stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700
    assert sorted(path.name for path in keys.folder.iterdir()) == [PUBLIC, PRIVATE]
    (keys.folder / PRIVATE).chmod(0o640)
    with pytest.raises(Refused, match="Others on this machine"):
        keys.current()


def test_a_second_key_is_made_only_by_rotation_and_the_first_stays_listed(keys: Keys) -> None:
    (first,) = keys.listed()
    with pytest.raises(Refused, match="there already"):
        keys.make(NOON)
    second = keys.rotate(NOON)
    assert [(one.public, one.is_current) for one in keys.listed()] == [(first.public, False), (second.public, True)]
    own = keys.current()
    assert own is not None
    assert own.public == second.public != first.public


def test_where_there_is_no_key_nothing_is_listed_or_rotated(tmp_path: Path) -> None:
    empty = Keys(tmp_path / "none")
    assert (empty.current(), empty.listed()) == (None, [])
    with pytest.raises(Refused, match="no key to put another"):
        empty.rotate(NOON)


def test_what_is_no_key_is_told(keys: Keys) -> None:
    (keys.folder / PRIVATE).write_text("-----BEGIN PRIVATE KEY-----\nnothing\n")
    with pytest.raises(InputError, match="no Ed25519 key"):
        keys.current()
    (keys.folder / PRIVATE).unlink()
    (keys.folder / PUBLIC).write_text("nothing\n")
    with pytest.raises(InputError, match="list of public keys"):
        keys.listed()


def test_a_key_does_not_show_itself(keys: Keys) -> None:
    own = keys.current()
    assert own is not None
    assert "PRIVATE" not in repr(own)
    assert own.to_pem().decode().splitlines()[1] not in repr(own)


def test_a_signed_seal_is_kept_exported_and_held_against(database: Database) -> None:
    small_register()
    key = SigningKey.made()
    upkeep.seal()
    made = upkeep.seal(key)
    assert upkeep.seals()[1] == made
    assert [one.is_signed for one in upkeep.seals()] == [False, True]
    exported = Seal.from_json(made.to_export())
    assert exported == made
    report = upkeep.verify(exported)
    assert report.is_sound
    assert (report.seals, report.signed) == (2, 1)
    assert f"signed by the key {made.fingerprint}" in " ".join(report.lines())


def test_a_seal_signed_by_another_hand_in_the_database_is_told(database: Database) -> None:
    small_register()
    upkeep.seal(SigningKey.made())
    connection.close()
    if database.path is not None:
        with sqlite3.connect(database.path) as raw:
            raw.execute("DROP TRIGGER seal_no_update")
            raw.execute("UPDATE seal SET signature = zeroblob(64)")
        raw.close()
    else:
        assert database.superuser_url is not None
        with psycopg.connect(database.superuser_url) as cluster:
            cluster.execute("ALTER TABLE seal DISABLE TRIGGER ALL")
            cluster.execute("UPDATE seal SET key = decode(repeat('00', 32), 'hex')")
    assert [fault.code for fault in upkeep.verify().faults] == ["bad-signature"]


def test_an_archive_keeps_signatures_and_refuses_false_ones(databases: Databases, tmp_path: Path) -> None:
    path = tmp_path / "register.zip"
    with databases.fresh("sqlite"):
        small_register()
        made = upkeep.seal(SigningKey.made())
        backup(path)
    with databases.fresh("postgresql"):
        restore(path)
        assert upkeep.seals() == [made]
        assert upkeep.verify(made).signed == 1
        assert rows("SELECT COUNT(*) FROM seal WHERE key IS NULL")[0][0] == 0


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("about",), "Another seal."),
        (("key", "fingerprint"), "00" * 32),
        (("key", "algorithm"), "none"),
        (("key", "more"), "1"),
        (("servanda-signed-seal",), 2),
    ],
)
def test_what_was_not_signed_is_no_seal(place: tuple[str, ...], value: object) -> None:
    made = Seal("a" * 32, 1, 0, "2026-11-28T12:00:00.000Z", {}).signed_by(SigningKey.made())
    plain = json.loads(made.to_export())
    inner = plain
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    with pytest.raises(InputError, match="no seal"):
        Seal.from_json(json.dumps(plain))
