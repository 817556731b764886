"""The one path of a foreign file into the register: read, map, check, preview, record; one transaction a file."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from servanda.errors import InputError, LedgerError, Refused
from servanda.exchange.imports.findings import Findings
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.progress import Advance, Stages, silent
from servanda.exchange.imports.series import actor_of
from servanda.exchange.imports.spool import Spool
from servanda.exchange.imports.weaving import Weaving
from servanda.exchange.registerfile.item import Place
from servanda.register.draft import Draft, Fault
from servanda.register.writing.record import Faults, Refusals, record_many

ATTEMPTS = 3
CHUNK = 5000


def weave(
    reading: Reading,
    path: Path,
    *,
    dry_run: bool = False,
    withdraw_missing: bool = False,
    strict: bool = False,
    stages: Stages = silent,
    on_behalf_of: str | None = None,
) -> Findings:
    """Record what a reading says, or with ``dry_run`` find out what that would do.

    ``strict`` records nothing if anything was refused. ``on_behalf_of`` is who had it recorded, where that is known.
    ``stages`` is told of statements: each is gone through twice.
    Raises ``InputError`` or ``Refused`` with the place in the file; then nothing was recorded.
    """
    with Spool() as spool:
        weaving = Weaving(reading, spool)
        advance, total = stages("read"), 0
        for number in weaving.prepare():
            advance(number - total)
            total = number
        assert reading.placed + sum(1 for one in reading.refused if one.whole_row) == reading.rows
        if dry_run or (strict and reading.refused):
            for _ in weaving.drafts(stages("compared", total), withdraw_missing=withdraw_missing):
                pass
            return weaving.findings
        for _ in range(ATTEMPTS):
            advance = stages("recorded", total)
            if _record(weaving, path, on_behalf_of, withdraw_missing=withdraw_missing, advance=advance):
                return weaving.findings
    raise LedgerError(
        "busy", f"Others keep recording what is in {path}.", "wait until they are done, and import it again"
    )


def _record(
    weaving: Weaving, path: Path, on_behalf_of: str | None, *, withdraw_missing: bool, advance: Advance
) -> bool:
    """Record; says no where another program recorded the same statements since they were compared."""
    places: dict[int, Place] = {}
    stream = _noting(weaving, places, withdraw_missing=withdraw_missing, advance=advance)
    first = next(stream, None)
    if first is None:
        return True
    try:
        actor = actor_of(weaving.reading.series)
        record_many(_after(first, stream), actor=actor, on_behalf_of=on_behalf_of, chunk=CHUNK)
    except Faults as faults:
        if all(fault.code == "taken-id" for fault in faults.faults):
            return False
        raise _placed(path, faults.faults[0], places) from None
    except Refusals as refusals:
        told = _placed(path, refusals.faults[0], places)
        raise Refused(refusals.code, f"{told.place}: {told.sentence}", told.remedy) from None
    return True


def _noting(weaving: Weaving, places: dict[int, Place], *, withdraw_missing: bool, advance: Advance) -> Iterator[Draft]:
    """The drafts, keeping the places of the last two chunks: a fault is in the one that was asked for last."""
    for number, (draft, place) in enumerate(weaving.drafts(advance, withdraw_missing=withdraw_missing)):
        places[number] = place
        places.pop(number - 2 * CHUNK, None)
        yield draft


def _after(first: Draft, rest: Iterator[Draft]) -> Iterator[Draft]:
    yield first
    yield from rest


def _placed(path: Path, fault: Fault, places: Mapping[int, Place]) -> InputError:
    place = places.get(fault.index)
    row = place.line if place and place.line else None
    return InputError(fault.code, fault.sentence, fault.remedy, file=path, row=row, column=fault.field)
