"""Who saw what of what is not public: one row for each page, command or export, kept and told."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from servanda.accounts.models import Person, Reading
from servanda.kernel.marking import HighWater, Marking, high_water

PAGE, FEED, COMMAND = "page", "feed", "command"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Read:
    """One reading: when, by whom, by which door, what was asked for, the highest marking, and each record's own."""

    at: datetime
    by: str
    door: str
    what: str
    marking: str
    records: Mapping[str, str]


def keep(
    by: Person | None, words: str, door: str, what: str, found: Mapping[str, Iterable[Marking]], *, token: bool = False
) -> None:
    """Keep what was read that is not public; nothing where all of it was. ``found`` are the markings by record.

    ``what`` names a page, feed or command and identifiers: an auditor is shown it, whatever he may see himself.
    """
    marks = {record: high_water(markings) for record, markings in found.items()}
    if not marks:
        return
    Reading.objects.create(
        at=timezone.now(),
        by=by,
        by_words=words,
        token=token,
        door=door,
        what=what[:_LONGEST],
        marking=text_of(high_water(marking for markings in found.values() for marking in markings)),
        records=json.dumps({record: text_of(mark) for record, mark in sorted(marks.items())}),
    )


def text_of(mark: HighWater) -> str:
    """A marking as it is kept: as in the ledger; where the facts have no group in common, with a plus."""
    if mark.public:
        return "public"
    groups = f" to {','.join(mark.groups)}" if mark.groups else ""
    return f"{mark.level}{groups}{'+' if mark.apart else ''}"


def readings(
    *, person: Person | None = None, record: str = "", day: date | None = None, limit: int = 200
) -> list[Read]:
    """What was read, the latest first: by one person, of one record, on one day of the register's zone, or any."""
    found = Reading.objects.select_related("by").order_by("-id")
    if person is not None:
        found = found.filter(by=person)
    if record:
        found = found.filter(records__contains=f'"{record}"')
    if day is not None:
        start, end = bounds(day)
        found = found.filter(at__gte=start, at__lt=end)
    return [_read(one) for one in found[:limit]]


def bounds(day: date) -> tuple[datetime, datetime]:
    """When a day of the register's zone begins, and ends; no register was kept before 1970, or after 9998."""
    kept = min(max(day, date(1970, 1, 1)), date(9998, 12, 31))
    start = timezone.make_aware(datetime.combine(kept, time()))
    return start, start + timedelta(days=1)


def _read(row: Reading) -> Read:
    by = str(row.by) if row.by is not None else row.by_words
    return Read(row.at, by, row.door, row.what, row.marking, json.loads(row.records))
