"""Which words of an entry can be searched, and how much it weighs to be found by them."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from servanda.kernel.entries import Entry, Temporal
from servanda.kinds.fields import Text
from servanda.projection.fold import fold

SLUG, NAME, TITLE, PROSE = 0, 1, 2, 3
_PLAIN = {"name": ("text",), "source": ("publisher", "agency", "author", "reference"), "objective": ("code",)}
_WEIGHTS = {"name": NAME, "source": TITLE, "objective": TITLE}
_LONGEST = 4000


def prose_of(entry: Entry) -> tuple[int, str] | None:
    """The weight and the folded words of a fact; nothing where it has no words of its own."""
    payload: Any = entry.payload
    if entry.temporal is Temporal.ENTRY or payload.kind in ("framework-edition", "issued", "rank", "choice"):
        return None
    if payload.kind == "name" and payload.use == "slug":
        return SLUG, payload.text  # to be found as it stands, not by its words
    plain = [getattr(payload, name) for name in _PLAIN.get(payload.kind, ())]
    words = [*(text for text in plain if text), *_texts(payload)]
    folded = fold(" ".join(words)) if words else ""
    if not folded:
        return None
    # each word once: how often one occurs does not rank
    each = " ".join(dict.fromkeys(folded[:_LONGEST].split()))
    return _WEIGHTS.get(payload.kind, PROSE), each


@cache
def _worded(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that can hold words, or parts that can."""
    return tuple(name for name, field in model.model_fields.items() if _has_parts(field.annotation))


def _has_parts(annotation: object) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel)
    return any(_has_parts(part) for part in get_args(annotation))


def _texts(model: BaseModel) -> Iterator[str]:
    for name in _worded(type(model)):
        value = getattr(model, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Text):
                yield from item.by.values()
            elif isinstance(item, BaseModel):
                yield from _texts(item)
