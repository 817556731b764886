"""Erasing (rule 15): a content leaves the ledger for good, and an entry says by whose order and why."""

from collections.abc import Sequence

from servanda.ledger.database import execute, execute_many, is_postgresql, numbers_within, put, rows


def careful() -> None:
    """Make SQLite overwrite what it deletes; before the transaction, on this connection."""
    if not is_postgresql():
        execute("PRAGMA secure_delete = ON")


def erase(pairs: Sequence[tuple[int, int]]) -> None:
    """Erase contents: (tick of the entry, tick of the ``erased`` entry), inside the transaction of its arrival."""
    if not pairs:
        return
    condition, parameters = numbers_within("tick", (tick for tick, _ in pairs))
    before = {tick for (tick,) in rows(f"SELECT tick FROM erasure WHERE {condition}", parameters)}  # noqa: S608
    fresh = {tick: by for tick, by in reversed(pairs) if tick not in before}
    put("erasure", ("tick", "named_by"), sorted(fresh.items()))
    execute_many("DELETE FROM content WHERE tick = %s", [(tick,) for tick in fresh])


def sweep() -> None:
    """Clear what SQLite may still hold of an erased content in its log; PostgreSQL's VACUUM is the operator's."""
    if not is_postgresql():
        rows("PRAGMA wal_checkpoint(TRUNCATE)")
