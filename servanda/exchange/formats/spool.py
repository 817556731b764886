"""Tables as they come from the process that read them: lines of JSON in a file of the system's, gone with its holder.

A line holds some rows, ``[number, line, values, flaws]``. The last one lists tables and notes; where it begins stands
behind it, in 20 digits.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from servanda.errors import Worded, worded
from servanda.exchange.formats.model import Flaw, Row, Table

BATCH = 200  # rows
DIGITS = 20


def packed(text: str) -> Any:
    """A text for JSON, so that one that can be said in other languages still can when it is ``unpacked``."""
    if isinstance(text, Worded):
        return {"pattern": text.pattern, "values": {key: packed(value) for key, value in text.values.items()}}
    return text


def unpacked(data: Any) -> Any:
    """What was ``packed``."""
    if isinstance(data, dict):
        return worded(data["pattern"], **{key: unpacked(value) for key, value in data["values"].items()})
    return data


def write_spool(tables: Iterable[Table], notes: list[str], out: IO[bytes]) -> None:
    """Write tables, their rows in order, and the notes there are when all rows have been gone through."""
    place = 0
    listed = []
    for table in tables:
        start = place
        while rows := list(islice(table.rows, BATCH)):
            place += out.write(_line([_plain(row) for row in rows]))
        listed.append([table.name, table.header, table.header_row, table.hidden, start, place])
    out.write(_line({"tables": listed, "notes": [packed(note) for note in notes]}))
    out.write(b"%020d" % place)


class Spool:
    """The file that tables are read from: closed when the last of them is let go."""

    def __init__(self) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile(prefix="servanda-")  # noqa: SIM115 - closed in __del__

    def __del__(self) -> None:
        self.file.close()


def read_spool(spool: Spool) -> tuple[list[Table], list[str]]:
    """Read it back; raises ``ValueError`` if it is not whole. The tables can be gone through in any order."""
    file = spool.file
    size = file.seek(0, 2)
    if size < DIGITS:
        raise ValueError("nothing was written")
    file.seek(-DIGITS, 2)
    file.seek(int(file.read(DIGITS)))
    found = json.loads(file.readline())
    tables = [
        Table(name, tuple(header), _rows(spool, start, end), header_row, hidden)
        for name, header, header_row, hidden, start, end in found["tables"]
    ]
    return tables, [unpacked(note) for note in found["notes"]]


def _rows(spool: Spool, place: int, end: int) -> Iterator[Row]:
    while place < end:
        spool.file.seek(place)
        line = spool.file.readline()
        place += len(line)
        for number, at, values, flaws in json.loads(line, object_hook=_value):
            yield Row(number, tuple(values), tuple(_flaw(flaw) for flaw in flaws), at)


def _flaw(data: list[Any]) -> Flaw:
    code, sentence, remedy, column = data
    return Flaw(code, unpacked(sentence), unpacked(remedy), column)


def _plain(row: Row) -> list[Any]:
    flaws = [[flaw.code, packed(flaw.sentence), packed(flaw.remedy), flaw.column] for flaw in row.flaws]
    return [row.number, row.line, row.values, flaws]


def _line(data: Any) -> bytes:
    return json.dumps(data, default=_tagged, separators=(",", ":")).encode("ascii") + b"\n"


def _tagged(value: Any) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(type(value))


def _value(tagged: dict[str, Any]) -> Any:
    match tagged:
        case {"decimal": text}:
            return Decimal(text)
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
    return tagged  # a sentence of a flaw
