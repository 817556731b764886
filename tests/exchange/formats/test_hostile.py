"""Files that mean harm, or are broken: one clear message each, in bounded time and memory."""

import io
import os
import resource
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.exchange.formats.model import Limits
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import reading_options
from tests.exchange.formats.making import changed, docx, fault_of, ods, sheet, written, zipped

MEGABYTE = 1024 * 1024
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
SHEET1 = "xl/worksheets/sheet1.xml"


def _in_front(prefix: str) -> Callable[[bytes], bytes]:
    """Put a definition behind the XML declaration of a part."""

    def change(data: bytes) -> bytes:
        head, mark, rest = data.partition(b"?>")
        return head + mark + prefix.encode() + rest if mark else prefix.encode() + data

    return change


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """An honest workbook to spoil."""
    return sheet(tmp_path / "honest.xlsx", ["a", "b"], [1, 2])


@pytest.mark.parametrize("definition", [BOMB, OUTSIDE], ids=["bomb", "outside"])
def test_entities_are_refused_in_every_format(tmp_path: Path, book: Path, definition: str) -> None:
    sheets = changed(book, tmp_path / "a.xlsx", {SHEET1: _in_front(definition)})
    wide = changed(
        book, tmp_path / "b.xlsx", {SHEET1: lambda data: _in_front(definition)(data).decode().encode("utf-16")}
    )
    text = docx(tmp_path / "c.docx", "<w:p/>")
    text = changed(text, tmp_path / "d.docx", {"word/document.xml": _in_front(definition)})
    table = ods(tmp_path / "e.ods", "<table:table/>")
    table = changed(table, tmp_path / "f.ods", {"content.xml": _in_front(definition)})
    assert [fault_of(path).code for path in (sheets, wide, text, table)] == ["xml-entities"] * 4


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path: Path, book: Path) -> None:
    bomb = changed(book, tmp_path / "a.xlsx", {SHEET1: lambda data: data + b" " * 60 * MEGABYTE})
    assert bomb.stat().st_size < MEGABYTE
    fault = fault_of(bomb, limits=Limits(unpacked_bytes=50 * MEGABYTE))
    assert (fault.code, "SERVANDA_IMPORT_UNPACKED" in fault.remedy) == ("too-large", True)


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", " " * 30 * MEGABYTE)
    data = path.read_bytes()
    real, said = struct.pack("<L", 0), struct.pack("<L", 100)
    with zipfile.ZipFile(path) as archive:
        real = struct.pack("<L", archive.getinfo("word/document.xml").file_size)
    lie = written(tmp_path / "b.docx", data.replace(real, said))
    assert fault_of(lie).code == "damaged"
    fault = fault_of(lie, limits=Limits(unpacked_bytes=10 * MEGABYTE))
    assert fault.code == "too-large"


def test_parts_that_lie_over_each_other_are_refused(tmp_path: Path, book: Path) -> None:
    data = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        offset = archive.infolist()[1].header_offset
        directory = archive.start_dir
    first = data.find(b"PK\x01\x02", directory)
    second = data.find(b"PK\x01\x02", first + 4)
    third = data.find(b"PK\x01\x02", second + 4)
    data[third + 42 : third + 46] = struct.pack("<L", offset)
    assert "lie over each other" in fault_of(written(tmp_path / "a.xlsx", bytes(data))).sentence


@pytest.mark.parametrize("part", ["../../evil.xml", "/etc/evil", "C:\\evil", "xl/../../evil"])
def test_a_part_that_points_out_of_the_archive_is_refused(tmp_path: Path, book: Path, part: str) -> None:
    out = tmp_path / "a.xlsx"
    with zipfile.ZipFile(book) as archive:
        zipped(out, {**{name: archive.read(name) for name in archive.namelist()}, part: b"x"})
    assert fault_of(out).code == "archive-path"


def test_a_list_of_parts_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
        for number in range(10_001):
            archive.writestr(f"xl/{number}", "")
    assert fault_of(path).code == "too-large"


def test_a_lone_cell_far_away_costs_no_memory_here(tmp_path: Path, book: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = changed(book, tmp_path / "a.xlsx", {SHEET1: lambda data: data.replace(b"</sheetData>", far)})
    fault = fault_of(path, limits=Limits(memory_bytes=512 * MEGABYTE))
    assert fault.code in {"too-large", "too-many-columns"}
    repeated = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{repeated}</table:table-row>'
    path = ods(tmp_path / "a.ods", f'<table:table table:name="S">{row}</table:table>')
    assert fault_of(path, limits=Limits(memory_bytes=512 * MEGABYTE)).code == "too-large"


def test_a_cell_of_a_hundred_megabytes_is_refused_in_bounded_memory(tmp_path: Path, book: Path) -> None:
    huge = "x" * (100 * MEGABYTE)
    comma = written(tmp_path / "a.csv", f'a,b\n1,"{huge}"\n')
    objects = written(tmp_path / "c.jsonl", f'{{"a": "{huge}"}}\n{{"a": "b"}}\n')
    text = docx(tmp_path / "e.docx", _table([["a"], [huge]]))
    cell = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{huge}</t></is></c></row></sheetData>'.encode()
    sheets = changed(book, tmp_path / "f.xlsx", {SHEET1: lambda data: data.replace(b"</sheetData>", cell)})
    del huge
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    codes = {path.name: fault_of(path).code for path in (comma, objects, text, sheets)}
    assert set(codes.values()) == {"cell-too-large"}
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024, "kilobytes"


def test_a_row_without_end_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "a,b\n" + "," * (80 * MEGABYTE) + "\n")
    assert fault_of(path).code == "cell-too-large"
    wide = written(tmp_path / "b.csv", "a," * 2000 + "\n")
    assert fault_of(wide).code == "too-many-columns"


