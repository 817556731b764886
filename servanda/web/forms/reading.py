"""From what was typed to the content to record: short forms of the kinds, nothing that was not typed."""

from typing import Any

from pydantic import BaseModel

from servanda.web.forms.shape import Shape, shapes
from servanda.web.forms.tree import Node, blank, child, rows, text

COUNTED = ("exact", "about", "at_least", "at_most", "between")


def content(model: type[BaseModel], node: Node | None) -> dict[str, Any]:
    """The content of a model as its kind reads it; what was left blank is absent, never empty."""
    found: dict[str, Any] = {}
    for shape in shapes(model):
        value = _value(shape, child(node, shape.key))
        if value is not None:
            found[shape.key] = value
    return found


def _value(shape: Shape, node: Node | None) -> Any:
    match shape.form:
        case "said":
            return said(node)
        case "count":
            return _count(node)
        case "rows":
            assert shape.item is not None
            return [_value(shape.item, row) for row in rows(node)] or None
        case "group":
            assert shape.inner is not None
            return None if blank(node) else content(shape.inner, node)
        case "slugs":
            return text(node).replace(",", " ").split() or None
        case "facts":
            return list(dict.fromkeys(text(one) for one in rows(node))) or None
        case "flag":
            return text(node) == "yes"
        case _:
            return text(node) or None


def said(node: Node | None) -> dict[str, str] | None:
    """A human text by language; the same language given twice keeps both texts, so that none is lost."""
    found: dict[str, str] = {}
    for row in rows(child(node, "lines")):
        if words := text(row, "text"):
            language = text(row, "language")
            found[language] = f"{found[language]}\n{words}" if language in found else words
    if found and (authentic := text(node, "authentic")):
        found["authentic"] = authentic
    return found or None


def _count(node: Node | None) -> dict[str, Any] | str | None:
    form = text(node, "form") or "exact"
    if form == "none":
        return "none"
    words = said(child(node, "words"))
    if form not in COUNTED:
        return {"words": words} if words else ({} if form == "words" else None)
    number, most = text(node, "number"), text(node, "most")
    if form == "exact" and not number:
        return {"words": words} if words else None
    found: dict[str, Any] = {"at_least": number, "at_most": most} if form == "between" else {form: number}
    return {**found, **({"words": words} if words else {})}
