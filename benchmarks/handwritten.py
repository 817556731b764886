"""The count by grade as one would write it by hand: on the claims, and on a plain typed table beside them."""

from collections.abc import Mapping

from benchmarks.shape import AXIS, QUESTION, TRACK
from servanda.kernel.standpoint import Resolved
from servanda.ledger.database import execute, is_postgresql, rows
from servanda.ledger.reading import as_whole
from servanda.projection import audiences

_SEEN = (
    "{c}.day <= %(day)s AND {c}.known_from <= %(tick)s AND ({c}.known_to IS NULL OR {c}.known_to > %(tick)s)"
    " AND {c}.audience IN ({readable})"
)
_TOP = (
    "FROM claim AS c WHERE c.key_id = k.id AND c.latest_day IS NOT NULL AND {seen}"
    " ORDER BY c.day DESC, c.known_from DESC LIMIT 1"
)
_OTHER = (
    "EXISTS (SELECT 1 FROM claim AS o WHERE o.key_id = k.id AND o.day <= a.day AND o.latest_day >= a.day"
    " AND o.val <> a.val AND {also})"
)
_ASKED = "k.question = %(question)s AND NOT k.structural"
_KEYS = "FROM key AS k CROSS JOIN LATERAL (SELECT c.day, c.val {top}) AS a WHERE {asked}"

# without LATERAL: the latest row is named by its rowid
_SQLITE_KEYS = (
    "FROM (SELECT k.id, (SELECT c.rowid {top}) AS latest FROM key AS k WHERE {asked}) AS k"
    " JOIN claim AS a ON a.rowid = k.latest"
)
_SQLITE_VALUES = "FROM (SELECT (SELECT c.val {top}) AS val FROM key AS k WHERE {asked}) AS a WHERE a.val IS NOT NULL"

PLAIN = (
    "CREATE TABLE plain_assessment ({id} NOT NULL PRIMARY KEY, objective {uuid} NOT NULL, scope {uuid} NOT NULL,"
    " axis text NOT NULL, track text NOT NULL, grade text NOT NULL, day integer NOT NULL, latest_day integer NOT NULL,"
    " audience smallint NOT NULL, recorded bigint NOT NULL, replaced bigint, said_by {uuid}, as_of text NOT NULL,"
    " actor text NOT NULL, recorded_at bigint NOT NULL)"
)
_FILL = (
    "INSERT INTO plain_assessment SELECT e.id, e.about, e.scope, %(axis)s, %(track)s, c.val, c.day, c.latest_day,"
    " c.audience, c.known_from, c.known_to, e.said_by, e.as_of, e.actor, e.recorded_at"
    " FROM entry AS e JOIN claim AS c ON c.entry = e.tick WHERE e.kind = 'assessment' ORDER BY e.tick"
)
_PLAIN_POSTGRESQL = (
    "SELECT grade, COUNT(*) FROM (SELECT DISTINCT ON (objective) grade FROM plain_assessment AS c"
    " WHERE axis = %(axis)s AND track = %(track)s AND {seen} ORDER BY objective, day DESC, recorded DESC) AS a"
    " GROUP BY grade"
)
_PLAIN_SQLITE = (
    "SELECT grade, COUNT(*) FROM (SELECT grade, ROW_NUMBER() OVER"
    " (PARTITION BY objective ORDER BY day DESC, recorded DESC) AS place FROM plain_assessment AS c"
    " WHERE axis = %(axis)s AND track = %(track)s AND {seen}) AS a WHERE place = 1 GROUP BY grade"
)


class Handwritten:
    """Queries for one standpoint."""

    def __init__(self, at: Resolved) -> None:
        readable = ",".join(str(number) for number in audiences.readable(at.reader))
        self._parameters: Mapping[str, object] = {
            "day": at.as_of.toordinal(), "tick": at.tick, "question": QUESTION, "axis": AXIS, "track": TRACK,
        }  # fmt: skip
        self._seen = _SEEN.format(c="c", readable=readable)
        self._also = _SEEN.format(c="o", readable=readable)
        self._top = _TOP.format(seen=self._seen)

    def latest(self) -> dict[str, int]:
        """The latest row of each key wins: the least work there can be, but it hides disputes."""
        keys = (_KEYS if is_postgresql() else _SQLITE_VALUES).format(top=self._top, asked=_ASKED)
        return self._run(f"SELECT a.val, COUNT(*) {keys} GROUP BY a.val")

    def exact(self) -> dict[str, int]:
        """The register's own answer: "disputed" where dates overlap and values differ."""
        keys = (_KEYS if is_postgresql() else _SQLITE_KEYS).format(top=self._top, asked=_ASKED)
        value = f"CASE WHEN {_OTHER.format(also=self._also)} THEN 'disputed' ELSE a.val END"
        return self._run(f"SELECT v, COUNT(*) FROM (SELECT {value} AS v {keys}) AS each_key GROUP BY v")

    def typed(self) -> dict[str, int]:
        """The latest row of each objective of a plain typed table (``build_typed_table``)."""
        sql = _PLAIN_POSTGRESQL if is_postgresql() else _PLAIN_SQLITE
        return self._run(sql.format(seen=self._seen.replace("known_from", "recorded").replace("known_to", "replaced")))

    def _run(self, sql: str) -> dict[str, int]:
        return dict(rows(sql, self._parameters))  # type: ignore[arg-type]


@as_whole()
def build_typed_table() -> None:
    """Copy the assessments into a table made for them alone, with the index that its count wants."""
    uuid = "uuid" if is_postgresql() else "blob"
    execute(PLAIN.format(id=f"id {uuid}", uuid=uuid))
    execute(_FILL, {"axis": AXIS, "track": TRACK})  # type: ignore[arg-type]
    execute("CREATE INDEX plain_latest ON plain_assessment (objective, axis, track, day DESC, recorded DESC)")


def drop_typed_table() -> None:
    """Remove it again."""
    execute("DROP TABLE plain_assessment")
