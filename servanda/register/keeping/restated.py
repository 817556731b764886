"""One statement from one file in two registers: each recorded it itself, under the same identifier (rule 11)."""

from collections.abc import Iterable, Mapping
from typing import Any

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Temporal
from servanda.kinds import KINDS
from servanda.ledger.database import rows, slices, within
from servanda.ledger.read import COLUMNS, header_of
from servanda.ledger.write import Sealed

# where, when and by whom it was recorded is each register's own
_OWN = frozenset({"origin", "recorded_at", "actor", "on_behalf_of"})
_TEXT = 14  # the place of the content among COLUMNS


def restated(found: Iterable[Sealed]) -> set[str]:
    """Tell those entries (by id) whose namesakes here say the same: kind, record, dates, speaker, marking, content.

    An erased content on either side is not compared: its erasure is carried out on both.
    """
    by_id = {str(one.header["id"]): one for one in found}
    same = set()
    for piece in slices(by_id):
        condition, parameters = within("e.id", piece)
        sql = f"SELECT {COLUMNS} FROM entry AS e LEFT JOIN content AS c ON c.tick = e.tick WHERE {condition}"  # noqa: S608
        for row in rows(sql, parameters):
            here, one = header_of(row), by_id[str(header_of(row)["id"])]
            if _said(here) == _said(one.header) and (None in (row[_TEXT], one.text) or row[_TEXT] == one.text):
                same.add(str(here["id"]))
    return same


def _said(header: Mapping[str, Any]) -> dict[str, Any]:
    """What a header says of the world: the day of recording, where it stands for a date, is not of it."""
    said = {name: value for name, value in header.items() if name not in _OWN}
    kind = KINDS.get(said["kind"])
    undated = PartialDate(said["as_of"]).is_open_start
    if kind is not None and (kind.temporal is Temporal.ENTRY or (kind.structural and undated)):
        del said["as_of"]
    return said
