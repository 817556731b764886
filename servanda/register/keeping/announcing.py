"""Announcing what came of texts put to decision: one announcement of each result, however many programs look.

An announcement has an identifier that follows from what it announces, so a second one of the same result is refused by
the ledger itself, under its one lock.
What was decided before this register heard of it is history and not announced.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import instant
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import LEVELS, Marking, Reader, strictest
from servanda.kernel.procedures import Procedure, procedures
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.kinds import KINDS
from servanda.kinds.citation import Citation
from servanda.ledger import clock
from servanda.ledger.faults import explained
from servanda.ledger.opening import origin
from servanda.ledger.write import lock
from servanda.register.draft import Draft
from servanda.register.editions import frameworks
from servanda.register.keeping.upkeep import groups
from servanda.register.reading.views import procedures_view
from servanda.register.seeing.standpoint import resolve
from servanda.register.writing.moments import tolerance
from servanda.register.writing.record import Faults, record

TAKEN = "taken-id"


@dataclass(frozen=True)
class Due:
    """A result that has not been announced."""

    procedure: Procedure
    at: Resolved

    @property
    def identifier(self) -> str:
        """The identifier of its announcement, the same whoever makes it in this register."""
        course = self.procedure.course
        assert course is not None
        what = "\x1f".join((origin(), self.procedure.record, course.state, instant(course.since)))
        return derived_id("announcement", what)


def due(at: Resolved | None = None) -> Iterator[Due]:
    """The results to be announced now: of texts this register followed, when every clock agrees that it is decided."""
    at = at or resolve(Standpoint(reader=_everyone()))
    now = at.moment or clock.now()
    for one in procedures(procedures_view(at), frameworks().rules_of):
        course = one.course
        if course is None or course.is_open or one.is_announced:
            continue
        if course.since + tolerance() <= now and _was_followed(one):
            yield Due(one, at)


def announce(one: Due, *, actor: str) -> str | None:
    """Record the announcement of a result; gives its entry.

    It is looked at again as the only writer: ``None`` where another program was first, or where an objection was
    recorded in between.
    """
    with explained(), transaction.atomic():
        lock()
        if one.identifier not in {still.identifier for still in due()}:
            return None
        try:
            return record(list(_drafts(one)), actor=actor).ids[0]
        except Faults as fault:
            if {found.code for found in fault.faults} == {TAKEN}:
                return None  # announced before, and the announcement was taken back
            raise


def _drafts(one: Due) -> Iterator[Draft]:
    procedure, course = one.procedure, one.procedure.course
    assert course is not None
    ground = tuple({fact.digest: fact for fact in (*procedure.deciding, procedure.opening)}.values())
    marking = strictest(_markings(ground))
    scope = procedure.opening.entry.scope
    zone = course.since.tzinfo
    now = (one.at.moment or clock.now()).astimezone(zone).replace(microsecond=0)
    decided = PartialDate(course.since.isoformat()).text
    content = {"result": course.state, "decided": decided}
    own = one.identifier
    payload = KINDS["announcement"].model_validate(content)
    yield Draft(payload, procedure.record, PartialDate(now.isoformat()), scope, marking=marking, id=own)
    cited: dict[tuple[str, str | None], Citation] = {}
    for fact in ground:
        for citation in fact.citations:
            place: Any = citation.payload
            cited[citation.source, place.at] = Citation(source=citation.source, at=place.at, supports=("result",))
    for citation_made in cited.values():
        yield Draft(citation_made, own, scope=scope, marking=marking)


def _markings(facts: tuple[Any, ...]) -> Iterator[Marking]:
    for fact in facts:
        yield from (entry.marking for entry in fact.entries)
        yield from (citation.entry.marking for citation in fact.citations)


def _was_followed(one: Procedure) -> bool:
    """Whether the register knew of it while it was open: what it learned of afterwards it tells, and not announces."""
    assert one.course is not None
    known = min(entry.recorded_at for entry in one.opening.entries)
    return known <= (one.course.expires or one.course.since)


def _everyone() -> Reader:
    return Reader("everyone", LEVELS[-1], groups())
