"""The large register written by PostgreSQL itself: row for row what the bulk path writes, in minutes.

Hashes, markings, dates and every table of the projection are as ``servanda.register`` makes them;
``benchmarks.fidelity`` compares the two. Only the kinds in ``shape`` are known here.
"""

from typing import Any

from benchmarks.drafts import ASSESSOR
from benchmarks.shape import (
    AXIS,
    DAY_SAID,
    FIRST_DAY,
    GRADES,
    MARKINGS,
    MONTH_SAID,
    NOUNS,
    PARTNERSHIP,
    PLACES,
    PLAN,
    QUESTION,
    REPLACED,
    ROUND_DAYS,
    SPREAD_DAYS,
    TRACK,
    VERBS,
)  # fmt: skip
from servanda.kernel.entries import instant
from servanda.ledger import clock
from servanda.ledger.database import execute
from servanda.ledger.write import Arriving, arriving
from servanda.projection import audiences
from servanda.projection.fold import fold
from servanda.projection.words import TITLE

PIECE = 250_000  # rows that arrive at one moment
ACTOR = "benchmark"

_ARRIVING = (
    "CREATE TEMP TABLE arriving (tick bigint, id text, kind text, about text, as_of text, day integer,"
    " latest_day integer, marking text, said_by text, scope text, text text, number bigint, val text) ON COMMIT DROP"
)
_OBJECTIVES = """
INSERT INTO arriving
SELECT %(tick)s + row_number() OVER (ORDER BY n), md5('objective-entry/' || n), 'objective', md5('objective/' || n),
  '../' || %(today)s, 1, NULL, 'public', NULL, md5('partnership/' || n / %(partnership)s), t, n,
  '#' || left(encode(sha256(convert_to(t, 'UTF8')), 'hex'), 16)
FROM (SELECT n, format('{"code":"c%%s","of":"%%s","text":{"en":"%%s %%s %%s"}}', n, md5('plan/' || n / %(plan)s),
        (%(verbs)s::text[])[n %% 10 + 1], (%(nouns)s::text[])[n / 10 %% 10 + 1],
        (%(places)s::text[])[n / 100 %% 10 + 1]) AS t
      FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n) AS made"""
_ASSESSMENTS = """
INSERT INTO arriving
SELECT %(tick)s + row_number() OVER (ORDER BY n), md5('assessment/' || %(turn)s || '/' || n), 'assessment',
  md5('objective/' || n), to_char(d, p), date_trunc(u, d)::date - date '0001-01-01' + 1,
  (date_trunc(u, d) + ('1 ' || u)::interval)::date - date '0001-01-01', m, %(assessor)s,
  md5('partnership/' || n / %(partnership)s),
  format('{"axis":"%%s","grade":"%%s","track":"%%s"}', %(axis)s::text, g, %(track)s::text), n, g
FROM (SELECT n, %(base)s::date + floor(r1 * %(spread)s)::int AS d,
        CASE WHEN r2 < %(day_said)s THEN 'YYYY-MM-DD' WHEN r2 < %(month_said)s THEN 'YYYY-MM' ELSE 'YYYY' END AS p,
        CASE WHEN r2 < %(day_said)s THEN 'day' WHEN r2 < %(month_said)s THEN 'month' ELSE 'year' END AS u,
        (%(markings)s::text[])[1 + floor(r3 * 8)::int] AS m,
        (%(grades)s::text[])[1 + least(4, floor(r4 * 3 + %(turn)s * 0.6)::int)] AS g
      FROM (SELECT n, random() AS r1, random() AS r2, random() AS r3, random() AS r4
            FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n OFFSET 0) AS drawn) AS made"""
