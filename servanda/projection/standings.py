"""Where items stand, kept for lists: as seen by whoever may read all that is said, from every standpoint after it.

A row holds from the day and the tick on that it names: later, nothing that is known of its question begins, opens or
closes any more, so that the answer is the same for all who may read it. ``mixed`` rows hold for nobody: what is said
has more than one marking, or the item was in another plan before; they say nothing of what it is. From any other
standpoint, and by a day of publication, the claims are asked (``register.standing``).
"""

from collections.abc import Iterable
from typing import Any

from servanda.ledger.columns import hex_of
from servanda.ledger.database import execute, numbers_within, rows, slices, within

DISPUTED = "disputed"
ITEM = ""  # the question whether it is an item at all
KINDS = ("assessment", "objective")  # whose entries say where an item stands
_PIECE = 500  # nobody can foresee how many rows a window leaves: of few, each once (MATERIALIZED), any plan is quick
_COLUMNS = "record, question, val, container, code, holder, due, entry, day, tick, audience, mixed"

_OWN = """
SELECT record, container, code, holder, due, entry, known_to IS NULL AS there, day, tick, low,
  low <> high OR moved AS mixed
FROM (
  SELECT i.record, i.container, i.code, i.holder, i.due, i.entry, i.known_to,
    ROW_NUMBER() OVER (PARTITION BY i.record
      ORDER BY i.known_to IS NOT NULL, i.day, i.latest_day, i.digest, i.entry) AS place,
    COALESCE(MAX(CASE WHEN i.known_to IS NULL THEN i.day END) OVER each, 1) AS day,
    MAX(COALESCE(i.known_to, i.known_from)) OVER each AS tick,
    COALESCE(MIN(CASE WHEN i.known_to IS NULL THEN i.audience END) OVER each, 0) AS low,
    COALESCE(MAX(CASE WHEN i.known_to IS NULL THEN i.audience END) OVER each, 0) AS high,
    i.several AND EXISTS (
      SELECT 1 FROM item AS o WHERE o.record = i.record AND o.container <> i.container) AS moved
  FROM item AS i WHERE {items} WINDOW each AS (PARTITION BY i.record)
) AS described WHERE place = 1"""
_SAID = """
SELECT about, question, MIN(v) AS low_v, MAX(v) AS high_v, COALESCE(MAX(began), 1) AS day, MAX(changed) AS tick,
  MIN(audience) AS low, MAX(audience) AS high
FROM (
  SELECT k.about, k.question, COALESCE(q.known_to, q.known_from) AS changed,
    CASE WHEN q.known_to IS NULL THEN q.day END AS began, CASE WHEN q.known_to IS NULL THEN q.audience END AS audience,
    CASE WHEN q.known_to IS NULL AND q.latest_day >= MAX(CASE WHEN q.known_to IS NULL THEN q.day END)
      OVER (PARTITION BY k.about, k.question) THEN q.val END AS v
  FROM key AS k JOIN claim AS q ON q.key_id = k.id
  WHERE {keys} AND k.question LIKE 'grade/%%' AND NOT k.structural AND q.latest_day IS NOT NULL
) AS answered GROUP BY about, question"""
_SETTLE = f"""
INSERT INTO standing ({_COLUMNS})
WITH own AS MATERIALIZED ({_OWN}), said AS MATERIALIZED ({_SAID}), found AS (
SELECT record, '{ITEM}' AS question, CASE WHEN there THEN '' END AS val, container, code, holder, due, entry, day, tick,
  low, mixed
FROM own
UNION ALL
SELECT record, question,
  CASE WHEN there AND low_v = high_v THEN low_v WHEN there AND low_v <> high_v THEN '{DISPUTED}' END,
  container, code, holder, due, entry,
  CASE WHEN own.day > said.day THEN own.day ELSE said.day END,
  CASE WHEN own.tick > said.tick THEN own.tick ELSE said.tick END,
  own.low, own.mixed OR COALESCE(said.low <> said.high OR said.low <> own.low, FALSE)
FROM own JOIN said ON said.about = own.record)
SELECT record, question, CASE WHEN NOT mixed THEN val END, container, CASE WHEN mixed THEN '' ELSE code END,
  CASE WHEN NOT mixed THEN holder END, CASE WHEN NOT mixed THEN due END, entry, day, tick, low, mixed
FROM found"""  # noqa: S608

_SUM = """
INSERT INTO standing_sum (question, val, audience, container, number)
SELECT question, val, audience, container, {sign}COUNT(*) FROM standing
WHERE {among} AND val IS NOT NULL AND NOT mixed GROUP BY question, val, audience, container
ON CONFLICT (question, val, audience, container) DO UPDATE SET number = standing_sum.number + excluded.number"""


_UNSPOKEN = f"""
INSERT INTO unspoken (container)
SELECT DISTINCT z.container FROM standing_sum AS z WHERE {{among}} AND z.question = '{ITEM}' AND NOT EXISTS (
  SELECT 1 FROM standing_sum AS g JOIN audience AS a ON a.id = g.audience
  WHERE g.container = z.container AND g.question <> '{ITEM}' AND a.marking = 'public')"""  # noqa: S608


def settle(records: Iterable[str]) -> None:
    """Work out anew where some items stand; of what is no item nothing is kept."""
    wanted = sorted(set(records))
    for start in range(0, len(wanted), _PIECE):
        _settle(wanted[start : start + _PIECE])


def settle_all() -> None:
    """The same for all items at once, of a register whose rows were written by other means."""
    for table in ("standing", "standing_sum", "unspoken"):
        execute(f"DELETE FROM {table}")  # noqa: S608
    execute(_SETTLE.format(items="TRUE", keys="TRUE"), [])
    _sum("TRUE", [], "+")
    execute(_UNSPOKEN.format(among="TRUE"), [])


def _settle(records: list[str]) -> None:
    among, parameters = within("record", records)
    plans = _plans(among, parameters)
    _sum(among, parameters, "-")
    execute(f"DELETE FROM standing WHERE {among}", parameters)  # noqa: S608
    items, of_items = within("i.record", records)
    keys, of_keys = within("k.about", records)
    execute(_SETTLE.format(items=items, keys=keys), [*of_items, *of_keys])
    _sum(among, parameters, "+")
    execute("DELETE FROM standing_sum WHERE number = 0")
    for piece in slices(plans | _plans(among, parameters)):
        touched, of_touched = within("container", piece)
        execute(f"DELETE FROM unspoken WHERE {touched}", of_touched)  # noqa: S608
        execute(_UNSPOKEN.format(among=f"z.{touched}"), of_touched)


def _plans(among: str, parameters: list[Any]) -> set[str]:
    found = rows(f"SELECT DISTINCT container FROM standing WHERE {among}", parameters)  # noqa: S608
    return {hex_of(own) or "" for (own,) in found}


def _sum(among: str, parameters: list[Any], sign: str) -> None:
    """Count some rows into the sums, or out of them."""
    execute(_SUM.format(among=among, sign=sign), parameters)


def settle_said(ticks: Iterable[int]) -> None:
    """The same, for the items that some entries are about."""
    among, parameters = numbers_within("e.tick", ticks)
    sql = f"SELECT DISTINCT e.about FROM entry AS e WHERE e.kind IN {KINDS} AND {among}"  # noqa: S608
    settle(hex_of(own) or "" for (own,) in rows(sql, parameters))
