"""What can be told of drafts without a register: their words, dates and moments, and that none leads to itself."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from servanda.register.draft import Draft, Fault
from servanda.register.writing import intime
from servanda.register.writing.chains import Chains
from servanda.register.writing.moments import Moments
from servanda.register.writing.words import Words


def faults(drafts: Sequence[Draft], moment: datetime) -> list[Fault]:
    """The faults of drafts with ids, recorded together at a moment, that ``record`` would tell in any register.

    Touches no database.
    """
    today = timezone.localdate(moment)
    words, chains, moments = Words(), Chains(drafts), Moments(drafts, (), moment)
    words.note(drafts)
    found: list[Fault] = []
    for place, draft in enumerate(drafts):
        own = (
            *intime.faults(draft, today),
            *moments.faults(draft, draft.id or ""),
            *chains.faults(draft),
            *words.faults(draft),
        )
        found += [one.at(place) for one in own]
    return found
