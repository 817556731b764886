"""Which entries are there already: for whoever records under identifiers that tell what was recorded before."""

from collections.abc import Iterable

from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.ledger.faults import explained
from servanda.ledger.reading import as_whole


def known_entries(entries: Iterable[str]) -> set[str]:
    """Those of some identifiers of entries that the register holds, whatever became of them."""
    found: set[str] = set()
    with explained(), as_whole():
        for piece in slices(entries):
            condition, parameters = within("id", piece)
            found.update(hex_of(own) or "" for (own,) in rows(f"SELECT id FROM entry WHERE {condition}", parameters))  # noqa: S608
    return found
