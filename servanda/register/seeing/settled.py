"""Whether what is kept of where items stand (``projection.standings``) holds from a standpoint."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from servanda.ledger.database import rows
from servanda.projection.standings import ITEM
from servanda.register.seeing.knowing import Condition
from servanda.register.seeing.sight import Sight

# by leaps from one question to the next: there are few, and any number of rows of each
_LATEST = """
WITH RECURSIVE one(q) AS (
  SELECT MIN(question) FROM standing
  UNION ALL
  SELECT (SELECT MIN(s.question) FROM standing AS s WHERE s.question > one.q) FROM one WHERE one.q IS NOT NULL)
SELECT q, MAX(day), MAX(tick), MAX(mixed) FROM (
  SELECT one.q, (SELECT MAX(s.day) FROM standing AS s WHERE s.question = one.q AND s.audience = a.id) AS day,
    (SELECT MAX(s.tick) FROM standing AS s WHERE s.question = one.q AND s.audience = a.id) AS tick,
    CASE WHEN EXISTS (SELECT 1 FROM standing AS s WHERE s.question = one.q AND s.mixed AND s.audience = a.id)
      THEN 1 ELSE 0 END AS mixed
  FROM one JOIN audience AS a ON a.id IN ({audiences}) WHERE one.q IS NOT NULL) AS each_audience
WHERE day IS NOT NULL GROUP BY q"""


@dataclass(frozen=True)
class Settled:
    """Of each question the last day and tick from which on its rows hold, and whether some hold for nobody.

    Of what the reader may read alone: what he may not decides nothing here (rule 14).
    """

    sight: Sight
    latest: dict[str, tuple[int, int, bool]] = field(default_factory=dict)

    @classmethod
    def of(cls, sight: Sight) -> "Settled":
        """Look at all questions at once."""
        audiences = ",".join(map(str, sight.knowing.audiences))
        found = rows(_LATEST.format(audiences=audiences))
        return cls(sight, {question: (day, tick, bool(mixed)) for question, day, tick, mixed in found})

    @property
    def grades(self) -> list[str]:
        """The questions on which items stand."""
        return [question for question in self.latest if question != ITEM]

    def all_hold(self, questions: Iterable[str]) -> bool:
        """Whether all rows of some questions hold. By a day of publication none does: the ground of each counts."""
        found = [self.latest[question] for question in questions if question in self.latest]
        return not self.sight.publication.is_asked and all(
            day <= self.sight.day and tick <= self.sight.knowing.tick and not mixed for day, tick, mixed in found
        )

    def holds(self, row: str) -> Condition:
        """The condition that a row holds."""
        sql = f"NOT {row}.mixed AND {row}.day <= %s AND {row}.tick <= %s"
        return sql, [self.sight.day, self.sight.knowing.tick]
