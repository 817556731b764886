"""The items of plans and packages, laid out to be listed: by code, holder, date due, and what they belong to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from servanda.kernel.entries import Entry
from servanda.kernel.identity import NO_ALIASES
from servanda.kernel.model import statement_digest
from servanda.ledger.columns import hex_of
from servanda.ledger.database import execute, execute_many, id_form, put, rows, slices, within

Placed = Sequence[tuple[int, Entry]]
COLUMNS = (
    "entry", "known_from", "known_to", "day", "latest_day", "audience", "record", "container", "scope", "holder",
    "due", "code", "digest", "several",
)  # fmt: skip
_DIGITS = re.compile(r"\d{1,8}")
_LAST = "~"  # after every Latin letter and digit: what has no code comes last
_LONGEST_DIGEST = 16


def project(placed: Placed, numbers: Mapping[str, int]) -> None:
    """Write the rows of what items newly arrived entries say. An item described more than once is marked so."""
    form = id_form()
    found = [(tick, entry) for tick, entry in placed if entry.kind == "objective"]
    put("item", COLUMNS, [_row(tick, entry, numbers[entry.marking.text], form) for tick, entry in found])
    mark({entry.about for _, entry in found})


def mark(records: Iterable[str]) -> None:
    """Say of some records' rows whether there is more than one description of each."""
    form = id_form()
    for piece in slices(records):
        among, parameters = within("record", piece)
        sql = f"SELECT record, COUNT(DISTINCT entry) FROM item WHERE {among} GROUP BY record"  # noqa: S608
        several = {hex_of(own) or "": number > 1 for own, number in rows(sql, parameters)}
        apart = f"SELECT DISTINCT record, several FROM item WHERE {among}"  # noqa: S608
        before = {(hex_of(own) or "", bool(marked)) for own, marked in rows(apart, parameters)}
        changed = {own for own, marked in before if several[own] != marked}
        execute_many(
            "UPDATE item SET several = %s WHERE record = %s", [(several[own], form(own)) for own in sorted(changed)]
        )


def forget(condition: str, parameters: Sequence[Any]) -> None:
    """Remove the rows of some entries."""
    records = [hex_of(own) or "" for (own,) in rows(f"SELECT record FROM item WHERE {condition}", parameters)]  # noqa: S608
    execute(f"DELETE FROM item WHERE {condition}", parameters)  # noqa: S608
    mark(set(records))


def ordered_code(code: str | None) -> str:
    """A code as it is put in order: "1.10" after "1.9", and what has none at the end."""
    return _DIGITS.sub(lambda found: found.group().zfill(8), code) if code else _LAST


def _row(tick: int, entry: Entry, audience: int, form: Any) -> tuple[Any, ...]:
    payload: Any = entry.payload
    latest = entry.start.latest if entry.is_placed else entry.begins
    return (
        tick,
        tick,
        None,
        entry.begins.toordinal(),
        latest.toordinal(),
        audience,
        form(entry.about),
        form(payload.of),
        form(entry.scope),
        form(payload.holder) if payload.holder else None,
        payload.target.latest.toordinal() if payload.target else None,
        ordered_code(payload.code),
        statement_digest(entry, NO_ALIASES)[:_LONGEST_DIGEST],
        False,
    )
