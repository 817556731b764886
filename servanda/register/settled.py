"""Whether what is kept of where items stand (``projection.standings``) holds from a standpoint."""

from collections.abc import Iterable

from servanda.ledger.database import rows
from servanda.projection.standings import ITEM
from servanda.register.knowing import Condition
from servanda.register.sight import Sight

# by leaps from one question to the next: there are few, and any number of rows of each
_QUESTIONS = (
    "WITH RECURSIVE one(q) AS (SELECT MIN(question) FROM standing UNION ALL"
    " SELECT (SELECT MIN(s.question) FROM standing AS s WHERE s.question > one.q) FROM one WHERE one.q IS NOT NULL)"
    " SELECT q FROM one WHERE q IS NOT NULL"
)
_LATEST = (
    "SELECT (SELECT MAX(s.day) FROM standing AS s WHERE s.question = %s),"
    " (SELECT MAX(s.tick) FROM standing AS s WHERE s.question = %s),"
    " EXISTS (SELECT 1 FROM standing AS s WHERE s.question = %s AND s.mixed)"
)


def questions() -> list[str]:
    """The questions on which items stand, grades all of them."""
    return [question for (question,) in rows(_QUESTIONS) if question != ITEM]


def holds(sight: Sight, row: str) -> Condition:
    """The condition that a row holds."""
    return f"NOT {row}.mixed AND {row}.day <= %s AND {row}.tick <= %s", [sight.day, sight.knowing.tick]


def all_hold(sight: Sight, asked: Iterable[str]) -> bool:
    """Whether all rows of some questions hold. By a day of publication none does: there the ground of each counts."""
    if sight.publication.is_asked:
        return False
    for question in asked:
        ((day, tick, mixed),) = rows(_LATEST, [question] * 3)
        if mixed or (day or 0) > sight.day or (tick or 0) > sight.knowing.tick:
            return False
    return True
