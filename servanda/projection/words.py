"""Which words of an entry can be searched, and how much it weighs to be found by them."""

from collections.abc import Iterator
from typing import Any

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
    folded = fold(" ".join([*(text for text in plain if text), *_texts(payload)]))
    if not folded:
        return None
    # each word once: how often one occurs does not rank
    words = " ".join(dict.fromkeys(folded[:_LONGEST].split(" ")))
    return _WEIGHTS.get(payload.kind, PROSE), words


def _texts(model: BaseModel) -> Iterator[str]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Text):
                yield from item.by.values()
            elif isinstance(item, BaseModel):
                yield from _texts(item)
