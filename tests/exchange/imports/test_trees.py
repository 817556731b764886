"""XML files are known by their root element, whatever they are called; hostile ones leave the register as it is."""

from pathlib import Path

import pytest

from servanda.errors import InputError, UsageError
from servanda.exchange.imports.making import Destination
from servanda.exchange.imports.path import Asked, run
from servanda.exchange.imports.trees import is_tree, read_tree
from servanda.register.reading.history import all_entries
from tests.support.databases import Database
from tests.support.iati import NEW, OLD
from tests.support.stratml import HOME_MADE, PLAN, REPORT


@pytest.mark.parametrize(
    ("data", "form"), [(PLAN, "stratml"), (NEW, "iati"), (PLAN.decode().encode("utf-8-sig"), "stratml")]
)
def test_a_file_is_known_by_its_root(tmp_path: Path, data: bytes, form: str) -> None:
    path = tmp_path / "strange.csv"
    path.write_bytes(data)
    assert is_tree(path)
    reading, found = read_tree(path, Destination())
    assert found == form
    assert list(reading.items)


@pytest.mark.parametrize(
    ("data", "tree"),
    [
        (b"<plan/>", True), (b"  <iati-activities version='1'>", True),
        ("<?xml version='1.0'?><a/>".encode("utf-16"), True),
        (b"a,b\n1,2\n", False), (b"<b>bold</b>,2\n"[3:], False), (b"PK\x03\x04", False), (b"", False),
        (b"<html><body/></html>", False), (b"< 5,10\n", False),
    ],
)  # fmt: skip
def test_what_is_xml(tmp_path: Path, data: bytes, tree: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert is_tree(path) is tree


def test_xml_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b'\n<feed xmlns="http://www.w3.org/2005/Atom"/>')
    with pytest.raises(InputError) as refused:
        read_tree(path, Destination())
    assert refused.value.code == "unknown-xml"
    assert "feed of http://www.w3.org/2005/Atom" in refused.value.sentence


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert not is_tree(tmp_path / "nothing.xml")


HOSTILE = {
    "xml-doctype": b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><StrategicPlan>&b;</StrategicPlan>',
    "xml-beyond-limits": b"<StrategicPlan>" * 1_000,
    "xml-broken": PLAN[:-40],
    "stratml-part": b"<OrganizationalStrategyDocument/>",
    "unknown-xml": b"<a/>",
    "no-parties": HOME_MADE,
}


@pytest.mark.parametrize("code", HOSTILE)
def test_what_is_refused_leaves_the_register_as_it_is(sqlite_database: Database, tmp_path: Path, code: str) -> None:
    path = tmp_path / "hostile.xml"
    path.write_bytes(HOSTILE[code])
    with pytest.raises(InputError) as refused:
        run(Asked(path))
    assert refused.value.code == code
    assert list(all_entries()) == []


@pytest.mark.parametrize(
    ("data", "kinds"), [(REPORT, {"result": 3, "indicator": 1}), (OLD, {"money": 7, "operation": 1})]
)
def test_a_file_is_recorded_once(database: Database, tmp_path: Path, data: bytes, kinds: dict[str, int]) -> None:
    path = tmp_path / "file.xml"
    path.write_bytes(data)
    first = run(Asked(path)).data
    assert {kind: first["new"][kind] for kind in kinds} == kinds
    again = run(Asked(path)).data
    assert (again["new"], again["changed"], again["missing"], again["citations"]) == ({}, [], [], 0)


def test_the_same_content_with_other_bytes_adds_citations_alone(database: Database, tmp_path: Path) -> None:
    path, other = tmp_path / "one.xml", tmp_path / "other.xml"
    path.write_bytes(PLAN)
    other.write_bytes(b"\xef\xbb\xbf" + PLAN.replace(b"\n", b"\n    "))
    run(Asked(path))
    found = run(Asked(other)).data
    assert (found["new"], found["changed"], found["missing"]) == ({}, [], [])
    assert found["citations"] > 30


def test_a_later_document_of_the_plan_records_what_it_says_otherwise(database: Database, tmp_path: Path) -> None:
    path, later = tmp_path / "one.xml", tmp_path / "later.xml"
    path.write_bytes(PLAN)
    changed = PLAN.replace(b"2020-02-15", b"2021-02-15").replace(b"Less goes in.", b"Hardly anything goes in.")
    later.write_bytes(changed.replace(b"A river to swim in.", b"A river to drink from."))
    run(Asked(path))
    found = run(Asked(later)).data
    assert sorted(one["kind"] for one in found["changed"]) == ["objective", "statement"]
    assert found["new"] == {}


def test_departures_are_told_and_parameters_are_checked(sqlite_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_bytes(REPORT)
    found = run(Asked(path, parameters={"language": "en"}, dry_run=True))
    assert [one for one in found.data["departures"] if one.startswith("line 7: ") and "a list Goals" in one]
    assert list(all_entries()) == []
    for wrong in ({"language": "??"}, {"colour": "red"}):
        with pytest.raises(UsageError):
            run(Asked(path, parameters=wrong))
