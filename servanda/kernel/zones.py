"""Local times and zones: an exact moment is resolved once, and keeps the offset it was resolved to.

A time that the clocks skip in spring does not exist, and one that they show twice in autumn is two moments: neither is
guessed. What a later edition of the zones says of the same local time moves no moment that was resolved before.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servanda.errors import Worded, worded

_MINUTE = timedelta(minutes=1)


class ZoneFault(ValueError):
    """A local time is no moment of its zone. ``why`` says so and what to write, as the end of a sentence."""

    def __init__(self, why: Worded) -> None:
        super().__init__(why)
        self.why = why


def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises ``ZoneFault``."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ZoneFault(
            worded("{name!r} is no time zone; write a name of the IANA list, such as Europe/Brussels", name=name)
        ) from None


def resolve(local: datetime, zone: str) -> datetime:
    """The moment of a local time: naive in ``zone``, or with an offset that the zone has then. Raises ``ZoneFault``.

    What comes back has a fixed offset.
    """
    naive = local.replace(tzinfo=None, fold=0)
    offsets = _offsets(naive, zone_of(zone))
    said = f"{naive:%Y-%m-%d %H:%M}"
    if not offsets:
        why = worded(
            "the clocks of {zone} never show {time}: they were put forward over it; write a time that they show",
            zone=zone,
            time=said,
        )
        raise ZoneFault(why)
    given = local.utcoffset()
    if given is not None:
        if given not in offsets:
            why = worded(
                "{zone} is not {offset} from UTC at {time}; write {offsets}, or another zone",
                zone=zone,
                offset=written(given),
                time=said,
                offsets=_listed(offsets),
            )
            raise ZoneFault(why)
        return naive.replace(tzinfo=timezone(given))
    if len(offsets) > 1:
        why = worded(
            "the clocks of {zone} show {time} twice, for they were put back; write the offset too: {offsets}",
            zone=zone,
            time=said,
            offsets=_listed(offsets),
        )
        raise ZoneFault(why)
    if offsets[0] % _MINUTE:
        raise ZoneFault(
            worded("{zone} was not a whole minute from UTC at {time}; write the time in UTC", zone=zone, time=said)
        )
    return naive.replace(tzinfo=timezone(offsets[0]))


def last_moment(day: date, zone: str | None, offset: timedelta) -> datetime:
    """The last moment of a civil day in a zone, UTC; by ``offset`` where no zone is named or known here."""
    try:
        where = zone_of(zone) if zone else timezone(offset)
    except ZoneFault:
        where = timezone(offset)
    try:
        after = datetime.combine(day + timedelta(days=1), time(), tzinfo=where).astimezone(UTC)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
    return after - timedelta(microseconds=1)


def written(offset: timedelta) -> str:
    """An offset as it is written: "+02:00"."""
    minutes = int(offset / _MINUTE)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _listed(offsets: list[timedelta]) -> str:
    return " / ".join(written(offset) for offset in offsets)


def _offsets(naive: datetime, zone: ZoneInfo) -> list[timedelta]:
    """The offsets at which the zone's clocks show this time: none, one, or two with the earlier moment first."""
    found: list[timedelta] = []
    for fold in (0, 1):
        shown = naive.replace(tzinfo=zone, fold=fold)
        try:
            back = shown.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        except OverflowError:
            continue
        offset = shown.utcoffset() or timedelta()
        if back == naive and offset not in found:
            found.append(offset)
    return found
