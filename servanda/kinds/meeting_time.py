"""The time of a meeting: when it begins and ends, to the minute, in a zone."""

from datetime import UTC
from typing import ClassVar

from pydantic import model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal, instant
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.expiry import Expiry


class MeetingTime(Kind):
    """When a meeting begins, as fixed on the date of the fact, and when it ends if that is said.

    Written as ``2026-06-11T10:00 Europe/Brussels``. A time that its zone does not have, or has twice, is refused.
    """

    kind: ClassVar[str] = "meeting-time"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("meeting",)
    summary: ClassVar[str] = "when a meeting begins and ends, in its zone"

    begins: Expiry
    ends: Expiry | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "MeetingTime":
        if self.ends is not None and self.ends.moment <= self.begins.moment:
            raise ValueError(worded("a meeting ends after it begins"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The moment it begins."""
        return (Answer("meeting-time", Value(instant(self.begins.moment.astimezone(UTC)))),)
