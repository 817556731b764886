"""From a statement to the tree of its form: what is corrected is first shown as it stands, whole."""

from typing import Any

from pydantic import BaseModel

from servanda.kinds.fields import Count, Text
from servanda.web.forms.shape import Shape, shapes
from servanda.web.forms.tree import Node


def tree_of(content: BaseModel) -> dict[str, Any]:
    """The tree of a content."""
    found: dict[str, Any] = {}
    for shape in shapes(type(content)):
        value = getattr(content, _attribute(type(content), shape.key))
        if value is not None and value != ():
            found[shape.key] = _node(shape, value)
    return found


def _attribute(model: type[BaseModel], key: str) -> str:
    if key in model.model_fields:
        return key
    return next(name for name, field in model.model_fields.items() if field.alias == key)


def _node(shape: Shape, value: Any) -> Node:
    match shape.form:
        case "said":
            return said(value)
        case "count":
            return _count(value)
        case "rows":
            assert shape.item is not None
            return [_node(shape.item, row) for row in value]
        case "group":
            return tree_of(value)
        case "facts":
            return list(value)
        case "slugs":
            return ", ".join(value)
        case "flag":
            return "yes" if value else ""
        case "when":
            return str(value.text)
        case "expiry":
            return " ".join(filter(None, (value.at.text, value.zone)))
        case _:
            return str(value)


def said(value: Text) -> dict[str, Any]:
    """The tree of a human text: a row a language."""
    lines = [{"text": words, "language": language} for language, words in value.by.items()]
    return {"lines": lines, **({"authentic": value.authentic} if value.authentic else {})}


def _count(value: Count) -> dict[str, Any]:
    found: dict[str, Any] = {"words": said(value.words)} if value.words else {}
    if value.none:
        return {**found, "form": "none"}
    if value.at_least is not None and value.at_most is not None:
        return {**found, "form": "between", "number": str(value.at_least), "most": str(value.at_most)}
    for form in ("exact", "about", "at_least", "at_most"):
        number = getattr(value, form)
        if number is not None:
            return {**found, "form": form, "number": str(number)}
    return {**found, "form": "words"}
