"""A source: a captured document as a bibliographic record."""

from typing import ClassVar

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kinds.base import RecordKind
from servanda.kinds.fields import PartyRef, Slug, SourceRef, Text, When


class Source(RecordKind):
    """Publisher, agency, author, title, address, dates. ``weak`` marks a poor host, in the enterer's judgement.

    ``state_of`` names what it is a dated state of, where the same document or file is published again and again.
    """

    kind: ClassVar[str] = "source"
    about: ClassVar[tuple[str, ...]] = ("source",)
    summary: ClassVar[str] = "a document that facts are cited to"

    title: Text
    publisher: str = Field(min_length=1, max_length=200)
    publisher_party: PartyRef | None = None
    agency: str | None = Field(default=None, max_length=200)
    author: str | None = Field(default=None, max_length=200)
    address: str | None = Field(default=None, max_length=2000)
    reference: str | None = Field(default=None, max_length=200)
    language: str | None = Field(default=None, max_length=35)
    published: When | None = None
    modified: When | None = None
    captured: When | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    weak: bool = False
    original: Slug | None = None
    state_of: SourceRef | None = None

    @property
    def counts_from(self) -> PartialDate | None:
        """The date whose latest day a standpoint "published by" must reach: publication, else capture (rule 10)."""
        return self.published or self.captured
