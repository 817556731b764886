"""A plan: one agreed document of a framework for a period and stage."""

from typing import Annotated, ClassVar

from pydantic import Field

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import RefTo, Slug, When


class Plan(RecordKind):
    """What a plan is: framework, stage, period as said, and the plan it follows."""

    kind: ClassVar[str] = "plan"
    about: ClassVar[tuple[str, ...]] = ("plan",)
    summary: ClassVar[str] = "one document of a framework, for a period and stage"

    framework: Slug
    partnership: Annotated[str, RefTo("partnership")]
    stage: int | None = Field(default=None, ge=1)
    period: When | None = None
    follows: Annotated[str, RefTo("plan")] | None = None
