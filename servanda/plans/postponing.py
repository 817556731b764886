"""Giving an objective more time: both dates are kept, and the reason."""

from typing import Any

from servanda.errors import Refused, UsageError, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.view import Fact
from servanda.kinds.replaces import Replaces
from servanda.plans.recording import Statements
from servanda.register.draft import Draft, Recorded
from servanda.review.looking import Hand, today


def postpone(objective: Fact, to: PartialDate, reason: str, hand: Hand, when: PartialDate | None = None) -> Recorded:
    """Record that an objective is due later: the fact with both dates, and what the objective is with the new date.

    Raises ``Refused`` where the date is not later, or is not known to be.
    """
    if not reason.strip():
        raise UsageError("no-reason", worded("It is not said why."), worded("give the reason in words"))
    payload: Any = objective.payload
    before = payload.target
    if before is not None and to.latest <= before.latest:
        sentence = worded("{to} is not later than {before}.", to=to.text, before=before.text)
        raise Refused("not-later", sentence, worded("give a later date; correct the objective if it was said wrongly"))
    statements = Statements(objective, hand)
    said = {"from": before.text if before is not None else None, "to": to.text, "reason": hand.words(reason)}
    statements.add("postponed", objective.about, said, when or today())
    new, scope = random_id(), objective.entry.scope
    described = payload.model_copy(update={"target": to, "target_words": None})
    own = objective.entry
    statements.all.append(Draft(described, own.about, None, scope, own.said_by, marking=own.marking, id=new))
    statements.cite(new)
    why = Replaces.model_validate({"by": new, "reason": reason.strip()}, context={"language": hand.language})
    statements.all += [Draft(why, entry.id) for entry in objective.entries]
    return statements.record()
