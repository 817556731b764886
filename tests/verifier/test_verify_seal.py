"""The stand-alone verifier: as others run it (one file elsewhere, none of our packages), and in this process."""

import io
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from servanda import register
from servanda.exchange.archive import backup
from servanda.exchange.registerfile.jsonl import dump
from servanda.kernel.canonical import canonical, commitment
from servanda.kernel.marking import Marking
from servanda.ledger.signing import SigningKey, fingerprint
from servanda.register.keeping import upkeep
from servanda.verifier import PROGRAM
from servanda.verifier.verify_seal import is_signed, main
from tests.exchange.archive.handmade import put_together, taken_apart
from tests.support.databases import ENGINES, Databases
from tests.support.registers import an_id
from tests.support.small import small_register, tally

Plain = dict[str, Any]
Change = Callable[[list[Plain]], object]


@dataclass(frozen=True)
class Handed:
    """What others are handed: the program, the seal, the public key, the ledger in both forms."""

    folder: Path
    key: str

    def verify(self, *, seal: Plain | None = None, ledger: str | None = None, key: str = "") -> tuple[int, str]:
        """Verify in this process; gives how it ended and what it said."""
        path = self.folder / "seal.json"
        if seal is not None:
            path = self.folder / "changed.json"
            path.write_text(json.dumps(seal), encoding="utf-8")
        more = ["--ledger", str(self.folder / ledger)] if ledger else []
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            status = main([str(path), "--key", key or self.key, *more])
        return status, said.getvalue()

    def process(self, *arguments: str) -> tuple[int, str]:
        """Run the file as a program of its own, beside the files, in a Python that finds no other package."""
        ended = subprocess.run(
            [sys.executable, "-I", "-S", "verify_seal.py", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in ended.stderr
        return ended.returncode, ended.stdout + ended.stderr

    @property
    def seal(self) -> Plain:
        """The seal as plain values."""
        found: Plain = json.loads((self.folder / "seal.json").read_text(encoding="utf-8"))
        return found

    def changed(self, change: Change) -> str:
        """Write the dump anew, its lines changed; gives the file's name."""
        lines = [json.loads(line) for line in (self.folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
        change(lines)
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (self.folder / "changed.jsonl").write_text(text, encoding="utf-8")
        return "changed.jsonl"


@pytest.fixture(scope="module", params=ENGINES)
def handed(request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Handed:
    """A register of two audiences with an erasure, sealed, and gone on after the seal."""
    folder = tmp_path_factory.mktemp("handed")
    key = SigningKey.made()
    with databases.fresh(request.param):
        small_register()
        hidden = tally(44, "hidden", marking=Marking.parse("restricted to Åland"))
        register.record(hidden, actor="Əli")
        upkeep.erase(an_id("tally first"), "a court", "an order", "clerk")
        (folder / "seal.json").write_text(upkeep.seal(key).to_export(), encoding="utf-8")
        register.record(tally(42, "second"), actor="tester")
        with (folder / "ledger.jsonl").open("w", encoding="utf-8") as file:
            dump(file)
        backup(folder / "ledger.zip")
    (folder / "verify_seal.py").write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    return Handed(folder, key.public)


def test_a_seal_verifies_by_key_by_fingerprint_and_by_a_list_of_keys(handed: Handed) -> None:
    listed = handed.folder / "public-keys.jsonl"
    lines = [{"public": SigningKey.made().public}, {"public": handed.key}]
    listed.write_text("".join(json.dumps(line) + "\n" for line in lines))
    for key in ("", fingerprint(handed.key), str(listed)):
        status, said = handed.verify(key=key)
        assert (status, "All is as it was sealed." in said) == (0, True), said


@pytest.mark.parametrize("ledger", ["ledger.jsonl", "ledger.zip"])
def test_the_ledger_verifies_in_both_forms(handed: Handed, ledger: str) -> None:
    status, said = handed.process("seal.json", "--key", handed.key, "--ledger", ledger)
    assert status == 0, said
    tick = handed.seal["seal"]["tick"]
    assert f"Arrivals: {tick + 2}, of which after the seal: 2; erased: 1." in said


def _leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        for name, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(one, (*place, name))
    else:
        yield place


def _other(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    return ("0" if value[0] != "0" else "1") + value[1:]


def test_tampering_with_any_field_of_the_seal_is_told(handed: Handed) -> None:
    places = list(_leaves(handed.seal))
    assert len(places) >= 16
    for place in places:
        plain = handed.seal
        inner = plain
        for name in place[:-1]:
            inner = inner[name]
        inner[place[-1]] = _other(inner[place[-1]])
        status, said = handed.verify(seal=plain)
        assert status in (1, 2), (place, said)


@pytest.mark.parametrize("name", ["about", "seal", "key", "signature", "more"])
def test_a_field_less_or_more_is_told(handed: Handed, name: str) -> None:
    plain = handed.seal
    if plain.pop(name, None) is None:
        plain[name] = 1
    assert handed.verify(seal=plain)[0] == 2


def test_the_program_by_itself_tells_a_false_seal_a_false_ledger_and_what_it_cannot_read(handed: Handed) -> None:
    handed.verify(seal={**handed.seal, "signature": "00" * 64})
    ledger = handed.changed(_recommitted)
    for arguments, status, sentence in (
        (["changed.json", "--key", handed.key], 1, "The signature does not match"),
        (["seal.json", "--key", handed.key, "--ledger", ledger], 1, "is not what was sealed"),
        (["seal.json", "--key", "verify_seal.py"], 2, "holds no key"),
        (["seal.json"], 2, "--key"),
    ):
        ended, said = handed.process(*arguments)
        assert (ended, sentence in said) == (status, True), said


def test_a_seal_of_another_key_is_told(handed: Handed) -> None:
    plain = handed.seal
    other = SigningKey.made()
    plain["key"] |= {"public": other.public, "fingerprint": fingerprint(other.public)}
    del plain["signature"]
    plain["signature"] = other.sign(canonical(plain))
    status, said = handed.verify(seal=plain)
    assert (status, "signed with another key" in said) == (1, True)


def _recommitted(lines: list[Plain]) -> None:
    line = lines[1]
    line["content"] = canonical({"category": "ministry"})
    line["commitment"] = commitment(bytes.fromhex(line["salt"]), canonical(line["header"]), line["content"])


def _moved(lines: list[Plain]) -> None:
    lines[1], lines[2] = {**lines[2], "arrival": lines[1]["arrival"]}, {**lines[1], "arrival": lines[2]["arrival"]}


def _marked(lines: list[Plain]) -> None:
    line = next(line for line in lines[1:] if line["header"]["marking"] != "public")
    line["header"]["marking"] = "public"
    line["commitment"] = commitment(bytes.fromhex(line["salt"]), canonical(line["header"]), line["content"])


def _pardoned(lines: list[Plain]) -> None:
    next(line for line in lines[1:] if line["header"]["kind"] == "erased")["header"]["about"] = an_id("another")


LONG_AGO = "2020-01-01T00:00:00.000000+00:00"
TAMPERED: dict[str, tuple[Change, str]] = {
    "a content": (lambda lines: lines[1].update(content='{"category":"x"}'), "does not match its commitment"),
    "a header": (lambda lines: lines[1]["header"].update(actor="x"), "does not match its commitment"),
    "a salt": (lambda lines: lines[1].update(salt="00" * 32), "does not match its commitment"),
    "content and commitment": (_recommitted, "'public' is not what was sealed"),
    "a content less": (lambda lines: lines[1].update(content=None, salt=None), "no entry says that it was erased"),
    "an entry less": (lambda lines: lines.pop(2), "Arrival 2 should come next, and arrival 3 does."),
    "an entry twice": (lambda lines: lines.insert(2, lines[1]), "should come next"),
    "two changed places": (_moved, "'public' is not what was sealed"),
    "a moment": (lambda lines: lines[1]["arrival"].update(at=LONG_AGO), "not what was sealed"),
    "a moment put back": (lambda lines: lines[-1]["arrival"].update(at=LONG_AGO), "is earlier than"),
    "another audience": (_marked, "'restricted to Åland' is not what was sealed"),
    "whose erasure": (_pardoned, "no entry says that it was erased"),
    "cut short": (lambda lines: lines.__delitem__(slice(4, None)), "The ledger ends at arrival 3"),
    "after the seal": (lambda lines: lines[-1].update(content="{}"), "does not match its commitment"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), TAMPERED.values(), ids=TAMPERED.keys())
def test_tampering_with_the_ledger_is_told(handed: Handed, change: Change, sentence: str) -> None:
    status, said = handed.verify(ledger=handed.changed(change))
    assert (status, sentence in said) == (1, True), said


def test_an_archive_of_another_register_and_what_is_no_ledger_are_told(handed: Handed) -> None:
    members = taken_apart(handed.folder / "ledger.zip")
    origin = handed.seal["seal"]["origin"].encode()
    members["manifest.json"] = members["manifest.json"].replace(origin, b"0" * 32)
    put_together(handed.folder / "other.zip", members)
    (handed.folder / "nothing.txt").write_text("nothing")
    for ledger, sentence in (("other.zip", "another register"), ("nothing.txt", "cannot be read"), ("no.zip", "read")):
        status, said = handed.verify(ledger=ledger)
        assert (status, sentence in said) == (2, True), said


def test_it_says_of_signatures_what_a_library_says() -> None:
    chance = random.Random(8032)
    for _ in range(4):
        key, message = SigningKey.made(), chance.randbytes(chance.randrange(200))
        public, signature = bytes.fromhex(key.public), bytes.fromhex(key.sign(message.hex()))
        assert is_signed(public, signature, message.hex().encode())
        place = chance.randrange(64)
        false = bytearray(signature)
        false[place] ^= 1 << chance.randrange(8)
        assert not is_signed(public, bytes(false), message.hex().encode())
        assert not is_signed(public, signature, message.hex().encode() + b"?")


def test_the_second_vector_of_rfc_8032() -> None:
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(signature[32:], "little") + order
    assert is_signed(public, signature, b"\x72")
    assert not is_signed(public, signature[:32] + scalar.to_bytes(32, "little"), b"\x72")  # one signature, one form
    assert not is_signed(public, signature[:63], b"\x72")
    assert not is_signed(b"\xff" * 32, signature, b"\x72")
