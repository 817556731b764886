"""The databases that tests are given: fresh each time, on both engines."""

import pytest
from django.db import connection

from servanda.kernel.identity import random_id
from servanda.ledger.database import rows, within
from tests.support.databases import ENGINES, Database, Databases


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_commits_the_next_does_not_see(database: Database, turn: int) -> None:
    assert connection.vendor == database.engine
    assert "django_migrations" in _tables()
    assert "left_behind" not in _tables()
    _run("CREATE TABLE left_behind (id integer)")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_template_is_built_once_and_copied(engine: str, databases: Databases) -> None:
    built = []

    def build() -> None:
        built.append(engine)
        _run("CREATE TABLE said (id integer PRIMARY KEY)")

    for _ in range(2):
        with databases.fresh(engine, "with one table", build):
            _run("INSERT INTO said VALUES (1)")
    assert built == [engine]


def test_a_rollback_undoes_what_was_written_inside(shared_database: Database) -> None:
    with shared_database.rolled_back():
        _run("CREATE TABLE inside (id integer)")
        assert "inside" in _tables()
    assert "inside" not in _tables()


def test_postgresql_is_met_as_an_ordinary_role(postgresql_database: Database) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


def test_what_asks_for_a_long_list_is_planned_for_that_list(postgresql_database: Database) -> None:
    def times_prepared(members: int) -> int:
        condition, parameters = within("r.id", [random_id() for _ in range(members)])
        for _ in range(8):
            rows(f"SELECT r.id FROM record AS r WHERE {condition}", parameters)
        found = rows("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%%FROM record AS r WHERE%%'")
        return int(found[0][0])

    assert times_prepared(1000) == 0, "a plan made for ten members is not kept for a thousand"
    assert times_prepared(3) == 1
