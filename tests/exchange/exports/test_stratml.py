"""A plan as StratML Part 2: valid, the same when it is read again, and honest about what is lost."""

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from servanda import register
from servanda.errors import InputError, NotFound
from servanda.exchange.exports.stratml import LossReport, export_stratml, plan_document
from servanda.exchange.formats.safexml import XmlDocument, children, local_name, parse_xml
from servanda.exchange.formats.stratml.reading import read_stratml
from servanda.exchange.formats.stratml.validating import validate
from servanda.exchange.imports.making import Destination
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.path import Asked, reading_of, run
from servanda.exchange.imports.stratml import read_plan
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Standpoint
from servanda.kinds.fields import Text
from servanda.register import Draft
from tests.support.databases import Database
from tests.support.readings import record_reading, statements, view_of_reading
from tests.support.registers import an_id, kind
from tests.support.stratml import HOME_MADE, PLAN, REPORT, Drawn, documents

SCOPE = "0" * 31 + "1"
DAYS = REPORT.replace(b"<StartDate>2021<", b"<StartDate>2021-01-01<")  # a year is less exact than the format is


def read(data: bytes, to: Destination) -> Reading:
    return read_plan(read_stratml(parse_xml(data, "plan.xml")), to)


def destination(data: bytes) -> Destination:
    """A partnership of the document's own parties, if it names two."""
    try:
        read(data, Destination())
    except InputError:
        return Destination(partnership=SCOPE)
    return Destination()


def plan_of(reading: Reading) -> str:
    return next(item.about for item in reading.items if item.payload.kind == "plan")


def exported(reading: Reading) -> tuple[bytes, LossReport]:
    return plan_document(view_of_reading(reading), plan_of(reading), "und")


def is_the_same_again(data: bytes) -> None:
    to = destination(data)
    first = read(data, to)
    written, _ = exported(first)
    verdict = validate(parse_xml(written, "written.xml"), 2)
    assert verdict.faults == ()
    second = read(written, to)
    assert set(statements(second)) == set(statements(first))
    assert second.series == first.series
    for field in ("published", "address", "author"):
        assert getattr(second.source, field) == getattr(first.source, field)
    again, _ = exported(second)
    assert again == written


@pytest.mark.parametrize("data", [PLAN, DAYS, HOME_MADE], ids=["plan", "report", "home-made"])
def test_what_goes_out_comes_back_the_same(data: bytes) -> None:
    is_the_same_again(data)


@settings(max_examples=50)  # each is read, seen, written and validated twice
@given(documents())
def test_any_plan_that_goes_out_comes_back_the_same(drawn: Drawn) -> None:
    is_the_same_again(drawn.data)


def test_the_report_tells_what_was_written_and_what_is_lost() -> None:
    _, report = exported(read(PLAN, Destination()))
    assert report.written == {
        "Goal": 1, "Objective": 3, "PerformanceIndicator": 0, "TargetResult": 0, "ActualResult": 0, "Stakeholder": 3,
    }  # fmt: skip
    assert [(loss.what, loss.count) for loss in report.losses] == [
        ("citations", 22),
        ("plan: framework", 1),
        ("the order of items without a code", 1),
    ]
    assert report.lines()[0].startswith("written: 1 Goal, 3 Objective")


def test_the_standpoint_stands_at_its_head() -> None:
    written, _ = exported(read(PLAN, Destination()))
    head = etree.fromstring(written).getprevious()
    assert head is not None
    assert "As of 2026-11-24, as known at entry" in str(head.text)


def test_what_is_no_plan_is_not_found() -> None:
    reading = read(PLAN, Destination())
    party = next(item.about for item in reading.items if item.payload.kind == "party")
    for record in (party, "f" * 32):
        with pytest.raises(NotFound):
            plan_document(view_of_reading(reading), record, "en")


# --- out of a register ---

P, A, B, PLANNED, SOURCE = (an_id(name) for name in ("P", "A", "B", "plan", "S"))
TOP, MIDDLE, LOW = (an_id(name) for name in ("top", "middle", "low"))


