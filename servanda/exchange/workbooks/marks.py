"""What a workbook says of itself in its hidden sheets: from where it was written, and what each row held then."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from servanda.errors import InputError
from servanda.kernel.marking import ANYONE, LEVELS, Reader
from servanda.kernel.standpoint import Resolved

FORMAT = 1
MARK = "servanda-workbook"
MARKS, ROWS, LISTS = "servanda", "servanda-rows", "servanda-lists"  # the hidden sheets
MARKS_HEADER = ("name", "value")
ROWS_HEADER = ("record", "group", "entries", "hash")
KEY = "key"  # the field of a row's identifier
REMEDY = "send it to whoever wrote it, or write a new one"

Sort = Literal["plan", "body"]


@dataclass(frozen=True)
class Marks:
    """What a workbook was written from. ``columns`` gives, by sheet, the heading of each field."""

    sort: Sort
    origin: str
    tick: int
    as_of: date
    written: date
    container: str
    language: str
    sheet: str
    columns: Mapping[str, str]
    reader: Reader = ANYONE
    body: str | None = None
    period: str | None = None
    questions: tuple[str, ...] = ()

    def plain(self) -> list[tuple[str, str]]:
        """The rows of the hidden sheet."""
        reader = {
            "name": self.reader.name,
            "clearance": self.reader.clearance,
            "groups": sorted(self.reader.groups),
        }
        values: dict[str, Any] = {
            MARK: FORMAT,
            "sort": self.sort,
            "origin": self.origin,
            "tick": self.tick,
            "as_of": self.as_of.isoformat(),
            "written": self.written.isoformat(),
            "container": self.container,
            "language": self.language,
            "sheet": self.sheet,
            "columns": dict(self.columns),
            "reader": reader,
            "body": self.body,
            "period": self.period,
            "questions": list(self.questions),
        }
        return [(name, json.dumps(value, ensure_ascii=False)) for name, value in values.items()]

    def then(self) -> Resolved:
        """The standpoint it was written from."""
        return Resolved(self.as_of, self.tick, self.written, reader=self.reader)


def read_marks(rows: Mapping[str, str], file: str) -> Marks:
    """Read the hidden sheet. Raises ``InputError`` (``workbook``) where it was damaged, or is of a newer version."""
    try:
        said = {name: json.loads(value) for name, value in rows.items()}
        if said[MARK] != FORMAT:
            sentence = f"it is a workbook of version {said[MARK]}; this program reads version {FORMAT}"
            raise InputError("workbook", sentence, "read it with the release that wrote it, or a newer one", file=file)
        reader = said["reader"]
        if reader["clearance"] is not None and reader["clearance"] not in LEVELS:
            raise ValueError
        return Marks(
            sort={"plan": "plan", "body": "body"}[said["sort"]],  # type: ignore[arg-type]
            origin=str(said["origin"]),
            tick=int(said["tick"]),
            as_of=date.fromisoformat(said["as_of"]),
            written=date.fromisoformat(said["written"]),
            container=str(said["container"]),
            language=str(said["language"]),
            sheet=str(said["sheet"]),
            columns={str(name): str(label) for name, label in said["columns"].items()},
            reader=Reader(str(reader["name"]), reader["clearance"], frozenset(map(str, reader["groups"]))),
            body=said["body"],
            period=said["period"],
            questions=tuple(map(str, said["questions"])),
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        sentence = "what the workbook says of itself in its hidden sheet cannot be read"
        raise InputError("workbook", sentence, REMEDY, file=file) from None