_CORRECTED = """
CREATE TEMP TABLE corrected ON COMMIT DROP AS
SELECT row_number() OVER () AS place, n, e.tick AS old, e.id AS old_id, c.val, c.day, c.latest_day, e.as_of,
  e.marking
FROM (SELECT n, md5('assessment/' || %(turn)s || '/' || n)::uuid AS id
      FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n WHERE random() < %(replaced)s) AS drawn
JOIN entry AS e USING (id) JOIN claim AS c ON c.entry = e.tick"""
_REPLACING = """
INSERT INTO arriving
SELECT %(tick)s + 2 * place - 1, md5('correction/' || %(turn)s || '/' || n), 'assessment', md5('objective/' || n),
  as_of, day, latest_day, marking, %(assessor)s, md5('partnership/' || n / %(partnership)s),
  format('{"axis":"%%s","grade":"%%s","track":"%%s"}', %(axis)s::text, g, %(track)s::text), n, g
FROM (SELECT *, (%(grades)s::text[])[array_position(%(grades)s::text[], val) %% 5 + 1] AS g FROM corrected) AS made"""
_REPLACED = """
INSERT INTO arriving
SELECT %(tick)s + 2 * place, md5('replaces/' || %(turn)s || '/' || n), 'replaces', replace(old_id::text, '-', ''),
  %(today)s, NULL, NULL, marking, NULL, md5('partnership/' || n / %(partnership)s),
  format('{"by":"%%s","reason":{"en":"The figure was corrected."}}', md5('correction/' || %(turn)s || '/' || n)), n,
  NULL
FROM corrected"""
_CLOSE = (
    "UPDATE claim SET known_to = %(tick)s + 2 * place FROM corrected WHERE claim.entry = corrected.old"
    " AND claim.known_to IS NULL"
)
_LEDGER = (
    """
CREATE TEMP TABLE hashed ON COMMIT DROP AS
SELECT a.*,
  sha256(salt || int8send(octet_length(header)) || header || int8send(octet_length(body)) || body) AS hash
FROM (SELECT *, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) AS salt, convert_to(text, 'UTF8') AS body,
        convert_to(format('{"about":"%%s","actor":"%%s","as_of":"%%s","id":"%%s","kind":"%%s","kind_version":1,'
          '"marking":"%%s","on_behalf_of":null,"origin":"%%s","recorded_at":"%%s","said_by":%%s,"scope":"%%s",'
          '"since":null,"until":null}', about, %(actor)s::text, as_of, id, kind, marking, %(origin)s::text,
          %(recorded_text)s::text, coalesce('"' || said_by || '"', 'null'), scope), 'UTF8') AS header
      FROM arriving OFFSET 0) AS a""",
    """
INSERT INTO entry (tick, id, kind, kind_version, about, as_of, since, until, origin, recorded_at, actor, on_behalf_of,
  said_by, marking, scope, commitment)
SELECT tick, id::uuid, kind, 1, about::uuid, as_of, NULL, NULL, %(origin)s::uuid, %(recorded)s, %(actor)s, NULL,
  said_by::uuid, marking, scope::uuid, hash FROM hashed ORDER BY tick""",
    "INSERT INTO content (tick, salt, text) SELECT tick, salt, text FROM hashed ORDER BY tick",
    "INSERT INTO arrival (tick, entry, at) SELECT tick, id::uuid, %(at)s FROM hashed ORDER BY tick",
)
_KEYS = """
INSERT INTO key (id, about, question, scope, detail, structural, shared)
SELECT (SELECT COALESCE(MAX(id), 0) FROM key) + row_number() OVER (ORDER BY tick), about::uuid, %(question)s,
  scope::uuid, true, %(structural)s, false
FROM arriving AS a WHERE kind <> 'replaces' AND NOT EXISTS (
  SELECT 1 FROM key AS k WHERE k.about = a.about::uuid AND k.question = %(question)s AND k.scope = a.scope::uuid)"""
