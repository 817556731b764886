"""What a foreign file says, in a register: through the reference model, or recorded through the front door."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from servanda import register
from servanda.exchange.imports.model import Reading
from servanda.exchange.registerfile.item import Item
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.identity import derived_id
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds import Kind
from servanda.kinds.citation import Citation
from servanda.register import Draft
from tests.support.seen import RECORDED, TODAY, arrivals_of

Said = tuple[str, str, str | None, str | None, str]


def said(item: Item) -> Said:
    """A statement as it can be compared with another reading of the same."""
    content = str(sorted(item.payload.content().items()))
    return (item.payload.kind, item.about, item.as_of.text if item.as_of else None, item.said_by, content)


def statements(reading: Reading) -> Counter[Said]:
    """All statements of a reading, each with how often it is made."""
    return Counter(map(said, reading.items))


def source_of(reading: Reading) -> str:
    """The record of the file as a source."""
    return derived_id("test file", str(reading.source.sha256))


def drafts_of(reading: Reading) -> Iterator[Draft]:
    """What an import records of it, each statement cited to the file."""
    source = source_of(reading)
    made: dict[Said, Item] = {}
    for item in reading.items:
        made.setdefault(said(item), item)
    scope = next(iter(made.values())).scope
    yield Draft(reading.source, source, scope=scope)
    for key, item in made.items():
        ident = derived_id("test statement", str(key))
        yield Draft(item.payload, item.about, item.as_of, item.scope, item.said_by, id=ident)
        yield Draft(Citation(source=source, at=item.place.label[:200]), ident, scope=item.scope)


def record_reading(reading: Reading) -> None:
    """Record it through the front door."""
    register.record(list(drafts_of(reading)), actor="test")


def view_of_reading(reading: Reading, as_of: date = TODAY) -> View:
    """See it from a day, by the reference model alone."""
    entries = [_entry(draft, number) for number, draft in enumerate(drafts_of(reading))]
    return see(entries, arrivals_of(entries), Resolved(as_of=as_of, tick=len(entries), today=TODAY))


def _entry(draft: Draft, number: int) -> Entry:
    payload: Kind = draft.payload
    return Entry(
        id=draft.id or derived_id("test entry", str(number)),
        about=draft.about,
        payload=payload,
        as_of=draft.as_of or PartialDate(f"../{TODAY}"),
        scope=draft.scope or "",
        origin="test",
        recorded_at=RECORDED,
        actor="test",
        said_by=draft.said_by,
    )
