"""The performance indicators of a StratML document, with their targets and results."""

from collections.abc import Mapping

from servanda.exchange.formats.stratml.identifiers import SCHEME, Identity
from servanda.exchange.formats.stratml.reading import StratmlDocument
from servanda.exchange.formats.stratml.values import is_number
from servanda.exchange.formats.stratml.words import METHODS, RESULTS, STAGES
from servanda.exchange.formats.xmltree import Node
from servanda.exchange.imports.making import LONGEST_CODE, Maker, content, text_in
from servanda.exchange.imports.stratml.days import period_of
from servanda.kernel.dates import PartialDate
from servanda.kinds.indicator import Indicator
from servanda.kinds.result import Result


class Measures:
    """Says the indicators of objectives; ``latest`` is the last day on which a result can have been reached."""

    def __init__(self, document: StratmlDocument, maker: Maker, language: str, latest: PartialDate | None) -> None:
        self._document = document
        self._maker = maker
        self._language = language
        self._latest = latest

    def say(self, objective: str, key: str, node: Node) -> None:
        """Say the indicators of an objective, which has that key."""
        met: dict[str, int] = {}
        for indicator in node.all("PerformanceIndicator"):
            words = _first_words(indicator)
            met[words] = met.get(words, 0) + 1
            otherwise = f"{key} / indicator {words} {met[words]}"
            identity = Identity.of(self._document, indicator, otherwise)
            record = identity.own or self._maker.record(identity.key)
            self._indicator(objective, record, identity.code, indicator)

    def _indicator(self, objective: str, record: str, code: str, node: Node) -> None:
        said = content(
            of=objective,
            code=self._maker.cut(node.said("SequenceIndicator"), LONGEST_CODE, node),
            measures=text_in(self._language, node.said("MeasurementDimension")),
            unit=text_in(self._language, node.said("UnitOfMeasurement")),
            note=text_in(self._language, node.said("OtherInformation")),
            method=_word(node, "PerformanceIndicatorType", METHODS),
            stage=_word(node, "ValueChainStage", STAGES),
        )
        self._maker.say(Indicator.model_validate(said), record, node)
        if code:
            self._maker.name(record, f"{SCHEME}:{code}", node, "zxx", "alias")
        for instance in node.all("MeasurementInstance"):
            for result in instance.within:
                if result.name in RESULTS:
                    self._result(record, result)

    def _result(self, record: str, node: Node) -> None:
        number, descriptor = node.said("NumberOfUnits"), node.first("Descriptor")
        label, described = ("", "")
        if descriptor is not None:
            label, described = descriptor.said("DescriptorName"), descriptor.said("DescriptorValue")
        if number and not is_number(number):  # "about 40": kept in words
            described = f"{number}; {described}" if described else number
        said = content(
            figure=number if is_number(number) else "",
            label=text_in(self._language, label),
            described=text_in(self._language, described),
            text=text_in(self._language, node.said("Description")),
        )
        if not said:
            self._maker.empty[node.name] += 1  # a form left empty says nothing, whatever dates it has
            return
        period, end = period_of(node)
        role = RESULTS[node.name]
        reached = role == "actual" and end is not None and (self._latest is None or end.latest <= self._latest.latest)
        payload = Result.model_validate({**said, "role": role, **content(period=period)})
        self._maker.say(payload, record, node, as_of=end if reached else None)


def _word(node: Node, attribute: str, words: Mapping[str, str]) -> str | None:
    return words.get(node.attribute(attribute))


def _first_words(node: Node) -> str:
    texts = (found.text for name in ("SequenceIndicator", "MeasurementDimension", "UnitOfMeasurement")
             if (found := node.first(name)) is not None)  # fmt: skip
    return next((text for text in texts if text), "")
