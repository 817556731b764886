"""A result: a figure of an indicator over a span, reached, aimed at, or begun from."""

from typing import ClassVar, Literal

from pydantic import model_validator

from servanda.errors import worded
from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.decimals import DecimalText, as_value
from servanda.kinds.fields import Text, When


class Result(Kind):
    """Where an indicator stood over a span (``actual``), is to stand (``target``), or stood at first (``baseline``).

    ``figure`` is the number as said, in the indicator's unit; "none" says that there was nothing, 0 is a number,
    and what is not known is not written. ``described`` says what ``label`` is (an amount that has a name instead
    of a number: label "Grade", described "B"). A target is an announcement: it answers a question of its own.
    """

    kind: ClassVar[str] = "result"
    temporal: ClassVar[Temporal] = Temporal.PERIOD
    about: ClassVar[tuple[str, ...]] = ("indicator",)
    summary: ClassVar[str] = "a figure of an indicator: reached, aimed at, or begun from"

    role: Literal["actual", "target", "baseline"] = "actual"
    period: When | None = None
    figure: DecimalText | None = None
    label: Text | None = None
    described: Text | None = None
    text: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Result":
        if not (self.figure or self.label or self.described or self.text):
            raise ValueError(worded("a result needs a figure or words; leave it out if nothing was said"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The figure for this span; what was said in words only stands beside it and contradicts nothing."""
        prefix = {"actual": "result", "target": "planned/result", "baseline": "baseline"}[self.role]
        undated = "undated" if when.is_open_start else f"until {when.text}"
        span = self.period.text if self.period else undated
        if self.figure is not None:
            named = "/" + sha256(canonical(self.label.model_dump()))[:8] if self.label else ""
            return (Answer(f"{prefix}/{span}{named}", as_value(self.figure)),)
        own = sha256(canonical(self.content()))[:16]
        return (Answer(f"{prefix}/{span}/words/{own}", Value("yes")),)
