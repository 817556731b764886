"""A record's page tells its results, sums and who has a part in it: each with its source, and nothing added up."""

import pytest

from servanda.brief import compose_record
from servanda.brief.model import Brief, Sign
from servanda.exchange.formats.iati import read_iati
from servanda.exchange.formats.safexml import parse_xml
from servanda.exchange.formats.stratml.reading import read_stratml
from servanda.exchange.imports.iati import read_activities
from servanda.exchange.imports.making import Destination
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.stratml import read_plan
from tests.brief.telling import section, shipped
from tests.support.iati import NEW, OLD
from tests.support.readings import view_of_reading
from tests.support.stratml import REPORT


def report() -> Reading:
    return read_plan(read_stratml(parse_xml(REPORT, "report.xml")), Destination(language="en"))


def activities(data: bytes) -> Reading:
    reading = read_activities(read_iati(parse_xml(data, "activities.xml")), Destination())
    reading.items = list(reading.items)
    return reading


def told(reading: Reading, kind: str, place: int = 0) -> Brief:
    records = [item.about for item in reading.items if item.payload.kind == kind]
    return compose_record(view_of_reading(reading), records[place], shipped())


def test_an_objective_tells_the_results_of_its_indicators() -> None:
    assert section(told(report(), "objective", 1), "results") == [
        "Houses connected, 1 January to 31 December 2021, aimed at: 1000 houses.",
        "Houses connected, by 31 December 2021, reached: 0 houses.",
        "Houses connected, by 30 June 2022, reached: about 40.",
    ]


def test_nought_bears_its_sign() -> None:
    sentences = [
        one for part in told(report(), "indicator").sections if part.key == "results" for one in part.sentences
    ]
    assert [part for one in sentences for part in one.parts if isinstance(part, Sign)] == [Sign("0", "zero")]


def test_an_activity_tells_its_indicators_and_its_own_sums() -> None:
    brief = told(activities(NEW), "operation")
    assert "Homes with water, 2019, begun from: 10 %; survey." in section(brief, "results")
    assert section(brief, "sums") == ["Planned disbursement, from 1 January 2021: 100 USD."]


def test_sums_stand_each_by_itself() -> None:
    reading = activities(OLD)
    river, lottery = (section(told(reading, "contribution", place), "sums") for place in (0, 1))
    assert river == [
        "Commitment, 1 April 2010: 1000.50 GBP; “Commitment to April”.",
        "Disbursement, 1 February 2011: 20 EUR; received by Name withheld.",
        "Disbursement, 1 February 2011: 20 EUR; received by Name withheld.",
    ]
    assert lottery == ["Incoming funds, 1 September 2013: 7 GBP; given by Lottery; “second half”."]
    assert "Incoming funds, 1 March 2011: 0 of a currency not said." in section(told(reading, "operation"), "sums")


@pytest.mark.parametrize("language", ["en", "az"])
def test_who_has_a_part_in_it(language: str) -> None:
    reading = report()
    records = [item.about for item in reading.items if item.payload.kind == "objective"]
    brief = compose_record(view_of_reading(reading), records[1], shipped(), language)
    assert section(brief, "involved") == {"en": ["Alm: Builder; performer."], "az": ["Alm: Builder; icraçı."]}[language]
