"""The moment, from one place."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in the register's own zone."""
    return timezone.localdate(now())


def to_number(moment: datetime) -> int:
    """Microseconds of UTC since 1970, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def from_number(number: int) -> datetime:
    """The moment that a number of microseconds stands for."""
    return _EPOCH + number * _MICROSECOND