def other_plan() -> list[Draft]:
    """A plan that no StratML document is behind: three levels, grades, holders, dates, two languages."""
    fact = an_id("grade")
    said = {
        A: kind("party", category="state"), B: kind("party", category="ministry"),
        P: kind("partnership", parties=[A, B]),
        PLANNED: kind("plan", framework="ogp-action-plan", partnership=P, period="2022/2024"),
        SOURCE: kind("source", title="Plan", publisher="Press", published="2022-09-01", address="https://plan.example"),
        TOP: kind("objective", of=PLANNED, level="commitment", code="C2", text=Text(by={"en": "Open", "fr": "Ouvrir"})),
        MIDDLE: kind("objective", of=PLANNED, parent=TOP, code="C2.1", text=Text(by={"en": "Publish\x0b"}), holder=B,
                     target="2023-03"),
        LOW: kind("objective", of=PLANNED, parent=MIDDLE, code="C2.1.1", text=Text(by={"en": "A list"})),
    }  # fmt: skip
    drafts = [Draft(payload, about, scope=P) for about, payload in said.items()]
    drafts += [
        Draft(kind("name", text=name, language="en"), about, scope=P) for about, name in ((A, "Land"), (B, "Works"))
    ]
    grade = kind("assessment", axis="completion", track="self", grade="complete")
    drafts.append(Draft(grade, LOW, scope=P, id=fact))
    drafts.append(Draft(kind("citation", source=SOURCE), fact))
    return drafts


def test_a_plan_of_another_framework_is_valid_and_its_losses_are_told(database: Database, tmp_path: Path) -> None:
    drafts = other_plan()
    register.record(drafts, actor="test")
    out = io.BytesIO()
    report = export_stratml(PLANNED, register.resolve(Standpoint()), out)
    document = parse_xml(out.getvalue(), "written.xml")
    assert validate(document, 2).faults == ()
    losses = {loss.what: loss.count for loss in report.losses}
    assert losses == {
        "assessment": 1,
        "characters that XML cannot hold": 1,
        "citations": 1,
        "holder": 1,
        "levels beneath the second": 1,
        "objective: target": 1,
        "participants that no involvement speaks of": 1,
        "parties of the partnership": 2,
        "plan: framework": 1,
        "the category ministry of a party": 1,
        "the category state of a party": 1,
        "the level commitment": 1,
        "the level of an item that has none": 2,
        "the plan's period less exact than a day": 2,
        "the type of the document, which is not said": 1,
        "texts in further languages": 1,
    }
    assert tree(document) == [
        ("Goal", "C2", "Open"),
        ("Objective", "C2.1", "Publish\ufffd"),
        ("Objective", "C2.1.1", "A list"),
    ]
    (tmp_path / "plan.xml").write_bytes(out.getvalue())
    reading, _ = reading_of(Asked(tmp_path / "plan.xml", parameters={"language": "en"}))
    what = [item.payload for item in reading.items if item.about == PLANNED and item.payload.kind == "plan"]
    assert what == [draft.payload for draft in drafts if draft.about == PLANNED]  # its framework, its years


def test_a_plan_without_items_comes_back_without_any(database: Database, tmp_path: Path) -> None:
    drafts = [one for one in other_plan() if one.about in (A, B, P, PLANNED)]
    drafts.append(Draft(kind("step", step="in-force"), PLANNED, PartialDate("2022-09-01"), scope=P))
    register.record(drafts, actor="test")
    written, report = out_of_register(PLANNED)
    assert validate(parse_xml(written, "written.xml"), 2).faults == ()
    assert report.written["Goal"] == 1
    (tmp_path / "plan.xml").write_bytes(written)
    reading, _ = reading_of(Asked(tmp_path / "plan.xml"))
    assert not [item for item in reading.items if item.payload.kind == "objective"]
    assert reading.notes[-1].endswith("nothing was recorded of them: 1 Goal.")


