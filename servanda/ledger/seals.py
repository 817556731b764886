"""Seals (rule 17): what the register held at a moment, as a root for each audience, to be kept elsewhere too."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from servanda.errors import InputError
from servanda.kernel.canonical import canonical
from servanda.kernel.entries import instant
from servanda.ledger import clock
from servanda.ledger.columns import hex_of
from servanda.ledger.database import put, rows
from servanda.ledger.merkle import Tree, leaf_hash
from servanda.ledger.read import COLUMNS, header_of, stream
from servanda.ledger.signing import ALGORITHM, SigningKey, fingerprint, is_signed
from servanda.ledger.write import arriving

FORMAT = 1
SIGNED = "servanda-signed-seal"
# Signed with the rest, so it is never changed without another format.
ABOUT = (
    "A seal of a register kept with Servanda: how many entries of each audience had arrived, and the root of the"
    " RFC 6962 tree over them. The signature is Ed25519 over the canonical JSON (RFC 8785) of all but itself."
)
_ROOT = 64


@dataclass(frozen=True, slots=True)
class Chain:
    """One audience's chain at a seal: how many entries bear the marking, and the root over them, as hex."""

    size: int
    root: str


@dataclass(frozen=True)
class Seal:
    """A seal: whose, its number, the last tick it covers, its moment (text), and a chain for each audience.

    ``key`` is the public key that signed it and ``signature`` what it made, as hex; both empty where nobody signed.
    """

    origin: str
    number: int
    tick: int
    at: str
    chains: Mapping[str, Chain]
    key: str = ""
    signature: str = ""

    def signed_by(self, key: SigningKey) -> "Seal":
        """The same seal, signed."""
        named = replace(self, key=key.public)
        return replace(named, signature=key.sign(canonical(named.statement())))

    @property
    def fingerprint(self) -> str:
        """What people compare of the key that signed it."""
        return fingerprint(self.key)

    @property
    def is_signed(self) -> bool:
        """Whether the key it names signed just this."""
        return bool(self.key) and is_signed(self.key, self.signature, canonical(self.statement()))

    def statement(self) -> dict[str, Any]:
        """What is signed: everything, but for the signature."""
        chains = [{"audience": name, "size": one.size, "root": one.root} for name, one in sorted(self.chains.items())]
        return {
            SIGNED: FORMAT,
            "about": ABOUT,
            "seal": {"origin": self.origin, "number": self.number, "tick": self.tick, "at": self.at, "chains": chains},
            "key": {"algorithm": ALGORITHM, "public": self.key, "fingerprint": fingerprint(self.key)},
        }

    def to_export(self) -> str:
        """The signed seal as a text that says itself what it is; anyone can verify it with a public key alone."""
        return json.dumps({**self.statement(), "signature": self.signature}, indent=2, ensure_ascii=False) + "\n"

    def to_json(self) -> str:
        """A small text to keep where nobody who can write the database can reach it."""
        plain = {
            "servanda-seal": FORMAT,
            "origin": self.origin,
            "number": self.number,
            "tick": self.tick,
            "at": self.at,
            "chains": {name: {"size": one.size, "root": one.root} for name, one in sorted(self.chains.items())},
        }
        return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Seal":
        """Read a seal, signed or not; raises ``InputError`` for what is none. The signature is not looked at."""
        try:
            plain: Any = json.loads(text)
            if SIGNED in plain:
                return _exported(plain)
            if plain["servanda-seal"] != FORMAT:
                raise _no_seal(f"it is of the format {plain['servanda-seal']!r}; this release reads {FORMAT}")
            chains = {str(name): _chain(one) for name, one in plain["chains"].items()}
            return cls(str(plain["origin"]), int(plain["number"]), int(plain["tick"]), str(plain["at"]), chains)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise _no_seal("it does not hold what a seal holds") from None


def _chain(plain: Mapping[str, Any]) -> Chain:
    root = str(plain["root"])
    if len(bytes.fromhex(root)) * 2 != _ROOT:
        raise ValueError(root)
    return Chain(int(plain["size"]), root)


