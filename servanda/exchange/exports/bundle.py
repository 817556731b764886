"""An open-data bundle: one zip file with a Data Package, its tables as CSV, its facts, a dictionary and a licence.

Equal resolved standpoints give equal bytes: nothing in it tells when or where it was made.
"""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from servanda.exchange.exports import lines
from servanda.exchange.exports.csvfile import CsvTable, text_of
from servanda.exchange.exports.dictionary import Column, Table
from servanda.exchange.exports.gather import Export
from servanda.exchange.exports.licences import Licence
from servanda.exchange.exports.seen import Seen, seen, standpoint_values

LANGUAGES = ("en", "az")
FACTS = "facts.jsonl"
PIECE = 1 << 20
TYPES: Mapping[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "day": {"type": "date", "format": "default"},
    "truth": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}
GUARD = (
    "An apostrophe before =, +, -, @, a tab or a line break at the beginning of a text (or after a semicolon, a tab or "
    "a line break within it) keeps spreadsheets from taking it for a formula; take one apostrophe away to get the text."
)


@dataclass(frozen=True)
class Resource:
    """One file of the bundle: its path in it, and where it lies."""

    path: str
    file: Path
    table: Table | None
    rows: int


def write(export: Export, out: IO[bytes], licence: Licence) -> dict[str, int]:
    """Write the bundle; gives the number of rows of each table and of the facts."""
    with TemporaryDirectory(prefix="servanda-bundle-") as folder:
        resources = _resources(export, Path(folder))
        told = seen(export)
        texts = {
            "datapackage.json": _package(export, told, resources, licence),
            "README.md": _readme(told, resources, licence),
            "LICENCE.txt": licence.text,
            "columns.csv": _dictionary([one.table for one in resources if one.table]),
        }
        with ZipFile(out, "w") as bundle:
            for path, text in texts.items():
                bundle.writestr(_member(path), text, compresslevel=9)
            for one in resources:
                with one.file.open("rb") as source, bundle.open(_member(one.path), "w", force_zip64=True) as member:
                    while piece := source.read(PIECE):
                        member.write(piece)
    return {Path(one.path).stem: one.rows for one in resources}


def _member(path: str) -> ZipInfo:
    info = ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3  # the same on every system
    return info


def _resources(export: Export, folder: Path) -> list[Resource]:
    """Write every table that has rows, and the facts, in one go through what is exported."""
    known = export.tables()
    with ExitStack() as stack:
        open_tables = {
            name: CsvTable(table, export, stack.enter_context(_text(folder / f"{name}.csv")))
            for name, table in known.items()
        }
        facts = stack.enter_context(_text(folder / FACTS))
        facts.write(lines.head(export))
        number = 0
        for telling in export.tellings():
            for name, row in export.rows_of(telling, list(known)):
                open_tables[name].write(row)
            for line in lines.lines(export, telling):
                facts.write(line)
                number += 1
    made = [
        Resource(f"data/{name}.csv", folder / f"{name}.csv", file.table, file.rows)
        for name, file in open_tables.items()
        if file.rows
    ]
    return [*made, Resource(FACTS, folder / FACTS, None, number)]


def _text(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="")


def _package(export: Export, told: Seen, resources: list[Resource], licence: Licence) -> str:
    name = f"servanda-{export.subject.record or export.subject.kind}"
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": name,
        "title": told.title,
        "description": told.sentence,
        "servanda": {"standpoint": standpoint_values(export), "what": export.subject.kind, "guard": GUARD},
        "resources": [_resource(one, export.language) for one in resources],
    }
    if licence.title:
        stated = {"name": licence.name, "title": licence.title, "path": licence.address or "LICENCE.txt"}
        package["licenses"] = [{key: value for key, value in stated.items() if value}]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(one: Resource, language: str) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "name": Path(one.path).stem,
        "path": one.path,
        "bytes": one.file.stat().st_size,
        "hash": f"sha256:{_hash(one.file)}",
        "encoding": "utf-8",
    }
    if one.table is None:
        return {**plain, "format": "jsonl", "mediatype": "application/jsonl", "title": "Facts"}
    return {
        **plain,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "title": one.table.label(language),
        "description": one.table.meaning(language),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column, language) for column in one.table.columns], "missingValues": [""]},
    }


def _field(column: Column, language: str) -> dict[str, Any]:
    shown = {"title": column.label(language), "description": column.meaning(language)}
    return {"name": column.name, **TYPES[column.type], **shown}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dictionary(tables: list[Table]) -> str:
    """The column dictionary of the tables in the bundle, in every language it is kept in."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [f"{what}_{language}" for language in LANGUAGES for what in ("label", "meaning")]
    writer.writerow(["table", "column", "type", *heads])
    for table in tables:
        for column in table.columns:
            words = [text for language in LANGUAGES for text in (column.label(language), column.meaning(language))]
            writer.writerow([table.name, column.name, column.type, *map(text_of, words)])
    return out.getvalue()


def _readme(told: Seen, resources: list[Resource], licence: Licence) -> str:
    return "\n".join(_readme_lines(told, resources, licence)) + "\n"


def _readme_lines(told: Seen, resources: list[Resource], licence: Licence) -> Iterator[str]:
    yield f"# {told.title}"
    yield ""
    yield from (f"- {what}: {answer}" for what, answer in told.lines)
    yield f"- Licence: {licence.title or 'none is stated'} (LICENCE.txt)"
    yield ""
    yield "This is what a register of dated, sourced facts (Servanda) shows from the standpoint above; what its reader"
    yield "may not see left no trace here. The same standpoint gives the same bytes."
    yield ""
    yield "| file | rows | what it is |"
    yield "|---|---|---|"
    for one in resources:
        what = (
            one.table.meaning("en")
            if one.table
            else "Every fact as JSON, one a line; the first line names the standpoint."
        )
        yield f"| {one.path} | {one.rows} | {what.replace('|', '/')} |"
    yield "| columns.csv | | Every column: its type, label and meaning. |"
    yield "| datapackage.json | | The same for programs (Data Package, Table Schema). |"
    yield ""
    yield "An empty cell: nobody has said. `none`: somebody said there is none. `0`: nought was counted. Dates are as"
    yield "precise as they were said (EDTF, ISO 8601-2). Sources that contradict each other are all here."
    yield ""
    yield GUARD
