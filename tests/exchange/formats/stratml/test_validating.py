"""Strict validation: every fault with its line and path, against the shipped schemas or one's own."""

from pathlib import Path

import pytest
from hypothesis import given

from servanda.errors import InputError
from servanda.exchange.formats.safexml import parse_xml
from servanda.exchange.formats.stratml.shape import schema_bytes
from servanda.exchange.formats.stratml.validating import part_of, validate
from tests.support.stratml import PLAN, REPORT, Drawn, documents


def test_a_valid_document() -> None:
    verdict = validate(parse_xml(PLAN, "plan.xml"))
    assert verdict.valid
    assert verdict.against == "StratML Part 1"


def test_each_fault_has_its_line_and_path() -> None:
    data = REPORT.replace(b"urn:other", b"urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport").replace(
        b"<id/>", b""
    )
    verdict = validate(parse_xml(data, "report.xml"))
    assert verdict.against == "StratML Part 2"
    found = {(fault.line, fault.path.removeprefix("/PerformancePlanOrReport/")) for fault in verdict.faults}
    assert (6, "StrategicPlanCore[1]/Organization[1]/Identifier[1]") in found
    assert (7, "StrategicPlanCore[1]/Goals[1]") in found
    assert (34, "Colour[1]") in found
    assert all("{" not in fault.sentence for fault in verdict.faults)


def test_it_may_be_validated_as_another_part() -> None:
    document = parse_xml(PLAN, "plan.xml")
    assert part_of(document) == 1
    assert not validate(document, 2).valid


def test_a_schema_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.xsd"
    own.write_bytes(schema_bytes(1))
    document = parse_xml(PLAN, "plan.xml")
    assert validate(document, own=own).valid
    own.write_bytes(schema_bytes(2))
    assert not validate(document, own=own).valid


@pytest.mark.parametrize(("text", "code"), [("<a/>", "not-a-schema"), ("<a>", "xml-broken"), (None, "file-unreadable")])
def test_what_is_no_schema(tmp_path: Path, text: str | None, code: str) -> None:
    own = tmp_path / "own.xsd"
    if text is not None:
        own.write_text(text)
    with pytest.raises(InputError) as refused:
        validate(parse_xml(PLAN, "plan.xml"), own=own)
    assert refused.value.code == code


@given(documents())
def test_drawn_documents_are_valid(drawn: Drawn) -> None:
    assert validate(parse_xml(drawn.data, "drawn.xml")).faults == ()
