"""A ledger on paper: what register files do to a register, without a database."""

from datetime import UTC, date, datetime
from pathlib import Path

from servanda.exchange.registerfile.diff import Changes, changes
from servanda.exchange.registerfile.drafts import drafts
from servanda.exchange.registerfile.item import RegisterFile
from servanda.exchange.registerfile.parse import read
from servanda.kernel.closing import Closings
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Arrival, Entry
from servanda.kernel.identity import random_id
from servanda.kernel.marking import PUBLIC, Reader
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds import Kind

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TODAY = NOW.date()
EVERYTHING = Reader("everyone", "secret", frozenset({"NATO", "AZE"}))


class Paper:
    """Entries in the order of their arrival."""

    def __init__(self, today: date = TODAY) -> None:
        self.entries: list[Entry] = []
        self.today = PartialDate.of(today)

    def load(self, file: RegisterFile, *, withdraw_missing: bool = False) -> Changes:
        """Load a file as the register would."""
        found = changes(file, self.live(file.scope))
        for draft, _ in drafts(file, found, withdraw_missing=withdraw_missing):
            as_of = draft.as_of or (self.today if draft.payload.kind == "citation" else self.today.no_later_than())
            self.add(
                draft.payload,
                draft.about,
                as_of,
                draft.scope or file.scope,
                actor=file.actor,
                marking=draft.marking or PUBLIC,
                since=draft.since,
                until=draft.until,
                said_by=draft.said_by,
                id=draft.id,
            )
        return found

    def add(
        self,
        payload: Kind,
        about: str,
        as_of: PartialDate,
        scope: str,
        *,
        actor: str = "somebody",
        id: str | None = None,  # noqa: A002
        **more: object,
    ) -> Entry:
        """Record one entry; an identifier is given once."""
        entry = Entry(id or random_id(), about, payload, as_of, scope, "paper", NOW, actor, **more)  # type: ignore[arg-type]
        assert entry.id not in {one.id for one in self.entries}
        self.entries.append(entry)
        return entry

    def join(self, other: "Paper") -> None:
        """Add what another has and this one has not (rule 9)."""
        own = {entry.id for entry in self.entries}
        self.entries.extend(entry for entry in other.entries if entry.id not in own)

    def live(self, scope: str) -> list[Entry]:
        """The entries of a scope that nothing in force closes."""
        ticks = {entry.id: tick for tick, entry in enumerate(self.entries, 1)}
        closings = Closings(self.entries, ticks)
        return [one for one in self.entries if one.scope == scope and not closings.is_closed(one.id, len(ticks))]

    def view(self) -> View:
        """All of it, seen by who may see everything."""
        arrivals = [Arrival(tick, entry.id, NOW) for tick, entry in enumerate(self.entries, 1)]
        return see(self.entries, arrivals, Resolved(TODAY, len(arrivals), TODAY, reader=EVERYTHING))


def reading(path: Path, text: str) -> RegisterFile:
    """Read the text of a register file."""
    path.write_text(text, encoding="utf-8")
    return read(path)
