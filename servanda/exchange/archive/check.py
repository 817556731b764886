"""Reading an archive whole, without a database: is every arrival, seal and erasure what was recorded?"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from servanda import kinds
from servanda.errors import InputError
from servanda.exchange.archive import lines
from servanda.exchange.archive.manifest import ARRIVALS, ERASURES, SEALS, Manifest, damaged, naming
from servanda.exchange.archive.progress import Stages, silent
from servanda.exchange.archive.reading import Archive, opened
from servanda.kernel.canonical import canonical, commitment
from servanda.kernel.entries import instant
from servanda.ledger import clock
from servanda.ledger.read import Kept
from servanda.ledger.seals import Chain, Chains, Seal
from servanda.register.keeping.foreign import read_header

_FAULTS = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
Row = dict[str, Any]


def check(path: Path, stages: Stages = silent) -> Manifest:
    """Read an archive to its end and work out every hash, commitment and seal anew; gives its manifest.

    Raises ``InputError`` at the first thing that is not what was recorded, ``TooNew`` for an archive of a later
    release. Holds no more than one arrival at a time, and what was erased.
    """
    with opened(path) as archive:
        advance = stages("Checking the archive", archive.manifest.size)
        with naming(path):
            _Check(archive, advance).run()
        return archive.manifest


class _Check:
    def __init__(self, archive: Archive, advance: Callable[[int], None]) -> None:
        self._archive, self._manifest, self._advance = archive, archive.manifest, advance
        self._chains = Chains()
        self._seals = self._grouped()
        self._seal = next(self._seals, None)
        self._erasures = self._read(ERASURES, lines.erasure)
        self._erasure = next(self._erasures, None)
        self._erased: dict[int, str] = {}  # the entries whose content was erased, by the tick that names it
        self._orders: dict[int, str] = {}  # what the entries that order an erasure are about

    def run(self) -> None:
        """Read the arrivals in order, with the erasures and seals in step."""
        last = last_at = contents = 0
        for kept, hashed in self._read(ARRIVALS, self._arrival):
            if kept.tick != last + 1 or kept.at < last_at:
                raise damaged("an arrival is out of its order", ARRIVALS, last + 1)
            last, last_at = kept.tick, kept.at
            contents += kept.text is not None
            self._chains.add(kept.header["marking"], hashed, kept.at, bytes.fromhex(kept.commitment))
            self._in_step(kept)
        if self._seal is not None or self._erasure is not None:
            raise damaged("a seal or an erasure is of an arrival that is not there", SEALS if self._seal else ERASURES)
        if any(self._orders.get(by) != target for by, target in self._erased.items()):
            raise damaged("a content is missing, and no entry says by whose order it was erased", ERASURES)
        if (last, contents) != (self._manifest.last_tick, self._manifest.contents):
            raise damaged("there are not as many entries as its manifest says", ARRIVALS)

    def _arrival(self, line: bytes) -> tuple[Kept, str]:
        """Read an arrival, with its canonical header."""
        kept = lines.arrival(line)
        read_header(kept.header)
        _known(kept.header["kind"], kept.header["kind_version"])
        hashed, salt, text = canonical(kept.header), kept.salt, kept.text
        if salt is not None and text is not None and commitment(salt, hashed, text) != kept.commitment:
            raise ValueError("an entry does not match its commitment")
        return kept, hashed

    def _in_step(self, kept: Kept) -> None:
        if kept.header["kind"] == "erased":
            self._orders[kept.tick] = kept.header["about"]
        is_erased = self._erasure is not None and self._erasure[0] == kept.tick
        if is_erased == (kept.text is not None):
            said = "is said to be erased, and is there" if is_erased else "is missing, and nobody erased it"
            raise damaged(f"a content {said}", ARRIVALS, kept.tick)
        if is_erased and self._erasure is not None:
            self._erased[self._erasure[1]] = kept.header["id"]
            self._erasure = next(self._erasures, None)
        while self._seal is not None and self._seal[0]["tick"] <= kept.tick:
            self._settle(self._seal, kept.tick)
            self._seal = next(self._seals, None)

    def _settle(self, seal: list[Row], tick: int) -> None:
        """Hold a seal against the chains as they stand at its tick."""
        due = {row["audience"]: (row["size"], row["root"], row["peaks"]) for row in seal}
        now = {name: (tree.size, tree.root.hex(), tree.peaks.hex()) for name, tree in self._chains.trees.items()}
        if due != now or any(row["tick"] != tick for row in seal):
            raise damaged(f"what arrived up to seal {seal[0]['number']} is not what was sealed", SEALS)
        if not _is_signed(self._manifest.register.origin, seal):
            raise damaged(f"the signature of seal {seal[0]['number']} was not made over it by its key", SEALS)

    def _grouped(self) -> Iterator[list[Row]]:
        """The seals, each with its rows; numbered from 1 without a gap."""
        rows = self._read(SEALS, lines.seal)
        for place, (number, found) in enumerate(groupby(rows, key=lambda row: row["number"]), start=1):
            if number != place:
                raise damaged("a seal is missing", SEALS)
            yield list(found)

    def _read(self, name: str, read: Callable[[bytes], Any]) -> Iterator[Any]:
        for number, line in enumerate(self._archive.lines(name, self._advance), start=1):
            try:
                yield read(line)
            except InputError:
                raise
            except _FAULTS as fault:
                why = str(fault).splitlines()[0] if isinstance(fault, ValueError) and str(fault) else "it is unreadable"
                raise damaged(f"a line is not what was written: {why}", name, number) from None


def _is_signed(origin: str, seal: list[Row]) -> bool:
    """Whether a seal that names a key is signed by it; one that names none is as it was made."""
    first = seal[0]
    if any(
        (row["key"], row["signature"], row["at"]) != (first["key"], first["signature"], first["at"]) for row in seal
    ):
        return False
    if first["key"] is None:
        return True
    chains = {row["audience"]: Chain(row["size"], row["root"]) for row in seal}
    at = instant(clock.from_number(first["at"]))
    return Seal(origin, first["number"], first["tick"], at, chains, first["key"], first["signature"]).is_signed


@lru_cache(maxsize=1024)
def _known(kind: str, version: int) -> None:
    found = kinds.KINDS.get(kind)
    if found is None or not 1 <= version <= found.version:
        raise ValueError(f"the kind {kind!r} in version {version} is not known to this release")
