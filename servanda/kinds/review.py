"""A review: the looking back over a period of one or more plans."""

from typing import Annotated, ClassVar

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import RefTo, Slug, When


class Review(RecordKind):
    """What is reviewed: framework, plans and the period covered."""

    kind: ClassVar[str] = "review"
    about: ClassVar[tuple[str, ...]] = ("review",)
    summary: ClassVar[str] = "a review of plans over a period"

    framework: Slug
    partnership: Annotated[str, RefTo("partnership")]
    plans: tuple[Annotated[str, RefTo("plan", "package")], ...] = ()
    period: When | None = None