_CLAIMS = """
INSERT INTO claim (key_id, known_from, known_to, entry, day, latest_day, audience, val)
SELECT k.id, a.tick, NULL, a.tick, a.day, a.latest_day, u.id, a.val
FROM arriving AS a JOIN audience AS u ON u.marking = a.marking
JOIN key AS k ON k.about = a.about::uuid AND k.question = %(question)s AND k.scope = a.scope::uuid
WHERE a.kind <> 'replaces' ORDER BY a.tick"""
_RECORDS = "INSERT INTO record (id, kind) SELECT about::uuid, 'objective' FROM arriving"
_ITEMS = """
INSERT INTO link (entry, known_from, known_to, day, audience, kind, target, other)
SELECT a.tick, a.tick, NULL, 1, u.id, 'item', about::uuid, md5('plan/' || number / %(plan)s)::uuid
FROM arriving AS a JOIN audience AS u ON u.marking = a.marking ORDER BY a.tick"""
_LISTED = """
INSERT INTO item (entry, known_from, known_to, day, latest_day, audience, record, container, scope, holder, due, code,
  digest, several)
SELECT a.tick, a.tick, NULL, 1, 1, u.id, about::uuid, md5('plan/' || number / %(plan)s)::uuid, scope::uuid, NULL, NULL,
  'c' || lpad(number::text, 8, '0'), left(encode(sha256(convert_to(
    format('["objective","%%s",null,null,null,%%s,null]', about, text), 'UTF8')), 'hex'), 16), false
FROM arriving AS a JOIN audience AS u ON u.marking = a.marking ORDER BY a.tick"""
_REPLACERS = """
INSERT INTO link (entry, known_from, known_to, day, audience, kind, target, other)
SELECT a.tick, a.tick, NULL, 1, u.id, 'replaces', about::uuid, md5('correction/' || %(turn)s || '/' || number)::uuid
FROM arriving AS a JOIN audience AS u ON u.marking = a.marking WHERE a.kind = 'replaces' ORDER BY a.tick"""
_PLANS_NAMED = """
INSERT INTO mention (record, manner, key_id)
SELECT md5('plan/' || a.number / %(plan)s)::uuid, 2, k.id
FROM arriving AS a JOIN key AS k ON k.about = a.about::uuid AND k.question = %(question)s AND k.scope = a.scope::uuid"""
_ASSESSOR_NAMED = """
INSERT INTO mention (record, manner, key_id)
SELECT said_by::uuid, 0, k.id
FROM arriving AS a JOIN key AS k ON k.about = a.about::uuid AND k.question = %(question)s AND k.scope = a.scope::uuid
WHERE a.said_by IS NOT NULL ON CONFLICT DO NOTHING"""
_PROSE = """
INSERT INTO prose (entry, known_from, known_to, day, audience, record, scope, weight, folded)
SELECT a.tick, a.tick, NULL, 1, u.id, about::uuid, scope::uuid, %(title)s, format('c%%s %%s %%s %%s', number,
  (%(verbs_folded)s::text[])[number %% 10 + 1], (%(nouns_folded)s::text[])[number / 10 %% 10 + 1],
  (%(places_folded)s::text[])[number / 100 %% 10 + 1])
FROM arriving AS a JOIN audience AS u ON u.marking = a.marking ORDER BY a.tick"""


def objectives(first: int, count: int) -> None:
    """Write objectives."""
    with _Piece(first, count, question="is/objective", structural=True) as piece:
        piece.run(_OBJECTIVES, *_LEDGER, _RECORDS, _KEYS, _CLAIMS, _ITEMS, _LISTED, _PLANS_NAMED, _PROSE)


def assessments(turn: int, first: int, count: int) -> None:
    """Write one round of assessments."""
    with _Piece(first, count, turn) as piece:
        piece.run(_ASSESSMENTS, *_LEDGER, _KEYS, _CLAIMS, _ASSESSOR_NAMED)


def corrections(turn: int, first: int, count: int) -> None:
    """Replace some assessments of a round."""
    with _Piece(first, count, turn) as piece:
        piece.run(_CORRECTED, _REPLACING, _REPLACED, *_LEDGER, _CLAIMS, _REPLACERS, _CLOSE)


class _Piece:
    """One transaction in which rows arrive, and its parameters."""

    def __init__(
        self, first: int, count: int, turn: int = 0, question: str = QUESTION, structural: bool = False
    ) -> None:
        self._opened = arriving()
        self._constant: dict[str, Any] = {
            "first": first, "last": first + count - 1, "turn": turn, "question": question, "structural": structural,
            "partnership": PARTNERSHIP, "plan": PLAN, "axis": AXIS, "track": TRACK, "assessor": ASSESSOR,
            "base": FIRST_DAY.fromordinal(FIRST_DAY.toordinal() + turn * ROUND_DAYS), "spread": SPREAD_DAYS,
            "day_said": DAY_SAID, "month_said": MONTH_SAID, "replaced": REPLACED, "markings": list(MARKINGS),
            "grades": list(GRADES), "actor": ACTOR, "title": TITLE,
            **{name: list(words) for name, words in _WORDS.items()},
            **{f"{name}_folded": [fold(word) for word in words] for name, words in _WORDS.items()},
        }  # fmt: skip
        self._parameters: dict[str, Any] = {}

    def __enter__(self) -> "_Piece":
        arrival: Arriving = self._opened.__enter__()
        audiences.numbers(MARKINGS)
        self._parameters = {
            **self._constant,
            "tick": arrival.tick,
            "origin": arrival.origin,
            "at": clock.to_number(arrival.moment),
            "recorded": clock.to_number(arrival.recorded_at) // 1000,
            "recorded_text": instant(arrival.recorded_at),
            "today": clock.today().isoformat(),
        }
        execute(_ARRIVING)
        return self

    def __exit__(self, *fault: Any) -> None:
        self._opened.__exit__(*fault)

    def run(self, *statements: str) -> None:
        """Run statements in order."""
        for statement in statements:
            execute(statement, self._parameters)  # type: ignore[arg-type]


_WORDS = {"verbs": VERBS, "nouns": NOUNS, "places": PLACES}
