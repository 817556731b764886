"""Where items stand, kept for lists: as seen by each audience, from every standpoint after what it may read was said.

A row holds from the day and the tick on that it names: later, nothing that its audience may read of its question
begins, opens or closes any more, so that the answer is the same for all who belong to it. Where what is said of an item
has several markings there is a row for each part of it that a reader can see (``audiences.parted``), so that every
reader has one row, and nothing of it comes from what he may not see. ``mixed`` rows hold for nobody, and say nothing of
what the item is: it was in another plan before, or there are too many markings to part. From any other standpoint, and
by a day of publication, the claims are asked (``register.lists.kept``).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from servanda.ledger.columns import hex_of
from servanda.ledger.database import execute, numbers_within, rows, slices, within
from servanda.projection import audiences
from servanda.projection.audiences import BUT_NOT

DISPUTED = "disputed"
ITEM = ""  # the question whether it is an item at all
KINDS = ("assessment", "objective")  # whose entries say where an item stands
_PIECE = 500  # nobody can foresee how many rows a window leaves: of few, each once (MATERIALIZED), any plan is quick
_MOST_AUDIENCES = 8  # of one item: there can be twice as many ways to see it with each
_WHOLE = {"of_item": "TRUE", "of_other": "TRUE", "of_claim": "TRUE", "mixed": "FALSE", "audience": "audience"}
_MIXED = {"mixed": "TRUE"}
_COLUMNS = "record, question, val, container, code, holder, due, entry, day, tick, audience, mixed"

_OWN = """
SELECT record, container, code, holder, due, entry, known_to IS NULL AS there, day, tick, audience,
  {mixed} OR moved AS mixed
FROM (
  SELECT i.record, i.container, i.code, i.holder, i.due, i.entry, i.known_to, i.audience,
    ROW_NUMBER() OVER (PARTITION BY i.record
      ORDER BY i.known_to IS NOT NULL, i.day, i.latest_day, i.digest, i.entry) AS place,
    COALESCE(MAX(CASE WHEN i.known_to IS NULL THEN i.day END) OVER each, 1) AS day,
    MAX(COALESCE(i.known_to, i.known_from)) OVER each AS tick,
    i.several AND EXISTS (
      SELECT 1 FROM item AS o WHERE o.record = i.record AND o.container <> i.container AND {of_other}) AS moved
  FROM item AS i WHERE {items} AND {of_item} WINDOW each AS (PARTITION BY i.record)
) AS described WHERE place = 1"""
_ASKED = "k.question LIKE 'grade/%%' AND NOT k.structural AND q.latest_day IS NOT NULL"
_SAID = f"""
SELECT about, question, MIN(v) AS low_v, MAX(v) AS high_v, COALESCE(MAX(began), 1) AS day, MAX(changed) AS tick
FROM (
  SELECT k.about, k.question, COALESCE(q.known_to, q.known_from) AS changed,
    CASE WHEN q.known_to IS NULL THEN q.day END AS began,
    CASE WHEN q.known_to IS NULL AND q.latest_day >= MAX(CASE WHEN q.known_to IS NULL THEN q.day END)
      OVER (PARTITION BY k.about, k.question) THEN q.val END AS v
  FROM key AS k JOIN claim AS q ON q.key_id = k.id
  WHERE {{keys}} AND {{of_claim}} AND {_ASKED}
) AS answered GROUP BY about, question"""  # noqa: S608
_SETTLE = f"""
INSERT INTO standing ({_COLUMNS})
WITH own AS MATERIALIZED ({_OWN}), said AS MATERIALIZED ({_SAID}), found AS (
SELECT record, '{ITEM}' AS question, CASE WHEN there THEN '' END AS val, container, code, holder, due, entry, day, tick,
  audience, mixed
FROM own
UNION ALL
SELECT record, question,
  CASE WHEN there AND low_v = high_v THEN low_v WHEN there AND low_v <> high_v THEN '{DISPUTED}' END,
  container, code, holder, due, entry,
  CASE WHEN own.day > said.day THEN own.day ELSE said.day END,
  CASE WHEN own.tick > said.tick THEN own.tick ELSE said.tick END,
  audience, mixed
FROM own JOIN said ON said.about = own.record)
SELECT record, question, CASE WHEN NOT mixed THEN val END, container, CASE WHEN mixed THEN '' ELSE code END,
  CASE WHEN NOT mixed THEN holder END, CASE WHEN NOT mixed THEN due END, entry, day, tick, {{audience}}, mixed
FROM found"""  # noqa: S608
_SEVERAL = f"""
WITH bears AS MATERIALIZED (
  SELECT i.record, i.audience FROM item AS i WHERE {{items}}
  UNION
  SELECT k.about, q.audience FROM key AS k JOIN claim AS q ON q.key_id = k.id WHERE {{keys}} AND {_ASKED})
