"""Making the register again from an archive: checked whole first, then written in one transaction and compared."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import DataError, IntegrityError

from servanda import __version__
from servanda.errors import LedgerError
from servanda.exchange.archive import lines
from servanda.exchange.archive.check import check
from servanda.exchange.archive.manifest import ARRIVALS, ERASURES, SEALS, Manifest, damaged, naming
from servanda.exchange.archive.progress import Stages, silent
from servanda.exchange.archive.reading import Archive, opened
from servanda.exchange.archive.views import again
from servanda.ledger import whole
from servanda.ledger.database import make_room, take_stock
from servanda.projection import rebuild
from servanda.register.keeping.upkeep import initialise, verify

CHUNK = 5000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was restored. ``otherwise``: views that an earlier release saw otherwise than this one does."""

    manifest: Manifest
    otherwise: int


def restore(path: Path, stages: Stages = silent) -> Outcome:
    """Make the register of an archive in an empty database: whole, verified and durable when it returns.

    The archive is read to its end before the database is written. Raises ``InputError`` or ``TooNew`` for an archive
    that is not whole, ``Refused`` for a database that holds a register, ``Tampered`` or another ``LedgerError`` where
    what was written is not what was recorded; then the database holds no register, as before.
    """
    check(path, stages)
    initialise()
    make_room()
    with _told(path), opened(path) as archive, whole.refilling(archive.manifest.register):
        _write(archive, stages("Writing the ledger", archive.manifest.size))
        take_stock()
        rebuild.rebuild(stages("Building the projection", archive.manifest.contents))
        take_stock()
        return Outcome(archive.manifest, _compared(archive.manifest, stages))


def _write(archive: Archive, advance: Callable[[int], None]) -> None:
    for kept in _pieces(map(lines.arrival, archive.lines(ARRIVALS, advance))):
        whole.put_arrivals(kept)
    for rows in _pieces(map(lines.seal, archive.lines(SEALS, advance))):
        whole.put_seals(rows)
    for pairs in _pieces(map(lines.erasure, archive.lines(ERASURES, advance))):
        whole.put_erasures(pairs)


def _pieces(found: Iterable[_T]) -> Iterator[list[_T]]:
    stream = iter(found)
    while piece := list(islice(stream, CHUNK)):
        yield piece


def _compared(manifest: Manifest, stages: Stages) -> int:
    """Verify what was written, and see what the first register saw; gives how many views differ by release."""
    advance = stages("Verifying the register", manifest.last_tick)
    report = verify(advance=advance)
    if not report.is_sound:
        raise damaged(f"what it holds is not what was recorded: {report.faults[0].sentence}")
    otherwise = sum(1 for one in manifest.views if again(one) != one.sha256)
    if otherwise and manifest.servanda == __version__:
        raise damaged("the register it makes does not say what the first one said")
    return otherwise


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Name the archive in faults that are its own, also those that only the database finds in it."""
    with naming(path):
        try:
            yield
        except LedgerError as fault:
            if fault.code != "append-only" and not isinstance(fault.__cause__, IntegrityError | DataError):
                raise
            raise damaged("the database does not take it: an entry is in it twice, or an erasure names none") from fault
