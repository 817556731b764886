"""What was typed, as a tree: ``c.lines.0.count.number=90`` is ``{"c": {"lines": [{"count": {"number": "90"}}]}}``."""

from collections.abc import Iterable, Mapping
from typing import Any

Node = str | dict[str, Any] | list[Any]

DEEPEST = 16  # of an address: no content nests further, and a made-up one may not exhaust the program
_LONGEST_NUMBER = 9  # of a row, in digits
_UNTOUCHED = {"language", "authentic", "by", "disjoint"}  # fields that bear a value before anyone typed


def nest(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Make the tree; mappings whose keys are all numbers become lists, blank rows are left out."""
    root: dict[str, Any] = {}
    for name, text in pairs:
        path = name.split(".")
        if len(path) <= DEEPEST:
            _put(root, path, text)
    found = _lists(root)
    return found if isinstance(found, dict) else {}


def _put(root: dict[str, Any], path: list[str], text: str) -> None:
    node = root
    for step in path[:-1]:
        below = node.setdefault(step, {})
        if not isinstance(below, dict):
            return
        node = below
    if not isinstance(node.get(path[-1]), dict):
        node[path[-1]] = text


def _lists(node: Node) -> Node:
    if not isinstance(node, dict):
        return node
    below = {key: _lists(value) for key, value in node.items()}
    if below and all(key.isdecimal() and len(key) <= _LONGEST_NUMBER for key in below):
        return [row for _, row in sorted(below.items(), key=lambda pair: int(pair[0])) if not blank(row)]
    return below


def blank(node: Node | None, key: str = "") -> bool:
    """Whether nothing was typed: a language, a form of number or a tick alone say nothing."""
    if node is None or isinstance(node, str):
        return not (node or "").strip() or key in _UNTOUCHED or (key == "form" and node == "exact")
    if isinstance(node, list):
        return all(blank(row) for row in node)
    return all(blank(value, name) for name, value in node.items())


def child(node: Node | None, key: str) -> Node | None:
    """What stands under a key, if anything does."""
    return node.get(key) if isinstance(node, dict) else None


def text(node: Node | None, key: str = "") -> str:
    """The text of a node, or of what stands under a key; empty if there is none."""
    found = child(node, key) if key else node
    return found.strip() if isinstance(found, str) else ""


def rows(node: Node | None) -> list[Any]:
    """The rows of a list; none if there are none."""
    return node if isinstance(node, list) else []


def flat(node: Mapping[str, Any] | list[Any], path: str = "") -> Iterable[tuple[str, str]]:
    """Give a tree as the pairs it is made of."""
    items = node.items() if isinstance(node, Mapping) else ((str(place), row) for place, row in enumerate(node))
    for key, value in items:
        here = f"{path}.{key}" if path else key
        if isinstance(value, str):
            yield here, value
        else:
            yield from flat(value, here)
