"""Checking moments before they are recorded: what happened cannot have happened after it is recorded (rule 3).

A text put to decision is decided to the second, so what is said of it bears a moment with its zone, and a source.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from servanda.errors import worded
from servanda.frameworks import Frameworks
from servanda.kernel.dates import PartialDate
from servanda.kinds.procedure import Procedure
from servanda.register.draft import Draft, Found
from servanda.register.editions import frameworks


class Moments:
    """The moments of a piece of a batch, against the moment at which it is recorded."""

    def __init__(self, drafts: Sequence[Draft], ahead: Sequence[Draft], moment: datetime) -> None:
        self._latest = moment + tolerance()
        timed = any(draft.payload.timed for draft in drafts)
        both = (*drafts, *ahead) if timed else ()
        self._cited = {draft.about for draft in both if draft.payload.kind == "citation"}
        self._frameworks: Frameworks | None = frameworks() if timed else None

    def faults(self, draft: Draft, own: str) -> Iterator[Found]:
        """All that is wrong with when a draft happened."""
        moment = draft.as_of.moment if draft.as_of else None
        if moment is not None and moment > self._latest:
            sentence = worded("{date} is later than now.", date=draft.as_of.text if draft.as_of else "")
            remedy = worded("check the time, its zone and the clock; what is still to come is not recorded as done")
            yield Found("planned-date", "as_of", sentence, remedy)
        if not draft.payload.timed:
            return
        if moment is None:
            sentence = worded("It is not said at which moment; the day alone does not tell whether it was in time.")
            yield Found("no-moment", "as_of", sentence, worded("write the time with its zone: 2026-06-11T16:59+02:00"))
        if own not in self._cited:
            sentence = worded("No source is cited for it, and what no source says decides nothing.")
            yield Found("no-source", "source", sentence, worded("cite the letter, circular or record that says so"))
        if isinstance(draft.payload, Procedure) and moment is not None:
            yield from self._opening(draft.payload, moment)

    def _opening(self, payload: Procedure, moment: datetime) -> Iterator[Found]:
        expires = payload.expires.moment if payload.expires else None
        if expires is not None and expires <= moment:
            sentence = worded("It expires before it is opened.")
            yield Found("bad-span", "expires", sentence, worded("check the two times and their zones"))
        framework = self._frameworks.get(payload.framework or "") if self._frameworks else None
        if framework is None:
            return
        name = framework.short("en")
        if not framework.allows(payload.way):
            sentence = worded("{framework} decides no text by {way}.", framework=name, way=payload.way)
            remedy = worded("its ways are in the framework, under procedures")
            yield Found("way-not-allowed", "way", sentence, remedy, refused=True)
        least = (rules := framework.procedure_of(payload.way)) and rules.least_hours
        if least and expires is not None and moment < expires < moment + timedelta(hours=least):
            sentence = worded("{framework} leaves a text open for {hours} hours at least.", framework=name, hours=least)
            yield Found("too-short", "expires", sentence, worded("let it expire later"))

    @staticmethod
    def here(when: PartialDate, today: date) -> PartialDate:
        """A moment whose day has come elsewhere and not yet here, in the register's own zone: so it is seen today."""
        if when.moment is None or when.earliest <= today:
            return when
        return PartialDate(when.moment.astimezone(timezone.get_default_timezone()).isoformat())


def tolerance() -> timedelta:
    """How far the clocks of those who record may be apart."""
    return timedelta(seconds=settings.SERVANDA_CLOCK_TOLERANCE)
