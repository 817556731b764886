"""The flags that say from where the facts are seen."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from servanda.errors import UsageError
from servanda.kernel.dates import DateFault, PartialDate
from servanda.kernel.marking import ANYONE, LEVELS, Reader
from servanda.kernel.standpoint import Standpoint

_F = TypeVar("_F", bound=Callable[..., Any])

MOMENT_REMEDY = "write a day (2026-11-24), or a moment (2026-11-24T15:00, with its zone if it is not the register's)"


def standpoint_options(command: _F) -> _F:
    """Add the flags of a standpoint."""
    options = (
        click.option(
            "--as-of",
            metavar="DATE",
            help="The state of the world on that day; else today. Of a month or year, its last day.",
        ),
        click.option("--known-at", metavar="MOMENT", help="What this register knew at that moment; else now."),
        click.option("--published-by", metavar="DATE", help="Only what sources published by that day support."),
    )
    for option in reversed((*options, *_READER)):
        command = option(command)
    return command


def reader_options(command: _F) -> _F:
    """Add the flags that say for whom."""
    for option in reversed(_READER):
        command = option(command)
    return command


_READER = (
    click.option(
        "--clearance",
        type=click.Choice(LEVELS),
        help="Show what a reader of this clearance may see; else what is public.",
    ),
    click.option(
        "--group",
        "groups",
        multiple=True,
        metavar="GROUP",
        help="A group that the reader belongs to (may be repeated).",
    ),
)


def standpoint(
    as_of: str | None = None,
    known_at: str | None = None,
    published_by: str | None = None,
    reader: Reader = ANYONE,
) -> Standpoint:
    """Make a standpoint of flags; raises ``UsageError`` for what is no date."""
    return Standpoint(day(as_of, "--as-of"), moment(known_at), day(published_by, "--published-by"), reader)


def reader(clearance: str | None, groups: tuple[str, ...]) -> Reader:
    """The reader that flags describe: anyone, unless a clearance is named."""
    if clearance is None:
        if groups:
            raise UsageError("no-clearance", "--group says nothing without --clearance.", "add --clearance restricted")
        return ANYONE
    named = f"{clearance}, {', '.join(sorted(groups))}" if groups else clearance
    return Reader(named, clearance, frozenset(groups))


def day(text: str | None, flag: str) -> date | None:
    """Read a day; of a month or a year, its last."""
    if text is None:
        return None
    try:
        when = PartialDate.parse(text)
    except DateFault as fault:
        raise UsageError("bad-date", f"{flag}: {fault.sentence}", fault.remedy) from None
    if when.is_open_end:
        raise UsageError("bad-date", f"{flag}: {text!r} has no last day.", "write a day, a month or a year")
    return when.latest


def moment(text: str | None) -> datetime | None:
    """Read a moment; of a day, its end; without a zone, in the register's."""
    if text is None:
        return None
    from django.conf import settings

    zone = ZoneInfo(settings.TIME_ZONE)
    try:
        if len(text) <= len("2026-11-24"):
            return datetime.combine(date.fromisoformat(text), time.max, zone)
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError("bad-moment", f"--known-at: {text!r} is not a moment.", MOMENT_REMEDY) from None
    return found if found.tzinfo else found.replace(tzinfo=zone)