SELECT record, audience FROM bears
WHERE record IN (SELECT record FROM bears GROUP BY record HAVING COUNT(*) > 1)"""  # noqa: S608

_SUM = """
INSERT INTO standing_sum (question, val, audience, container, number)
SELECT question, val, audience, container, {sign}COUNT(*) FROM standing
WHERE {among} AND val IS NOT NULL AND NOT mixed GROUP BY question, val, audience, container
ON CONFLICT (question, val, audience, container) DO UPDATE SET number = standing_sum.number + excluded.number"""


# where all that is said of an item and its grade may be read by all, everyone sees that it has one
_UNSPOKEN = f"""
INSERT INTO unspoken (container)
SELECT DISTINCT z.container FROM standing_sum AS z WHERE {{among}} AND z.question = '{ITEM}' AND NOT EXISTS (
  SELECT 1 FROM standing_sum AS g JOIN audience AS a ON a.id = g.audience
  WHERE g.container = z.container AND g.question <> '{ITEM}'
  AND (a.marking = 'public' OR a.marking LIKE 'public{BUT_NOT}%%'))"""  # noqa: S608


def settle(records: Iterable[str]) -> None:
    """Work out anew where some items stand; of what is no item nothing is kept."""
    wanted = sorted(set(records))
    for start in range(0, len(wanted), _PIECE):
        _settle(wanted[start : start + _PIECE])


def settle_all() -> None:
    """The same for all items at once, of a register whose rows were written by other means."""
    for table in ("standing", "standing_sum", "unspoken"):
        execute(f"DELETE FROM {table}")  # noqa: S608
    execute(_SETTLE.format(items="TRUE", keys="TRUE", **_WHOLE), [])
    _sum("TRUE", [], "+")
    execute(_UNSPOKEN.format(among="TRUE"), [])
    settle(_several("TRUE", "TRUE", []))


def _settle(records: list[str]) -> None:
    among, parameters = within("record", records)
    plans = _plans(among, parameters)
    _sum(among, parameters, "-")
    execute(f"DELETE FROM standing WHERE {among}", parameters)  # noqa: S608
    items, of_items = within("i.record", records)
    keys, of_keys = within("k.about", records)
    several = _several(items, keys, [*of_items, *of_keys])
    _write([record for record in records if record not in several], _WHOLE)
    if several:
        _part(several)
    _sum(among, parameters, "+")
    execute("DELETE FROM standing_sum WHERE number = 0")
    for piece in slices(plans | _plans(among, parameters)):
        touched, of_touched = within("container", piece)
        execute(f"DELETE FROM unspoken WHERE {touched}", of_touched)  # noqa: S608
        execute(_UNSPOKEN.format(among=f"z.{touched}"), of_touched)


def _several(items: str, keys: str, parameters: list[Any]) -> dict[str, frozenset[int]]:
    """Those items of which what is said has several audiences, and these."""
    found: dict[str, set[int]] = defaultdict(set)
    for own, audience in rows(_SEVERAL.format(items=items, keys=keys), parameters):
        found[hex_of(own) or ""].add(audience)
    return {record: frozenset(bears) for record, bears in found.items()}


def _part(several: dict[str, frozenset[int]]) -> None:
    """Write the rows of items of which not all readers see the same: for each what he sees."""
    alike: dict[frozenset[int], list[str]] = defaultdict(list)
    for record, bears in several.items():
        alike[bears].append(record)
    texts = audiences.known()
    for bears, records in alike.items():
        own = {texts[number]: number for number in bears}
        if len(bears) > _MOST_AUDIENCES:
            for number in bears:
                _write(records, {**_WHOLE, **_MIXED, "of_claim": f"q.audience = {number}", "audience": str(number)})
            continue
        ways = dict(audiences.parted(list(own)))
        numbers = audiences.numbers(ways)
        for audience, seen in ways.items():
            _write(records, _seen([own[one] for one in seen], numbers[audience]))


def _seen(numbers: Iterable[int], own: int) -> dict[str, str]:
    among = f"audience IN ({', '.join(map(str, numbers))})"
    conditions = {"of_item": f"i.{among}", "of_other": f"o.{among}", "of_claim": f"q.{among}"}
    return {**_WHOLE, **conditions, "audience": str(own)}


def _write(records: list[str], seen: dict[str, str]) -> None:
    if records:
        items, of_items = within("i.record", records)
        keys, of_keys = within("k.about", records)
        execute(_SETTLE.format(items=items, keys=keys, **seen), [*of_items, *of_keys])


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
