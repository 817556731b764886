"""An extension: a text put to decision expires later than it was to."""

from datetime import UTC
from typing import ClassVar

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal, instant
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.expiry import Expiry
from servanda.kinds.fields import Text


class Extension(Kind):
    """Made at the moment of its date, before the expiry; the earlier expiry stays on record and counts no more."""

    kind: ClassVar[str] = "extension"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    timed: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("procedure",)
    summary: ClassVar[str] = "a text put to decision expires later"

    expires: Expiry
    words: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """When it expires now."""
        return (Answer("extension", Value(instant(self.expires.moment.astimezone(UTC)))),)
