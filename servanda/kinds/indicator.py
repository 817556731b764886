"""An indicator: what is measured, and in what unit, to tell whether something was achieved."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import RefTo, Text


class Indicator(RecordKind):
    """What is measured of an objective, a plan or an operation. Its figures are ``result`` facts about it.

    ``measures`` is what is counted or judged, ``unit`` in what; ``stage`` is its place in the chain from what is
    put in to what comes of it. ``under`` is the heading its source has it under.
    """

    kind: ClassVar[str] = "indicator"
    about: ClassVar[tuple[str, ...]] = ("indicator",)
    summary: ClassVar[str] = "what is measured, and in what unit"

    of: Annotated[str, RefTo("objective", "plan", "operation")]
    code: str | None = Field(default=None, max_length=80)
    measures: Text | None = None
    unit: Text | None = None
    method: Literal["quantitative", "qualitative"] | None = None
    stage: Literal["input", "input-processing", "output", "output-processing", "outcome"] | None = None
    under: Text | None = None
    note: Text | None = None

    def belongs_to(self) -> str | None:
        """What it is an indicator of."""
        return self.of
