"""Row-level security on PostgreSQL: a row is read only where its audience is among those set (``ledger.reading``).

It stands beside the conditions of every query, and holds where one of them was forgotten. It is forced on the owner of
the tables, too, for most registers have one role. What it does not hold: whoever can send statements of his own can set
whose eyes to read with; and the tables of keys, records and mentions, which say that there are questions about records,
and no answer.

A condition that is not known to leak nothing is asked only of rows that passed, so that no index serves it: therefore
what all may find by its words (``prose``) stands apart from what some may (``prose_closed``).
"""

from collections.abc import Iterator

from servanda.ledger.reading import BETWEEN, EVERYTHING, SETTING, TEXTS

_SET = f"current_setting('{SETTING}', TRUE)"
# each in a query of its own: asked once a statement, and not once a row
_WHOLE = f"(SELECT {_SET} = '{EVERYTHING}')"
_NUMBERS = f"(SELECT string_to_array(NULLIF({_SET}, '{EVERYTHING}'), ',')::smallint[])::smallint[]"
_TEXTS = f"(SELECT string_to_array(current_setting('{TEXTS}', TRUE), E'\\x{ord(BETWEEN):02x}'))::text[]"
_AUDIENCE = f"{_WHOLE} OR audience = ANY ({_NUMBERS})"
# one query and not EXISTS, of which two plans would be made; there is one row at most
_ANEW = f"(SELECT r.audience = ANY ({_NUMBERS}) FROM remarked AS r WHERE r.entry = entry.tick)"  # noqa: S608

CONDITIONS = {
    **dict.fromkeys(
        ("claim", "link", "joining", "item", "standing", "standing_sum", "occasion", "prose_closed"), _AUDIENCE
    ),
    "entry": f"{_WHOLE} OR COALESCE({_ANEW}, marking = ANY ({_TEXTS}))",
    "content": f"{_WHOLE} OR (SELECT TRUE FROM entry AS e WHERE e.tick = content.tick)",  # noqa: S608
    "mark": _WHOLE,
}
_PROSE = "entry, known_from, known_to, day, audience, record, scope, weight, folded"


def prose(*, postgresql: bool) -> Iterator[str]:
    """The statements that put apart what only some may find by its words; ``prose_all`` is both."""
    if not postgresql:
        yield "CREATE VIEW prose_all AS SELECT * FROM prose"
        return
    closed = f"SELECT {_PROSE} FROM prose WHERE audience NOT IN (SELECT id FROM audience WHERE marking = 'public')"  # noqa: S608
    yield f"CREATE TABLE prose_closed AS {closed}"
    for column in _PROSE.split(", "):
        if column != "known_to":
            yield f"ALTER TABLE prose_closed ALTER COLUMN {column} SET NOT NULL"
    yield "DELETE FROM prose WHERE audience NOT IN (SELECT id FROM audience WHERE marking = 'public')"
    yield "CREATE INDEX prose_closed_entry ON prose_closed (entry)"
    yield "CREATE INDEX prose_closed_audience ON prose_closed (audience)"
    yield "CREATE INDEX prose_closed_slug ON prose_closed (folded) WHERE weight = 0"
    yield f"CREATE VIEW prose_all AS SELECT {_PROSE} FROM prose UNION ALL SELECT {_PROSE} FROM prose_closed"  # noqa: S608


def readers(table: str) -> str:
    """The statement that makes the policy of who reads a table."""
    return f"CREATE POLICY {table}_readers ON {table} FOR SELECT USING ({CONDITIONS[table]})"


def policies() -> Iterator[str]:
    """The statements that make the policies; PostgreSQL's alone."""
    for table in CONDITIONS:
        yield readers(table)
        yield f"CREATE POLICY {table}_added ON {table} FOR INSERT WITH CHECK ({_WHOLE})"
        yield f"CREATE POLICY {table}_changed ON {table} FOR UPDATE USING ({_WHOLE})"
        yield f"CREATE POLICY {table}_removed ON {table} FOR DELETE USING ({_WHOLE})"
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
