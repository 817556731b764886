"""Indicators of an objective in a Part 2 document, each with its targets and results."""

from collections.abc import Iterable

from lxml import etree

from servanda.exchange.exports.stratml.element import Writer
from servanda.exchange.exports.stratml.seen import Seen
from servanda.exchange.formats.stratml.identifiers import own_identifier
from servanda.exchange.formats.stratml.words import METHODS, RESULTS, STAGES, back
from servanda.kernel.view import Fact
from servanda.kinds.decimals import NOTHING

_METHODS = back(METHODS)
_STAGES = back(STAGES)
_ROLES = back(RESULTS)


def write_indicators(seen: Seen, writer: Writer, objective: etree._Element, indicators: Iterable[Fact]) -> None:
    """Write the indicators of an objective, by code, then by what they measure."""
    for fact in sorted(
        indicators, key=lambda one: (one.payload.code or "", seen.text(one.payload.measures), one.about)
    ):
        content = seen.take(fact)
        element = writer.element(objective, "PerformanceIndicator")
        if content.stage:
            element.set("ValueChainStage", _STAGES[content.stage])
        if content.method:
            element.set("PerformanceIndicatorType", _METHODS[content.method])
        writer.optional(element, "SequenceIndicator", content.code or "")
        writer.text(element, "MeasurementDimension", seen.text(content.measures))
        writer.text(element, "UnitOfMeasurement", seen.text(content.unit))
        writer.text(element, "Identifier", seen.identifier(fact.about) or own_identifier(fact.about))
        _results(seen, writer, element, fact.about)
        writer.optional(element, "OtherInformation", seen.text(content.note))


def _results(seen: Seen, writer: Writer, indicator: etree._Element, record: str) -> None:
    results = seen.of(record, "result")
    written = [fact for role in _ROLES for fact in results if fact.payload.role == role]
    if not written:
        return
    instance = writer.element(indicator, "MeasurementInstance")
    for fact in written:
        content = seen.take(fact)
        element = writer.element(instance, _ROLES[content.role])
        start, end = seen.days(content.period, "the period of a result")
        writer.optional(element, "StartDate", start)
        writer.optional(element, "EndDate", end)
        if content.figure == NOTHING:
            seen.losses.add("results that say that there is nothing", "written without a number")
        else:
            writer.optional(element, "NumberOfUnits", content.figure or "")
        label, described = seen.text(content.label), seen.text(content.described)
        if label or described:
            descriptor = writer.element(element, "Descriptor")
            writer.optional(descriptor, "DescriptorName", label)
            writer.optional(descriptor, "DescriptorValue", described)
        writer.optional(element, "Description", seen.text(content.text))
