"""The projection as plain rows, without the numbers that only order its making."""

from tests.support.whole import rows

_QUERIES = {
    "audience": "SELECT marking FROM audience",
    "record": "SELECT id, kind FROM record",
    "key": "SELECT about, question, scope, detail, structural, shared FROM key",
    "claim": (
        "SELECT k.about, k.question, k.scope, q.known_from, q.known_to, q.entry, q.day, q.latest_day, a.marking, q.val"
        " FROM claim AS q JOIN key AS k ON k.id = q.key_id JOIN audience AS a ON a.id = q.audience"
    ),
    "link": (
        "SELECT q.entry, q.known_from, q.known_to, q.day, a.marking, q.kind, q.target, q.other"
        " FROM link AS q JOIN audience AS a ON a.id = q.audience"
    ),
    "joining": (
        "SELECT q.entry, q.known_from, q.known_to, a.marking, q.target, q.other"
        " FROM joining AS q JOIN audience AS a ON a.id = q.audience"
    ),
    "occasion": (
        "SELECT q.entry, q.known_from, q.known_to, q.day, a.marking, q.scope"
        " FROM occasion AS q JOIN audience AS a ON a.id = q.audience"
    ),
    "standing": (
        "SELECT q.record, q.question, q.val, q.container, q.code, q.holder, q.due, q.entry, q.day, q.tick, a.marking,"
        " q.mixed FROM standing AS q LEFT JOIN audience AS a ON a.id = q.audience"
    ),
    "mark": "SELECT entry, target, recorded, own, marking FROM mark",
    "remarked": "SELECT r.entry, a.marking, r.marking FROM remarked AS r JOIN audience AS a ON a.id = r.audience",
    "mention": (
        "SELECT m.record, m.manner, k.about, k.question, k.scope FROM mention AS m JOIN key AS k ON k.id = m.key_id"
    ),
    "item": (
        "SELECT q.entry, q.known_from, q.known_to, q.day, q.latest_day, a.marking, q.record, q.container, q.scope,"
        " q.holder, q.due, q.code, q.digest, q.several FROM item AS q JOIN audience AS a ON a.id = q.audience"
    ),
    "prose": (
        "SELECT q.entry, q.known_from, q.known_to, q.day, a.marking, q.record, q.scope, q.weight, q.folded"
        " FROM prose AS q JOIN audience AS a ON a.id = q.audience"
    ),
}


def projected() -> dict[str, list[str]]:
    """Every table of the projection, its rows sorted. An audience that nothing is marked for any more may stay."""
    return {name: sorted(map(repr, rows(sql))) for name, sql in _QUERIES.items() if name != "audience"}
