"""Looking before the lock is taken, so that others need not wait while it is looked.

What was looked at, at a tick, still holds for the only writer if nothing arrived since that could change it. Most
of what arrives while a review is answered is what is said of other objectives: that changes nothing, and is told by
one query. Anything else has it looked at again under the lock.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.errors import ServandaError
from servanda.kernel.marking import Reader
from servanda.kernel.reviews import Reviewing
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.ledger import clock
from servanda.ledger.database import rows, within
from servanda.ledger.faults import explained
from servanda.register.draft import Draft, Recorded
from servanda.register.seeing.standpoint import resolve
from servanda.register.writing.record import record, record_unless_overtaken
from servanda.review.looking import Hand, acting, look

Decide = Callable[[Reviewing], Sequence[Draft]]


@dataclass(frozen=True, slots=True)
class Looked:
    """A review as one objective of it was looked at from now on a day, at a tick."""

    at: Resolved
    objective: str
    one: Reviewing


def looked_at(review: str, reader: Reader, objective: str) -> Looked:
    """Look at one objective of a review as it stands now. Raises ``NotFound``."""
    with explained():
        at = resolve(Standpoint(reader=reader))
    return Looked(at, objective, look(review, at, [objective]))


def act(looked: Looked, hand: Hand, decide: Decide) -> Recorded:
    """Record what is decided by what was looked at; where that moved on, look again as the only writer.

    Whatever ``decide`` raises is raised, and nothing was recorded. It decides by nothing but what it is given.
    """
    try:
        drafts = decide(looked.one)
    except ServandaError:
        with explained():
            at = resolve(Standpoint(reader=hand.reader))
        if at.tick == looked.at.tick:
            raise
        # what refused it may have been settled meanwhile
        looked = Looked(at, looked.objective, look(looked.one.record, at, [looked.objective]))
        drafts = decide(looked.one)
    done = record_unless_overtaken(drafts, lambda tick: _holds(looked, tick), actor=hand.actor, on_behalf_of=hand.post)
    if done is not None:
        return done
    with acting(looked.one.record, hand, [looked.objective]) as one:
        return record(decide(one), actor=hand.actor, on_behalf_of=hand.post)


def _holds(looked: Looked, tick: int) -> bool:
    """Whether nothing arrived up to a tick that could change what was looked at."""
    if clock.today() != looked.at.today:
        return False
    if tick == looked.at.tick:
        return True
    said, parameters = within("COALESCE(t.about, e.about)", _records(looked))
    # what is cited belongs to what it is cited for
    sql = (
        "SELECT 1 FROM entry AS e LEFT JOIN entry AS t ON e.kind = 'citation' AND t.id = e.about"  # noqa: S608
        f" WHERE e.tick > %s AND (COALESCE(t.kind, e.kind) <> 'assessment' OR {said}) LIMIT 1"
    )
    return not rows(sql, [looked.at.tick, *parameters])


def _records(looked: Looked) -> set[str]:
    """The records that it speaks of, under all identifiers, with those that an objective continues."""
    view = looked.one.view
    found = {looked.objective}
    for fact in view.facts:
        found.add(fact.about)
        content: Any = fact.payload
        if fact.kind == "objective" and content.continues is not None:
            found.add(content.continues)
    return found.union(*(view.aliases.group(record) for record in found))
