"""Looking at a meeting, and acting on it as its only writer: what was looked at still holds when it is acted on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from servanda.errors import NotFound, Refused, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.meetings import Sitting, sitting
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.ledger import clock
from servanda.ledger.faults import explained
from servanda.ledger.write import lock as write_lock
from servanda.register.reading.views import records_view
from servanda.register.seeing.standpoint import resolve
from servanda.review.looking import Drafts, Hand


def look(meeting: str, at: Resolved) -> Sitting:
    """How a meeting stands. Raises ``NotFound``."""
    found = sitting(records_view([meeting], at), meeting)
    if found is None:
        raise NotFound(
            "no-such-record",
            worded("Nothing is known here by the name {ref!r}.", ref=meeting[:80]),
            worded("search for it by its words"),
        )
    return found


@contextmanager
def acting(meeting: str, hand: Hand) -> Iterator[Sitting]:
    """Look at a meeting as it stands now, and hold all other writers off until what follows is recorded."""
    with explained(), transaction.atomic():
        write_lock()
        yield look(meeting, resolve(Standpoint(reader=hand.reader)))


def drafts_of(one: Sitting, hand: Hand) -> Drafts:
    """What an act on a meeting comes to; it is cited to the file of the meeting where no source is named."""
    return Drafts(one, hand, "meeting")


def next_moment(one: Sitting) -> PartialDate:
    """The present moment, and always after what happened to the agenda: a clock that was set back reverses no order."""
    told = one.agenda.told
    happened = (*(each.when for each in told.put), *(each.when for each in told.taken_off))
    happened += (*(each.when for each in told.ordered), *(each.when for each in told.results))
    known = [when.moment + timedelta(microseconds=1) for when in happened if when.moment is not None]
    moment = max([clock.now(), *known])
    return PartialDate(moment.astimezone(timezone.get_default_timezone()).isoformat())


def not_adopted(one: Sitting) -> None:
    """Raise ``Refused`` where the minutes were adopted: then agenda and outcomes stand."""
    if one.agenda.is_adopted:
        sentence = worded("The minutes of this meeting were adopted, and what they say stands.")
        raise Refused("minutes-adopted", sentence, worded("put it on the agenda of another meeting"))
