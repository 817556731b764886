"""An objective: an item of a plan or package, in a tree whose levels the framework names."""

from typing import Annotated, ClassVar

from pydantic import Field

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import PartyRef, RefTo, Text, When


class Objective(RecordKind):
    """What was agreed: text, holder, participants, target date as said, and what it continues.

    ``proposed_by`` are those it comes from (a recommending state); ``themes`` its subjects, in the source's words.
    """

    kind: ClassVar[str] = "objective"
    about: ClassVar[tuple[str, ...]] = ("objective",)
    summary: ClassVar[str] = "one item of a plan or package"

    of: Annotated[str, RefTo("plan", "package")]
    parent: Annotated[str, RefTo("objective")] | None = None
    level: str | None = Field(default=None, max_length=80)
    code: str | None = Field(default=None, max_length=80)
    text: Text
    public_text: Text | None = None
    holder: PartyRef | None = None
    participants: tuple[PartyRef, ...] = ()
    proposed_by: tuple[PartyRef, ...] = ()
    themes: tuple[Text, ...] = ()
    target: When | None = None
    target_words: Text | None = None
    continues: Annotated[str, RefTo("objective")] | None = None

    def belongs_to(self) -> str | None:
        """Its plan or package."""
        return self.of
