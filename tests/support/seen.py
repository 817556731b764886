"""Views of register files without a database: the reference model over the entries that a file makes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from servanda.exchange.registerfile.item import CitationItem, Item, RegisterFile
from servanda.exchange.registerfile.parse import read
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Arrival, Entry
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import ANYONE, Reader
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View

RECORDED = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def entries_of(register: RegisterFile) -> list[Entry]:
    """The entries a register file makes when it is loaded into an empty register."""
    made: list[Entry] = []
    for number, item in enumerate((*register.items, *register.same)):
        statement = _entry(item, derived_id("test entry", f"{register.register} {number}"))
        made.append(statement)
        made.extend(_citation(statement, place, one) for place, one in enumerate(item.citations))
    return made


def _entry(item: Item, ident: str) -> Entry:
    return Entry(
        id=ident,
        about=item.about,
        payload=item.payload,
        as_of=item.as_of or PartialDate(f"../{TODAY}"),
        since=item.since,
        until=item.until,
        scope=item.scope,
        origin="test",
        recorded_at=RECORDED,
        actor="test",
        said_by=item.said_by,
        marking=item.marking,
    )


def _citation(statement: Entry, place: int, citation: CitationItem) -> Entry:
    return Entry(
        id=derived_id("test citation", f"{statement.id} {place}"),
        about=statement.id,
        payload=citation.payload,
        as_of=PartialDate.of(RECORDED.date()),
        scope=statement.scope,
        origin="test",
        recorded_at=RECORDED,
        actor="test",
        marking=citation.marking,
    )


def arrivals_of(entries: Sequence[Entry]) -> list[Arrival]:
    """One arrival an entry, in order."""
    return [Arrival(tick, entry.id, RECORDED + timedelta(seconds=tick)) for tick, entry in enumerate(entries, start=1)]


@lru_cache(maxsize=16)
def register(path: Path) -> RegisterFile:
    """Read a register file once."""
    return read(path)


def view_of(
    path: Path,
    as_of: str,
    *,
    published_by: str | None = None,
    reader: Reader = ANYONE,
    today: date = TODAY,
) -> View:
    """See a register file from a standpoint, known now."""
    entries = entries_of(register(path))
    return see(
        entries,
        arrivals_of(entries),
        Resolved(
            as_of=date.fromisoformat(as_of),
            tick=len(entries),
            today=today,
            published_by=date.fromisoformat(published_by) if published_by else None,
            reader=reader,
        ),
    )
