"""Weaving a reading into the register: gone through once to know it, once to say what is to be recorded."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from servanda.exchange.imports.findings import Findings
from servanda.exchange.imports.index import Index
from servanda.exchange.imports.keys import keyed
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.progress import Advance
from servanda.exchange.imports.spool import Spool
from servanda.exchange.imports.writing import Placed, Writing
from servanda.exchange.registerfile.item import Item

_PIECE = 1000


class Weaving:
    """One reading on its way into the register. ``prepare`` goes through the file; ``drafts`` may be asked again."""

    def __init__(self, reading: Reading, spool: Spool) -> None:
        self.reading = reading
        self._spool = spool
        self._index = Index()
        self._several: list[Item] = []
        self.findings = Findings()

    def prepare(self) -> Iterator[int]:
        """Read everything; tells now and then how many statements there are so far."""
        for item in self.reading.items:
            one = keyed(item)
            if self._index.add(one):
                self._several.append(replace(item, citations=()))
            self._spool.add((item, one))
            if self._spool.length % _PIECE == 0:
                yield self._spool.length
        yield self._spool.length

    def drafts(self, advance: Advance, *, withdraw_missing: bool) -> Iterator[Placed]:
        """What is to be recorded, each with its place in the file; findings are full once this is gone through.

        ``advance`` is told of statements, as they are gone through.

        Nothing is withdrawn while it cannot be told what some of the refused rows are about.
        """
        withdraw = withdraw_missing and not self.reading.untold
        self.findings = Findings()
        for item in self._several:
            self.findings.contradicts(item)
        writing: Writing | None = None
        for piece in self._spool.pieces():
            if writing is None:
                writing = Writing(self.reading, self._index, self.findings, piece[0][0].scope)
                yield from self._counted(writing.opening())
            yield from self._counted(writing.items(piece))
            advance(len(piece))
        if writing is None:
            writing = Writing(self.reading, self._index, self.findings, "")
            yield from self._counted(writing.only_missing(withdraw=withdraw))
        else:
            yield from self._counted(writing.missing(withdraw=withdraw))

    def _counted(self, drafts: Iterable[Placed]) -> Iterator[Placed]:
        for one in drafts:
            self.findings.drafts += 1
            yield one
