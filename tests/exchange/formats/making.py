"""Files to read: small honest ones, and the parts that hostile ones are put together from."""

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


def ods(path: Path, tables: str, manifest: str = "<manifest/>") -> Path:
    """Write an ODS with these tables in XML."""
    content = f"<office:document-content {ODS}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
    return zipped(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0"?>{content}</office:body></office:document-content>',
            "META-INF/manifest.xml": manifest,
        },
    )


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
