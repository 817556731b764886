"""The open-data bundle: whole, described, the same bytes for the same standpoint, under the licence that was chosen."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from servanda.errors import InputError, UsageError
from servanda.exchange.exports import bundle, dictionary
from servanda.exchange.exports.licences import licence, shipped
from tests.exchange.exports.open_world import export, hostile, seen
from tests.support.databases import Database


def made(what: str, chosen: str | None = None, **point: Any) -> bytes:
    """The bytes of a bundle."""
    out = io.BytesIO()
    bundle.write(export(what, seen(**point)), out, licence(chosen))
    return out.getvalue()


def test_equal_standpoints_give_equal_bytes(graded: Database) -> None:
    one, other = (made("ruritania-open", "CC-BY-4.0", as_of=date(2025, 1, 1)) for _ in range(2))
    assert one == other
    assert made("ruritania-open", "CC-BY-4.0", as_of=date(2025, 1, 2)) != one


def test_each_file_is_as_it_is_described(graded_on_sqlite: Database) -> None:
    with ZipFile(io.BytesIO(made("everything", "CC-BY-4.0"))) as zipped:
        assert zipped.testzip() is None
        package = json.loads(zipped.read("datapackage.json"))
        assert package["licenses"][0]["name"] == "CC-BY-4.0"
        assert package["servanda"]["standpoint"]["reader"] == "anyone"
        names = {one["path"] for one in package["resources"]}
        assert names | {"datapackage.json", "README.md", "LICENCE.txt", "columns.csv"} == set(zipped.namelist())
        for one in package["resources"]:
            data = zipped.read(one["path"])
            assert (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") == (one["bytes"], one["hash"])
            if "schema" in one:
                _keeps_to(one["schema"]["fields"], data.decode("utf-8"))


def _keeps_to(fields: list[dict[str, Any]], text: str) -> None:
    """Whether a table keeps to its schema."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == [field["name"] for field in fields]
    assert rows
    for row in rows:
        for field, cell in zip(fields, row, strict=True):
            if cell:
                _READ[field["type"]](cell)


def _truth(cell: str) -> bool:
    return {"true": True, "false": False}[cell]


_READ: dict[str, Callable[[str], Any]] = {"string": str, "integer": int, "date": date.fromisoformat, "boolean": _truth}


def test_the_dictionary_in_it_is_whole(graded_on_sqlite: Database) -> None:
    with ZipFile(io.BytesIO(made("plan-2022"))) as zipped:
        rows = list(csv.DictReader(io.StringIO(zipped.read("columns.csv").decode(), newline="")))
    told = {(row["table"], row["column"]) for row in rows}
    assert {("grades", name) for name in dictionary.tables()["grades"].names} <= told
    assert all(row[f"{what}_{language}"] for row in rows for what in ("label", "meaning") for language in ("en", "az"))


def test_a_hostile_title_stays_a_text(sqlite_database: Database) -> None:
    hostile()
    with ZipFile(io.BytesIO(made("hostile"))) as zipped:
        assert "# =PLAN()" in zipped.read("README.md").decode()
        assert "'=PLAN()" in zipped.read("data/tallies.csv").decode()


def test_no_licence_is_made_up(graded_on_sqlite: Database, tmp_path: Path) -> None:
    with ZipFile(io.BytesIO(made("plan-2022"))) as zipped:
        assert "licenses" not in json.loads(zipped.read("datapackage.json"))
        assert "No licence is stated" in zipped.read("LICENCE.txt").decode()
    own = tmp_path / "ours.txt"
    own.write_text("Ours.", encoding="utf-8")
    with ZipFile(io.BytesIO(made("plan-2022", str(own)))) as zipped:
        assert zipped.read("LICENCE.txt") == b"Ours."
    assert {"CC-BY-4.0", "CC0-1.0"} <= set(shipped())
    with pytest.raises(UsageError, match="There is no licence"):
        licence("GPL")
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        licence(str(own))
