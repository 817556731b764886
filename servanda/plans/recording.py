"""Recording what happens to a plan: each fact is cited to what says so, else to the file of the plan.

That file is this register's own record, as that of a review is; there is one for each marking, so that whoever may not
see what is in one sees no trace of it.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from servanda.errors import UsageError, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact
from servanda.kinds import KINDS
from servanda.register.draft import Draft, Recorded
from servanda.register.reading.finding import find
from servanda.register.reading.views import records_view
from servanda.register.writing.record import record
from servanda.review.keeping import Keeping
from servanda.review.looking import Hand


def find_plan(ref: str, at: Resolved) -> Fact:
    """What a plan or package is, by its name. Raises ``NotFound``, and ``UsageError`` for a record of another kind."""
    found = find(ref, at)
    what = records_view([found], at).record(found)
    if what is None or what.kind not in ("plan", "package"):
        raise UsageError("no-plan", worded("That is no plan or package."), worded("give the name of one"))
    return what


class Statements:
    """What is to be recorded of a plan together, each cited."""

    def __init__(self, plan: Fact, hand: Hand, marking: Marking | None = None) -> None:
        self._plan = plan
        self._hand = hand
        self.marking = marking or plan.entry.marking
        scope = plan.entry.scope
        self._keeping = Keeping(f"{plan.about} {self.marking.text}", scope, self.marking, "plan")
        self.all: list[Draft] = []

    def add(self, kind: str, about: str, content: Mapping[str, Any], when: PartialDate) -> str:
        """Add a fact; gives its identifier. Raises ``UsageError`` for a content that cannot be."""
        said = {key: value for key, value in content.items() if value not in (None, "", (), [])}
        try:
            payload = KINDS[kind].model_validate(said, context={"language": self._hand.language})
        except ValidationError as fault:
            raise _unsaid(fault) from None
        own, scope = random_id(), self._plan.entry.scope
        self.all.append(Draft(payload, about, when, scope, self._hand.party, marking=self.marking, id=own))
        self.cite(own)
        return own

    def cite(self, entry: str) -> None:
        """Cite an entry that is among them to what says so."""
        self.all += self._keeping.citation(entry, self._hand.source, self._hand.at or "")

    def record(self) -> Recorded:
        """Record them, all or none."""
        return record(self.all, actor=self._hand.actor, on_behalf_of=self._hand.post)


def _unsaid(fault: ValidationError) -> UsageError:
    first = fault.errors()[0]
    raised = first.get("ctx", {}).get("error")
    remedy = worded("change what was typed, and send it again")
    if isinstance(raised, ValueError) and raised.args:
        return UsageError("bad-content", raised.args[0], remedy)
    field = ".".join(str(part) for part in first["loc"])
    return UsageError("bad-content", worded("{field}: {why}", field=field, why=str(first["msg"])), remedy)
