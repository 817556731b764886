"""The dates of an element, as they stand or as nearly as they can be read."""

from servanda.exchange.formats.stratml.values import date_of
from servanda.exchange.formats.xmltree import Node
from servanda.exchange.imports.making import span
from servanda.kernel.dates import PartialDate


def day_of(node: Node, name: str) -> PartialDate | None:
    """The date in a child of an element; what is none stays untaken."""
    found = node.first(name)
    when = date_of(found.text) if found else None
    if found is not None and when is not None:
        found.take()
    return when


def period_of(node: Node) -> tuple[PartialDate | None, PartialDate | None]:
    """From StartDate to EndDate, and its end; an end before its beginning is no period, and both stay untaken."""
    bounds = [node.first("StartDate"), node.first("EndDate")]
    start, end = (date_of(found.text) if found else None for found in bounds)
    period = span(start, end)
    if period is None:
        return None, None
    for found, when in zip(bounds, (start, end), strict=True):
        if found is not None and when is not None:
            found.take()
    return period, end
