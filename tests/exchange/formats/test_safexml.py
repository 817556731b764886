"""Hostile and broken XML: one clear fault each, in bounded time and memory; what is harmless is read."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.errors import InputError
from servanda.exchange.formats import safexml
from servanda.exchange.formats.safexml import line_of, parse_xml, read_xml

BILLION = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(10))
    + "]><x>&a9;</x>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]><x>&secret;</x>'
MANY = 11_000_000

FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities that unfold": (BILLION.encode, "xml-doctype"),
    "an external entity": (OUTSIDE.encode, "xml-doctype"),
    "an external definition": (lambda: b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>', "xml-doctype"),
    "a definition after a comment": (lambda: b"<?style x?>\n<!-- -->\n<?p q?><!doctype x><x/>", "xml-doctype"),
    "a definition in UTF-16": (lambda: OUTSIDE.encode("utf-16"), "xml-doctype"),
    "a definition in UTF-16 without a mark": (lambda: OUTSIDE.encode("utf-16-be"), "xml-doctype"),
    "a definition in another encoding": (
        lambda: ('<?xml version="1.0" encoding="EUC-JP"?>' + OUTSIDE).encode("euc-jp"), "xml-doctype"
    ),
    "deep nesting": (lambda: b"<a>" * 100_000 + b"</a>" * 100_000, "xml-beyond-limits"),
    "a huge text": (lambda: b"<a>" + b"x" * MANY + b"</a>", "xml-beyond-limits"),
    "a huge attribute": (lambda: b'<a b="' + b"x" * MANY + b'"/>', "xml-beyond-limits"),
    "a huge comment": (lambda: b"<!--" + b"x" * MANY + b"--><a/>", "xml-beyond-limits"),
    "a huge name": (lambda: b"<" + b"x" * MANY + b"/>", "xml-beyond-limits"),
    "too many elements": (lambda: b"<r>" + b"<a/>" * 2_000_000 + b"</r>", "file-too-large"),
    "a file cut short": (lambda: b"<a><b>half a sent", "xml-broken"),
    "nothing": (lambda: b"", "xml-broken"),
    "another format": (lambda: b"PK\x03\x04" + bytes(range(256)), "xml-broken"),
    "an unknown entity": (lambda: b"<a>&nosuch;</a>", "xml-broken"),
    "an encoding of nobody": (lambda: b'<?xml version="1.0" encoding="utf-8"?><a>\x81\x8d</a>', "xml-encoding"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_it_is_one_clear_fault_soon(what: str) -> None:
    made, code = FAULTS[what]
    data = made()
    begun = time.monotonic()
    with pytest.raises(InputError) as told:
        parse_xml(data, "strange.xml")
    assert time.monotonic() - begun < 20
    assert told.value.code == code
    assert told.value.file == "strange.xml"
    assert len(told.value.sentence) < 300
    assert "XML_PARSE" not in str(told.value)


def test_a_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(safexml.LARGEST + 1)
    with pytest.raises(InputError) as told:
        read_xml(path)
    assert told.value.code == "file-too-large"
    assert f"{safexml.LARGEST:,}" in told.value.sentence


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        read_xml(tmp_path / "nothing.xml")
    assert told.value.code == "file-unreadable"


@pytest.mark.parametrize(
    ("declared", "really"),
    [("utf-8", "windows-1252"), ("utf-16", "utf-8"), ("x-klingon", "utf-8"), ("us-ascii", "utf-8")],
)
def test_an_encoding_wrongly_declared_is_read_and_told(declared: str, really: str) -> None:
    data = f'<?xml version="1.0"\n encoding="{declared}"?>\n<plan>Ö, café</plan>'.encode(really)
    document = parse_xml(data, "plan.xml")
    assert document.root.text == "Ö, café"
    assert line_of(document.root) == 3
    assert document.notes == [f"The bytes are not {declared}, as the file says; they were read as {really}."]
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_left_out_and_told(encoding: str) -> None:
    document = parse_xml("<plan>Ö</plan>".encode(encoding), "plan.xml")
    assert document.root.text == "Ö"
    assert [note for note in document.notes if "byte-order mark" in note]


def test_what_is_harmless_is_read() -> None:
    data = b'<?xml version="1.0"?>\n<?style x?>\n<!-- <!DOCTYPE x> -->\n<plan>5 &lt; 6 &amp; &#233;</plan>'
    document = parse_xml(data, "plan.xml")
    assert document.root.text == "5 < 6 & é"
    assert document.notes == []
    assert line_of(document.root) == 4
