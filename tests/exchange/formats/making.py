"""Files to read: small honest ones, and the parts that hostile ones are put together from."""

import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from servanda.errors import InputError
from servanda.exchange.formats.model import Document, Row
from servanda.exchange.formats.opening import open_document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODS = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
ODS += ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
ODS += ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
ODS += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def written(path: Path, data: bytes | str, encoding: str = "utf-8") -> Path:
    """Write a file with just these bytes."""
    path.write_bytes(data.encode(encoding) if isinstance(data, str) else data)
    return path


def workbook(path: Path, fill: Callable[[Any], object]) -> Path:
    """Write an XLSX; ``fill`` is given the open workbook of xlsxwriter."""
    book = Workbook(str(path))
    fill(book)
    book.close()
    return path


def sheet(path: Path, *rows: Sequence[object], name: str = "Sheet1") -> Path:
    """Write an XLSX of one sheet."""

    def fill(book: Any) -> None:
        there = book.add_worksheet(name)
        for number, row in enumerate(rows):
            there.write_row(number, 0, row)

    return workbook(path, fill)


def zipped(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """Write an archive of these parts, the first one not packed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, (name, data) in enumerate(parts.items()):
            archive.writestr(name, data, zipfile.ZIP_STORED if number == 0 else zipfile.ZIP_DEFLATED)
    return path


def changed(path: Path, out: Path, parts: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """Copy an archive with some parts changed."""
    with zipfile.ZipFile(path) as archive:
        held: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
        held |= {name: change(archive.read(name)) for name, change in parts.items()}
    return zipped(out, held)


def ods(path: Path, tables: str, manifest: str = "<manifest/>", styles: str = "") -> Path:
    """Write an ODS with these tables in XML, and these styles of its own."""
    own = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content = f"<office:document-content {ODS}>{own}<office:body><office:spreadsheet>{tables}</office:spreadsheet>"
    return zipped(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0"?>{content}</office:body></office:document-content>',
            "META-INF/manifest.xml": manifest,
        },
    )


def xlsb(path: Path, *rows: Sequence[str | float]) -> Path:
    """Write an XLSB of one sheet, of texts and numbers, by the records of its format (MS-XLSB)."""

    def record(kind: int, data: bytes = b"") -> bytes:
        named = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return named + bytes([len(data)]) + data

    def text(said: str) -> bytes:
        return struct.pack("<I", len(said)) + said.encode("utf-16-le")

    def cell(column: int, value: str | float) -> bytes:
        at = struct.pack("<II", column, 0)
        return record(6, at + text(value)) if isinstance(value, str) else record(5, at + struct.pack("<d", value))

    size = struct.pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    body = b"".join(
        record(0, struct.pack("<I", number) + bytes(21)) + b"".join(cell(*one) for one in enumerate(row))
        for number, row in enumerate(rows)
    )
    book = record(0x83) + record(0x8F) + record(0x9C, struct.pack("<II", 0, 1) + text("rId1") + text("Plan"))
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{document}/worksheet" Target="worksheets/sheet1.bin"/>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.bin": book + record(0x90) + record(0x84),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}">{relation}</Relationships>',
        "xl/worksheets/sheet1.bin": record(0x81)
        + record(0x94, size)
        + record(0x91)
        + body
        + record(0x92)
        + record(0x82),
    }
    return zipped(path, parts)


def docx(path: Path, body: str, styles: str = "") -> Path:
    """Write a DOCX with this body in XML, ``w:`` standing for Word's names."""
    return zipped(
        path,
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        },
    )


def rows_of(document: Document, table: int = 0) -> list[Row]:
    """All rows of a table."""
    return list(document.tables[table].rows)


def values_of(document: Document, table: int = 0) -> list[list[Any]]:
    """The values of all rows of a table."""
    return [list(row.values) for row in document.tables[table].rows]


def fault_of(path: Path, **options: Any) -> InputError:
    """The one fault of a file, wherever in its reading it comes."""
    try:
        for table in open_document(path, **options).tables:
            list(table.rows)
    except InputError as fault:
        assert fault.code
        assert fault.sentence
        assert fault.remedy
        assert fault.file == options.get("name", path.name)
        return fault
    raise AssertionError("it was read without a fault")
