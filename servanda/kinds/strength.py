"""Strength: how many people are in place, may be, or are promised. Three measures, never mixed."""

from typing import Any, ClassVar, Literal

from pydantic import model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Count, Part, Slug, Text, slug


class Line(Part):
    """One line of a strength: what, and how many."""

    what: Text
    count: Count


class Strength(Kind):
    """People of a contribution, as of a date. Only what was said answers a key; sums are worked out later.

    ``lines`` are ``all`` of the statement (a total may be computed from them, if ``disjoint``) or ``some``
    ("120 including six officers"). What the source worked out by a ``method`` of its own is ``interpolated``: it
    answers a question of its own and is never told as reported.
    """

    kind: ClassVar[str] = "strength"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("contribution", "operation")
    summary: ClassVar[str] = "people in place, the ceiling, or the pledge, with lines"

    measure: Literal["in-place", "ceiling", "pledged"] = "in-place"
    total: Count | None = None
    lines: tuple[Line, ...] = ()
    lines_are: Literal["all", "some"] = "all"
    disjoint: bool = True
    basis: Literal["reported", "interpolated"] = "reported"
    method: Slug | None = None
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("lines"), dict):
            return {**value, "lines": [{"what": what, "count": n} for what, n in value["lines"].items()]}
        return value

    @model_validator(mode="after")
    def _says_something(self) -> "Strength":
        if self.total is None and not self.lines:
            raise ValueError(worded("a strength needs a total or lines; leave it out if no number or word was said"))
        if self.method is not None and self.basis == "reported":
            raise ValueError(worded("only what is interpolated has a method; what is reported was counted"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The total if it was said, and each line."""
        path = f"strength/{self.measure}"
        if self.basis != "reported":
            path = "/".join(part for part in (self.basis, path, self.method) if part)
        found = [Answer(path, self.total.value)] if self.total else []
        for line in self.lines:
            text, _ = line.what.in_language("en")
            found.append(Answer(f"{path}/{slug(text)}", line.count.value))
        return tuple(found)
