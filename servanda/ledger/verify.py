"""Verifying (rule 17): is the ledger what was recorded? Every entry, every arrival, every seal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from servanda.kernel.canonical import canonical, commitment
from servanda.kernel.entries import instant
from servanda.ledger import clock
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows
from servanda.ledger.faults import explained
from servanda.ledger.opening import open_register
from servanda.ledger.read import COLUMNS, header_of, payload, stream
from servanda.ledger.reading import as_whole
from servanda.ledger.seals import Chains, Seal, kept, origin_of_register


@dataclass(frozen=True, slots=True)
class Tampering:
    """One thing that is not as it was recorded. ``entry`` is the entry's id where it is known."""

    code: str
    sentence: str
    tick: int | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    """A content that was erased by order: of which entry, on whose authority and why, by whom and when."""

    entry: str
    authority: str
    reason: str
    actor: str
    at: str


@dataclass
class Report:
    """What verifying found."""

    entries: int = 0
    seals: int = 0
    signed: int = 0
    against: Seal | None = None
    faults: list[Tampering] = field(default_factory=list)
    erased: list[Erasure] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether all is as it was recorded; what was erased by order is."""
        return not self.faults

    def lines(self) -> Iterator[str]:
        """The report in plain sentences."""
        yield f"Entries verified: {self.entries}. Seals verified: {self.seals}, of which signed: {self.signed}."
        if self.against is not None:
            by = f"signed by the key {self.against.fingerprint}" if self.against.key else "which nobody signed"
            yield f"Compared with seal {self.against.number} of {self.against.at}, {by}."
        for one in self.erased:
            by = f"by {one.actor} on {one.at}, on the authority of {one.authority}"
            yield f"Erased: the content of {one.entry}, {by}: {one.reason}"
        for fault in self.faults:
            yield f"Fault ({fault.code}): {fault.sentence}"
        yield "All is as it was recorded." if self.is_sound else f"Faults found: {len(self.faults)}."


def verify(against: Seal | None = None, advance: Callable[[int], None] = lambda _: None) -> Report:
    """Recompute every commitment and every seal; ``against`` is a seal that was kept elsewhere.

    ``advance`` is told of each arrival that was looked at.
    """
    with explained(), as_whole():
        open_register()
        return _Verification(against).run(advance)


class _Verification:
    def __init__(self, against: Seal | None) -> None:
        self._report = Report(against=against)
        origin = origin_of_register()
        own = kept(origin)
        self._report.seals = len(own)
        self._check_numbers(own)
        self._due = [(one, f"seal {one.number}") for one in own]
        if against is not None:
            self._due.append((against, f"the seal kept elsewhere (number {against.number})"))
        for one, name in self._due:
            self._check_signature(one, name)
        self._report.signed = sum(1 for one in own if one.key)
        if against is not None and against.origin != origin:
            self._fault(
                "other-register",
                f"The seal is of another register, {against.origin}; this one is {origin or 'empty'}.",
            )
        self._due.sort(key=lambda pair: pair[0].tick)
        self._erased: dict[int, tuple[str, str]] = {}

    def run(self, advance: Callable[[int], None]) -> Report:
        """Read the ledger once, in the order of arrival."""
        chains = Chains()
        last, last_at = 0, 0
        for row in stream(_ARRIVALS):
            tick, at = row[15], row[-1]
            self._settle_seals(tick, chains)
            if tick != last + 1:
                self._fault("gap", f"Between arrivals {last} and {tick} {tick - last - 1} are missing.", last + 1)
            if at < last_at:
                self._fault("back-in-time", f"Arrival {tick} is earlier than the one before it.", tick)
            last, last_at = tick, max(at, last_at)
            self._arrival(row, chains)
            advance(1)
        self._settle_seals(None, chains)
        self._strays()
        self._tell_erasures()
        return self._report

    def _arrival(self, row: tuple[Any, ...], chains: Chains) -> None:
        tick, salt, committed, arrived, is_erased, at = row[15:]
        if row[0] is None:
            self._fault(
                "missing-entry", f"Arrival {tick} is there, its entry {hex_of(arrived)} is not.", tick, hex_of(arrived)
            )
            return
        header, entry = header_of(row), hex_of(row[0])
        self._report.entries += 1
        if hex_of(arrived) != entry:
            self._fault(
                "other-entry", f"Arrival {tick} is of {hex_of(arrived)}; the entry there is {entry}.", tick, entry
            )
        hashed = canonical(header)
        chains.add(header["marking"], hashed, at, bytes(committed))
        text = row[14]
        if is_erased:
            self._erased[tick] = (entry or "", header["kind"])
            if text is not None:
                self._fault(
                    "erased-content", f"The content of {entry} is said to be erased, and is there.", tick, entry
                )
        elif text is None:
            self._fault(
                "missing-content",
                f"The content of {entry} ({header['kind']}) is missing, and nobody erased it.",
                tick,
                entry,
            )
        elif commitment(bytes(salt), hashed, text) != bytes(committed).hex():
            self._fault(
                "altered",
                f"Entry {entry} ({header['kind']}, arrival {tick}) does not match its commitment.",
                tick,
                entry,
            )

    def _settle_seals(self, tick: int | None, chains: Chains) -> None:
        """Compare the chains with every seal that ends before this arrival."""
        now = None
        while self._due and (tick is None or self._due[0][0].tick < tick):
            seal, name = self._due.pop(0)
            now = chains.now() if now is None else now
            for audience in sorted({*now, *seal.chains}):
                if now.get(audience) != seal.chains.get(audience):
                    self._fault(
                        "broken-seal",
                        f"What arrived up to {name} ({seal.at}) is not what was sealed, in the chain {audience!r}.",
                    )

    def _check_numbers(self, own: list[Seal]) -> None:
        for place, seal in enumerate(own, start=1):
            if seal.number != place:
                self._fault("missing-seal", f"Seal {place} is missing.")
                return

    def _check_signature(self, seal: Seal, name: str) -> None:
        if (seal.key or seal.signature) and not seal.is_signed:
            self._fault("bad-signature", f"The signature of {name} ({seal.at}) was not made over it by its key.")

    def _strays(self) -> None:
        for sql, code, sentence in _STRAYS:
            for tick, entry in rows(sql):
                self._fault(code, sentence.format(tick=tick, entry=hex_of(entry) or "unknown"), tick, hex_of(entry))

    def _tell_erasures(self) -> None:
        found = rows(
            "SELECT x.tick, e.actor, a.at, e.kind_version, c.text, e.about"
            " FROM erasure AS x JOIN entry AS e ON e.tick = x.named_by JOIN arrival AS a ON a.tick = x.named_by"
            " LEFT JOIN content AS c ON c.tick = x.named_by ORDER BY x.tick"
        )
        told = {row[0] for row in found}
        for _, actor, at, version, text, about in found:
            content: Any = payload("erased", version, text) if text is not None else None
            reason = content.reason.in_language("en")[0] if content else "the reason was erased"
            authority = content.authority if content else "unknown"
            moment = instant(clock.from_number(at))
            self._report.erased.append(Erasure(hex_of(about) or "", authority, reason, actor, moment))
        for tick, (entry, _) in self._erased.items():
            if tick not in told:
                self._fault(
                    "unnamed-erasure", f"The content of {entry} is erased, and no entry says by whom.", tick, entry
                )

    def _fault(self, code: str, sentence: str, tick: int | None = None, entry: str | None = None) -> None:
        self._report.faults.append(Tampering(code, sentence, tick, entry))


_ARRIVALS = (
    f"SELECT {COLUMNS.replace('e.tick', 'a.tick')}, c.salt, e.commitment, a.entry, x.tick IS NOT NULL, a.at"  # noqa: S608
    " FROM arrival AS a LEFT JOIN entry AS e ON e.tick = a.tick LEFT JOIN content AS c ON c.tick = a.tick"
    " LEFT JOIN erasure AS x ON x.tick = a.tick ORDER BY a.tick"
)
_STRAYS = (
    (
        "SELECT e.tick, e.id FROM entry AS e LEFT JOIN arrival AS a ON a.tick = e.tick WHERE a.tick IS NULL ORDER BY 1",
        "extra-entry",
        "Entry {entry} is there, and never arrived.",
    ),
    (
        "SELECT c.tick, NULL FROM content AS c LEFT JOIN entry AS e ON e.tick = c.tick WHERE e.tick IS NULL ORDER BY 1",
        "extra-content",
        "A content is there for arrival {tick}, and no entry.",
    ),
    (
        "SELECT x.tick, NULL FROM erasure AS x LEFT JOIN entry AS e ON e.tick = x.tick WHERE e.tick IS NULL ORDER BY 1",
        "extra-erasure",
        "An erasure is there for arrival {tick}, and no entry.",
    ),
)
