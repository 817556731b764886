"""What a kind is: a typed content that declares its temporal class and the questions it answers."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, ClassVar, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.fields import RefTo

Resolve = Callable[[str, tuple[str, ...]], str]
_M = TypeVar("_M", bound=BaseModel)


class Kind(BaseModel):
    """Base of all contents. A kind is one file with one subclass, listed in ``servanda.kinds``.

    ``about`` names the kinds of record that a fact of this kind may be about (any, if empty).
    ``structural`` kinds say what a record is or is called: timeless, and needing no citation. ``bulky`` fields are
    whole documents: they are given as files and not shown among others. The date of a ``timed`` kind is a moment.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    temporal: ClassVar[Temporal]
    structural: ClassVar[bool] = False
    timed: ClassVar[bool] = False
    about: ClassVar[tuple[str, ...]] = ()
    summary: ClassVar[str] = ""
    bulky: ClassVar[tuple[str, ...]] = ()
    upcasters: ClassVar[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The questions it answers about its record, each with its value."""
        return (Answer(self.kind, Value("#" + sha256(self.content_text)[:16])),)

    def content(self) -> dict[str, object]:
        """Its content as plain JSON, without what was not said."""
        plain: dict[str, object] = self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        return plain

    @cached_property
    def content_text(self) -> str:
        """The canonical text of its content; made once, for it is hashed again and again."""
        return canonical(self.content())

    @cached_property
    def _named(self) -> tuple[str, ...]:
        return tuple(record for record, _ in _references(self))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Give a copy with some of it changed; what was worked out of the one does not hold of the other."""
        copy = super().model_copy(update=update, deep=deep)
        for kept in ("content_text", "_named"):
            copy.__dict__.pop(kept, None)
        return copy

    def references(self) -> tuple[str, ...]:
        """The records its content refers to."""
        return self._named

    def referred(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The records its content refers to, each with the kinds it may be of (any, if none)."""
        return tuple(_references(self))

    def belongs_to(self) -> str | None:
        """The record that its own record is an item of: an item is shown wherever what it belongs to is."""
        return None

    def with_references(self, resolve: Resolve) -> Self:
        """Give a copy whose references went through ``resolve(identifier, allowed kinds)``."""
        return _resolved(self, resolve)

    @classmethod
    def read(cls, content: Mapping[str, Any], version: int) -> Self:
        """Read stored content of an older or the present version of the kind."""
        plain = dict(content)
        for step in range(version, cls.version):
            plain = cls.upcasters[step](plain)
        return cls.model_validate(plain)


class RecordKind(Kind):
    """A kind that says what a record is. It answers one question: what the record is."""

    temporal: ClassVar[Temporal] = Temporal.RECORD
    structural: ClassVar[bool] = True

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """One answer, so that two descriptions of one record that differ are seen to contradict."""
        return (Answer(f"is/{self.kind}", Value("#" + sha256(self.content_text)[:16])),)


def kinds_of_field(field: FieldInfo) -> tuple[str, ...] | None:
    """Tell whether a field, or the items of a list field, hold references, and to which kinds."""
    stack: list[object] = [*field.metadata, field.annotation]
    while stack:
        found = stack.pop()
        if isinstance(found, RefTo):
            return found.kinds
        if not isinstance(found, type):
            stack.extend(get_args(found))
            stack.extend(getattr(found, "__metadata__", ()))
    return None


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, tuple[str, ...] | None], ...]:
    """The fields of a model that can hold references: those that do, with their kinds, and those with parts."""
    fields = ((name, field, kinds_of_field(field)) for name, field in model.model_fields.items())
    return tuple((name, kinds) for name, field, kinds in fields if kinds is not None or _has_parts(field))


def _has_parts(field: FieldInfo) -> bool:
    stack: list[object] = [field.annotation]
    while stack:
        found = stack.pop()
        if isinstance(found, type) and issubclass(found, BaseModel):
            return True
        stack.extend(get_args(found))
    return False


def _references(model: BaseModel) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, kinds in _plan(type(model)):
        value = getattr(model, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from _references(item)
            elif kinds is not None and isinstance(item, str):
                yield item, kinds


def _resolved(model: _M, resolve: Resolve) -> _M:
    changed: dict[str, object] = {}
    for name, kinds in _plan(type(model)):
        value = getattr(model, name)

        def one(item: object, kinds: tuple[str, ...] | None = kinds) -> object:
            if isinstance(item, BaseModel):
                return _resolved(item, resolve)
            return resolve(item, kinds) if kinds is not None and isinstance(item, str) else item

        changed[name] = tuple(one(item) for item in value) if isinstance(value, tuple) else one(value)
    return model.model_copy(update=changed)
