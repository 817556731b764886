"""Properties that hold over random registers, on each engine with as many examples as it is worth.

What is asked is the same on both. PostgreSQL plans each question anew, and over a register of twenty facts that takes
many times longer than the answer: here a statement that is prepared keeps its one plan, and it still gets fewer
examples. ``SERVANDA_EXAMPLES=10`` gives ten times as many of all.
"""

import os
from collections.abc import Callable
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.databases import Database

TIMES = int(os.environ.get("SERVANDA_EXAMPLES", "1"))


def keep_plans(database: Database) -> None:
    """On PostgreSQL, plan a statement that is prepared once and not for each example: the answer is the same."""
    if database.engine == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")


def on_each_engine(
    sqlite: int, postgresql: int, **drawn: st.SearchStrategy[Any]
) -> Callable[[Callable[..., None]], Callable[[Database], None]]:
    """Hold a test of ``shared_database`` and of what is drawn, over so many examples on each engine."""
    examples = {"sqlite": sqlite, "postgresql": postgresql}

    def decorate(test: Callable[..., None]) -> Callable[[Database], None]:
        def over_examples(shared_database: Database) -> None:
            def one(**example: Any) -> None:
                test(shared_database, **example)

            keep_plans(shared_database)
            one.__qualname__ = test.__qualname__
            many = settings(
                max_examples=examples[shared_database.engine] * TIMES, suppress_health_check=list(HealthCheck)
            )
            many(given(**drawn)(one))()

        over_examples.__name__, over_examples.__doc__ = test.__name__, test.__doc__
        return over_examples

    return decorate
