"""A few views by which a restored register is seen to say what the first one said, to the byte."""

from collections.abc import Iterator
from datetime import date

from servanda.exchange.archive.manifest import Seen
from servanda.kernel.marking import ANYONE, LEVELS, Reader
from servanda.kernel.standpoint import Resolved
from servanda.ledger import clock
from servanda.register.keeping.upkeep import groups, small_scopes
from servanda.register.reading.views import partnership_view

MOST = 20  # partnerships
LARGEST = 20_000  # entries of a partnership: a view is held whole, and an archive is not


def seen(tick: int, at: int) -> Iterator[Seen]:
    """Hash the views of some partnerships: known at the end and half way there, by anyone and by one who may read all.

    All are as of the day of the last arrival, so that they are the same whenever they are made.
    """
    day = clock.from_number(at).date()
    for scope in small_scopes(MOST, LARGEST):
        for known in sorted({tick // 2, tick}):
            for reader in (ANYONE, Reader("all", LEVELS[-1], groups())):
                yield Seen(scope, day.isoformat(), known, reader.name, view_sha256(scope, day, known, reader))


def again(one: Seen) -> str:
    """Hash the same view of the register that is here now."""
    reader = ANYONE if one.reader == ANYONE.name else Reader(one.reader, LEVELS[-1], groups())
    return view_sha256(one.partnership, date.fromisoformat(one.as_of), one.tick, reader)


def view_sha256(scope: str, day: date, tick: int, reader: Reader) -> str:
    """The hash of the canonical view of a partnership."""
    return partnership_view(scope, Resolved(as_of=day, tick=tick, today=day, reader=reader)).sha256()
