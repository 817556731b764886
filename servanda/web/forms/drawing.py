"""From a shape and what was typed to the fields that the templates draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from servanda.web.forms import fieldwords
from servanda.web.forms.faults import Faulty
from servanda.web.forms.options import Options
from servanda.web.forms.shape import Shape, shapes
from servanda.web.forms.tree import Node, child, rows, text

_LONG = frozenset({"text", "public_text", "reasoning", "note", "reason", "quote", "words"})
_NESTED = 3  # how deep new rows are offered; rows that are there are always drawn


@dataclass
class Drawing:
    """Draws the fields of one form. ``more`` is the list that was asked to grow, by its path."""

    kind: str
    options: Options
    language: str
    faults: Faulty = field(default_factory=Faulty)
    more: str = ""

    def fields(self, model: type[BaseModel], node: Node | None, path: str, depth: int = 0) -> list[dict[str, Any]]:
        """The fields of a model."""
        return [self.field(shape, child(node, shape.key), f"{path}.{shape.key}", depth) for shape in shapes(model)]

    def field(self, shape: Shape, node: Node | None, path: str, depth: int = 0) -> dict[str, Any]:
        """One field, whatever its form."""
        drawn = self._common(shape, path)
        match shape.form:
            case "said":
                drawn |= self._said(node, path, shape.key in _LONG)
            case "count":
                drawn |= self._count(node, path)
            case "rows":
                drawn |= self._rows(shape, node, path, depth)
            case "choice":
                drawn |= self._choice(shape, node)
            case "ref":
                drawn |= self._reference(shape, node)
            case "facts":
                drawn |= self.options.picks.drawn([text(one) for one in rows(node)])
            case _:
                drawn |= {"value": text(node), "suggestions": self.options.suggestions(shape.key)}
        drawn["error"] = self.faults.take(path, deep=shape.form in ("said", "count", "expiry", "facts"))
        drawn["described"] = " ".join(
            f"{drawn['ident']}-{end}" for end, there in (("help", drawn["help"]), ("error", drawn["error"])) if there
        )
        return drawn

    def plain(self, form: str, path: str, node: Node | None, label: str, **more: Any) -> dict[str, Any]:
        """A field that is no part of a content: a date, a reason, a place."""
        key = path.rpartition(".")[2]
        shape = Shape(key, form, needed=more.pop("needed", False), kinds=more.pop("kinds", ()))  # type: ignore[arg-type]
        return {**self.field(shape, node, path), "label": label, **more}

    def _common(self, shape: Shape, path: str) -> dict[str, Any]:
        help_on = str(fieldwords.DATE_HELP) if shape.form == "when" else ""
        return {
            "form": shape.form,
            "name": path,
            "ident": path.replace(".", "-"),
            "label": fieldwords.label(self.kind, shape.key),
            "help": fieldwords.help_on(shape.key) or help_on,
            "needed": shape.needed,
        }

    def _said(self, node: Node | None, path: str, long: bool) -> dict[str, Any]:
        typed = rows(child(node, "lines"))
        lines = [{"text": text(row, "text"), "language": text(row, "language")} for row in typed]
        if not lines or self.more == path:
            lines.append({"text": "", "language": self.language})
        return {
            "long": long,
            "lines": [
                {**line, "name": f"{path}.lines.{at}", "ident": f"{path.replace('.', '-')}-{at}"}
                for at, line in enumerate(lines)
            ],
            "authentic": text(node, "authentic"),
            "several": len(lines) > 1,
        }

    def _count(self, node: Node | None, path: str) -> dict[str, Any]:
        chosen = text(node, "form") or "exact"
        return {
            "forms": [(value, str(label), value == chosen) for value, label in fieldwords.COUNT_FORMS],
            "number": text(node, "number"),
            "most": text(node, "most"),
            "words": self._said(child(node, "words"), f"{path}.words", long=False),
        }

    def _rows(self, shape: Shape, node: Node | None, path: str, depth: int) -> dict[str, Any]:
        assert shape.item is not None
        typed: Sequence[Node | None] = rows(node)
        blank = (2 if not typed else 1) if depth == 0 else 0
        if self.more == path:
            blank = max(blank, 1) + 1
        every = [*typed, *[None] * blank]
        return {
            "rows": [self._row(shape.item, row, f"{path}.{at}", depth, at) for at, row in enumerate(every)],
            "may_grow": depth < _NESTED,
        }

    def _row(self, item: Shape, node: Node | None, path: str, depth: int, at: int) -> dict[str, Any]:
        if item.inner is not None and item.form == "group":
            given = node if node is not None else fresh(item.inner)
            return {"number": at + 1, "fields": self.fields(item.inner, given, path, depth + 1)}
        return {"number": at + 1, "fields": [self.field(item, node, path, depth + 1)], "bare": True}

    def _choice(self, shape: Shape, node: Node | None) -> dict[str, Any]:
        chosen = text(node)
        offered = [(value, fieldwords.choice(value), value == chosen) for value in shape.choices]
        return {"choices": offered, "open": shape.needed and not chosen}

    def _reference(self, shape: Shape, node: Node | None) -> dict[str, Any]:
        chosen = text(node)
        return {"value": chosen, "groups": self.options.groups(shape.kinds, chosen)}


def fresh(model: type[BaseModel]) -> dict[str, Any]:
    """The tree of a form that nobody has touched: what its kind takes when nothing is said."""
    found: Mapping[str, Any] = {
        shape.key: "yes" if shape.default is True else str(shape.default)
        for shape in shapes(model)
        if shape.form in ("flag", "choice", "slug", "line") and isinstance(shape.default, str | bool) and shape.default
    }
    return dict(found)
