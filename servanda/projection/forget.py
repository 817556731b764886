"""Forgetting: nothing of an erased content stays in the projection."""

from collections.abc import Iterable
from typing import Any

from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, execute, execute_many, is_postgresql, numbers_within, rows
from servanda.ledger.read import COLUMNS, TABLES, entry_of
from servanda.projection import items, standings
from servanda.projection.write import MENTION, manner_of, mentions_of, prose_tables

_ORPHANS = "SELECT k.id FROM key AS k LEFT JOIN claim AS q ON q.key_id = k.id WHERE q.key_id IS NULL AND {}"


def forget(ticks: Iterable[int]) -> None:
    """Remove the rows of erased entries, and keys that nothing answers any more."""
    gone = sorted(set(ticks))
    if not gone:
        return
    condition, parameters = numbers_within("entry", gone)
    keys = [key for (key,) in rows(f"SELECT DISTINCT key_id FROM claim WHERE {condition}", parameters)]  # noqa: S608
    for table in ("claim", "link", "joining", *prose_tables(), "occasion"):
        execute(f"DELETE FROM {table} WHERE {condition}", parameters)  # noqa: S608
    items.forget(condition, parameters)
    standings.settle_said(gone)
    if not is_postgresql():
        # the word index keeps what is deleted until its pieces are merged
        execute("INSERT INTO prose_words (prose_words) VALUES ('optimize')")
    if not keys:
        return
    among, wanted = numbers_within("k.id", keys)
    orphans = [(key,) for (key,) in rows(_ORPHANS.format(among), wanted)]
    siblings = _siblings(keys)
    execute_many("DELETE FROM key WHERE id = %s", orphans)
    for key, about, question in siblings:
        execute(
            "UPDATE key SET shared = EXISTS"
            " (SELECT 1 FROM key AS o WHERE o.about = %s AND o.question = %s AND o.id <> %s) WHERE id = %s",
            [an_id(about), question, key, key],
        )
    _mention_again(keys)


def _siblings(keys: list[int]) -> list[tuple[int, str, str]]:
    among, wanted = numbers_within("k.id", keys)
    sql = (
        "SELECT DISTINCT o.id, o.about, o.question FROM key AS k JOIN key AS o"  # noqa: S608
        f" ON o.about = k.about AND o.question = k.question WHERE {among}"
    )
    return [(key, hex_of(about) or "", question) for key, about, question in rows(sql, wanted)]


def _mention_again(keys: list[int]) -> None:
    among, wanted = numbers_within("key_id", keys)
    execute(f"DELETE FROM mention WHERE {among}", wanted)  # noqa: S608
    sql = (
        f"SELECT {COLUMNS}, q.key_id, k.question FROM {TABLES} JOIN claim AS q ON q.entry = e.tick"  # noqa: S608
        f" JOIN key AS k ON k.id = q.key_id WHERE q.{among}"
    )
    found: set[tuple[Any, ...]] = set()
    for row in rows(sql, wanted):
        entry = entry_of(row)
        if entry.answers[0].question == row[-1]:
            found.update((an_id(record), manner_of(entry), row[-2]) for record in mentions_of(entry))
    execute_many(MENTION, sorted(found))
