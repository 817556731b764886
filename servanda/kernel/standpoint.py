"""The standpoint: from where, in two times and for whom, the facts are seen."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from servanda.kernel.marking import ANYONE, Reader

_FIRST_MOMENT = datetime.min.replace(tzinfo=UTC)
_LAST_MOMENT = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a door asks for. ``None`` means now (``known_at``), today (``as_of``), or "by this register".

    ``known_at`` is an aware moment: what this register knew then. ``published_by`` is the second reading
    of "known": what the world could have known by the end of that day.
    """

    as_of: date | None = None
    known_at: datetime | None = None
    published_by: date | None = None
    reader: Reader = field(default=ANYONE)

    def __post_init__(self) -> None:
        if self.known_at is None:
            return
        if self.known_at.tzinfo is None:
            raise ValueError("known_at needs a time zone")
        try:
            self.known_at.astimezone(UTC)
        except OverflowError:  # within hours of the calendar's edge, where some zones have no day left
            edge = _LAST_MOMENT if self.known_at.year > 1 else _FIRST_MOMENT
            object.__setattr__(self, "known_at", edge)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A standpoint resolved against one register (rule 19): every open choice is now a value.

    ``tick`` is the last arrival that counts; ``known_at`` the moment that was asked for, ``None`` for now;
    ``today`` the day in the register's own zone on which it was resolved; ``moment`` the last moment that is seen:
    the one asked for, else that of resolving, never before the last arrival. ``made`` keeps what was made ready for
    asking from here, as long as the standpoint itself is kept: what is known at a tick stays so.
    """

    as_of: date
    tick: int
    today: date
    known_at: datetime | None = None
    published_by: date | None = None
    reader: Reader = ANYONE
    moment: datetime | None = None
    made: dict[type, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def is_ahead(self) -> bool:
        """Whether the as-of date is after today: then only what is decided by today can be said."""
        return self.as_of > self.today