def test_what_is_protected_by_a_password_is_said_to_be(tmp_path: Path, book: Path) -> None:
    name = "EncryptedPackage".encode("utf-16-le") + bytes(32)
    office = written(tmp_path / "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + name + bytes(1000))
    data = bytearray(book.read_bytes())
    place = 0
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = 0
        while (place := data.find(mark, place)) >= 0:
            data[place + flags] |= 1
            place += 4
    packed = written(tmp_path / "b.xlsx", bytes(data))
    manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    table = ods(tmp_path / "c.ods", "<table:table/>", manifest)
    assert [fault_of(path).code for path in (office, packed, table)] == ["password"] * 3


def test_a_file_that_was_cut_off_is_damaged(tmp_path: Path, book: Path) -> None:
    data = book.read_bytes()
    for size in (30, 500, len(data) // 2, len(data) - 30):
        assert fault_of(written(tmp_path / "a.xlsx", data[:size])).code in {"damaged", "other-format"}
    text = docx(tmp_path / "a.docx", _table([["a"], ["b"]])).read_bytes()
    assert fault_of(written(tmp_path / "b.docx", text[:-40])).code == "damaged"
    assert fault_of(written(tmp_path / "c.json", '[{"a": 1}, {"a":')).code == "bad-json"


@pytest.mark.parametrize("packed", ["xl/workbook.xml", "word/document.xml", "xl/workbook.bin"])
def test_an_archive_that_only_looks_like_one_is_damaged(tmp_path: Path, packed: str) -> None:
    path = zipped(tmp_path / "a.xlsx", {"[Content_Types].xml": "x", packed: os.urandom(500)})
    assert fault_of(path).code == "damaged"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf\r\n \n", "empty-file"),
        (b"%PDF-1.7\n...", "other-format"),
        (b"\x1f\x8b\x08" + bytes(50), "other-format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "other-format"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "other-format"),
        (b"<?xml version='1.0'?><a/>", "other-format"),
        (b"PK\x05\x06" + bytes(18), "other-format"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "other-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600), "damaged"),
        (bytes(range(256)) * 10, "not-text"),
        (b"a,b\n1,\x00\n", "not-text"),
        (b"[" * 100_000, "bad-json"),
        (b'{"a": {"b": ' + b'{"a": ' * 100_000, "bad-json"),
        (b'[{"a": 1, "a": 2}]', "bad-json"),
        (b'[{"a": NaN}]', "bad-json"),
        (b"[1, 2", "bad-json"),
        (b'{"a": 1}', "no-table"),
        (b'{"\\ud800": [{"\\ud800": 1}]}', "bad-json"),
    ],
)
def test_what_is_not_a_table_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert fault_of(written(tmp_path / "a.bin", data)).code == code


def test_folders_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [fault_of(path).code for path in (tmp_path, tmp_path / "none", tmp_path / "pipe")] == ["unreadable"] * 3
    assert fault_of(tmp_path / "none", name="upload.csv").file == "upload.csv"


def test_half_a_character_in_json_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    document = open_document(written(tmp_path / "a.json", '[{"a": "x\\ud800", "b": 1}, {"a": "\\u0000", "b": 2}]'))
    rows = list(document.tables[0].rows)
    assert [(row.values, row.flaws[0].code, row.flaws[0].column) for row in rows] == [
        ((None, 1), "not-text", "a"),
        ((None, 2), "not-text", "a"),
    ]


def test_a_pattern_that_never_ends_is_stopped(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "a" * 40 + "!\n")
    options = reading_options({"blocks": {"start": "(?P<x>(a+)+)"}})
    begun = time.monotonic()
    fault = fault_of(path, options=options, limits=Limits(seconds=1))
    assert (fault.code, "SERVANDA_IMPORT_SECONDS" in fault.remedy) == ("too-slow", True)
    assert time.monotonic() - begun < 20


def test_merged_cells_over_everything_are_bearable(tmp_path: Path, book: Path) -> None:
    merges = "".join(f'<mergeCell ref="A{number}:XFD1048576"/>' for number in range(1, 5000))
    merged = f"</sheetData><mergeCells>{merges}</mergeCells>".encode()
    path = changed(book, tmp_path / "a.xlsx", {SHEET1: lambda data: data.replace(b"</sheetData>", merged)})
    options = reading_options({"merged": "repeat", "header_rows": 1})
    assert [table.header for table in open_document(path, options=options).tables] == [("a", "b")]


def test_texts_shared_by_many_cells_do_not_fill_the_disk(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ["a", "b"], *[["x" * 30_000] * 2] * 2_000)
    fault = fault_of(path, limits=Limits(unpacked_bytes=20 * MEGABYTE))
    assert (fault.code, "SERVANDA_IMPORT_UNPACKED" in fault.remedy) == ("too-large", True)


def test_reading_many_rows_takes_little_memory(tmp_path: Path) -> None:
    out = io.StringIO()
    out.write("name,place,total,text\n")
    out.writelines(f'Body {number},Place,{number},"{"x" * 700}"\n' for number in range(30_000))
    path = written(tmp_path / "a.csv", out.getvalue())
    code = (
        "import tracemalloc, sys; from pathlib import Path\n"
        "from servanda.exchange.formats.model import Limits\n"
        "from servanda.exchange.formats.opening import open_document\n"
        "tracemalloc.start()\n"
        "n = sum(1 for row in open_document(Path(sys.argv[1]), limits=Limits()).tables[0].rows)\n"
        "print(n, tracemalloc.get_traced_memory()[1])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    number, peak = map(int, done.stdout.split())
    assert number == 30_000
    assert path.stat().st_size > 20 * MEGABYTE
    assert peak < 12 * MEGABYTE


def _table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
