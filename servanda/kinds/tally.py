"""A tally: a reported count of what, by which class, out of how many (the public record mostly has only these)."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import Field, model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kinds.base import Kind
from servanda.kinds.fields import Count, Part, Slug, Text


class Share(Part):
    """The count of one class, split further if the source splits it."""

    of_class: Slug = Field(alias="class")
    count: Count
    label: Text | None = None
    by: Slug = "class"
    parts: tuple["Share", ...] = ()
    disjoint: bool = False

    model_config = Part.model_config | {"populate_by_name": True, "serialize_by_alias": True}


class Tally(Kind):
    """One statement that may give several keys: "27 from 41" is a total and a share.

    ``parts`` are shares of the total, each under the way it is split ``by`` (holder, progress, service).
    They are summed only when the statement has them ``disjoint``; a remainder names no one. ``word`` is
    what the source calls the items.
    """

    kind: ClassVar[str] = "tally"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("package", "plan", "partnership", "review", "operation", "party")
    summary: ClassVar[str] = "a reported count, with its parts"

    of: Slug = "objectives"
    word: Text | None = None
    total: Count | None = None
    parts: tuple[Share, ...] = ()
    disjoint: bool = False
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return _expand(value) if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _says_something(self) -> "Tally":
        if self.total is None and not self.parts:
            raise ValueError(worded("a tally needs a total or parts; leave it out if no number or word was said"))
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The total, and each share under its path of classes."""
        found = [Answer(f"tally/{self.of}", self.total.value)] if self.total else []
        found.extend(_shares(f"tally/{self.of}", self.parts))
        return tuple(found)


def _shares(path: str, parts: tuple[Share, ...]) -> Iterator[Answer]:
    for part in parts:
        own = f"{path}/{part.by}:{part.of_class}"
        yield Answer(own, part.count.value)
        yield from _shares(own, part.parts)


def _expand(value: dict[str, Any]) -> dict[str, Any]:
    """Accept the short form ``parts: {holder: {armed-forces: 27}}``: by, then class, then count."""
    parts = value.get("parts")
    if not isinstance(parts, dict):
        return value
    rows: list[dict[str, Any]] = []
    for by, classes in parts.items():
        if not isinstance(classes, dict):
            raise ValueError(
                worded("parts are written by, then class, then count; {by!r} has no classes under it", by=by)
            )
        for name, count in classes.items():
            row = dict(count) if isinstance(count, dict) and "count" in count else {"count": count}
            rows.append(_expand({"by": by, "class": name, **row}))
    return {**value, "parts": rows}