PACKAGE, GOAL, PART, MEASURE = (an_id(name) for name in ("package", "goal", "part", "measure"))
WHAT = kind("package", framework="parp", partnership=P, plan=PLANNED)
GOALS = {
    GOAL: kind("objective", of=PACKAGE, level="goal", code="G 1", text=Text(by={"en": "Units are trained"})),
    PART: kind("objective", of=PACKAGE, parent=GOAL, level="objective", code="1.1", text=Text(by={"en": "Courses"})),
    MEASURE: kind("indicator", of=PART, measures=Text(by={"en": "Courses held"}), unit=Text(by={"en": "courses"})),
}


def test_a_package_goes_out_and_comes_back_a_package(database: Database, tmp_path: Path) -> None:
    drafts = [one for one in other_plan() if one.about in (A, B, P, PLANNED)]
    drafts += [Draft(payload, about, scope=P) for about, payload in {PACKAGE: WHAT, **GOALS}.items()]
    said = kind("result", role="actual", period="2024-01-01/2024-12-31", figure="7")
    drafts.append(Draft(said, MEASURE, PartialDate("2024-12-31"), scope=P))
    drafts.append(Draft(kind("name", text="Package of 2024", language="en"), PACKAGE, scope=P))
    register.record(drafts, actor="test")
    written, report = out_of_register(PACKAGE)
    assert validate(parse_xml(written, "written.xml"), 2).faults == ()
    assert {name: report.written[name] for name in ("Goal", "Objective", "PerformanceIndicator", "ActualResult")} == {
        "Goal": 1, "Objective": 1, "PerformanceIndicator": 1, "ActualResult": 1,
    }  # fmt: skip
    assert ("that it is a package", 1) in [(loss.what, loss.count) for loss in report.losses]
    file = tmp_path / "package.xml"
    file.write_bytes(written)
    reading, _ = reading_of(Asked(file, parameters={"language": "en"}))
    come_back = {item.about: item.payload for item in reading.items if item.payload.kind in ("package", *KINDS_HELD)}
    assert come_back == {PACKAGE: WHAT, **GOALS}
    assert {item.scope for item in reading.items} == {P}
    assert not [item for item in reading.items if item.payload.kind in ("plan", "partnership")]
    run(Asked(file, parameters={"language": "en"}))
    again, _ = out_of_register(PACKAGE)
    assert validate(parse_xml(again, "again.xml"), 2).faults == ()
    assert tree(parse_xml(again, "again.xml")) == tree(parse_xml(written, "written.xml"))


KINDS_HELD = ("objective", "indicator")


def out_of_register(record: str) -> tuple[bytes, LossReport]:
    """The document of a plan or package as it is seen today."""
    out = io.BytesIO()
    report = export_stratml(record, register.resolve(Standpoint()), out)
    return out.getvalue(), report


def tree(document: XmlDocument) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for element in document.root.iter(etree.Element):
        if local_name(element) in ("Goal", "Objective"):
            said = {local_name(child): child.text or "" for child in children(element)}
            found.append((local_name(element), said["SequenceIndicator"], said["Description"]))
    return found


def test_a_document_goes_through_a_register_and_comes_back(database: Database) -> None:
    first = read(DAYS, Destination())
    record_reading(first)
    out = io.BytesIO()
    export_stratml(plan_of(first), register.resolve(Standpoint()), out, "und")
    assert validate(parse_xml(out.getvalue(), "written.xml"), 2).faults == ()
    assert set(statements(read(out.getvalue(), Destination()))) == set(statements(first))


def test_it_is_written_as_of_its_day(database: Database) -> None:
    """A result of June 2022 is not in the plan of May 2022, nor what was published in July."""
    first = read(DAYS, Destination())
    record_reading(first)
    out = io.BytesIO()
    export_stratml(plan_of(first), register.resolve(Standpoint(as_of=date(2022, 5, 1))), out, "und")
    results = [
        node for node in read_stratml(parse_xml(out.getvalue(), "x")).root.walk() if node.name.endswith("Result")
    ]
    assert [node.said("NumberOfUnits") for node in results] == ["0"]
