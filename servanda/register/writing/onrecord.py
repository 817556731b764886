"""What stands of some records, asked of the whole register by those who check what is to be recorded; never to show it.

An entry stands while nothing that stands has replaced or withdrawn it. What a reader sees is selected by
``register.seeing``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from servanda.kernel.closing import CLOSERS
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import edtf
from servanda.kernel.marking import Marking
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.ledger.read import payload
from servanda.projection.marks import NOW

_NOTES = CLOSERS | {"citation"}
_DEEPEST = 30  # a closer of a closer of a closer is as far as people go; a ring ends here
STANDING = "claim AS q ON q.key_id = k.id AND q.known_to IS NULL"


class OnRecord(NamedTuple):
    """One entry that stands: what it is about, and what it says, with the marking that it has now."""

    about: str
    entry: str
    content: Any
    as_of: PartialDate
    marking: Marking


def on_record(records: Iterable[str], where: str, parameters: Sequence[Any] = ()) -> Iterator[OnRecord]:
    """What stands of some records, each entry once, the first recorded first.

    ``where`` is a condition on keys ``k`` and entries ``e``. One query for each slice of the records.
    """
    for piece in slices(records):
        condition, more = within("k.about", piece)
        sql = (
            "SELECT DISTINCT e.tick, k.about, e.id, e.kind, e.kind_version, t.text, e.as_of,"  # noqa: S608
            f" COALESCE({NOW}, e.marking)"
            f" FROM key AS k JOIN {STANDING} JOIN entry AS e ON e.tick = q.entry JOIN content AS t ON t.tick = e.tick"
            f" WHERE {condition} AND {where} ORDER BY e.tick"
        )
        for _tick, about, own, kind, version, text, as_of, marking in rows(sql, [*more, *parameters]):
            yield OnRecord(
                hex_of(about) or "",
                hex_of(own) or "",
                payload(kind, version, text),
                edtf(as_of),
                Marking.parse(marking),
            )


def answered(records: Iterable[str], where: str) -> set[str]:
    """Those of some records of which something stands on the keys ``k`` that meet a condition."""
    found: set[str] = set()
    for piece in slices(records):
        condition, parameters = within("k.about", piece)
        sql = f"SELECT DISTINCT k.about FROM key AS k JOIN {STANDING} WHERE {condition} AND {where}"  # noqa: S608
        found.update(hex_of(own) or "" for (own,) in rows(sql, parameters))
    return found


def grounds(
    notes: Collection[str], kind_of: Callable[[str], str | None], through: Collection[str] = _NOTES
) -> dict[str, tuple[str, str]]:
    """What citations and closers are about in the end, by way of what they close: each with its kind.

    ``kind_of`` gives the kinds of what is asked of. Notes of other kinds than those to go ``through`` are left out, and
    are themselves an end. No query where there is none.
    """
    found: dict[str, tuple[str, str]] = {}
    ahead = {note: note for note in notes if kind_of(note) in through}
    for _ in range(_DEEPEST):
        told: dict[str, tuple[str, str]] = {}
        for piece in slices(set(ahead.values())):
            condition, parameters = within("e.id", piece)
            for own, kind, about in rows(f"SELECT e.id, e.kind, e.about FROM entry AS e WHERE {condition}", parameters):  # noqa: S608
                told[hex_of(own) or ""] = (kind, hex_of(about) or "")
        further: dict[str, str] = {}
        for note, entry in ahead.items():
            kind, about = told.get(entry, ("", ""))
            if kind in through:
                further[note] = about
            elif kind:
                found[note] = (entry, kind)
        ahead = further
        if not ahead:
            break
    return found
