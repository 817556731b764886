"""A text version: the words that are put to decision. A changed text is another version, never the same one changed."""

from typing import Annotated, ClassVar

from pydantic import Field

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import AnyRef, RefTo, Text


class TextVersion(RecordKind):
    """A version of a text: of a plan, package or objective, or of a text with a title alone.

    The words are held, or only known by their hash and the place where they are kept. ``follows`` is the version that
    it changes.
    """

    kind: ClassVar[str] = "text-version"
    about: ClassVar[tuple[str, ...]] = ("text-version",)
    summary: ClassVar[str] = "a version of a text that is put to decision"

    title: Text
    number: int = Field(ge=1, le=9999)
    of: AnyRef | None = None
    follows: Annotated[str, RefTo("text-version")] | None = None
    text: Text | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    where: str | None = Field(default=None, max_length=500)