def _exported(plain: Any) -> Seal:
    if plain[SIGNED] != FORMAT:
        raise _no_seal(f"it is of the format {plain[SIGNED]!r}; this release reads {FORMAT}")
    own, key, chains = plain["seal"], plain["key"], plain["seal"]["chains"]
    found = Seal(
        str(own["origin"]),
        int(own["number"]),
        int(own["tick"]),
        str(own["at"]),
        {str(one["audience"]): _chain(one) for one in chains},
        str(key["public"]),
        str(plain["signature"]),
    )
    if {**found.statement(), "signature": found.signature} != plain:
        raise _no_seal("it holds something that was not signed")
    return found


def _no_seal(why: str) -> InputError:
    return InputError("no-seal", f"This is no seal: {why}.", "give the file that servanda seal wrote")


class Chains:
    """The chains of all audiences as entries arrive; a tree for each marking."""

    def __init__(self, trees: Mapping[str, Tree] | None = None) -> None:
        self.trees: dict[str, Tree] = dict(trees or {})

    def add(self, audience: str, header: str, at: int, commitment: bytes) -> None:
        """Add an arrival, of which there is the canonical header, to the chain of its audience."""
        tree = self.trees.setdefault(audience, Tree())
        tree.add(leaf_hash(tree.size, at, header, commitment))

    def now(self) -> dict[str, Chain]:
        """The chains as they stand."""
        return {marking: Chain(tree.size, tree.root.hex()) for marking, tree in self.trees.items()}


def seal(key: SigningKey | None = None) -> Seal:
    """Seal all that has arrived since the last seal, on top of it, and sign it with a key.

    The seal is kept, and given to be kept elsewhere.
    """
    with arriving() as arrival:
        number, tick, chains = _last()
        sql = (
            f"SELECT {COLUMNS.replace('c.text', 'NULL')}, e.commitment, a.at"  # noqa: S608
            " FROM arrival AS a JOIN entry AS e ON e.tick = a.tick WHERE a.tick > %s ORDER BY a.tick"
        )
        for row in stream(sql, [tick]):
            header = header_of(row)
            chains.add(header["marking"], canonical(header), row[-1], bytes(row[-2]))
        at = clock.to_number(arrival.moment)
        made = Seal(arrival.origin, number + 1, arrival.tick, instant(arrival.moment), chains.now())
        made = made.signed_by(key) if key else made
        signed = (bytes.fromhex(made.key), bytes.fromhex(made.signature)) if key else (None, None)
        found = rows("SELECT COALESCE(MAX(id), 0) FROM seal")[0][0]
        put(
            "seal",
            ("id", "number", "tick", "at", "audience", "size", "root", "peaks", "key", "signature"),
            [
                (found + place, number + 1, arrival.tick, at, marking, tree.size, tree.root, tree.peaks, *signed)
                for place, (marking, tree) in enumerate(sorted(chains.trees.items()), start=1)
            ],
        )
        return made


def _last() -> tuple[int, int, Chains]:
    found = rows("SELECT number, tick, audience, size, peaks FROM seal WHERE number = (SELECT MAX(number) FROM seal)")
    trees = {audience: Tree(size, bytes(peaks)) for _, _, audience, size, peaks in found}
    return (found[0][0], found[0][1], Chains(trees)) if found else (0, 0, Chains())


def kept(origin: str) -> list[Seal]:
    """The seals that the register itself keeps, in order."""
    columns = "number, tick, at, key, signature, audience, size, root"
    return list(_grouped(origin, rows(f"SELECT {columns} FROM seal ORDER BY number, id")))  # noqa: S608


def _grouped(origin: str, found: Iterable[tuple[Any, ...]]) -> Iterable[Seal]:
    chains: dict[tuple[int, int, int, str, str], dict[str, Chain]] = {}
    for number, tick, at, key, signature, audience, size, root in found:
        one = (number, tick, at, _hex(key), _hex(signature))
        chains.setdefault(one, {})[audience] = Chain(size, bytes(root).hex())
    for (number, tick, at, key, signature), of_each in chains.items():
        yield Seal(origin, number, tick, instant(clock.from_number(at)), of_each, key, signature)


def _hex(value: Any) -> str:
    return bytes(value).hex() if value is not None else ""


def origin_of_register() -> str:
    """The register's own identifier, or nothing while nothing was ever written."""
    found = rows("SELECT origin FROM register")
    return (hex_of(found[0][0]) or "") if found else ""
