"""Damaged, edited, cut, hostile and later archives: refused before anything is written, each with one clear message."""

import json
import resource
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from servanda.errors import InputError, LedgerError, Refused, ServandaError, TooNew, Unavailable
from servanda.exchange.archive import backup, check, reading, restore
from servanda.kernel.canonical import canonical, commitment
from servanda.register.keeping import upkeep
from tests.exchange.archive.handmade import (
    Members,
    line_changed,
    manifest_changed,
    put_together,
    replaced,
    taken_apart,
)
from tests.support.databases import Databases
from tests.support.registers import an_id
from tests.support.small import small_register
from tests.support.whole import execute, rows

ARRIVALS, SEALS, ERASURES = "arrivals.jsonl", "seals.jsonl", "erasures.jsonl"


@pytest.fixture(scope="module")
def whole(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a small register with a seal and an erasure."""
    path = tmp_path_factory.mktemp("archive") / "whole.zip"
    with databases.fresh("sqlite"):
        small_register()
        upkeep.erase(an_id("tally first"), "a court", "ordered", "clerk")
        upkeep.seal()
        backup(path)
    return path


def unpacked_more(members: Members) -> None:
    members[ARRIVALS] += b" " * 1000


def another_kind(members: Members) -> None:
    line_changed(members, ARRIVALS, 2, lambda line: line["header"].update(kind="horoscope"))


def rewritten(members: Members) -> None:
    """A content changed with its commitment: what remains of it is only the seal."""

    def change(line: dict[str, Any]) -> None:
        line["content"] = canonical({**json.loads(line["content"]), "category": "ministry"})
        line["commitment"] = commitment(bytes.fromhex(line["salt"]), canonical(line["header"]), line["content"])

    line_changed(members, ARRIVALS, 1, change)


def two_of_one_id(members: Members) -> None:
    """The first entry once more at the end, without seals and erasures: only the database can tell."""
    there = [json.loads(line) for line in members[ARRIVALS].splitlines()]
    there = [plain for plain in there if plain["content"] is not None]
    there.append({**there[0], "at": there[-1]["at"]})
    written = [{**plain, "tick": tick} for tick, plain in enumerate(there, start=1)]
    replaced(members, ARRIVALS, [json.dumps(plain, ensure_ascii=False).encode() for plain in written])
    replaced(members, SEALS, [])
    replaced(members, ERASURES, [])
    manifest_changed(members, lambda plain: plain.update(contents=len(there), last_tick=len(there)))


def without_line(members: Members) -> None:
    replaced(members, ARRIVALS, members[ARRIVALS].splitlines()[:-1])


def unsealed(members: Members) -> None:
    line_changed(members, SEALS, 1, lambda line: line.update(number=2))


def pardoned(members: Members) -> None:
    replaced(members, ERASURES, [])


def misordered(members: Members) -> None:
    line_changed(members, ERASURES, 1, lambda line: line.update(named_by=1))


CHANGED: dict[str, tuple[Callable[[Members], object], str]] = {
    "a byte of a member": (lambda m: m.update({ARRIVALS: m[ARRIVALS].replace(b"Press", b"Prezz")}), "commitment"),
    "a member is longer": (unpacked_more, "manifest"),
    "a member is missing": (lambda m: m.pop(SEALS), "a member is missing"),
    "a path upwards": (lambda m: m.update({"../../etc/passwd": b"x"}), "which no archive holds"),
    "an absolute path": (lambda m: m.update({"/etc/passwd": b"x"}), "which no archive holds"),
    "no manifest": (lambda m: m.pop("manifest.json"), "no archive of a register"),
    "a manifest of nothing": (lambda m: m.update({"manifest.json": b"[]"}), "what a manifest holds"),
    "a manifest of brackets": (lambda m: m.update({"manifest.json": b"[" * 100_000}), "what a manifest holds"),
    "a negative count": (lambda m: manifest_changed(m, lambda plain: plain.update(last_tick=-1)), "manifest holds"),
    "another count": (lambda m: manifest_changed(m, lambda plain: plain.update(contents=1)), "as many entries"),
    "a content": (
        lambda m: line_changed(m, ARRIVALS, 1, lambda line: line.update(content='{"category":"x"}')),
        "arrivals.jsonl, line 1",
    ),
    "a header": (
        lambda m: line_changed(m, ARRIVALS, 3, lambda line: line["header"].update(actor="another")),
        "does not match its commitment (arrivals.jsonl, line 3)",
    ),
    "more in a header": (
        lambda m: line_changed(m, ARRIVALS, 3, lambda line: line["header"].update(more=1)),
        "other keys",
    ),
    "a moment of arrival": (lambda m: line_changed(m, ARRIVALS, 1, lambda line: line.update(at=1)), "sealed"),
    "a tick": (lambda m: line_changed(m, ARRIVALS, 3, lambda line: line.update(tick=9)), "out of its order"),
    "a tick that is a text": (lambda m: line_changed(m, ARRIVALS, 3, lambda line: line.update(tick="3")), "no number"),
    "a line that is a list": (lambda m: replaced(m, ARRIVALS, [b"[1]"]), "a line holds tick"),
    "a line that is nested": (lambda m: replaced(m, ARRIVALS, [b"[" * 100_000]), "unreadable"),
    "a line of other bytes": (lambda m: replaced(m, ARRIVALS, [b"\xff\xfe"]), "line 1"),
    "an unknown kind": (another_kind, "'horoscope' in version 1 is not known to this release"),
    "content and commitment": (rewritten, "is not what was sealed"),
    "one entry less": (without_line, "is of an arrival that is not there"),
    "the number of a seal": (unsealed, "a seal is missing"),
    "an erasure less": (pardoned, "is missing, and nobody erased it"),
    "an erasure by nobody": (misordered, "no entry says by whose order"),
    "one entry twice": (two_of_one_id, "an entry is in it twice"),
}  # fmt: skip


@pytest.fixture
def target(databases: Databases, tmp_path: Path) -> Iterator[Path]:
    """An empty database of SQLite."""
    with databases.fresh("sqlite") as fresh:
        assert fresh.path is not None
        yield fresh.path


@pytest.mark.parametrize(("change", "sentence"), CHANGED.values(), ids=CHANGED.keys())
def test_a_changed_archive_is_refused_and_nothing_written(
    whole: Path, target: Path, tmp_path: Path, change: Callable[[Members], object], sentence: str
) -> None:
    members = taken_apart(whole)
    change(members)
    bad = tmp_path / "bad.zip"
    put_together(bad, members)
    refused(bad, sentence)


def refused(bad: Path, sentence: str, fault: type[ServandaError] = InputError) -> None:
    """Hold that an archive is refused in one message that names it, and the database left empty."""
    before = rows("SELECT COUNT(*) FROM entry")
    with pytest.raises(fault) as told:
        restore(bad)
    assert sentence in str(told.value)
    assert "what to do" in str(told.value)
    if fault is InputError:
        assert str(bad) in str(told.value)
    assert rows("SELECT COUNT(*) FROM entry") == before == [(0,)]
    assert rows("SELECT COUNT(*) FROM register") == [(0,)]


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_an_archive_that_is_cut_off(whole: Path, target: Path, tmp_path: Path, part: float) -> None:
    bad = tmp_path / "cut.zip"
    data = whole.read_bytes()
    bad.write_bytes(data[: int(len(data) * part)])
    refused(bad, "no archive of a register, or it is cut off")


def test_a_byte_of_the_file_changed_anywhere_is_found(whole: Path, target: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    bad = tmp_path / "bad.zip"
    found = 0
    for place in range(0, len(data), max(len(data) // 60, 1)):
        bad.write_bytes(data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :])
        try:
            check(bad)
        except (InputError, TooNew):
            found += 1
        else:  # the ZIP's own dates and the like: what the archive holds is the same
            assert taken_apart(bad) == taken_apart(whole)
    assert found > 40


def test_a_later_format_is_refused(whole: Path, target: Path, tmp_path: Path) -> None:
    for change in (
        lambda plain: plain.update({"servanda-archive": 3}),
        lambda plain: plain["register"].update(format=99),
    ):
        members = taken_apart(whole)
        manifest_changed(members, change)
        put_together(tmp_path / "later.zip", members)
        refused(tmp_path / "later.zip", "written by a newer Servanda", TooNew)


def test_a_bomb_is_refused_before_it_goes_off(whole: Path, target: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bomb.zip"
    members = taken_apart(whole)
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(ARRIVALS, "w", force_zip64=True) as out:
            for _ in range(300):
                out.write(b"\0" * (1 << 20))
        for name in (SEALS, ERASURES, "manifest.json"):
            archive.writestr(name, members[name])
    refused(bad, "unpack to far more")


def test_a_line_longer_than_any_entry_is_refused(
    whole: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST_LINE", 100)
    monkeypatch.setattr(reading, "PIECE", 64)
    refused(whole, "longer than any entry")


def test_a_protected_member_is_refused(whole: Path, target: Path, tmp_path: Path) -> None:
    data = bytearray(whole.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(sign)
        data[place + offset] |= 1
    bad = tmp_path / "protected.zip"
    bad.write_bytes(bytes(data))
    refused(bad, "encrypted")


def test_what_is_no_archive_says_so(target: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.zip"
    letter.write_bytes(b"this is a letter")
    refused(letter, "no archive of a register")
    other = tmp_path / "other.zip"
    put_together(other, {"word/document.xml": b"<x/>"})
    refused(other, "This ZIP file is no archive")
    refused(tmp_path / "nowhere.zip", "cannot be read")
    refused(tmp_path, "cannot be read")


def test_a_register_is_not_restored_over_another(whole: Path, target: Path) -> None:
    small_register()
    origin = upkeep.info().origin
    with pytest.raises(Refused, match="holds a register already"):
        restore(whole)
    assert upkeep.info().origin == origin


def test_an_altered_register_is_not_backed_up_as_if_it_were_whole(target: Path, tmp_path: Path) -> None:
    small_register()
    execute("DROP TRIGGER entry_no_update")
    execute("UPDATE entry SET actor = 'another' WHERE tick = 2")
    with pytest.raises(InputError, match="does not match its commitment"):
        backup(tmp_path / "altered.zip")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_backed_up_of_an_empty_register(target: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nothing was ever recorded"):
        backup(tmp_path / "empty.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_asked(target: Path, tmp_path: Path) -> None:
    small_register()
    path = tmp_path / "kept.zip"
    path.write_text("something dear")
    with pytest.raises(Refused, match="is there already"):
        backup(path)
    assert path.read_text() == "something dear"
    backup(path, replace=True)
    assert check(path).last_tick > 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_told(target: Path, tmp_path: Path) -> None:
    small_register()
    with pytest.raises(Unavailable, match="cannot be written"):
        backup(tmp_path / "nowhere" / "file.zip")


def test_a_full_disk_is_told_and_leaves_no_half_file(target: Path, tmp_path: Path) -> None:
    """Of a file that may not grow: what the system says then is told as what it is."""
    small_register()
    path = tmp_path / "full.zip"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(Unavailable, match="cannot be written"):
            backup(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handled)
    assert list(tmp_path.iterdir()) == []


def test_the_database_is_told_of_where_it_is_at_fault(whole: Path, target: Path) -> None:
    execute("DROP TABLE seal")
    connection.close()
    with pytest.raises(LedgerError, match="no register in this database"):
        restore(whole)
