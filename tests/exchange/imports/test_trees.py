"""XML files are known by their root element, whatever they are called; hostile ones leave the register as it is."""

from pathlib import Path

import pytest

from servanda.errors import InputError
from servanda.exchange.imports.making import Destination
from servanda.exchange.imports.trees import is_tree, read_tree
from tests.support.iati import NEW
from tests.support.stratml import PLAN


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
