"""A demonstration register seen without a database: its file read, its statements as entries, the kernel's view."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from servanda.demo import paths
from servanda.exchange.registerfile.item import Item, RegisterFile
from servanda.exchange.registerfile.parse import read
from servanda.kernel.asof import Standing, standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.dispute import Dispute, disputes
from servanda.kernel.entries import Arrival, Entry
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.kinds import Kind

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass(frozen=True)
class Register:
    """One register file, with local identifiers as its language."""

    file: RegisterFile

    def __str__(self) -> str:
        return self.file.register

    def __getitem__(self, local: str) -> str:
        return self.file.records[local]

    @cached_property
    def local(self) -> dict[str, str]:
        """Local identifiers by record."""
        return {record: local for local, record in self.file.records.items()}

    @cached_property
    def entries(self) -> list[Entry]:
        """Its statements and citations as entries of a ledger."""
        found = []
        for number, item in enumerate(self.file.items):
            name = f"{self}-{number:08x}"
            found.append(_entry(name, item, item.payload, item.about))
            for place, citation in enumerate(item.citations):
                found.append(_entry(f"{name}-{place}", item, citation.payload, name))
        return found

    def view(self, as_of: str = TODAY.isoformat(), published_by: str | None = None) -> View:
        """What anyone sees as of a day, by this register or by what the world could know by another day."""
        return seen(self.entries, as_of, published_by)

    def standing(self, as_of: str, local: str, question: str) -> Standing:
        """The answer to one question as of a day."""
        return standing(self.view(as_of), self[local], question)

    def facts(self, view: View, local: str, kind: str) -> tuple[Fact, ...]:
        """The facts of one kind about a record."""
        return view.about(self[local], kind)

    def disputes(self, as_of: str = TODAY.isoformat()) -> dict[str, Dispute]:
        """All contradictions as of a day, by "record question"."""
        found = disputes(self.view(as_of))
        return {f"{self.local[dispute.about]} {dispute.question}": dispute for dispute in found}


def seen(entries: list[Entry], as_of: str = TODAY.isoformat(), published_by: str | None = None) -> View:
    """What anyone sees of a ledger in which all entries arrived at once."""
    by = date.fromisoformat(published_by) if published_by else None
    at = Resolved(date.fromisoformat(as_of), tick=1, today=TODAY, published_by=by)
    return see(entries, [Arrival(1, entry.id, NOW) for entry in entries], at)


def _entry(identifier: str, item: Item, payload: Kind, about: str) -> Entry:
    return Entry(
        id=identifier,
        about=about,
        payload=payload,
        as_of=item.as_of or PartialDate.of(TODAY),
        scope=item.scope,
        origin="demonstration",
        recorded_at=NOW,
        actor="reader",
        marking=item.marking,
        since=item.since,
        until=item.until,
        said_by=item.said_by,
    )


REGISTERS = {register.file.register: register for register in (Register(read(path)) for path in paths())}
AZERBAIJAN = REGISTERS["azerbaijan-nato"]
MOLDOVA = REGISTERS["moldova-nato"]


def values(dispute: Dispute) -> list[set[str]]:
    """The values on each side of a contradiction."""
    return [{answer.value.text for _, answer in side.answers} for side in dispute.sides]
