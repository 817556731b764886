"""An amendment: articles of a plan's text are replaced, put in or taken out, with effect from a day."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Part, RefTo, Text, When
from servanda.kinds.text_edition import Side


class TextChange(Part):
    """What becomes of one article. What is put in stands ``after`` the article of that number, else at the end."""

    does: Literal["replace", "insert", "delete"]
    number: str = Field(default="", max_length=40)
    after: str | None = Field(default=None, max_length=40)
    heading: Text | None = None
    text: Text | None = None
    objective: Annotated[str, RefTo("objective")] | None = None

    @model_validator(mode="after")
    def _has_words(self) -> "TextChange":
        if (self.text is None) != (self.does == "delete"):
            raise ValueError(worded("an article that is replaced or put in has words; one that is taken out has none"))
        return self


class TextAmendment(Kind):
    """Made on the day of its date, with effect from ``effect`` on, else from that day.

    No edition is changed by it: how the text reads on a day is worked out from the last edition and the amendments
    that have taken effect since.
    """

    kind: ClassVar[str] = "text-amendment"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("plan", "package")
    summary: ClassVar[str] = "articles of a plan's text are replaced, put in or taken out"

    side: Side = "agreed"
    title: Text | None = None
    effect: When | None = None
    changes: Annotated[tuple[TextChange, ...], Field(min_length=1)]
    words_of: Annotated[str, RefTo("text-version")] | None = None
    reason: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """From when on it has effect."""
        effect = self.effect or when
        return (Answer(f"amendment/{self.side}", Value(effect.text, "date", date=effect)),)
