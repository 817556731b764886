"""Progress: the share of something that is done, in per cent, as said."""

import re
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import Slug, Text

_PERCENT = re.compile(r"\d{1,4}(\.\d{1,6})?")


def _percent(value: object) -> object:
    text = str(value).strip()
    if isinstance(value, bool) or not _PERCENT.fullmatch(text):
        raise ValueError(worded("a share is a number of per cent such as 85 or 12.5, without the sign"))
    return text


class Progress(Kind):
    """A share done, of ``what`` is measured; ``label`` is what the source calls it. It may be above 100."""

    kind: ClassVar[str] = "progress"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("objective", "plan", "package")
    summary: ClassVar[str] = "the share that is done, in per cent, as said"

    percent: Annotated[str, BeforeValidator(_percent), Field(max_length=12)]
    what: Slug = "overall"
    label: Text | None = None
    note: Text | None = None

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The share of what is measured."""
        whole = int(self.percent) if self.percent.isdigit() else None
        return (Answer(f"progress/{self.what}", Value(self.percent, "number", whole, whole)),)
