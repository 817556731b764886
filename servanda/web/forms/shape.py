"""The shape of a content: its fields, as the form must ask for them, read off the kind's model."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from servanda.kernel.dates import PartialDate
from servanda.kinds.expiry import Expiry
from servanda.kinds.fields import Count, RefTo, Text, ToFact

Form = Literal[
    "line",
    "expiry",
    "slug",
    "slugs",
    "when",
    "number",
    "flag",
    "choice",
    "ref",
    "said",
    "count",
    "rows",
    "group",
    "facts",
]


@dataclass(frozen=True)
class Shape:
    """One field. ``key`` is its key in the content; ``inner`` is the model of a group, ``item`` the shape of a row.

    ``kinds`` are the kinds of record that may be referred to (any, if empty).
    """

    key: str
    form: Form
    needed: bool = False
    default: object = None
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    item: "Shape | None" = None
    inner: type[BaseModel] | None = None


def shapes(model: type[BaseModel]) -> tuple[Shape, ...]:
    """The fields of a model in their order."""
    return tuple(_field(field.alias or name, field) for name, field in model.model_fields.items())


def _field(key: str, field: FieldInfo) -> Shape:
    annotation, marks = _bare(field.annotation, list(field.metadata))
    needed = field.is_required()
    default = None if needed else field.get_default()
    return _shape(key, annotation, marks, needed, default)


def _shape(key: str, annotation: Any, marks: list[Any], needed: bool = False, default: object = None) -> Shape:
    origin = get_origin(annotation)
    if origin is tuple:
        return _rows(key, get_args(annotation)[0], needed)
    if origin is Literal:
        return Shape(key, "choice", needed, default, choices=get_args(annotation))
    reference = next((mark for mark in marks if isinstance(mark, RefTo)), None)
    if reference is not None:
        return Shape(key, "ref", needed, kinds=reference.kinds)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        special: dict[type, Form] = {Text: "said", Count: "count", Expiry: "expiry"}
        return Shape(key, special.get(annotation, "group"), needed, inner=annotation)
    simple: dict[object, Form] = {PartialDate: "when", bool: "flag", int: "number"}
    if annotation in simple:
        return Shape(key, simple[annotation], needed, default)
    return Shape(key, "slug" if _is_slug(marks) else "line", needed, default)


def _rows(key: str, annotation: Any, needed: bool) -> Shape:
    bare, marks = _bare(annotation, [])
    if any(isinstance(mark, ToFact) for mark in marks):
        return Shape(key, "facts", needed)
    item = _shape("", bare, marks)
    if item.form == "slug":
        return Shape(key, "slugs", needed)
    return Shape(key, "rows", needed, item=item)


def _bare(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any]]:
    """Take off ``Annotated`` and ``| None``; gives what is left, and the marks found on the way."""
    while True:
        if hasattr(annotation, "__metadata__"):
            marks = [*marks, *annotation.__metadata__]
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        else:
            return annotation, marks


def _is_slug(marks: list[Any]) -> bool:
    patterns = [getattr(mark, "pattern", None) for mark in _each(marks)]
    return any(isinstance(pattern, str) and pattern.startswith("^[a-z0-9]+([-_.]") for pattern in patterns)


def _each(marks: list[Any]) -> Iterator[Any]:
    for mark in marks:
        yield mark
        yield from getattr(mark, "metadata", ())
