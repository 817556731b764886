"""A package: the objectives agreed in one framework, or one plan, at one date."""

from typing import Annotated, ClassVar

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import RefTo, Slug


class Package(RecordKind):
    """What a package is. Two packages of different size are two agreements, not a count of completions."""

    kind: ClassVar[str] = "package"
    about: ClassVar[tuple[str, ...]] = ("package",)
    summary: ClassVar[str] = "the objectives agreed at one date"

    framework: Slug
    partnership: Annotated[str, RefTo("partnership")]
    plan: Annotated[str, RefTo("plan")] | None = None
    follows: Annotated[str, RefTo("package")] | None = None
