"""Load a register file: all of it or nothing, and a second time nothing more."""

from collections.abc import Collection, Sequence
from pathlib import Path

from servanda.errors import InputError, LedgerError, Refused
from servanda.exchange.registerfile.diff import Changes, changes
from servanda.exchange.registerfile.drafts import Placed, drafts
from servanda.exchange.registerfile.faults import Fault, input_error
from servanda.exchange.registerfile.item import RegisterFile
from servanda.exchange.registerfile.parse import read
from servanda.exchange.registerfile.report import LoadReport, report
from servanda.ledger import clock
from servanda.register.draft import Fault as DraftFault
from servanda.register.reading.views import entries_live
from servanda.register.writing.alone import faults
from servanda.register.writing.record import Faults, Refusals, record

ATTEMPTS = 3


def load(path: Path | str, *, withdraw_missing: bool = False, frameworks: Collection[str] | None = None) -> LoadReport:
    """Record what a register file says that this register does not hold yet.

    A statement that the file words differently than before is recorded anew, and a ``replaces`` closes the old
    one. What the file no longer holds is told, and withdrawn only ``withdraw_missing``. What others corrected,
    withdrew or erased here stays so. Raises ``InputError`` or ``Refused`` with every fault and its line;
    then nothing was recorded.
    """
    file = read(path, frameworks)
    return apply(file, withdraw_missing=withdraw_missing)


def checked(path: Path | str, frameworks: Collection[str] | None = None) -> RegisterFile:
    """Read a register file and hold it to all that can be told without a register, which is not touched.

    Raises ``InputError`` with the faults that ``load`` would tell.
    """
    file = read(path, frameworks)
    placed = list(drafts(file, changes(file, ()), withdraw_missing=False))
    found = faults([draft for draft, _ in placed], clock.now())
    if found:
        raise _placed(file, placed, found)
    return file


def compare(file: RegisterFile) -> Changes:
    """Tell what loading a file would change, and record nothing."""
    return changes(file, entries_live(file.scope))


def apply(file: RegisterFile, *, withdraw_missing: bool = False) -> LoadReport:
    """Record what a file that was read says; see ``load``."""
    for _ in range(ATTEMPTS):
        found = compare(file)
        placed = list(drafts(file, found, withdraw_missing=withdraw_missing))
        if not placed or _record(file, placed):
            return report(file, found, withdrawn=withdraw_missing)
    raise LedgerError(
        "busy", f"Others keep recording what is in {file.path}.", "wait until they are done, and load it again"
    )


def _record(file: RegisterFile, placed: list[Placed]) -> bool:
    """Record drafts; says no where another program loaded the same statements since they were compared."""
    try:
        record([draft for draft, _ in placed], actor=file.actor)
    except Faults as found:
        if all(fault.code == "taken-id" for fault in found.faults):
            return False
        raise _placed(file, placed, found.faults) from None
    except Refusals as refusals:
        told = _placed(file, placed, refusals.faults)
        raise Refused(refusals.code, told.sentence, told.remedy) from None
    return True


def _placed(file: RegisterFile, placed: list[Placed], found: Sequence[DraftFault]) -> InputError:
    """Tell the register's faults as the file's: with line and fact instead of a number."""
    told = []
    for fault in found:
        place = placed[fault.index][1]
        sentence = _in_local_words(fault.sentence, file).rstrip(".")
        told.append(Fault(place.line, place.label, fault.field, sentence, fault.remedy))
    return input_error(file.path, sorted(set(told)))


def _in_local_words(sentence: str, file: RegisterFile) -> str:
    """Put local identifiers where the register speaks of records by their own."""
    for local, record_id in file.records.items():
        sentence = sentence.replace(record_id, local)
    return sentence
