"""Whether a register built by ``server_side`` is what the bulk path would have written."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from servanda.kernel.canonical import canonical, commitment
from servanda.kinds import read
from servanda.ledger.database import execute, is_postgresql, rows
from servanda.ledger.read import COLUMNS, TABLES, entry_of, header_of
from servanda.ledger.reading import as_whole
from servanda.projection import closing
from servanda.projection.write import project

_PROJECTED = {
    "record": "SELECT id, kind FROM record",
    "key": "SELECT about, question, scope, detail, structural, shared FROM key",
    "claim": "SELECT k.about, k.question, k.scope, c.known_from, c.known_to, c.entry, c.day, c.latest_day, c.audience,"
    " c.val"
    " FROM claim AS c JOIN key AS k ON k.id = c.key_id",
    "link": "SELECT entry, known_from, known_to, day, audience, kind, target, other FROM link",
    "mention": "SELECT m.record, k.about, k.question, k.scope FROM mention AS m JOIN key AS k ON k.id = m.key_id",
    "item": "SELECT entry, known_from, known_to, day, latest_day, audience, record, container, scope, holder, due,"
    " code, digest, several FROM item",
    "standing": "SELECT record, question, val, container, code, entry, day, tick, audience, mixed FROM standing",
    "standing_sum": "SELECT question, val, audience, container, number FROM standing_sum",
    "prose": "SELECT entry, known_from, known_to, day, audience, record, scope, weight, folded FROM prose",
}


@as_whole()
def unfaithful(limit: int) -> list[str]:
    """Check a sample of entries drawn at random: the ids of those not as the register would have written them.

    Each is read back, its content canonical again, and its commitment computed anew.
    """
    sql = f"SELECT {COLUMNS}, c.salt, e.commitment FROM {TABLES} ORDER BY md5(e.id::text) LIMIT %s"
    if not is_postgresql():
        sql = sql.replace("md5(e.id::text)", "e.id")
    return [header_of(row)["id"] for row in rows(sql, [limit]) if not _is_faithful(row)]


def _is_faithful(row: tuple[Any, ...]) -> bool:
    header, text, salt, kept = header_of(row), row[14], bytes(row[16]), bytes(row[17]).hex()
    content = read(header["kind"], header["kind_version"], json.loads(text))
    entry = entry_of(row)
    return (
        canonical(content.content()) == text
        and entry.header() == header
        and commitment(salt, canonical(header), text) == kept
    )


@as_whole()
def projected_otherwise() -> dict[str, tuple[int, int]]:
    """Project the whole ledger anew by the register's own code and compare: (missing, extra) rows by table.

    For small registers. The rows written anew stay.
    """
    before = _snapshot()
    for table in (*_PROJECTED,):
        execute(f"DELETE FROM {table}")
    found = rows(f"SELECT {COLUMNS} FROM {TABLES} ORDER BY e.tick")
    placed = [(row[15], entry_of(row)) for row in found]
    project(placed)
    closing.close(placed)
    after = _snapshot()
    return {
        table: (sum((after[table] - before[table]).values()), sum((before[table] - after[table]).values()))
        for table in _PROJECTED
        if after[table] != before[table]
    }


@as_whole()
def _snapshot() -> dict[str, Counter[tuple[Any, ...]]]:
    return {table: Counter(_plain(rows(sql))) for table, sql in _PROJECTED.items()}


def _plain(found: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    return (tuple(str(value) for value in row) for row in found)
