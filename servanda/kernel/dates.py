"""Partial dates: as precise as they were said, and no more (rule 6)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from servanda.errors import worded
from servanda.kernel.edtf import NotEdtf, Parts, Point, Precision, read

__all__ = ["DateFault", "PartialDate", "Parts", "Point", "Precision", "coerce"]

_LONGEST_QUOTED = 40
REMEDY = (
    "Write a day as 2016-11-15, a month as 2016-04, a year as 2016, a decade as 201X, spring 2020 as 2020-21, "
    "about 2005 as 2005~, from 2015 to 2016 as 2015/2016, by 2016 as ../2016, from 2016 on as 2016/.., "
    "and a moment with its zone as 2016-11-15T10:23+04:00."
)


class DateFault(ValueError):
    """Something is not a date. ``sentence`` says what and why, ``remedy`` how dates are written."""

    def __init__(self, said: object, why: object) -> None:
        quoted = repr(said)
        if len(quoted) > _LONGEST_QUOTED:
            quoted = quoted[:_LONGEST_QUOTED] + "..."
        self.sentence = worded("{said} is not a date the register can keep: {why}.", said=quoted, why=why)
        self.remedy = REMEDY
        super().__init__(f"{self.sentence} {self.remedy}")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with the precision it was given: ``PartialDate("2016-04")``.

    ``text`` is canonical EDTF, as the ledger keeps it. ``earliest`` and ``latest`` are the first and last
    civil day it can be, at the place: ``date.min`` or ``date.max`` where an end is open or unknown. Doubt
    ("2005~", "2016?") does not widen them, since no source says by how much; it is shown for ever instead.
    "Winter 2020" reaches from December 2019 to February 2021, because it is said of both winters.

    Dates have no ``<``: those that overlap are not ordered by one another. Use ``before``.
    """

    text: str
    earliest: date = field(init=False)
    latest: date = field(init=False)
    _parts: Parts = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            parts = read(self.text)
        except NotEdtf as fault:
            raise DateFault(self.text, fault.why) from None
        given = {
            "text": parts.text,
            "earliest": parts.start.bounds[0] if parts.start else date.min,
            "latest": parts.end.bounds[1] if parts.end else date.max,
            "_parts": parts,
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read EDTF, or "by" or "no later than" before a date ("by 2016" is "../2016"). Raises ``DateFault``."""
        return cls(text)

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The date that is one civil day; of a datetime, its day in its own zone."""
        return cls(date(day.year, day.month, day.day).isoformat())

    def parts(self) -> Parts:
        """What it says, in pieces, for printing it as said."""
        return self._parts

    @property
    def precision(self) -> Precision:
        """How precisely it was said; "interval" for two ends, "unknown" for a date said not to be known."""
        if self._parts.shape == "point" and self._parts.start:
            return self._parts.start.precision
        return "unknown" if self._parts.shape == "unknown" else "interval"

    @property
    def moment(self) -> datetime | None:
        """The moment, in the zone it was given in, when a time of day was given."""
        return self._parts.start.moment if self._parts.start else None

    @property
    def is_exact(self) -> bool:
        """Whether it is one civil day, without doubt."""
        is_open = self.is_open_start or self.is_open_end
        return self.earliest == self.latest and not (is_open or self.is_approximate or self.is_uncertain)

    @property
    def is_open_start(self) -> bool:
        """Whether its beginning is open ("../2016") or unknown ("/2016")."""
        return self._parts.start is None

    @property
    def is_open_end(self) -> bool:
        """Whether its end is open ("2016/..") or unknown ("2016/")."""
        return self._parts.end is None

    @property
    def is_approximate(self) -> bool:
        """Whether an end was said with "about"."""
        return any(end.approximate for end in (self._parts.start, self._parts.end) if end)

    @property
    def is_uncertain(self) -> bool:
        """Whether an end was said with doubt about the source of it."""
        return any(end.uncertain for end in (self._parts.start, self._parts.end) if end)

    @property
    def start(self) -> "PartialDate | None":
        """Its beginning as a date ("2015" of "2015/2016"), itself if it has no two ends, none where open."""
        return self._end(self._parts.start)

    @property
    def end(self) -> "PartialDate | None":
        """Its end as a date ("2016" of "2015/2016"), itself if it has no two ends, none where open."""
        return self._end(self._parts.end)

    def _end(self, point: Point | None) -> "PartialDate | None":
        if point is None or self._parts.shape == "point":
            return self if point else None
        return PartialDate(point.text)

    def no_later_than(self) -> "PartialDate":
        """What is known of something from another's having happened by this date: "../2016-11-15" (rule 6)."""
        if self._parts.end is None:
            raise DateFault(self.text, worded("nothing can be placed before an end that is open"))
        moment = self._parts.end.moment
        return PartialDate(f"../{self.latest if moment else self._parts.end.text}")

    def counts_on(self, day: date) -> bool:
        """Whether it may have come by that day."""
        return self.earliest <= day

    def imprecise_on(self, day: date) -> bool:
        """Whether it counts on that day but need not have come: it is then printed with its imprecision.

        Time does not heal doubt: an approximate or uncertain date stays imprecise after its last day.
        """
        return self.counts_on(day) and (day < self.latest or self.is_approximate or self.is_uncertain)

    def contains(self, other: "PartialDate") -> bool:
        """Whether all of the other lies in its span: "2005" contains "2005-05-27"; "2004" does not."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether the spans have a day in common."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def before(self, other: "PartialDate") -> bool:
        """Whether it is certainly earlier. Dates that overlap are not ordered: neither is before the other."""
        return self.latest < other.earliest


def coerce(value: object) -> PartialDate:
    """Take a date as YAML or a program gives it: EDTF text, a year, a date, an aware datetime.

    Raises ``DateFault``.
    """
    match value:
        case PartialDate():
            return value
        case str():
            return PartialDate(value)
        case datetime():  # before date, of which it is a kind
            return PartialDate(value.isoformat())
        case date():
            return PartialDate.of(value)
        case bool():
            raise DateFault(value, worded("it is a yes or no; put quotation marks around a text"))
        case int():
            return _year(value)
    raise DateFault(value, worded("it is a {kind}, not a text, a year or a day", kind=type(value).__name__))


def _year(number: int) -> PartialDate:
    # YAML reads 0016 as octal 14, so a number below 1000 is a slip more often than a year.
    if not 1000 <= number <= date.max.year:
        raise DateFault(number, worded("a year has four digits"))
    return PartialDate(str(number))
