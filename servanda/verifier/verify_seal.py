"""Verify a seal of a Servanda register: by its signature, and against the ledger. Python 3.11, and nothing else.

    python3 verify_seal.py SEAL --key KEY [--ledger FILE]

SEAL is what ``servanda seal --export`` wrote. KEY is the register's public key or its fingerprint (64 hex digits), had
by another way than the seal, or a file with such a key on a line. FILE is the ledger as ``servanda dump`` (JSON Lines)
or ``servanda backup`` wrote it: each commitment, the order of arrival and the chain of each audience are worked out
anew. Ends with 0 if all is as it was sealed, 1 if it is not, 2 where something cannot be read.

A commitment is SHA-256 over the salt and, each after its length as eight bytes, header and content. A leaf is SHA-256
over a zero byte, its place in its chain and its moment (microseconds of UTC since 1970) as eight bytes each, SHA-256 of
the header, and the commitment. Trees are those of RFC 6962, signatures those of RFC 8032.
"""

import argparse
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

SIGNED, ARCHIVE, LINES = "servanda-signed-seal", "servanda-archive", "servanda-entries"
KEYS = {SIGNED, "about", "seal", "key", "signature"}
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - as old a Python as there may be

Point = tuple[int, int, int, int]
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1


class Unreadable(Exception):
    """A file is not what it should be."""


def added(one: Point, other: Point) -> Point:
    """Add two points of the curve, in extended coordinates."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Point) -> Point:
    """Add a point to itself so many times."""
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = added(found, point)
        point = added(point, point)
        number >>= 1
    return found


def point_of(data: bytes) -> Point | None:
    """The point that 32 bytes stand for, if they stand for one."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def base() -> Point:
    """The base point of the curve."""
    found = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    assert found is not None
    return found


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a public key signed a message (Ed25519)."""
    key = point_of(public) if len(public) == 32 else None
    if key is None or len(signature) != 64:
        return False
    start, scalar = point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if start is None or scalar >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(scalar, base()), added(start, times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def canonical(value: Any) -> bytes:
    """The one text of a JSON value (RFC 8785; its keys are ASCII, its numbers whole)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def commitment(salt: bytes, header: bytes, content: bytes) -> bytes:
    """What an entry is committed to by."""
    digest = hashlib.sha256(salt)
    for part in (header, content):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


