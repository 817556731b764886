"""StratML documents are read as they are meant, and every departure from the standard is told."""

from collections import Counter

import pytest
from hypothesis import given
from lxml import etree

from servanda.errors import InputError
from servanda.exchange.formats.safexml import local_name, parse_xml
from servanda.exchange.formats.stratml.reading import StratmlDocument, read_stratml
from servanda.exchange.formats.stratml.shape import PARTS, schema
from tests.support.stratml import HOME_MADE, PLAN, REPORT, Drawn, documents


def read(data: bytes) -> StratmlDocument:
    return read_stratml(parse_xml(data, "plan.xml"))


def told(document: StratmlDocument) -> list[tuple[int, str, str]]:
    return [(one.line, one.code, one.path.rsplit("/", 1)[-1]) for one in document.departures.kept]


def test_a_valid_document_departs_in_nothing() -> None:
    document = read(PLAN)
    assert document.part == 1
    assert document.departures.count == 0
    assert document.unread == []
    assert document.counts["Stakeholder"] == 4
    assert document.counts["Objective"] == 3


def test_every_departure_of_a_report_is_told_with_its_line() -> None:
    document = read(REPORT)
    assert document.part == 2
    assert {
        (3, "left-out", "id[1]"),
        (7, "wrapper", "Goals[1]"),
        (10, "order", "Name[1]"),
        (13, "repeated", "Identifier[1]"),
        (15, "order", "Stakeholder[1]"),
        (16, "name", "PerformanceIndicator[1]"),
        (16, "attribute", "PerformanceIndicator[1]"),
        (18, "order", "MeasurementDimension[1]"),
        (20, "order", "StartDate[1]"),
        (22, "value", "NumberOfUnits[1]"),
        (31, "value", "StartDate[1]"),
        (31, "value", "EndDate[1]"),
        (32, "misplaced", "Submitter[1]"),
        (32, "name", "FirstName[1]"),
        (34, "left-out", "Colour[1]"),
    } <= set(told(document))
    assert [one.found for one in document.departures.kept if one.code == "namespace"] == [
        f"{sum(document.counts.values()) + 1} elements in namespace 'urn:other'"  # and the list
    ]


def test_it_is_read_in_the_names_and_order_of_the_standard() -> None:
    root = read(REPORT).root
    assert root.said("Submitter", "GivenName") == "Ada"
    goal = root.first("StrategicPlanCore") and root.first("StrategicPlanCore").first("Goal")  # type: ignore[union-attr]
    assert goal is not None
    assert [node.name for node in goal.within] == ["Name", "Description", "Identifier", "Objective"]
    indicator = next(node for node in root.walk() if node.name == "PerformanceIndicator")
    assert indicator.attribute("PerformanceIndicatorType") == "Quantitative"


def test_a_repeated_identifier_identifies_the_first_only() -> None:
    document = read(REPORT)
    found = {node.name: document.identifier(node) for node in document.root.walk() if node.first("Identifier")}
    assert found == {"Organization": "_17-rb", "Goal": "_same", "Objective": ""}


def test_what_has_no_place_is_listed_by_path_and_count() -> None:
    document = read(REPORT)
    assert [(one.path, one.count) for one in document.unread] == [("/PerformancePlanOrReport/Colour/Shade", 1)]


def test_figures_in_another_form_are_read_as_the_standards() -> None:
    document = read(HOME_MADE)
    counts = document.counts
    assert (counts["TargetResult"], counts["ActualResult"]) == (1, 1)
    actual = next(node for node in document.root.walk() if node.name == "ActualResult")
    assert [(node.name, node.text) for node in actual.within] == [
        ("StartDate", "2023-04-01"), ("EndDate", "2023-06-30"), ("NumberOfUnits", "9.5"),
    ]  # fmt: skip
    left = {one.path.split("ActualResults/")[-1] for one in document.unread}
    assert left == {"Result/Date", "Result/Actual/MeasureValue"}  # the one of "some day"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<plan/>", "not-stratml"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "not-stratml"),
        (b'<OrganizationalStrategyDocument xmlns="http://x"><Goal/></OrganizationalStrategyDocument>', "stratml-part"),
    ],
)  # fmt: skip
def test_what_is_another_language_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read(data)
    assert refused.value.code == code
    assert refused.value.line == 1


def test_the_refusal_of_another_part_tells_what_it_holds() -> None:
    with pytest.raises(InputError, match="It holds 2 Goal"):
        read(b"<OrganizationalStrategyDocument><Goal/><Goal/></OrganizationalStrategyDocument>")


@given(documents())
def test_valid_documents_are_read_whole_and_depart_in_nothing(drawn: Drawn) -> None:
    document = read(drawn.data)
    assert document.departures.kept == []
    assert document.unread == []
    root = etree.fromstring(drawn.data)
    assert document.counts == Counter(local_name(element) for element in root.iter(etree.Element))


@given(documents(strange=True))
def test_of_strange_documents_no_text_is_lost(drawn: Drawn) -> None:
    document = read(drawn.data)
    held = {node.text for node in document.root.walk()}
    unread = sum(one.count for one in document.unread)
    assert len([text for text in drawn.texts if text not in held]) <= unread


def test_the_schemas_keep_to_the_form_that_the_reader_knows() -> None:
    for part in PARTS:
        of = schema(part)
        for shape in of.shapes.values():
            assert bool(shape.children) != bool(shape.type), shape.name
            assert {child.name for child in shape.children} <= of.shapes.keys()
            assert shape.type.removeprefix("xs:") in {
                "", "string", "ID", "anyURI", "date", "DayOrNothing", "NumberOrNothing", *of.words
            }  # fmt: skip
