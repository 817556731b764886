"""Checking dates before they are recorded: what is said of the world is not of a day to come (rule 3). Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from servanda.errors import worded
from servanda.kinds.source import Source
from servanda.register.draft import Draft, Found

PLAN_REMEDY = worded(
    "give as_of as the day on which it was announced and put the planned day in planned_for; "
    "what is planned becomes a fact when it has happened"
)
_ELSEWHERE = timedelta(days=1)  # a day that has not come here may have come elsewhere


def faults(draft: Draft, today: date) -> Iterator[Found]:
    """All that is wrong with the dates of a draft, by themselves and against today."""
    as_of = draft.as_of
    if as_of is not None and as_of.moment is None and as_of.earliest > today:
        yield Found("planned-date", "as_of", worded("{date} is after today.", date=as_of.text), PLAN_REMEDY)
    attested = min(today, as_of.latest) if as_of else today
    if draft.since is not None and draft.since.earliest > attested:
        sentence = worded("It cannot hold since {date}, which is later than it was attested.", date=draft.since.text)
        yield Found("planned-date", "since", sentence, PLAN_REMEDY)
    start = draft.since or as_of
    if draft.until is not None and start is not None and draft.until.latest < start.earliest:
        sentence = worded("It ends ({end}) before it begins ({start}).", end=draft.until.text, start=start.text)
        yield Found("bad-span", "until", sentence, worded("check the two dates"))
    if isinstance(draft.payload, Source):
        yield from _source(draft.payload, today)


def _source(source: Source, today: date) -> Iterator[Found]:
    for name in ("published", "modified", "captured"):
        when = getattr(source, name)
        if when is not None and when.earliest > today + _ELSEWHERE:
            sentence = worded("{date} is after today, and a source is one that can be read.", date=when.text)
            remedy = worded("check the date; what is to be published is recorded when it is")
            yield Found("planned-date", name, sentence, remedy)
