"""Figures of an indicator in another form than the standard's, made into the standard's own elements."""

from collections.abc import Callable, Iterator

from servanda.errors import worded
from servanda.exchange.formats.stratml.lenience import FigureForm, lenience
from servanda.exchange.formats.stratml.values import first_and_last_day, is_number
from servanda.exchange.formats.xmltree import Node

Depart = Callable[[Node, str, str, str, str], None]
_ORDER = ("TargetResult", "ActualResult")


def figure_nodes(indicator: Node, unread: list[Node], depart: Depart) -> Node | None:
    """Take what ``unread`` holds of an indicator's figures; gives a MeasurementInstance of them, or ``None``.

    Numbers and dates that were taken are marked; what is left of them stays unread.
    """
    own = [node for node in unread if node.path.startswith(f"{indicator.path}/")]
    found = [made for form in lenience().results for made in _made(form, own, depart)]
    if not found:
        return None
    instance = Node("MeasurementInstance", f"{indicator.path}/MeasurementInstance", found[0].line)
    instance.within = sorted(found, key=lambda node: _ORDER.index(node.name))
    return instance


def _made(form: FigureForm, own: list[Node], depart: Depart) -> Iterator[Node]:
    for node in _at(form.each, own):
        number = _end(node, form.number)
        if number is None or not is_number(number.text):
            continue
        when = _end(node, form.when) if form.when else None
        span = first_and_last_day(when.text) if when else None
        if form.when and span is None:
            continue
        made = Node(form.is_a, node.path, node.line)
        for name, text in zip(("StartDate", "EndDate"), span or (), strict=False):
            made.within.append(Node(name, when.path if when else node.path, node.line, text))
        made.within.append(Node("NumberOfUnits", number.path, number.line, number.take()))
        if when:
            when.taken = True
        said = worded("{element} with {number}", element="/".join(form.each), number="/".join(form.number))
        depart(number, "form", said, f"MeasurementInstance/{form.is_a}", worded("read as {name}", name=form.is_a))
        yield made


def _at(path: tuple[str, ...], nodes: list[Node]) -> list[Node]:
    found = [node for node in nodes if node.name == path[0]]
    for name in path[1:]:
        found = [within for node in found for within in node.all(name)]
    return found


def _end(node: Node, path: tuple[str, ...]) -> Node | None:
    found: Node | None = node
    for name in path:
        found = found.first(name) if found else None
    return found
