"""A line for outside: words that may be said once the posts named for it have cleared them."""

from datetime import UTC
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal, instant
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.expiry import Expiry
from servanda.kinds.fields import EntryId, RefTo, Text

PostName = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Audience = Literal["press", "parliament", "partners", "staff"]


class PressLine(Kind):
    """Drafted at the moment of its date. Whether it may be said is never recorded: it follows from what happened.

    ``clearers`` are the posts, parties or persons who must each clear it. ``rests_on`` are the entries that its
    figures come from: once one of them is corrected, the line is outdated. ``agreed_in`` is the text put to the
    concurrence of several bodies whose common position it is. ``follows`` is the line that it takes the place of.
    """

    kind: ClassVar[str] = "press-line"
    temporal: ClassVar[Temporal] = Temporal.ONCE
    timed: ClassVar[bool] = True
    about: ClassVar[tuple[str, ...]] = ("press-line",)
    summary: ClassVar[str] = "words to be said outside once they are cleared"

    partnership: Annotated[str, RefTo("partnership")]
    text: Text
    audience: Audience = "press"
    clearers: Annotated[tuple[PostName, ...], Field(min_length=1)]
    rests_on: tuple[EntryId, ...] = ()
    embargo: Expiry | None = None
    expires: Expiry | None = None
    agreed_in: Annotated[str, RefTo("procedure")] | None = None
    follows: Annotated[str, RefTo("press-line")] | None = None

    @model_validator(mode="after")
    def _whole(self) -> "PressLine":
        if self.embargo and self.expires and self.expires.moment <= self.embargo.moment:
            raise ValueError(worded("it would expire before its embargo ends"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """When it was drafted; from when it may be said, and until when."""
        said = (("line", None), ("line-embargo", self.embargo), ("line-expires", self.expires))
        drafted = Answer("line", Value(when.text, "date", date=when))
        return drafted, *(Answer(name, Value(instant(one.moment.astimezone(UTC)))) for name, one in said if one)
