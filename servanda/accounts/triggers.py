"""The triggers that keep what was given, taken back, done and read from being changed or removed, on both databases."""

from collections.abc import Iterator, Sequence

TABLES = ("account_act", "holding", "clearance", "role_grant", "withdrawal")
LATER = ("reading",)  # migration 0004
REFUSED = "what was given and done is only added to"
_FUNCTION = (
    "CREATE FUNCTION accounts_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{REFUSED}: % of % is refused', TG_OP, TG_TABLE_NAME; END $$"
)


def sqlite(tables: Sequence[str] = TABLES) -> Iterator[str]:
    """The statements for SQLite; the third stands in for INSERT OR REPLACE, which removes rows without a trigger."""
    for table in tables:
        for name, when in (
            ("no_update", f"BEFORE UPDATE ON {table}"),
            ("no_delete", f"BEFORE DELETE ON {table}"),
            ("no_replace", f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"),  # noqa: S608
        ):
            yield f"CREATE TRIGGER {table}_{name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"


def postgresql(tables: Sequence[str] = TABLES) -> Iterator[str]:
    """The statements for PostgreSQL; the function that refuses is made with the first tables."""
    if tables == TABLES:
        yield _FUNCTION
    for table in tables:
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse()"
        )
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only"


def lifted_sqlite(tables: Sequence[str]) -> Iterator[str]:
    """The statements that take them away on SQLite: for a migration that removes what should never have been kept."""
    for table in tables:
        for name in ("no_update", "no_delete", "no_replace"):
            yield f"DROP TRIGGER {table}_{name}"


def lifted_postgresql(tables: Sequence[str]) -> Iterator[str]:
    """The same for PostgreSQL."""
    for table in tables:
        yield f"DROP TRIGGER {table}_append_only ON {table}"
