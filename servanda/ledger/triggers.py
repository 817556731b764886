"""The triggers that make the ledger append-only in the database itself (rule 16), for both databases.

SQLite: a trigger before INSERT stands in for INSERT OR REPLACE, which would delete the old row without
firing a trigger on deletion; it holds ticks without a gap besides. PostgreSQL: statement triggers, which fire
for TRUNCATE and for INSERT ... ON CONFLICT DO UPDATE even where no row is touched, and always, also for
sessions that replay a replica.
"""

from collections.abc import Iterator

TABLES = ("entry", "content", "arrival", "seal", "register", "erasure")
REFUSED = "the ledger is append-only"
_ERASED = "the content stands in no erasure"
_UNNAMED = "an erasure names no erased entry"

_PRESENT = {
    "entry": "NEW.tick IS NOT (SELECT COALESCE(MAX(tick), 0) + 1 FROM entry)"
    " OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)",
    "content": "EXISTS (SELECT 1 FROM content WHERE tick = NEW.tick)"
    " OR EXISTS (SELECT 1 FROM erasure WHERE tick = NEW.tick)",
    "arrival": "NEW.tick IS NOT (SELECT COALESCE(MAX(tick), 0) + 1 FROM arrival)"
    " OR NEW.at < (SELECT at FROM arrival ORDER BY tick DESC LIMIT 1)",
    "seal": "EXISTS (SELECT 1 FROM seal WHERE id = NEW.id OR (number = NEW.number AND audience = NEW.audience))",
    "register": "EXISTS (SELECT 1 FROM register)",
    "erasure": "EXISTS (SELECT 1 FROM erasure WHERE tick = NEW.tick)",
}
_NAMED = (
    "EXISTS (SELECT 1 FROM entry AS e JOIN entry AS target ON target.id = e.about"
    " WHERE e.tick = NEW.named_by AND e.kind = 'erased' AND target.tick = NEW.tick)"
)


def sqlite() -> Iterator[str]:
    """The statements for SQLite."""
    for table in TABLES:
        yield _sqlite(f"{table}_no_update", f"BEFORE UPDATE ON {table}", REFUSED)
        yield _sqlite(f"{table}_no_replace", f"BEFORE INSERT ON {table} WHEN {_PRESENT[table]}", REFUSED)
        if table != "content":
            yield _sqlite(f"{table}_no_delete", f"BEFORE DELETE ON {table}", REFUSED)
    gone = "BEFORE DELETE ON content WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE tick = OLD.tick)"
    yield _sqlite("content_no_delete", gone, f"{REFUSED}: {_ERASED}")
    yield _sqlite("erasure_named", f"BEFORE INSERT ON erasure WHEN NOT {_NAMED}", f"{REFUSED}: {_UNNAMED}")


def _sqlite(name: str, when: str, message: str) -> str:
    return f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def postgresql() -> Iterator[str]:
    """The statements for PostgreSQL."""
    yield _function("ledger_refuse", f"RAISE EXCEPTION '{REFUSED}: % of % is refused', TG_OP, TG_TABLE_NAME;")
    yield _function(
        "ledger_erase",
        "IF NOT EXISTS (SELECT 1 FROM erasure WHERE tick = OLD.tick) THEN "  # noqa: S608
        f"RAISE EXCEPTION '{REFUSED}: {_ERASED}'; END IF; RETURN OLD;",
    )
    yield _function(
        "ledger_erasure", f"IF NOT {_NAMED} THEN RAISE EXCEPTION '{REFUSED}: {_UNNAMED}'; END IF; RETURN NEW;"
    )
    for table in TABLES:
        events = "UPDATE OR TRUNCATE" if table == "content" else "UPDATE OR DELETE OR TRUNCATE"
        yield from _postgresql(table, "append_only", f"BEFORE {events}", "STATEMENT", "ledger_refuse")
    yield from _postgresql("content", "erased_only", "BEFORE DELETE", "ROW", "ledger_erase")
    yield from _postgresql("erasure", "named", "BEFORE INSERT", "ROW", "ledger_erasure")


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _postgresql(table: str, name: str, when: str, each: str, function: str) -> Iterator[str]:
    yield f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
    yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}"
