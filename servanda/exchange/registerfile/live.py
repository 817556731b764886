"""The live state of a partnership out of the register, as a register file."""

from collections.abc import Iterator, Sequence
from datetime import date

from servanda.exchange.registerfile.dump import Live, dump
from servanda.kernel.entries import Entry
from servanda.kernel.standpoint import Standpoint
from servanda.register.reading.history import entries_live
from servanda.register.reading.views import records_view
from servanda.register.seeing.standpoint import resolve


def dump_scope(scope: str, title: str | None = None) -> str:
    """Write the live entries of a partnership, whoever may read them; ``title`` is for people.

    What another partnership's facts say of the records named here is taken along as far as it is public.
    """
    own = list(entries_live(scope))
    return dump(scope, [*own, *_borrowed(scope, own)], title=title)


def _borrowed(scope: str, own: Sequence[Entry]) -> Iterator[Entry]:
    """What records are and are called, where only another scope says so."""
    at = resolve(Standpoint(as_of=date.max))
    known = list(own)
    asked: set[str] = set()
    while missing := [record for record, kind in Live.of(scope, known).records().items() if kind == "record"]:
        fresh = set(missing) - asked
        if not fresh:
            return
        asked |= fresh
        view = records_view(sorted(fresh), at)
        for record in sorted(fresh):
            for fact in view.about(record):
                if fact.payload.structural:
                    known.append(fact.entry)
                    yield fact.entry
