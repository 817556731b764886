"""An increment: by how much a contribution was, or is to be, enlarged or reduced."""

from typing import Any, ClassVar

from pydantic import Field, model_validator

from servanda.errors import worded
from servanda.kernel.entries import Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Count, Text, When


class Increment(Kind):
    """An increase as said: a number, a percentage, or from one strength to another. An event, not a strength."""

    kind: ClassVar[str] = "increment"
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("contribution",)
    summary: ClassVar[str] = "an increase or reduction as said; never a strength"

    count: Count | None = None
    percent: Count | None = None
    from_: Count | None = Field(default=None, alias="from")
    to: Count | None = None
    planned_for: When | None = None
    note: Text | None = None

    model_config = Kind.model_config | {"populate_by_name": True, "serialize_by_alias": True}

    @model_validator(mode="after")
    def _says_something(self) -> Any:
        if not (self.count or self.percent or self.to):
            raise ValueError(worded("an increment needs a count, a percentage, or what it goes to"))
        return self
