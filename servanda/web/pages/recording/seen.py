"""One statement as it is seen: in its view; and if it was closed since, as it was seen until then."""

from dataclasses import dataclass, replace

from servanda import register
from servanda.errors import NotFound
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.register.reading import statements
from servanda.register.reading.statements import Arrived, Closing


@dataclass(frozen=True)
class Seen:
    """A statement with its view, its arrival, and what has closed it, if anything."""

    fact: Fact
    view: View
    arrived: Arrived
    closed: Closing | None


def seen_fact(ref: str, at: Resolved) -> Seen:
    """Find a statement that can still be corrected; raises ``NotFound`` for a closed one as for an absent one."""
    seen = seen_ever(ref, at)
    if seen.closed is not None:
        raise _nothing()
    return seen


def seen_ever(ref: str, at: Resolved) -> Seen:
    """Find a statement, closed or not. Hidden, absent and not yet begun are all ``NotFound``."""
    arrived = statements.statement(ref, at)
    closed = next((one for one in statements.closings([ref], at).get(ref, ()) if one.in_force), None)
    # what a closed statement was cited to is read from where it still stood
    stood = at if closed is None else replace(at, tick=closed.tick - 1)
    view = register.records_view([arrived.entry.about], stood)
    for fact in view.about(arrived.entry.about):
        if any(entry.id == ref for entry in fact.entries):
            return Seen(fact, view, arrived, closed)
    raise _nothing()


def _nothing() -> NotFound:
    return NotFound("no-such-entry", "No statement of that name is known.", "search for what it is about")
