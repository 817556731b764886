"""The results of an activity: indicators with their baselines, targets and what was reached."""

from servanda.exchange.formats.iati import codes
from servanda.exchange.formats.xmltree import Node
from servanda.exchange.imports.iati.words import coded, date_of, text
from servanda.exchange.imports.making import Maker, content, date_or_none, span
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import derived_id
from servanda.kinds.decimals import as_decimal
from servanda.kinds.indicator import Indicator
from servanda.kinds.result import Result


def say_results(maker: Maker, activity: str, node: Node, language: str, latest: PartialDate | None) -> list[str]:
    """Say the results of an activity; gives the records of their indicators."""
    found = []
    for place, result in enumerate(node.all("result"), start=1):
        under = text(result.first("title"), language)
        about = text(result.first("description"), language)
        stage = codes().results.get(result.attributes.get("type", ""))
        if stage is not None:
            result.attribute("type")
        indicators = result.all("indicator")
        for number, indicator in enumerate(indicators, start=1):
            record = derived_id("iati indicator", f"{activity}\x1f{place}\x1f{number}")
            found.append(record)
            unit = codes().measures.get(indicator.attributes.get("measure", ""))
            if unit is not None:
                indicator.attribute("measure")
            said = content(
                of=activity,
                under=under,
                stage=stage,
                measures=text(indicator.first("title"), language),
                note=text(indicator.first("description"), language) or about,
                unit=coded(unit) if unit else None,
            )
            maker.say(Indicator.model_validate(said), record, indicator)
            _figures(maker, record, indicator, language, latest)
    return found


def _figures(maker: Maker, record: str, node: Node, language: str, latest: PartialDate | None) -> None:
    for baseline in node.all("baseline"):
        year = date_or_none(baseline.attributes.get("year", "").strip())
        if year is not None:
            baseline.attribute("year")
        _figure(maker, record, baseline, "baseline", year, language, None)
    for period in node.all("period"):
        bounds = [date_of(period.first(name)) for name in ("period-start", "period-end")]
        when, end = span(*bounds), bounds[1]
        reached = end if end is not None and (latest is None or end.latest <= latest.latest) else None
        for role in ("target", "actual"):
            for one in period.all(role):
                _figure(maker, record, one, role, when, language, reached if role == "actual" else None)


def _figure(
    maker: Maker, record: str, node: Node, role: str, when: PartialDate | None, language: str, as_of: PartialDate | None
) -> None:
    value = node.attributes.get("value", "").strip()
    number = value if value and as_decimal(value) is not None else ""
    words = {"described": coded(value)} if value and not number else {}
    said = content(figure=number, text=text(node.first("comment"), language), **words)
    if not said:
        maker.empty[node.name] += 1
        return
    node.attribute("value")
    payload = Result.model_validate({**said, "role": role, **content(period=when)})
    maker.say(payload, record, node, as_of=as_of)
