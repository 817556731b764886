"""An edition of a plan's text: its words whole, as they were published on a day. Later words are another edition."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from servanda.errors import worded
from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Part, RefTo, Text

Side = Literal["agreed", "public"]


class Article(Part):
    """An article: its number as the text has it (none: what stands before the first), its words, its objective."""

    number: str = Field(default="", max_length=40)
    heading: Text | None = None
    text: Text
    objective: Annotated[str, RefTo("objective")] | None = None


class TextEdition(Kind):
    """The text reads so from the day of its date on, until it is amended or another edition is published.

    ``side`` says which text it is: the one that was agreed, or the one for the public beside it. Each is marked by
    itself. The words are given article by article, or are ``words_of`` a text version that was put to decision.
    """

    kind: ClassVar[str] = "text-edition"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("plan", "package")
    summary: ClassVar[str] = "the text of a plan, whole, as published on a day"

    side: Side = "agreed"
    title: Text | None = None
    words_of: Annotated[str, RefTo("text-version")] | None = None
    articles: tuple[Article, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> "TextEdition":
        if bool(self.articles) == bool(self.words_of):
            raise ValueError(worded("an edition has its articles, or the version whose words it has; not both"))
        numbers = [article.number for article in self.articles]
        if twice := next((one for one in numbers if numbers.count(one) > 1), None):
            raise ValueError(worded("two articles have the number {number!r}", number=twice))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """How the text reads, as a hash of its words."""
        said = [article.model_dump(mode="json", exclude_none=True) for article in self.articles]
        return (Answer(f"text/{self.side}", Value("#" + sha256(canonical([self.words_of, said]))[:16])),)