class Chain:
    """A growing tree: how many leaves it has, and the roots of its full subtrees."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def add(self, at: int, header: bytes, committed: bytes) -> None:
        """Add an arrival."""
        numbers = self.size.to_bytes(8, "big") + at.to_bytes(8, "big")
        node = hashlib.sha256(b"\x00" + numbers + hashlib.sha256(header).digest() + committed).digest()
        size = self.size
        while size & 1:
            node = hashlib.sha256(b"\x01" + self.peaks.pop() + node).digest()
            size >>= 1
        self.peaks.append(node)
        self.size += 1

    @property
    def root(self) -> str:
        """The root, as hex."""
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = hashlib.sha256(b"\x01" + peak + node).digest()
        return node.hex()


def faults_of_signature(plain: dict[str, Any], trusted: set[str]) -> Iterator[str]:
    """What is wrong with a seal by itself."""
    key, signature = plain["key"], bytes.fromhex(plain["signature"])
    public = bytes.fromhex(key["public"])
    if key["algorithm"] != "Ed25519" or key["fingerprint"] != hashlib.sha256(public).hexdigest():
        yield "The seal says of its key what is not so."
    if not {key["public"], hashlib.sha256(public).hexdigest()} & trusted:
        yield f"The seal was signed with another key than the one given: {hashlib.sha256(public).hexdigest()}."
    statement = {name: value for name, value in plain.items() if name != "signature"}
    if not is_signed(public, signature, canonical(statement)):
        yield "The signature does not match: the seal is not as it was signed."


def trusted_keys(given: str) -> set[str]:
    """The keys or fingerprints that were given: one, or those on the lines of a file."""
    if is_key(given):
        return {given.lower()}
    found = set()
    for line in Path(given).read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["public"] if line.startswith("{") else line.strip()
        if is_key(text):
            found.add(text.lower())
    if not found:
        raise Unreadable(f"{given} holds no key: 64 hex digits on a line.")
    return found


def is_key(text: Any) -> bool:
    """Whether a text is of 64 hex digits."""
    return isinstance(text, str) and len(text) == 64 and all(letter in "0123456789abcdefABCDEF" for letter in text)


Arrival = tuple[int, int, dict[str, Any], bytes, bytes | None, str | None]


def from_lines(path: Path) -> Iterator[Arrival]:
    """The arrivals of a dump in JSON Lines: tick, moment, header, commitment, salt, content."""
    with path.open(encoding="utf-8") as file:
        if json.loads(file.readline())[LINES] != 1:
            raise Unreadable(f"{path} is of a later format.")
        for line in file:
            plain = json.loads(line)
            at = (datetime.fromisoformat(plain["arrival"]["at"]) - EPOCH) // timedelta(microseconds=1)
            yield (plain["arrival"]["tick"], at, *rest(plain))


def from_archive(path: Path, origin: str) -> Iterator[Arrival]:
    """The arrivals of an archive."""
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        if manifest[ARCHIVE] not in (1, 2):
            raise Unreadable(f"{path} is of a later format.")
        if manifest["register"]["origin"] != origin:
            raise Unreadable(f"{path} is of another register than the seal.")
        with archive.open("arrivals.jsonl") as member:
            for line in io.TextIOWrapper(member, encoding="utf-8"):
                plain = json.loads(line)
                yield (plain["tick"], plain["at"], *rest(plain))


def rest(plain: dict[str, Any]) -> tuple[dict[str, Any], bytes, bytes | None, str | None]:
    """Header, commitment, salt and content of a line."""
    salt = plain["salt"]
    return (
        plain["header"],
        bytes.fromhex(plain["commitment"]),
        bytes.fromhex(salt) if salt is not None else None,
        plain["content"],
    )


class Ledger:
    """A ledger that is gone through once, against a seal."""

    def __init__(self, seal: dict[str, Any]) -> None:
        self.seal = seal
        self.last = self.last_at = 0
        self.erased: dict[str, int] = {}
        self.orders: set[str] = set()
        self.chains: dict[str, Chain] = {}

    def faults(self, arrivals: Iterator[Arrival]) -> Iterator[str]:
        """What is not as it was recorded and sealed."""
        is_settled = False
        for tick, at, header, committed, salt, content in arrivals:
            if tick > self.seal["tick"] and not is_settled:
                is_settled = True
                yield from self.settled()
            if tick != self.last + 1:
                yield f"Arrival {self.last + 1} should come next, and arrival {tick} does."
            if at < self.last_at:
                yield f"Arrival {tick} is earlier than the one before it."
            self.last, self.last_at = tick, at
            hashed = canonical(header)
            self.chains.setdefault(header["marking"], Chain()).add(at, hashed, committed)
            if header["kind"] == "erased":
                self.orders.add(header["about"])
            if content is None or salt is None:
                self.erased[header["id"]] = tick
            elif commitment(salt, hashed, content.encode()) != committed:
                yield f"Entry {header['id']} (arrival {tick}) does not match its commitment."
        if not is_settled:
            yield from self.settled()
        for entry, tick in self.erased.items():
            if entry not in self.orders:
                yield f"The content of {entry} (arrival {tick}) is missing, and no entry says that it was erased."

    def settled(self) -> Iterator[str]:
        """Hold the chains as they stand against the seal."""
        if self.last < self.seal["tick"]:
            yield f"The ledger ends at arrival {self.last}; the seal covers {self.seal['tick']}."
        due = {one["audience"]: (one["size"], one["root"]) for one in self.seal["chains"]}
        now = {audience: (chain.size, chain.root) for audience, chain in self.chains.items()}
        for audience in sorted({*due, *now}):
            if due.get(audience) != now.get(audience):
                size = f"{now.get(audience, (0,))[0]} entries there, {due.get(audience, (0,))[0]} sealed"
                yield f"The chain of the audience {audience!r} is not what was sealed: {size}."


def read(path: Path) -> dict[str, Any]:
    """Read a signed seal."""
    plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if plain.keys() != KEYS or plain[SIGNED] != 1:
        raise Unreadable(f"{path} is no signed seal that this program can read.")
    return plain


def verified(arguments: argparse.Namespace) -> list[str]:
    """All faults; tells on the way what is looked at."""
    plain = read(arguments.seal)
    seal = plain["seal"]
    sys.stdout.write(f"Seal {seal['number']} of register {seal['origin']}, {seal['at']}.\n")
    sys.stdout.write(f"It names the key {plain['key']['fingerprint']}.\n")
    found = list(faults_of_signature(plain, trusted_keys(arguments.key)))
    if arguments.ledger is not None:
        is_zip = zipfile.is_zipfile(arguments.ledger)
        ledger = Ledger(seal)
        found += ledger.faults(
            from_archive(arguments.ledger, seal["origin"]) if is_zip else from_lines(arguments.ledger)
        )
        after = max(ledger.last - seal["tick"], 0)
        sys.stdout.write(f"Arrivals: {ledger.last}, of which after the seal: {after}; erased: {len(ledger.erased)}.\n")
    return found


def main(given: list[str] | None = None) -> int:
    """Verify, and tell; gives the exit status."""
    parser = argparse.ArgumentParser(description="Verify a seal of a Servanda register.")
    parser.add_argument("seal", type=Path, help="what `servanda seal --export` wrote")
    parser.add_argument("--key", required=True, help="the public key or its fingerprint, or a file with such on a line")
    parser.add_argument("--ledger", type=Path, help="what `servanda dump` or `servanda backup` wrote")
    try:
        faults = verified(parser.parse_args(given))
    except (Unreadable, OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as fault:
        sys.stderr.write(f"It cannot be read: {type(fault).__name__}: {fault}\n")
        return 2
    for sentence in faults:
        sys.stdout.write(f"Fault: {sentence}\n")
    sys.stdout.write(f"Faults found: {len(faults)}.\n" if faults else "All is as it was sealed.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
